"""The example month against its truth: faults found at their cells, values unchanged."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from schemas.form import FORM
from schemas.form_tables import form_tables
from schemas.section import Log
from tests.e2e.conftest import PERIOD, Example

EXAMPLES = ["example", pytest.param("other_example", marks=pytest.mark.trial)]
"""The example month, and two of another seed, which take two minutes."""

pytestmark = pytest.mark.e2e


def planted(example: Example) -> list[dict[str, str]]:
    with (example.home / "faults.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["period"] == PERIOD]


def numbers(rows: list[dict[str, str]]) -> int:
    """How many faults the rows tell of; a fault of a whole report has a row for each answer."""
    return len({row["fault"] for row in rows})


def findings(example: Example) -> pd.DataFrame:
    frame: pd.DataFrame = pq.read_table(example.tables / "problems.parquet").to_pandas()
    return frame


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def found_at(example: Example, frame: pd.DataFrame) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """For each (file digest, finding), the (sheet, cell) pairs that findings name."""
    at: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in frame.fillna("").astype(str).to_dict("records"):
        places = at.setdefault((row["sha256"], row["finding"]), set())
        places.add((row["sheet"], row["cell"]))
        for place in row["cells"].split("; "):
            sheet, _, cell = place.rpartition("!")
            places.add((sheet, cell))
    return at


@pytest.mark.parametrize("which", EXAMPLES)
def test_every_planted_fault_is_found_at_its_cell(
    which: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    example: Example = request.getfixturevalue(which)
    at = found_at(example, findings(example))
    faults = planted(example)
    wanted = [row for row in faults if row["detectable"] == "yes" and row["expected"]]
    lost = []
    for row in wanted:
        places = at.get((digest(example.home / row["file"]), row["expected"]), set())
        if not places or (row["cell"] and (row["sheet"], row["cell"]) not in places):
            lost.append(
                (
                    row["kind_of_fault"],
                    row["file"],
                    row["sheet"],
                    row["cell"],
                    row["expected"],
                    sorted(places),
                )
            )
    undetectable = [row for row in faults if row["detectable"] == "no"]
    with capsys.disabled():
        print(
            f"\n{which}: faults found / planted: {len(wanted) - len(lost)} / {len(wanted)}, "
            f"not detectable with reason: {numbers(undetectable)}, "
            f"harmless oddities: {numbers(faults) - numbers(wanted) - numbers(undetectable)}"
        )
    assert wanted
    assert all(row["reason"] for row in undetectable)
    assert lost == []


def true_answers(example: Example) -> dict[tuple[str, str], str | None]:
    rows = pq.read_table(example.home / "truth" / "answers.parquet").to_pylist()
    return {
        (row["village_code"], row["question"]): row["value"]
        for row in rows
        if row["period"] == PERIOD
    }


def published_cells(example: Example) -> dict[tuple[str, str], Any]:
    """Every value of the internal grid tables by village and question."""
    questions = {
        (q.table, q.measure, q.keys): q.id
        for q in FORM.questions.values()
        if q.table and not isinstance(FORM.blocks[q.block], Log)
    }
    cells: dict[tuple[str, str], Any] = {}
    for table in form_tables(FORM):
        path = example.tables / f"{table.name}.parquet"
        for row in pq.read_table(path).to_pylist():
            keys = tuple((name, row[name]) for name in table.key[2:])
            for measure in table.names:
                question = questions.get((table.name, measure, keys))
                if question:
                    cells[row["village_code"], question] = row[measure]
    return cells


@pytest.mark.parametrize("which", EXAMPLES)
def test_no_value_outside_a_faulty_cell_is_lost_or_changed(
    which: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    example: Example = request.getfixturevalue(which)
    truth, cells = true_answers(example), published_cells(example)
    faulty = {(row["village_code"], row["question"]) for row in planted(example)}
    states = pq.read_table(example.tables / "sections.parquet").to_pylist()
    open_sections = {
        (row["village_code"], row["section"])
        for row in states
        if row["section_state"] in ("reported", "empty")
    }
    sheets = {section.sheet: section.name for section in FORM.sections}
    deleted = {
        (row["village_code"], sheets[row["sheet"]])
        for row in planted(example)
        if row["expected"] == "section_missing"
    }
    compared, different, outcomes = 0, [], Counter[str]()
    for (village, question), value in cells.items():
        section = FORM.questions[question].section
        if (village, section) not in open_sections:
            outcomes["held back or no report"] += 1
            assert value is None
        elif (village, question) in faulty or (village, section) in deleted:
            outcomes["faulty cell"] += 1
        else:
            compared += 1
            true = truth[village, question]
            if (None if value is None else str(value)) != true:
                different.append((village, question, value, true))
    with capsys.disabled():
        print(
            f"\n{which}: values equal / compared: {compared - len(different)} / {compared}; "
            + ", ".join(f"{name}: {number}" for name, number in sorted(outcomes.items()))
        )
    assert compared > 100 * 100
    assert different == []


@pytest.mark.parametrize("which", EXAMPLES)
def test_activities_come_through_line_by_line(which: str, request: pytest.FixtureRequest) -> None:
    example: Example = request.getfixturevalue(which)
    truth = true_answers(example)
    faulty = {row["village_code"] for row in planted(example)}
    rows = pq.read_table(example.tables / "activities.parquet").to_pylist()
    compared = 0
    for row in rows:
        if row["village_code"] in faulty:
            continue
        for field in ("date", "activity_section", "participants"):
            true = truth[row["village_code"], f"activities.{field}#{row['activity_no']}"]
            assert (None if row[field] is None else str(row[field])) == true
            compared += 1
    assert compared > 100
    clean = {row["village_code"] for row in rows} - faulty
    lines = {
        (village, question.split("#")[1])
        for (village, question), value in truth.items()
        if village in clean and question.startswith("activities.date#") and value is not None
    }
    assert lines == {
        (row["village_code"], str(row["activity_no"]))
        for row in rows
        if row["village_code"] in clean
    }
