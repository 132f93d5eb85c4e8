"""A cell as it was written: nothing, an error, a text; and what can be amiss with it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from schemas.months import MONTHS
from schemas.problem import echo
from transforms.labels import normalise
from transforms.record import Value
from transforms.workbook import Scalar

NOT_REPORTED = frozenset({"belum diisi", "n a", "na"})
"""What villages write for an answer they do not have, besides dashes and dots."""

_NOTHING = re.compile(r"[\s\-–—−.…_]*")
_ERROR = re.compile(r"#[A-Z0-9/_]+[!?]?|Err:[0-9]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is amiss with a cell, before its place is known: a kind of finding and its texts."""

    kind: str
    found: str = ""
    values: tuple[tuple[str, str], ...] = ()


Told = tuple[Value | None, Flaw | None]
"""What a cell says, and what is amiss with it; both None when it is not reported."""


def flaw(kind: str, written: object, **values: str) -> Flaw:
    """A flaw of this kind that repeats what was written, shortened and masked."""
    return Flaw(kind, echo(written), tuple(values.items()))


def is_blank(cell: Scalar) -> bool:
    """Whether the cell says nothing: empty, a dash, dots, `Belum Diisi`, `n/a`."""
    if not isinstance(cell, str):
        return False
    if not cell or _NOTHING.fullmatch(cell):
        return True
    return len(cell) < 20 and not cell.startswith("#") and normalise(cell) in NOT_REPORTED


def is_error(text: str) -> bool:
    """Whether the text is a formula's error, such as #DIV/0! or Err:502."""
    return _ERROR.fullmatch(text.strip()) is not None


def tidy(text: str) -> str:
    """The text on one line, with plain spaces and plain digits.

    Raised figures and fractions (12¹, ½) stay as they are: as digits they would be others.
    """
    if not text.isascii() and not any(unicodedata.category(letter) == "No" for letter in text):
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split())


def number_text(number: float) -> str:
    """A number as a person would write it: 12, 1.593."""
    whole = isinstance(number, int) or number.is_integer()
    return str(int(number)) if whole else repr(number)


def cell_text(cell: Scalar) -> str:
    """What a cell holds as a person would write it; a day is 13 Oktober 2026."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, date):
        return f"{cell.day} {MONTHS[f'{cell.month:02}'].label.id} {cell.year}"
    return number_text(cell) if isinstance(cell, int | float) else str(cell)
