"""A workbook as it was sent: sheets of cells with their true addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Scalar = str | float | int | bool | date | datetime | time | timedelta
"""What a cell holds; an empty cell is the empty string."""

Place = tuple[int, int]
"""A cell by row and column, both counted from zero."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[r][c]` is the cell in row r+1 and column c+1 of the sheet.

    `merged` are ranges as (first row, first column, last row, last column); `errors`
    are cells that show a formula error such as #DIV/0!, or an empty text for a formula
    without a stored result. All counted from zero.
    """

    name: str
    rows: list[list[Scalar]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    errors: dict[Place, str] = field(default_factory=dict)
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of one file, in their order; `kind` is xlsx, xls, ods or csv."""

    kind: str
    sheets: tuple[Sheet, ...]


class FileRefusedError(Exception):
    """A file that cannot be taken: the id of its kind of finding, and what fills its texts."""

    def __init__(self, kind: str, **values: str) -> None:
        """Remember `kind`, one of the file findings, and the values of its templates."""
        super().__init__(kind)
        self.kind = kind
        self.values = tuple(values.items())


def address(row: int, column: int) -> str:
    """The spreadsheet address of a cell counted from zero: (0, 0) is A1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
