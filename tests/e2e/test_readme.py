"""The README keeps its word: its commands exist and run, its output is what is printed."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import PERIOD, ROOT, Example, rumahdata

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]

pytestmark = pytest.mark.e2e


def blocks_of_output() -> dict[str, str]:
    found = re.findall(r"<!-- output: (\w+) -->\n```\n(.*?)```", README, re.DOTALL)
    return dict(found)


def test_the_readme_has_commands_of_both_kinds() -> None:
    assert {shlex.split(command)[0] for command in COMMANDS} == {"make", "rumahdata"}


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("make")])
def test_every_make_command_exists(command: str) -> None:
    run = subprocess.run([*shlex.split(command), "-n"], cwd=ROOT, capture_output=True, check=False)
    assert run.returncode == 0


def test_the_demo_prints_what_the_readme_shows(example: Example) -> None:
    printed = (example.written + example.printed).replace(str(example.home), "data/demo")
    lines = [line.rstrip() for line in printed.splitlines() if "━" not in line]
    assert "\n".join(lines).strip() == blocks_of_output()["demo"].strip()


def test_make_demo_runs_what_the_example_runs() -> None:
    recipe = subprocess.run(
        ["make", "-n", "demo"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert f"rumahdata sample {PERIOD} --out data/demo --seed 1" in recipe
    assert f"rumahdata --home data/demo release {PERIOD} --sample" in recipe


def test_the_commands_of_the_data_team_run(tmp_path: Path, example: Example) -> None:
    commands = [c for c in COMMANDS if c.startswith("rumahdata")]
    assert [shlex.split(c)[1] for c in commands] == ["form", "release", "status"]
    form, release, status = (shlex.split(command)[1:] for command in commands)
    forms = rumahdata(*form[:-1], tmp_path / "forms")
    assert forms.returncode == 0, forms.stderr
    assert len(list((tmp_path / "forms").glob("*.xlsx"))) == 136
    inbox = tmp_path / "home" / "inbox" / PERIOD
    inbox.mkdir(parents=True)
    for path in sorted((tmp_path / "forms").glob("*.xlsx"))[:2]:
        path.rename(inbox / path.name)
    released = rumahdata("--home", tmp_path / "home", *release)
    assert released.returncode == 0, released.stderr
    assert "2 of 136 reported" in released.stdout
    assert rumahdata("--home", tmp_path / "home", *status).returncode == 0


def test_the_files_the_readme_names_are_in_a_release(example: Example) -> None:
    table = README.split("## For public users")[1].split("## For developers")[0]
    names = re.findall(r"`([\w*/]+\.\w+)`", table)
    assert len(names) >= 6
    for name in names:
        assert list(example.release.glob(name)), name
