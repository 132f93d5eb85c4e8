"""A sheet of the form as a grid of cells, before any file is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

Scalar = str | float | int | bool | date | datetime
"""What is written into a cell."""

Place = tuple[int, int]
"""A cell by row and column, both counted from zero."""


class Style(StrEnum):
    """How a cell looks; ANSWER alone is open for writing."""

    SAMPLE = "sample"
    FORM_NAME = "form_name"
    STAMP = "stamp"
    TITLE = "title"
    GUIDE = "guide"
    BLOCK = "block"
    UNITS = "units"
    HEADING = "heading"
    NUMBER = "number"
    LABEL = "label"
    TOTAL = "total"
    UNIT = "unit"
    ANSWER = "answer"
    FIXED = "fixed"
    CLOSED = "closed"
    SHOWN = "shown"
    TEXT = "text"


@dataclass(slots=True)
class GridCell:
    """One cell; `question` is a question's id, followed by `#3` in line 3 of a log."""

    value: Scalar | None
    style: str
    question: str = ""


@dataclass(slots=True)
class SheetGrid:
    """One sheet: cells by place, and how it is shown and printed.

    `widths` are in characters by column, `heights` in points by row; rows without a
    height grow with their text. `merged` are ranges as (first row, first column, last
    row, last column). `heading` stands at the head of every printed page; `repeat` are
    the rows that every printed page repeats; `freeze` is the first row that scrolls.
    `one_page` shrinks a sheet to a single page; without it only the width is kept.
    """

    name: str
    section: str
    heading: str
    sample: bool = False
    landscape: bool = False
    one_page: bool = True
    freeze: int = 0
    repeat: tuple[int, int] | None = None
    cells: dict[Place, GridCell] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    @property
    def last_column(self) -> int:
        """The column furthest right of those with a width."""
        return max(self.widths)

    def put(self, row: int, column: int, value: Scalar | None, style: Style) -> None:
        """Set a cell that asks nothing."""
        self.cells[row, column] = GridCell(value, style)

    def span(self, row: int, value: str, style: Style, height: float) -> None:
        """Set a text over the whole width of the sheet."""
        for column in range(self.last_column + 1):
            self.put(row, column, value if column == 0 else None, style)
        self.merged.append((row, 0, row, self.last_column))
        self.heights[row] = height
