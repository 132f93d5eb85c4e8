"""Counts as villages write them: 1.593, 740 KK, 119 (73,91%), and what is no count at all."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from schemas.field import Field
from transforms.dates import EPOCH, YEARS
from transforms.labels import normalise
from transforms.workbook import Scalar
from transforms.written import Flaw, Told, cell_text, flaw, number_text, tidy

UNIT_WORDS = frozenset(
    {
        "akseptor", "anak", "anggota", "aseptor", "balita", "buah", "ibu", "jiwa", "kali", "kk",
        "kelompok", "keluarga", "klp", "lansia", "orang", "org", "pasangan", "penduduk", "peserta",
        "pus", "remaja", "warga",
    }
)  # fmt: skip
"""The words that follow a number on village pages without changing it."""

MIDNIGHT = time(0, 0)
"""What a cell that shows dates gives for zero."""

NEVER_WAS = date(1900, 2, 28)
"""What is read for the days 59 and 60 of the 1900 date system (ECMA-376), which has a 29th."""

_NUMBER = r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)"
_WORDS = r"(?P<{name}>[^\W\d_][^\d%(]*?)?"
_SHARE = r"(?P<share>\(\s*[0-9]+(?:[.,][0-9]+)?\s*%\s*\))?"
_COUNT = re.compile(
    rf"(?P<sign>\+\s*)?(?P<number>{_NUMBER})(?:\.0)?\s*{_WORDS.format(name='unit')}"
    rf"\s*(?P<target>dari\s+(?:target\s+)?{_NUMBER}\s*{_WORDS.format(name='unit2')}\s*)?{_SHARE}",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"[-−–]\s*[0-9]+(?:[.,][0-9]+)?")
_FRACTION = re.compile(r"[0-9]+(?:\.[0-9]+|,(?:[0-9]{1,2}|[0-9]{4,}))")


def read_count(cell: Scalar, field: Field) -> Told:
    """The whole number a cell gives, with a note when its writing had to be repaired."""
    if isinstance(cell, bool):
        return None, flaw("number_unreadable", cell_text(cell))
    if isinstance(cell, int | float):
        return _from_number(cell, field)
    if not isinstance(cell, str):
        return _from_day(cell, field)
    return _from_text(cell, field)


def _from_day(cell: Scalar, field: Field) -> Told:
    """A number typed into a cell that shows dates: it is the count of days it is stored as.

    Days of this century are dates that somebody meant. The spreadsheets' calendar has a
    29 February 1900 that never was, so that day and the one before cannot be told apart.
    """
    day = cell.date() if isinstance(cell, datetime) else cell
    if cell == MIDNIGHT:
        number = 0
    elif isinstance(day, date) and day.year < YEARS.start and day != NEVER_WAS:
        number = (day - EPOCH).days - (day < NEVER_WAS)
    else:
        return None, flaw("number_is_date", cell_text(cell))
    written = cell_text(cell)
    return _within(number, written, field, flaw("number_as_date", written, read=str(number)))


def _from_number(number: float, field: Field) -> Told:
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN
        return None, flaw("number_unreadable", number)
    if number < 0:
        return None, flaw("number_negative", number_text(number))
    if not float(number).is_integer():
        return None, _fraction(number, field)
    return _within(int(number), number_text(number), field, None)


def _fraction(number: float, field: Field) -> Flaw:
    """A slip when the number is one whose dot was taken for a decimal point: 1.593 for 1593."""
    meant = Decimal(repr(number)) * 1000
    if number >= 1 and meant == meant.to_integral_value() and meant <= (field.maximum or 0):
        return flaw("number_slip", number, expected=str(int(meant)))
    return flaw("number_fraction", number)


def _from_text(text: str, field: Field) -> Told:
    written = tidy(text)
    match = _COUNT.fullmatch(written)
    units = [] if match is None else [u for u in (match["unit"], match["unit2"]) if u]
    if match is None or not all(_is_unit(unit, field) for unit in units):
        return None, flaw(_refusal(written), written)
    count = int(match["number"].replace(".", ""))
    kind = _repair(match)
    note = None if kind is None else flaw(kind, written, read=str(count))
    return _within(count, written, field, note)


def _is_unit(words: str, field: Field) -> bool:
    key = normalise(words)
    return key in UNIT_WORDS or (field.unit is not None and key == normalise(field.unit.id))


def _repair(match: re.Match[str]) -> str | None:
    """The kind of note that says most about what was taken off."""
    if match["target"]:
        return "number_with_target"
    if match["share"]:
        return "number_with_share"
    if match["unit"]:
        return "number_with_unit"
    if match["sign"]:
        return "number_with_sign"
    return "number_thousands" if "." in match["number"] else None


def _refusal(written: str) -> str:
    if _NEGATIVE.fullmatch(written):
        return "number_negative"
    return "number_fraction" if _FRACTION.fullmatch(written) else "number_unreadable"


def _within(count: int, written: str, field: Field, note: Flaw | None) -> Told:
    if field.maximum is not None and count > field.maximum:
        limits = {"limit": str(field.maximum), "label": field.label.id}
        return None, flaw("number_too_large", written, **limits)
    return count, note
