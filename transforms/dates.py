"""Days, months and years as villages write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache

from schemas.field import Field
from schemas.months import MONTHS
from transforms.labels import normalise
from transforms.workbook import Scalar
from transforms.written import Told, cell_text, flaw, number_text, tidy

EPOCH = date(1899, 12, 30)
"""The day that spreadsheets count as zero (ECMA-376, 1900 date system)."""

YEARS = range(2000, 2100)
"""The years in which anything on a form can have happened."""

_WEEKDAY = re.compile(
    r"(?:senin|selasa|rabu|kamis|jum['’`]?at|sabtu|minggu|ahad)\b[\s,]*", re.IGNORECASE
)
_WORDED = re.compile(
    r"([0-9]{1,2})[\s./-]*([^\W\d_]+)[\s./,-]*(?:tahun|thn|th)?\.?\s*([0-9]{4})",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"([0-9]{1,2})([/.\-])\s?([0-9]{1,2})\2\s?([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]+)?")
_MONTH_YEAR = re.compile(
    r"(?:bulan\s+)?([^\W\d_]+|[0-9]{1,2})(?:[\s./,-]+(?:tahun\s+)?([0-9]{4}))?", re.IGNORECASE
)
_YEAR_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_YEAR = re.compile(r"(?:tahun\s+)?([0-9]{4})(?:\.0)?", re.IGNORECASE)


@cache
def _month_numbers() -> dict[str, int]:
    return {
        normalise(name): int(month.code)
        for month in MONTHS.codes
        for name in (month.label.id, month.label.en, *month.aliases)
    }


def read_date(cell: Scalar, _field: Field) -> Told:
    """The day a cell names; a bare number is taken as a spreadsheet's count of days."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return (cell, None) if cell.year in YEARS else _unreadable(cell)
    if isinstance(cell, bool | time | timedelta):
        return _unreadable(cell)
    if isinstance(cell, int | float):
        return _from_serial(cell)
    day = _from_text(tidy(cell))
    return (day, None) if day else _unreadable(cell)


def _unreadable(cell: Scalar) -> Told:
    return None, flaw("date_unreadable", cell_text(cell))


def _from_serial(number: float) -> Told:
    if not 0 < number < 100_000:
        return _unreadable(number)
    day = EPOCH + timedelta(days=int(number))
    if day.year not in YEARS:
        return _unreadable(number)
    return day, flaw("date_serial", number_text(number), read=cell_text(day))


def _from_text(text: str) -> date | None:
    text = _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text
    text = text.rstrip(" .")
    if match := _WORDED.fullmatch(text):
        month = _month_numbers().get(normalise(match[2]), 0)
        return _day(int(match[3]), month, int(match[1]))
    if match := _NUMERIC.fullmatch(text):
        return _day(int(match[4]), int(match[3]), int(match[1]))
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_and_year(cell: Scalar) -> tuple[int | None, int | None]:
    """The month a cell names, and the year where it names one too."""
    if isinstance(cell, date):
        return cell.month, cell.year
    if isinstance(cell, bool | time | timedelta):
        return None, None
    if isinstance(cell, int | float):
        return (int(cell), None) if cell in range(1, 13) else (None, None)
    text = tidy(cell).rstrip(" .")
    if match := _YEAR_MONTH.fullmatch(text):
        return _month(match[2]), int(match[1])
    if match := _MONTH_YEAR.fullmatch(text):
        return _month(match[1]), int(match[2]) if match[2] else None
    return None, None


def _month(text: str) -> int | None:
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    return _month_numbers().get(normalise(text))


def read_month(cell: Scalar, _field: Field) -> Told:
    """The month's number, 1 to 12."""
    month, _ = month_and_year(cell)
    return _unreadable(cell) if month is None else (month, None)


def read_year(cell: Scalar, field: Field) -> Told:
    """The year, within the field's limits."""
    year: int | None = None
    if isinstance(cell, str):
        match = _YEAR.fullmatch(tidy(cell))
        year = int(match[1]) if match else None
    elif isinstance(cell, date):
        year = cell.year
    elif isinstance(cell, int | float) and float(cell).is_integer():
        year = int(cell)
    if year is None or not (field.minimum or 0) <= year <= (field.maximum or year):
        return _unreadable(cell)
    return year, None
