"""300 identity numbers in 12 disguises, planted wherever a village can write: none comes out."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.core import DocumentProperties
from rich.console import Console

from flows import discretion
from flows.letter_files import OVERVIEW
from flows.month import letters_of_month, run_month
from flows.runner import InProcess
from flows.settings import Home, Request
from flows.staging import write_release
from outputs.personal.search import PersonalDataError
from schemas.form import STAMP
from schemas.register import villages
from tests.homes import GOOD, PERIOD, places, released, request_in, send
from tests.identity_numbers import DISGUISES, digits_of, numbers, told_below

pytestmark = pytest.mark.e2e

NUMBERS = numbers(300)
VILLAGES = list(villages())[:10]
UNTIL = date(2099, 1, 1)
ANSWERS = (
    "activities.title#1", "activities.title#2", "activities.title#3", "activities.target#1",
    "activities.partner#2", "activities.date#3", "routines.planning.frequency_other",
    "routines.outreach.frequency_other", "routines.reporting.frequency_other",
    "population.age_0_4.male", "families.families_with_elderly", "activity_groups.bkb.members",
)  # fmt: skip
"""Free texts, choices, days and counts."""

CELLS = (
    ("F Poktan", "A9"), ("F Poktan", "A20"), ("D Keluarga", "A12"), ("K Kegiatan", "J9"),
    ("D Keluarga", "L7"), ("D Keluarga", "L8"),
)  # fmt: skip
"""Names of groups, labels, remarks beside and below, and a column that is hidden."""

HIDDEN, COMMENTS = 3, 3


class Plants:
    """Hands out the numbers, each in the next disguise, shifted from village to village."""

    def __init__(self) -> None:
        self.given = count()
        self.disguises = list(DISGUISES.values())

    def take(self) -> str:
        at = next(self.given)
        return self.disguises[(at + at // 30) % len(self.disguises)](NUMBERS[at])

    def name(self) -> str:
        """One that may stand in the name of a sheet or a file."""
        return "".join(letter for letter in self.take() if letter not in "\n/'")


def plant(path: Path, plants: Plants) -> None:
    """Write 29 numbers into a workbook, wherever a person can."""
    book = openpyxl.load_workbook(path)
    for question in ANSWERS:
        sheet, row, column = places()[question]
        book[sheet].cell(row + 1, column + 1).value = plants.take()
    for sheet, cell in CELLS:
        book[sheet][cell].value = plants.take()
    book["D Keluarga"].column_dimensions["L"].hidden = True
    for row in range(7, 7 + COMMENTS):
        told = Comment(f"NIK ibu {plants.take()}", "Kader")
        book["B Penduduk"].cell(row, 3).comment = told
    hidden = book.create_sheet(f"Lain {plants.name()}")
    hidden.sheet_state = "hidden"
    for row in range(1, 1 + HIDDEN):
        hidden.cell(row, 2).value = plants.take()
    book["G Stunting dan DASHAT"].title = f"G Stunting {plants.name()}"
    book.properties = DocumentProperties(
        title=plants.take(), creator=plants.take(), keywords=plants.take()
    )
    book.save(path)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged in the test; what installing the filter changes is put back."""
    said, before, hook = io.StringIO(), logging.getLogRecordFactory(), sys.excepthook
    handler = logging.StreamHandler(said)
    logging.getLogger().addHandler(handler)
    yield said
    logging.getLogger().removeHandler(handler)
    logging.setLogRecordFactory(before)
    sys.excepthook = hook
    discretion._SENT_NAMES.home = None


def sent(request: Request) -> None:
    """A month of ten villages whose workbooks hold the numbers, in files named by them."""
    plants = Plants()
    for village in VILLAGES:
        path = send(request, f"laporan {plants.name()}.xlsx", GOOD, village)
        plant(path, plants)
    whole = send(request, "baik.xlsx", GOOD, list(villages())[20])
    stamped = openpyxl.load_workbook(whole)
    for cell in (cell for sheet in stamped.worksheets for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str) and STAMP in cell.value.casefold():
            cell.value = f"{STAMP} {NUMBERS[0]}"
    stamped.save(whole)
    stray = send(request, "tanpa nama.xlsx", {"identity.village_code": NUMBERS[1]})
    stray.rename(stray.with_name(f"{NUMBERS[2]} salinan.xlsx"))
    (request.inbox / f"{NUMBERS[3]}.xlsx").write_bytes(f"NIK {NUMBERS[4]}".encode())


def found(folder: Path, *patterns: str) -> dict[str, list[str]]:
    """The numbers in every file of these patterns, by what is left when only digits are."""
    soup = {name: digits_of(said) for name, said in told_below(folder, *patterns)}
    assert soup, patterns
    return {
        name: here for name, text in soup.items() if (here := [n for n in NUMBERS if n in text])
    }


def test_none_of_300_numbers_comes_out(tmp_path: Path, log: io.StringIO) -> None:
    request = request_in(tmp_path)
    sent(request)
    discretion.install(request.home)
    printed = io.StringIO()
    with InProcess(Console(file=printed, width=200)) as runner:
        letters_of_month(replace(request, until=UNTIL), runner)
        run_month(replace(request, letters=True, until=UNTIL), runner)
    logging.getLogger("flows").warning("could not copy %s", next(request.inbox.glob("*.xlsx")).name)
    archived = found(request.home.root, "archive/**/*")
    there = {n for names in archived.values() for n in names}
    assert [(at // 30, at % 30) for at, n in enumerate(NUMBERS) if n not in there] == []
    work = f"work/{PERIOD}"
    outside = (
        "releases/**/*",
        f"{work}/*.csv", f"{work}/*.json", f"{work}/tables/*", f"{work}/steps/*.json*",
        f"{work}/letters/**/{OVERVIEW}*", f"{work}/letters/**/*.txt", f"{work}/letters/**/*.pdf",
    )  # fmt: skip
    assert [(p, found(request.home.root, p)) for p in outside] == [(p, {}) for p in outside]
    told = digits_of(log.getvalue() + printed.getvalue())
    assert [number for number in NUMBERS if number in told] == []


def test_a_release_with_a_hit_is_staged_and_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = request_in(tmp_path)
    send(request, "baik.xlsx", GOOD)

    def writes_too_much(home: Home, staged: Path, *given: object) -> None:
        write_release(home, staged, *given)  # type: ignore[arg-type]
        for path in ("README.md", "tables/extra.csv"):
            (staged / path).write_text(f"# {NUMBERS[0]}\n", encoding="utf-8")

    monkeypatch.setattr("flows.publishing.write_release", writes_too_much)
    with pytest.raises(PersonalDataError) as stopped:
        released(request)
    said = str(stopped.value)
    assert said.startswith("the release was not published, because")
    assert "README.md, row 1, column 3: NIK or KK number (16 digits)" in said
    assert "tables/extra.csv: a kind of file that is not on the list" in said
    assert NUMBERS[0] not in digits_of(said)
    staged = Path(said.partition("for inspection in ")[2].partition(". ")[0])
    assert (staged / "README.md").is_file()
    home: Home = request.home
    assert [p.name for p in home.releases.glob("[0-9]*")] == []
    summary = (home.work(PERIOD) / "summary.json").read_text(encoding="utf-8")
    assert NUMBERS[0] not in summary
