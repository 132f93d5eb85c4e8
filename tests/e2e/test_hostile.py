"""A month whose inbox is mostly damaged or malicious files."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from flows.settings import TELEMETRY_OFF
from outputs.form_xlsx import write_forms
from schemas.form import FORM
from schemas.register import villages
from tests import hostile
from tests.e2e.conftest import PERIOD, ROOT

pytestmark = pytest.mark.e2e

GOOD, BAD = 10, 100
LIMIT = 1 << 30
MEASURED = """
import resource, subprocess, sys
code = subprocess.run([sys.executable, "-m", "flows.cli", *sys.argv[1:]]).returncode
print("PEAK", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


@dataclass(frozen=True)
class Run:
    """A release of the hostile inbox."""

    home: Path
    good: dict[str, str]
    bad: dict[str, str]
    code: int
    printed: str
    peak: int


def damaged(forms: list[bytes]) -> dict[str, bytes]:
    """Hostile files of every kind, then forms cut and changed at random, by name."""
    random, files = Random(20261124), {}
    for number, (_, make) in enumerate(hostile.REFUSED.values()):
        files[f"hostile-{number:02}.xlsx"] = make()
    while len(files) < BAD:
        content = hostile.flipped(random.choice(forms), random, random.randrange(300, 3_000))
        if random.random() < 0.3:
            content = hostile.cut(content, random)
        files[f"damaged-{len(files):02}.xlsx"] = content
    return files


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    home = tmp_path_factory.mktemp("hostile")
    inbox = home / "sent"
    inbox.mkdir()
    paths = write_forms(inbox, FORM, islice(villages().values(), GOOD), PERIOD, sample=True)
    good = {path.name: path.read_bytes() for path in paths}
    bad = damaged(list(good.values()))
    for name, content in bad.items():
        (inbox / name).write_bytes(content)
    (inbox / "round").symlink_to(inbox)
    options = ("--sample", "--inbox", str(inbox))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "--home", home, "release", PERIOD, *options],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | TELEMETRY_OFF,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    printed = done.stdout + done.stderr
    peak = int(printed.partition("PEAK ")[2].split()[0]) * 1024
    return Run(home, _digests(good), _digests(bad), done.returncode, printed, peak)


def _digests(files: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_the_month_is_published_without_a_traceback(run: Run) -> None:
    assert run.code == 0, run.printed
    assert "Traceback" not in run.printed
    summary = json.loads((run.home / "work" / PERIOD / "summary.json").read_text("utf-8"))
    assert summary["reported"] == GOOD
    assert (run.home / "releases" / "2026.10.0-CONTOH" / "index.html").is_file()


def test_every_file_is_archived_as_it_came(run: Run) -> None:
    kept = {path.name: path for path in (run.home / "archive" / "objects").rglob("*/*")}
    assert set(kept) == {*run.good.values(), *run.bad.values()}
    for sha256, path in kept.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def test_every_bad_file_is_among_the_findings(run: Run) -> None:
    findings = pd.read_csv(run.home / "work" / PERIOD / "problems.csv", dtype=str)
    refused = findings[findings["finding"].str.startswith("file_")]
    assert len(run.bad) == BAD
    assert set(run.bad.values()) - set(refused["sha256"]) == set()
    assert set(run.good.values()) & set(refused["sha256"]) == set()
    assert "file_crashed_reader" not in set(refused["finding"])


def test_the_run_stays_within_its_memory(run: Run) -> None:
    assert run.peak < LIMIT, f"{run.peak >> 20} MB"
