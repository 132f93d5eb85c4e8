# Two commands on a fresh machine with Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PERIOD ?= 2026-10
DEMO := data/demo
LETTERS := data/letters
HISTORY := data/history
JUDGED_HOME := data/judges
# Libraries are compiled once, by every processor (what is no Python of this version is left out):
# pip would do it with one, and where PYTHONDONTWRITEBYTECODE is set each start would do it anew.
COMPILE := $(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null || true
unexport PYTHONDONTWRITEBYTECODE
PIP_OPTIONS := --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes
JUDGES := frictionless mlcroissant dcat csvw cffconvert datacite
JUDGED := $(JUDGES:%=.venvs/%/.done) .venvs/check_datapackage/.done
NEWER_PYTHON ?= $(firstword $(foreach name,python3.14 python3.13 python3.12 $(wildcard $(HOME)/.pyenv/versions/3.1[2-9]*/bin/python),$(shell $(name) -c '' 2>/dev/null && echo $(name))))

.PHONY: help setup demo letters history test trial lint types imports check bench chaos judges lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(PIP_OPTIONS) -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(COMPILE)
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/python -m pip install $(PIP_OPTIONS) -r requirements-dev.lock
	$(COMPILE)
	@touch $@

$(JUDGES:%=.venvs/%/.done): .venvs/%/.done: judges/%.lock
	$(PYTHON) -m venv .venvs/$*
	.venvs/$*/bin/python -m pip install $(PIP_OPTIONS) $(foreach lock,$^,-r $(lock))
	@touch $@

.venvs/dcat/.done: judges/dcat_shapes.lock

# This judge needs Python 3.12 or newer: without one it is left out.
.venvs/check_datapackage/.done: judges/check_datapackage.lock
	@mkdir -p $(@D)
	@if [ -n "$(NEWER_PYTHON)" ]; then $(NEWER_PYTHON) -m venv .venvs/check_datapackage && .venvs/check_datapackage/bin/python -m pip install $(PIP_OPTIONS) -r $< && touch $@; else echo "check_datapackage is left out: no Python from 3.12 on is installed"; fi

.venvs/seaweedfs/.done: judges/seaweedfs.lock
	$(PYTHON) -m venv .venvs/seaweedfs
	.venvs/seaweedfs/bin/python -m pip install $(PIP_OPTIONS) -r judges/seaweedfs.lock
	@touch $@

.venvs/s3rver/.done: judges/s3rver/package.json judges/s3rver/package-lock.json
	@mkdir -p .venvs/s3rver && cp judges/s3rver/*.json .venvs/s3rver/
	@if command -v npm >/dev/null; then npm ci --prefix .venvs/s3rver --silent --no-audit --no-fund --ignore-scripts && touch $@; else echo "s3rver is left out: npm is not installed"; fi

.venvs/axe/.done: judges/axe/package.json judges/axe/package-lock.json
	@mkdir -p .venvs/axe && cp judges/axe/*.json .venvs/axe/
	@if command -v npm >/dev/null; then npm ci --prefix .venvs/axe --silent --no-audit --no-fund --ignore-scripts && touch $@; else echo "axe is left out: npm is not installed"; fi

setup: $(VENV)/.run ## install what a release needs into .venv

demo: setup ## write an example month and publish it, then print where its page is
	@mkdir -p $(DEMO)
	$(BIN)/rumahdata sample $(PERIOD) --out $(DEMO) --seed 1
	$(BIN)/rumahdata --home $(DEMO) release $(PERIOD) --sample

letters: setup ## write an example month whose villages answer their letters
	@mkdir -p $(LETTERS)
	$(BIN)/rumahdata sample $(PERIOD) --out $(LETTERS) --seed 1
	$(BIN)/rumahdata --home $(LETTERS) letters $(PERIOD) --sample
	$(BIN)/rumahdata sample $(PERIOD) --out $(LETTERS) --mend
	$(BIN)/rumahdata --home $(LETTERS) letters $(PERIOD) --sample

history: setup ## release three example months, then late reports and a corrected edition
	@mkdir -p $(HISTORY)
	$(BIN)/rumahdata sample 2026-10 --out $(HISTORY) --seed 1 --months 3
	$(BIN)/rumahdata --home $(HISTORY) release 2026-08 --sample
	$(BIN)/rumahdata --home $(HISTORY) release 2026-09 --sample
	$(BIN)/rumahdata sample 2026-09 --out $(HISTORY) --late
	$(BIN)/rumahdata --home $(HISTORY) release 2026-10 --sample
	$(BIN)/rumahdata sample 2026-10 --out $(HISTORY) --late
	$(BIN)/rumahdata --home $(HISTORY) release 2026-10 --sample --correct
	$(BIN)/rumahdata --home $(HISTORY) diff 2026.10.0-CONTOH 2026.10.1-CONTOH

test: $(VENV)/.dev $(JUDGED) .venvs/seaweedfs/.done .venvs/s3rver/.done .venvs/axe/.done ## run every test
	$(BIN)/python -m pytest -n 3 --durations=15

trial: $(VENV)/.dev ## run what takes minutes more, the deployment on PostgreSQL and a month on a Dask cluster
	$(BIN)/python -m pytest -m trial

judges: setup $(JUDGED) ## let every judge of the metadata look at a fresh example release and at broken copies
	rm -rf $(JUDGED_HOME) && mkdir -p $(JUDGED_HOME)
	$(BIN)/rumahdata sample $(PERIOD) --out $(JUDGED_HOME) --seed 1
	$(BIN)/rumahdata --home $(JUDGED_HOME) release $(PERIOD) --sample
	$(BIN)/python -m judges.judge $(JUDGED_HOME)/releases/$(subst -,.,$(PERIOD)).0-CONTOH

lint: $(VENV)/.dev ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## check types
	$(BIN)/mypy

imports: $(VENV)/.dev ## check the law of rooms
	$(BIN)/lint-imports

check: lint types imports test ## everything that must hold before a commit

bench: $(VENV)/.dev ## what a month costs, beside two references
	$(BIN)/python -m benchmarks.month
	$(BIN)/python -m benchmarks.history
	$(BIN)/python -m benchmarks.rerun
	$(BIN)/python -m benchmarks.privacy
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.gate

chaos: $(VENV)/.dev ## kill a small month at random and at every write, run it again, compare the bytes
	$(BIN)/python -m tests.chaos.run

lock: ## pin the dependencies anew; needs uv
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra dev --extra dask -o requirements-dev.lock
	for judge in $(JUDGES); do uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header judges/$$judge.in -o judges/$$judge.lock; done
	uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header judges/check_datapackage.in -o judges/check_datapackage.lock
	uv pip compile -q --universal --python-version 3.11 --no-deps --generate-hashes --no-emit-index-url --no-header judges/dcat_shapes.in -o judges/dcat_shapes.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header judges/seaweedfs.in -o judges/seaweedfs.lock

clean: ## remove what make has made, but no data
	rm -rf $(VENV) .venvs .mypy_cache .ruff_cache .pytest_cache
