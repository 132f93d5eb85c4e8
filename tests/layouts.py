"""Damage to the form's layout, and what a reader makes of it."""

from collections.abc import Callable
from dataclasses import replace

from tests.workbooks import blank_form, fill, full_answers, on_sheet, read
from transforms.record import Record
from transforms.workbook import Scalar, Sheet, Workbook

ANSWERS = full_answers()
WHOLE = read(fill(blank_form(), ANSWERS)).record
Rows = list[list[Scalar]]


def filled() -> Workbook:
    return fill(blank_form(), ANSWERS)


def rows_changed(name: str, change: Callable[[Rows], object]) -> Workbook:
    def changed(sheet: Sheet) -> Sheet:
        change(sheet.rows)
        return replace(sheet, merged=())

    return on_sheet(filled(), name, changed)


def values(record: Record | None) -> dict[str, object]:
    assert record is not None
    found: dict[str, object] = {q: a.value for q, a in record.answers.items()}
    for block, lines in record.lines.items():
        for line in lines:
            found |= {f"{block}.{n}#{line.number}": a.value for n, a in line.answers.items()}
    return found


def kinds(record: Record | None) -> list[str]:
    assert record is not None
    return [problem.kind for problem in record.problems]


def relabel(rows: Rows, old: str, new: Scalar) -> None:
    places = [(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell == old]
    assert places, f"no cell holds {old}"
    for row, column in places:
        rows[row][column] = new


def row_with(rows: Rows, label: str) -> int:
    return next(n for n, row in enumerate(rows) if label in row)


def column_with(rows: Rows, heading: str) -> int:
    return next(row.index(heading) for row in rows if heading in row)
