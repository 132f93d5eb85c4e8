"""One example month, written and released once for all tests that look at it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from flows.cli import main
from flows.settings import TELEMETRY_OFF

ROOT = Path(__file__).resolve().parent.parent.parent
PERIOD = "2026-10"


def rumahdata(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, without a Prefect server unless one is given."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *map(str, arguments)],
        cwd=ROOT,
        env=env | TELEMETRY_OFF | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def rumahdata_here(*arguments: object) -> subprocess.CompletedProcess[str]:
    """What the command answers, asked in this process: where another one has no say in it."""
    words = ["rumahdata", *map(str, arguments)]
    out, err, code, environment = StringIO(), StringIO(), 0, dict(os.environ)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", words)
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            os.environ.clear()
            os.environ.update(environment)
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


@dataclass(frozen=True)
class Example:
    """An example month below `home`, and what the release of it printed."""

    home: Path
    written: str
    printed: str

    @property
    def release(self) -> Path:
        return self.home / "releases" / "2026.10.0-CONTOH"

    @property
    def tables(self) -> Path:
        return self.home / "work" / PERIOD / "tables"


def make_example(home: Path, seed: int, months: int = 1) -> Example:
    """Write example months with this seed, check the earlier ones and release the last."""
    written = rumahdata("sample", PERIOD, "--out", home, "--seed", seed, "--months", months)
    assert written.returncode == 0, written.stderr
    for inbox in sorted((home / "inbox").iterdir())[:-1]:
        checked = rumahdata("--home", home, "check", inbox.name, "--sample")
        assert checked.returncode == 0, checked.stderr + checked.stdout
    released = rumahdata("--home", home, "release", PERIOD, "--sample")
    assert released.returncode == 0, released.stderr + released.stdout
    return Example(home, written.stdout, released.stdout)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The example month with seed 1."""
    return make_example(tmp_path_factory.mktemp("example"), 1)


@pytest.fixture(scope="session")
def other_example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The last of two example months, with a seed that nothing was tuned on."""
    return make_example(tmp_path_factory.mktemp("other"), 77003, months=2)


BEFORE, LATER, EDITION = "2026.09.0-CONTOH", "2026.10.0-CONTOH", "2026.10.1-CONTOH"
"""The releases of the history."""


@dataclass(frozen=True)
class History:
    """A home whose months were released one after another."""

    home: Path

    @property
    def releases(self) -> Path:
        return self.home / "releases"

    def run(self, *words: str) -> str:
        done = rumahdata_here("--home", self.home, *words)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Two example months with late reports, and an edition of the last."""
    found = History(tmp_path_factory.mktemp("history"))
    out = ("--out", str(found.home))
    found.run("sample", "2026-10", *out, "--seed", "5", "--months", "2")
    found.run("release", "2026-09", "--sample")
    found.run("sample", "2026-09", *out, "--late")
    found.run("release", "2026-10", "--sample")
    found.run("sample", "2026-10", *out, "--late")
    found.run("release", "2026-10", "--sample", "--correct")
    return found
