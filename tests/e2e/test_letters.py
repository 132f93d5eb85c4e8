"""Letters go out, come back mended, and the month is true: the round trip on an example."""

from __future__ import annotations

import csv
import hashlib
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from flows.archive import Archive
from flows.examination import examine_month
from flows.letters import addressee, letters_of
from flows.month import check_month, run_month
from flows.settings import Home
from flows.why import trace
from schemas.form.identity import VILLAGE_CODE
from schemas.protection import BASE, EXPOSED
from schemas.register import districts
from tests.e2e.conftest import PERIOD
from tests.e2e.trips import (
    CODE,
    UNTIL,
    Trip,
    cells,
    make_trip,
    published_cells,
    quiet,
    same,
    text_in_file,
)
from tests.letters import text_of
from transforms.findings import Finding

STRAY = {"18.01.06.2003", *(f"{code}.2999" for code in districts()), VILLAGE_CODE.example}
"""Codes that the example plants and no village has, and the one the form itself shows."""

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    return make_trip(tmp_path_factory.mktemp("letters"), seed=3)


def planted(trip: Trip) -> list[dict[str, str]]:
    path = trip.request.home.root / "faults.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["period"] == PERIOD]
    return [row for row in rows if row["expected"] and row["detectable"] == "yes"]


def findings_at(trip: Trip, row: dict[str, str]) -> list[Finding]:
    """The findings about a planted fault: its kind, in its file, at its cell."""
    digest = hashlib.sha256((trip.request.home.root / row["file"]).read_bytes()).hexdigest()
    return [
        finding
        for finding in trip.first.case.examined.findings
        if finding.problem.kind == row["expected"]
        and finding.problem.submission == digest
        and (not row["cell"] or (row["sheet"], row["cell"]) in cells_of(finding))
    ]


def cells_of(finding: Finding) -> list[tuple[str, str]]:
    return list(finding.problem.cells)


def test_every_planted_fault_is_in_the_letter_of_its_village_at_its_cell(
    trip: Trip, capsys: pytest.CaptureFixture[str]
) -> None:
    case = trip.first.case
    letters = {
        letter.village.code: letter for letter in letters_of(case, PERIOD, UNTIL, sample=True)
    }
    lost, in_workbook, rows = [], 0, planted(trip)
    on_page: list[str] = []
    for row in rows:
        found = findings_at(trip, row)
        told = {point.code for point in letters[row["village_code"]].points}
        known = [f for f in found if f.code in told or f.state == "mended"]
        if not known:
            lost.append(row)
            continue
        if row["cell"] and row["village_code"] not in trip.marked:
            on_page.append(row["expected"])
        elif row["cell"] and known[0].is_open:
            seen = trip.marked[row["village_code"]]
            assert known[0].code in seen["codes"], row
            comment, fill = seen["marks"][row["sheet"], row["cell"]]
            assert known[0].code in comment, row
            assert fill not in ("00000000", "FFFFFFFF"), row
            in_workbook += 1
    with capsys.disabled():
        print(f"\nfaults in letters / planted: {len(rows) - len(lost)} / {len(rows)}")
        print(f"marked at their cell: {in_workbook}, on the page alone: {len(on_page)}")
    assert len({row["kind_of_fault"] for row in rows}) > 70
    assert lost == []
    assert in_workbook > 60
    assert set(on_page) <= {"identity_name_mismatch"}  # whose workbook it is stays in doubt


def test_no_letter_tells_of_another_village(trip: Trip) -> None:
    told = 0
    for path in sorted(trip.first.counts.folder.rglob("18.04.*.*")):
        if path.is_dir():
            continue
        own = path.stem.split()[0]
        if path.suffix == ".txt":
            found = set(CODE.findall(path.read_text("utf-8")))
        elif path.suffix == ".pdf":
            found = set(CODE.findall(text_of(path.read_bytes())))
            assert own in found
        else:
            found = trip.marked[own]["villages"]
        assert found - {own} <= STRAY, path.name
        told += 1
    assert told > 180


def test_the_villages_mend_what_the_letters_ask_and_nothing_new_is_found(
    trip: Trip, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = trip.first.open, trip.second.open
    addressed = {c for c, f in first.items() if addressee(trip.first.case, f.problem)}
    states = {f.code: f.state for f in trip.second.case.examined.findings}
    closed = {code for code in addressed if states.get(code) in ("mended", "confirmed")}
    with capsys.disabled():
        print(f"\nfindings asked {len(addressed)}, closed {len(closed)}, "
              f"opened {len(second.keys() - first.keys())}, not addressed "
              f"{len(first) - len(addressed)}")  # fmt: skip
    assert len(addressed) > 80
    left = {code: first[code].problem for code in addressed - closed}
    assert left == {}
    new = [second[code].problem for code in second.keys() - first.keys()]
    assert new == []


def test_the_mended_month_equals_the_truth(trip: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    truth = {
        (row["village_code"], row["question"]): row["value"]
        for row in pq.read_table(trip.request.home.root / "truth" / "answers.parquet").to_pylist()
        if row["period"] == PERIOD
    }
    with (trip.request.home.root / "faults.csv").open(encoding="utf-8", newline="") as file:
        unseen = {
            (row["village_code"], row["question"])
            for row in csv.DictReader(file)
            if row["period"] == PERIOD and row["detectable"] == "no"
        }
    reported = trip.second.case.examined.month.current.keys()
    compared, different = 0, []
    for (village, question), value in cells(trip).items():
        if village in reported and (village, question) not in unseen:
            compared += 1
            if (None if value is None else str(value)) != truth[village, question]:
                different.append((village, question, value, truth[village, question]))
    with capsys.disabled():
        print(f"\nmended month equal / compared: {compared - len(different)} / {compared}, "
              f"not detectable: {len(unseen)}")  # fmt: skip
    assert compared > 16_000
    assert different == []


def test_the_second_letters_open_with_what_was_mended(trip: Trip) -> None:
    letters = letters_of(trip.second.case, PERIOD, UNTIL, sample=True)
    mended = [letter for letter in letters if letter.mended]
    assert len(mended) > 30
    for letter in mended:
        text = trip.second.workbook(letter.village.code).with_suffix(".txt").read_text("utf-8")
        assert re.search(rf"\b{letter.mended}\b", text.split("\n\n", 2)[1]), text
        assert len(text) <= 701


def test_a_change_that_was_not_asked_for_is_taken_and_reported(trip: Trip) -> None:
    village = next(
        code
        for code, seen in trip.marked.items()
        if not any(sheet.startswith("H ") for sheet, _ in seen["marks"])
        and code in trip.second.case.examined.month.current
    )
    question = "civil_registration.people_with_id"
    record = trip.second.case.examined.month.current[village].record
    place = record.answers[question]
    book = openpyxl.load_workbook(trip.request.inbox / f"{record_name(trip, village)}")
    new = int(str(place.value or 0)) + 1
    book[place.sheet][place.cell].value = new
    path = trip.request.inbox / f"{village} lagi.xlsx"
    book.save(path)
    later = datetime(2026, 12, 20, tzinfo=UTC).timestamp()
    os.utime(path, (later, later))
    with quiet() as runner:
        case, _ = check_month(trip.request, runner)
    path.unlink()
    problems = [f.problem for f in case.examined.findings if f.problem.village_code == village]
    told = [problem for problem in problems if problem.kind == "changed_unasked"]
    assert any((p.sheet, p.cell) == (place.sheet, place.cell) for p in told)
    assert any(str(new) in p.sentence().id for p in told)
    assert case.examined.month.current[village].record.answers[question].value == new


def record_name(trip: Trip, village: str) -> str:
    sha = trip.second.case.examined.month.current[village].record.submission
    return next(r.name for r in trip.second.case.receipts if r.sha256 == sha)


@pytest.mark.trial
def test_why_leads_from_published_cells_to_file_sheet_cell_and_text(
    trip: Trip, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the mended month alone, in a home that knows no other."""
    asked = replace(trip.request, home=Home(tmp_path / "home"))
    with quiet() as runner:
        run_month(asked, runner)
        case = examine_month(asked, runner, collecting=False)
    archive = Archive(asked.home.archive)
    texts = {r.sha256 for r in case.receipts if r.name.endswith(".csv")}
    answers = 0
    chosen = published_cells(asked, 200)
    for table, column, keys in chosen:
        told = trace(asked, case, table, column, keys)
        published = next(value for where, value in told.values.items() if "release" in where)
        for source in told.sources:
            if source.submission is None or source.answer is None:
                continue
            sha256 = source.submission.record.submission
            if sha256 not in texts:
                path = archive.path(sha256)
                stored = text_in_file(path, source.answer.sheet, source.answer.cell)
                assert same(source.answer.text, stored), (table, column, keys, source)
                answers += 1
            if len(told.sources) == 1 and source.answer.value is not None:
                value = published.split(",")[0]
                if source.origin.question in EXPOSED:
                    assert abs(int(value) - int(str(source.answer.value))) < BASE
                else:  # a total among the indicators is a number with decimals
                    assert value.removesuffix(".0") == str(source.answer.value)
    with capsys.disabled():
        print(f"\nwhy: {len(chosen)} published cells, {answers} cells of files compared")
    assert answers > 200
