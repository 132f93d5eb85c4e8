"""A report under way: its grids, its answers, and the faults planted in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flows.example.truth import Answer, Truth, canonical
from outputs.form_grid import GridCell, Scalar, SheetGrid, form_grids
from schemas.field import CodeList
from schemas.form import FORM
from schemas.register import Village
from schemas.section import Question

DONE = "the value read is the true one and nothing needs to be said"


@dataclass(slots=True)
class Planted:
    """One fault: what was written where, what is true there, and what should be found."""

    kind: str
    expected: str
    question: str = ""
    written: str = ""
    true_value: str | None = None
    detectable: bool = True
    reason: str = ""
    sheet: str = ""
    cell: GridCell | None = None


@dataclass(slots=True)
class Draft:
    """One village's report of a month, before it is written.

    `touched` are the sections a fault has changed, so that no two faults meet; `patches`
    are cells that become formulas or errors in the file. `months` counts the months just
    before in which the village's report arrived without a fault; `other` is the report of
    another village, from which a table may be copied.
    """

    village: Village
    period: str
    truth: Truth
    grids: list[SheetGrid]
    suffix: str = ".xlsx"
    is_open: bool = True
    planted: list[Planted] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    patches: list[tuple[GridCell, str]] = field(default_factory=list)
    cells: dict[str, GridCell] = field(default_factory=dict)
    is_moved: bool = False
    months: int = 0
    other: Draft | None = None

    def grid(self, section: str) -> SheetGrid:
        """The sheet of a section."""
        return next(grid for grid in self.grids if grid.section == section)

    def is_free(self, question: str) -> bool:
        """Whether no fault has touched the question's section yet."""
        return question_of(question).section not in self.touched

    def plant(self, fault: Planted, *sections: str) -> None:
        """Enter a fault and close the sections it concerns."""
        self.planted.append(fault)
        self.touched.update(sections or (question_of(fault.question).section,))

    def write(self, kind: str, expected: str, question: str, value: Scalar | None) -> Planted:
        """Write something else into the cell of a question, and enter it as a fault."""
        cell = self.cells[question]
        cell.value = value
        true_value = canonical(self.truth.get(question))
        sheet = self.grid(question_of(question).section).name
        written = written_text(value)
        fault = Planted(
            kind, expected, question, written, true_value, sheet=sheet, cell=cell, reason=""
        )
        if not expected:
            fault.reason = DONE
        self.plant(fault)
        return fault


def question_of(name: str) -> Question:
    """The question of a cell, without the line of a log."""
    return FORM.questions[name.split("#", maxsplit=1)[0]]


def draft_of(village: Village, period: str, truth: Truth) -> Draft:
    """The form of a village filled with the truth."""
    grids = form_grids(FORM, village=village, period=period, sample=True)
    cells = {c.question: c for grid in grids for c in grid.cells.values() if c.question}
    for question, cell in cells.items():
        if cell.value is None:
            cell.value = typed(question, truth.get(question))
    return Draft(village, period, truth, grids, cells=cells)


def typed(question: str, value: Answer) -> Scalar | None:
    """An answer as a careful village types it: numbers, labels, dates."""
    codes = question_of(question).field.codes
    if codes is None or value is None:
        return None if value is None or isinstance(value, tuple) else value
    if isinstance(value, tuple):
        return "; ".join(_label(codes, code) for code in value)
    return _label(codes, str(value))


def _label(codes: CodeList, code: str) -> str:
    return codes[code].label.id


def written_text(value: Scalar | None) -> str:
    """What was written, as the list of faults says it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def place_of(grids: list[SheetGrid], sought: GridCell) -> tuple[str, int, int]:
    """The sheet, row and column in which a cell stands now."""
    for grid in grids:
        for (row, column), cell in grid.cells.items():
            if cell is sought:
                return grid.name, row, column
    raise LookupError(f"the cell of {sought.question or sought.value!r} is gone")


def address(row: int, column: int) -> str:
    """A cell's name on the sheet, as C7."""
    return f"{chr(ord('A') + column)}{row + 1}"


def numbers(draft: Draft, *blocks: str, least: int = 0) -> list[str]:
    """The counts of some blocks that are at least so large, in sections without a fault."""
    return [q for q, v in _said(draft, blocks).items() if isinstance(v, int) and v >= least]


def _said(draft: Draft, blocks: tuple[str, ...]) -> Mapping[str, Answer]:
    return {
        q: v
        for q, v in draft.truth.items()
        if (not blocks or question_of(q).block in blocks) and draft.is_free(q)
    }


def chosen(draft: Draft, *codes: str, blocks: tuple[str, ...]) -> list[str]:
    """The answers that are one of some codes, in sections without a fault."""
    return [q for q, v in _said(draft, blocks).items() if v in codes]


def int_of(value: Answer) -> int:
    """A count of the truth as a number; zero where it is not reported."""
    return value if isinstance(value, int) else 0
