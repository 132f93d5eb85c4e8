"""An example month whose villages answer their letters, and what its files hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import python_calamine
from openpyxl.utils.cell import coordinate_to_tuple
from rich.console import Console

from flows.examination import Case
from flows.example.mending import mend_example
from flows.example.month import write_example
from flows.letter_files import LetterCounts, write_letters
from flows.month import check_month
from flows.runner import InProcess
from flows.settings import Home, Request
from outputs.form_xlsx import file_stem
from schemas.form import FORM
from schemas.form_tables import form_tables
from schemas.letter.sheet import FINDINGS_SHEET
from schemas.register import villages
from schemas.section import Log
from tests.e2e.conftest import PERIOD
from transforms.findings import Finding

CODE = re.compile(r"18\.0[0-9]\.[0-9]{2}\.[0-9]{4}")
"""A village code of this or a neighbouring kabupaten."""

UNTIL = date(2026, 11, 20)


@contextmanager
def quiet() -> Iterator[InProcess]:
    with InProcess(Console(quiet=True)) as runner:
        yield runner


@dataclass(frozen=True)
class Round:
    """One round of letters: what was examined, and what was written."""

    case: Case
    counts: LetterCounts

    @property
    def open(self) -> dict[str, Finding]:
        return {f.code: f for f in self.case.examined.findings if f.is_open}

    def workbook(self, code: str) -> Path:
        village = villages()[code]
        folder = self.counts.folder / f"{village.district_code} {village.district}"
        return folder / f"{file_stem(village, PERIOD)}.xlsx"


@dataclass(frozen=True)
class Trip:
    """An example month, its first letters, and the second ones after the villages answered."""

    request: Request
    first: Round
    second: Round
    marked: dict[str, dict[str, Any]]


def round_of(request: Request) -> Round:
    with quiet() as runner:
        case, _ = check_month(request, runner)
        return Round(case, write_letters(request, case, UNTIL, runner))


def seen_in(path: Path) -> dict[str, Any]:
    """What a village sees in its marked workbook: codes listed, comments and fills by cell."""
    book = openpyxl.load_workbook(path)
    listing = book.worksheets[0]
    assert listing.title == FINDINGS_SHEET.id
    codes = {str(c.value) for row in listing.iter_rows() for c in row if c.value}
    marks = {
        (sheet.title, cell.coordinate): (cell.comment.text, cell.fill.fgColor.rgb)
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }
    texts = " ".join(str(c.value) for s in book.worksheets for r in s.iter_rows() for c in r)
    texts += " ".join(text for text, _ in marks.values())
    return {"codes": codes, "marks": marks, "villages": set(CODE.findall(texts))}


def make_trip(root: Path, seed: int) -> Trip:
    """Four example months; the letters of the last; the villages' answers; its letters again."""
    home = Home(root)
    written = write_example(home.root, PERIOD, seed=seed, months=4)
    request = Request(home, PERIOD, home.inbox(PERIOD), sample=True)
    with quiet() as runner:
        for period in written.periods[:-1]:
            check_month(request.of(period), runner)
    first = round_of(request)
    paths = sorted(first.counts.folder.rglob("*.xlsx"))
    marked = {p.stem.split()[0]: seen_in(p) for p in paths if p.stem.startswith("18.04.")}
    mend_example(home.root, PERIOD)
    return Trip(request, first, round_of(request), marked)


def cells(trip: Trip) -> dict[tuple[str, str], Any]:
    """Every value of the internal grid tables by village and question."""
    asked = {
        (q.table, q.measure, q.keys): q.id
        for q in FORM.questions.values()
        if q.table and not isinstance(FORM.blocks[q.block], Log)
    }
    found: dict[tuple[str, str], Any] = {}
    folder = trip.request.home.work(PERIOD) / "tables"
    for table in form_tables(FORM):
        for row in pq.read_table(folder / f"{table.name}.parquet").to_pylist():
            keys = tuple((name, row[name]) for name in table.key[2:])
            for measure in table.names:
                question = asked.get((table.name, measure, keys))
                if question:
                    found[row["village_code"], question] = row[measure]
    return found


def text_in_file(path: Path, sheet: str, cell: str) -> Any:
    book = python_calamine.load_workbook(str(path))
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    row, at = coordinate_to_tuple(cell)
    at -= 1
    values = rows[row - 1]
    return values[at] if at < len(values) else ""


def same(written: str, stored: Any) -> bool:
    if isinstance(stored, float) and stored.is_integer():
        return written == str(int(stored))
    if isinstance(stored, date):
        return written.startswith(f"{stored.day} ") and written.endswith(str(stored.year))
    return written == str(stored)


def published_cells(request: Request, number: int) -> list[tuple[str, str, dict[str, str]]]:
    """Cells of the release that come from the form, drawn at random."""
    folder = next((request.home.releases).glob("2026.10.0*")) / "tables"
    random = Random(7)
    drawn: list[tuple[str, str, dict[str, str]]] = []
    tables = {
        name: pq.read_table(folder / f"{name}.parquet").to_pylist()
        for name in ("population", "families", "organisation", "activity_groups", "routines",
                     "activities", "civil_registration", "indicators", "contraception",
                     "submissions")
    }  # fmt: skip
    measures = {
        "population": ["people"], "families": ["count"], "organisation": ["answer", "count"],
        "activity_groups": ["members", "exists"], "routines": ["exists", "frequency"],
        "activities": ["date", "participants"], "civil_registration": ["count"],
        "indicators": ["value"], "contraception": ["users"], "submissions": ["filled_by_role"],
    }  # fmt: skip
    keyed = {"village_code", "area_level", "area_code", "age_group", "sex", "indicator", "item",
             "activity_group", "routine", "activity_no", "method", "revision"}  # fmt: skip
    while len(drawn) < number:
        name = random.choice(sorted(tables))
        row = random.choice([row for row in tables[name] if row["period"] == PERIOD])
        if name == "submissions" and not row["is_current"]:
            continue
        keys = {k: str(v) for k, v in row.items() if k in keyed}
        drawn.append((name, random.choice(measures[name]), keys))
    return drawn
