"""One written cell, read by the kind of its question into a value or what is amiss."""

from __future__ import annotations

from collections.abc import Callable

from schemas.field import Field, Kind
from schemas.personal import masked
from transforms.choices import read_choice, read_choices
from transforms.counts import read_count
from transforms.dates import read_date, read_month, read_year
from transforms.village_codes import read_village_code
from transforms.workbook import Scalar
from transforms.written import Flaw, Told, cell_text, flaw, is_blank, is_error


def read_text(cell: Scalar, _field: Field) -> Told:
    """The text, on one line, without numbers and addresses of people."""
    text = cell if isinstance(cell, str) else cell_text(cell)
    return masked(" ".join(text.split())), None


READERS: dict[Kind, Callable[[Scalar, Field], Told]] = {
    Kind.COUNT: read_count,
    Kind.CHOICE: read_choice,
    Kind.CHOICES: read_choices,
    Kind.DATE: read_date,
    Kind.MONTH: read_month,
    Kind.YEAR: read_year,
    Kind.VILLAGE_CODE: read_village_code,
    Kind.NAME: read_text,
    Kind.FREE_TEXT: read_text,
}
"""How each kind of answer is read."""


def read_cell(cell: Scalar, field: Field) -> Told:
    """What the cell says: nothing (not reported), a value, or a flaw; a repair gives both."""
    if is_blank(cell):
        return None, None
    if isinstance(cell, str) and is_error(cell):
        words = field.kind in (Kind.NAME, Kind.FREE_TEXT)
        return None, flaw("text_unreadable" if words else "cell_error", cell)
    return READERS[field.kind](cell, field)


def error_flaw(error: str) -> Flaw:
    """The flaw of a cell that shows a formula's error, or has no stored result."""
    return flaw("cell_error", error) if error else Flaw("cell_without_value")
