"""The README keeps its word: its commands exist and run, its output is what is printed."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shlex
import subprocess
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.settings import FLOOR_OF_COVERAGE
from outputs.form_grid import answer_places, form_grids
from schemas.form import FORM
from tests.e2e.conftest import PERIOD, ROOT, Example, rumahdata_here

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]

VILLAGE = "18.04.04.2007"

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


def test_the_readme_names_every_command() -> None:
    named = {shlex.split(c)[1] for c in COMMANDS if c.startswith("rumahdata")}
    callbacks = (c.callback.__name__ for c in app.registered_commands if c.callback)
    known = {name.replace("_", "-") for name in callbacks}
    prose = {name for name in known if f"`rumahdata {name}" in README}
    assert known == named | prose | {"sample"}


def small_home(root: Path) -> Path:
    """Two villages' reports, one of which has more families with under-fives than families."""
    forms = rumahdata_here("form", PERIOD, "--out", root / "forms")
    assert forms.returncode == 0, forms.stderr
    assert len(list((root / "forms").glob("*.xlsx"))) == 136
    inbox = root / "home" / "inbox" / PERIOD
    inbox.mkdir(parents=True)
    book = openpyxl.load_workbook(next((root / "forms").glob(f"{VILLAGE} *.xlsx")))
    places = answer_places(form_grids(FORM))
    for name, value in (("families", 5), ("families_with_under_fives", 9)):
        sheet, row, column = places[f"families.{name}"]
        book[sheet].cell(row + 1, column + 1).value = value
    book.save(inbox / "laporan.xlsx")
    other = next((root / "forms").glob("18.04.04.2008 *.xlsx"))
    other.rename(inbox / "lain.xlsx")
    return root / "home"


def filled_in(command: str, home: Path) -> list[str]:
    """The words of a command of the README, its example code and digest made real ones."""
    path = home / "work" / PERIOD / "problems.csv"
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [r for r in csv.DictReader(file) if r["state"] == "open"]
        codes = [r["finding_code"] for r in rows if r["severity"] == "confirm"]
        command = command.replace("K7Q3-9XZA", codes[0] if codes else "")
    digest = hashlib.sha256((home / "inbox" / PERIOD / "laporan.xlsx").read_bytes()).hexdigest()
    command = command.replace("s3://rumah-data/public", str(home.parent / "store"))
    command = command.replace("/media/aman", str(home.parent))
    return shlex.split(command.replace("3f9a12", digest[:6]))[1:]


def test_the_commands_of_the_data_team_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = small_home(tmp_path)
    for name in [n for n in os.environ if n.startswith(("PREFECT_", "RUMAHDATA_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv(FLOOR_OF_COVERAGE, "0")
    run = CliRunner()
    printed: dict[str, str] = {}
    for command in (c for c in COMMANDS if c.startswith("rumahdata")):
        name = shlex.split(command)[1]
        words = filled_in(command, home)
        if name == "form":
            continue
        if name == "accept":  # the finding was confirmed by the command before
            run.invoke(app, ["--home", str(home), "undo", "1", "--because", "untuk dicoba lagi"])
        done = run.invoke(app, ["--home", str(home), *words])
        assert done.exit_code == 0, (command, done.output, done.exception)
        printed.setdefault(name, done.output)
        if name == "letters":
            folder = home / "work" / PERIOD / "letters" / "18.04.04 Balik Bukit"
            written = {path.suffix for path in folder.glob(f"{VILLAGE}*")}
            assert written == {".xlsx", ".pdf", ".txt"}
    assert "2 of 136 reported" in printed["release"]
    assert "villages asked 2," in printed["letters"]
    assert "undone" in printed["decisions"]
    assert "people_per_family" in printed["replay"]


def test_the_files_the_readme_names_are_in_a_release(example: Example) -> None:
    table = README.split("## For public users")[1].split("## For developers")[0]
    names = re.findall(r"`([\w*/-]+\.\w+)`", table)
    assert len(names) >= 20
    beside = {"releases.json", "feed.atom"}
    for name in set(names) - beside:
        assert list(example.release.glob(name)), name
    for name in beside:
        stem, _, suffix = name.partition(".")
        assert (example.release.parent / f"{stem}-CONTOH.{suffix}").is_file()
