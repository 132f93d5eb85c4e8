"""A release as its users meet it: same bytes however it is run, clear words when it cannot be."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import PERIOD, Example, rumahdata, rumahdata_here

pytestmark = pytest.mark.e2e

VERSION = "2026.10.0-CONTOH"
PUBLISHED = [
    VERSION,
    "feed-CONTOH.atom",
    "latest-CONTOH",
    "latest-CONTOH.json",
    "releases-CONTOH.json",
]


def sums(release: Path) -> str:
    return (release / "SHA256SUMS").read_text(encoding="utf-8")


def visible(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))


def test_the_summary_names_villages_findings_and_the_page(example: Example) -> None:
    assert "of 136 reported" in example.printed
    assert "blocking" in example.printed
    assert str(example.release / "index.html") in example.printed.replace("\n", "")
    status = rumahdata_here("--home", example.home, "status", PERIOD)
    assert status.returncode == 0
    assert status.stdout.splitlines()[-1] == example.printed.splitlines()[-1]


def test_every_file_is_what_its_sum_says(example: Example) -> None:
    checked = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"],
        cwd=example.release,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    listed = {line.split("  ", 1)[1] for line in sums(example.release).splitlines()}
    there = {
        p.relative_to(example.release).as_posix() for p in example.release.rglob("*") if p.is_file()
    }
    assert there - listed == {"SHA256SUMS"}


def test_an_example_says_so_wherever_it_is_read(example: Example) -> None:
    for name in (
        "index.html",
        "dictionary.html",
        "dictionary.csv",
        "README.md",
        "datapackage.json",
        "manifest.json",
    ):
        assert "CONTOH" in (example.release / name).read_text(encoding="utf-8")
    assert visible(example.home / "releases") == PUBLISHED


def test_running_again_changes_nothing(example: Example) -> None:
    before = sums(example.release)
    again = rumahdata("--home", example.home, "release", PERIOD, "--sample")
    assert again.returncode == 0, again.stderr
    assert "(unchanged)" in again.stdout
    assert sums(example.release) == before


@pytest.fixture
def home(example: Example, tmp_path: Path) -> Path:
    """A home with a small inbox: the first three workbooks of the example."""
    inbox = tmp_path / "inbox" / PERIOD
    inbox.mkdir(parents=True)
    chosen = sorted((example.home / "inbox" / PERIOD).glob("18.04.04*.xlsx"))[:3]
    assert len(chosen) == 3
    for path in chosen:
        shutil.copy2(path, inbox / path.name)
    return tmp_path


def test_a_report_that_vanished_stops_the_month_and_status_says_so(home: Path) -> None:
    first = rumahdata_here("--home", home, "release", PERIOD, "--sample")
    assert first.returncode == 0, first.stderr
    before = sums(home / "releases" / VERSION)
    next(iter((home / "inbox" / PERIOD).glob("*.xlsx"))).unlink()
    shutil.rmtree(home / "archive")  # as if the file had never come
    refused = rumahdata_here("--home", home, "release", PERIOD, "--sample")
    status = rumahdata_here("--home", home, "status", PERIOD)
    assert (refused.returncode, status.returncode) == (1, 0)
    for said in (refused.stderr, status.stdout):
        assert "would change from 2026.10.0-CONTOH" in " ".join(said.split())
        assert "Traceback" not in said
    assert "2 of 136 reported" in status.stdout, "what the run checked stays in sight"
    assert sums(home / "releases" / VERSION) == before
    assert visible(home / "releases") == PUBLISHED


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda inbox: None, "is no folder"),  # noqa: ARG005
        (lambda inbox: inbox.mkdir(parents=True), "no file was found"),
        (
            lambda inbox: (inbox.mkdir(parents=True), (inbox / "a.xlsx").write_bytes(b"")),
            "none of the 1 files",
        ),
        (
            lambda inbox: (inbox.mkdir(parents=True), (inbox / "a.xls").write_text("<html>")),
            "file_html",
        ),
    ],
    ids=["no inbox", "empty inbox", "an empty file", "a web page"],
)
def test_a_month_without_reports_publishes_nothing_and_says_so(  # type: ignore[no-untyped-def]
    prepare, words: str, tmp_path: Path
) -> None:
    prepare(tmp_path / "inbox" / PERIOD)
    run = rumahdata_here("--home", tmp_path, "release", PERIOD)
    assert run.returncode == 1
    assert words in " ".join(run.stderr.split())
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "releases").exists() or visible(tmp_path / "releases") == []


def test_examples_are_no_data_and_data_no_example(home: Path) -> None:
    real = rumahdata_here("--home", home, "release", PERIOD)
    assert real.returncode == 1
    assert "file_is_example (3)" in " ".join(real.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["release", "2026-13"], "is not a month"),
        (["release", "oktober"], "is not a month"),
        (["status", "2026-10"], "has not been run"),
        (["form", "26-10", "--out", "x"], "is not a month"),
    ],
)
def test_wrong_words_are_answered_with_what_to_write(
    arguments: list[str], words: str, tmp_path: Path
) -> None:
    run = rumahdata_here("--home", tmp_path, *arguments)
    assert run.returncode == 1
    assert words in " ".join(run.stderr.split())
    assert "Traceback" not in run.stderr
