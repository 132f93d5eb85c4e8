"""The digest of a step's code changes with every file it runs, and with no other."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.provenance import ROOMS
from flows.reuse.code import MODULES, ROOT, modules_of
from flows.reuse.step import Step

PRINT = """
import json, sys
from pathlib import Path
from flows.reuse import code

def codes():
    code.code_of.cache_clear()
    code._graph.cache_clear()
    return {step.value: code.code_of(step) for step in code.MODULES}

found = {"": codes()}
for name in json.loads(sys.argv[1]):
    path = Path(name)
    content = path.read_bytes()
    path.write_bytes(content + b"\\n")
    found[name] = codes()
    path.write_bytes(content)
print(json.dumps(found))
"""
"""Prints the digests of all steps, as the files are and after each edit."""

EVERY = {step.value for step in MODULES}

EDITS = {
    "transforms/cells.py": {"read", "letters"},
    "transforms/sheets.py": {"read", "letters"},
    "transforms/closing.py": {"check", "tidy", "indicators", "letters"},
    "schemas/rules/terms.py": EVERY - {"read", "gate"},
    "transforms/classification.py": {"tidy", "indicators"},
    "transforms/protect.py": {"protect"},
    "schemas/villages.csv": EVERY,
    "schemas/form/families.py": EVERY,
    "outputs/gate/verdict.py": {"gate"},
    "outputs/gate/of_totals.py": set[str](),
    "outputs/personal/search.py": {"gate", "letters"},
    "schemas/personal.py": EVERY,
    "outputs/letters/page.py": {"letters"},
    "outputs/site/about.py": set[str](),
    "flows/cli.py": set[str](),
}
"""A file that is edited, and the steps that run it."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four rooms in another place."""
    folder = tmp_path_factory.mktemp("rooms")
    for room in ROOMS:
        leave = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / room, folder / room, ignore=leave)
    return folder


@pytest.fixture(scope="module")
def codes(copy: Path) -> dict[str, dict[str, str]]:
    """The digests of all steps by edited file, told by a process that runs the copied rooms."""
    done = subprocess.run(
        [sys.executable, "-c", PRINT, json.dumps(list(EDITS))],
        cwd=copy,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("path", EDITS)
def test_an_edit_changes_the_code_of_the_steps_that_run_it(
    codes: dict[str, dict[str, str]], path: str
) -> None:
    before, after = codes[""], codes[path]
    assert {step for step in EVERY if after[step] != before[step]} == EDITS[path]


@pytest.mark.parametrize("step", [Step.READ, Step.GATE])
def test_reading_and_the_gate_run_no_rule(step: Step) -> None:
    assert not [m for m in modules_of(step) if m.startswith("schemas.rules")]


def test_every_step_with_code_of_its_own_is_known() -> None:
    # Collecting is done in every run; staging and publishing follow from the whole program.
    assert set(Step) - set(MODULES) == {Step.COLLECT, Step.STAGE, Step.PUBLISH}
