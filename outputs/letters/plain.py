"""What a village sent as .xls, .ods or .csv, as an .xlsx workbook that can be marked."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from outputs.form_looks import BASE_FONT
from outputs.form_validation import DATE_FORMAT
from outputs.form_xlsx import CREATED
from outputs.letters.ooxml_tree import plain
from schemas.letter.marks import UNNAMED_SHEET

Scalar = str | float | int | bool | date | datetime | time | timedelta
"""What a cell holds; an empty cell is the empty string."""

Looks = Mapping[type | None, Format]
"""The format of each type of value; None for a text that spills over its neighbours."""

NAME_LENGTH = 31
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
BREAKS = re.compile(r"[\t\n\r]")
RESERVED_NAME = "history"
"""The name spreadsheet programs keep for themselves."""

TEXT_LENGTH = 32_767
FIRST_DAY = date(1900, 1, 1)
"""Limits of the XLSX format: a text in a cell, and the first day it knows."""

LARGEST_WHOLE = 10**15
"""Numbers are kept with 15 digits: a longer one is written as text, so that none is lost."""

LEAST_WIDTH, MOST_WIDTH = 6, 45
BOXED = {
    **BASE_FONT,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
    "border_color": "#808080",
}
FORMATS = {
    int: "General",
    float: "General",
    bool: "General",
    str: "@",
    date: DATE_FORMAT,
    datetime: f"{DATE_FORMAT} hh:mm",
    time: "hh:mm",
    timedelta: "[h]:mm:ss",
}
"""How a cell shows what it holds."""


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """One sheet: `rows[r][c]` is the cell in row r+1 and column c+1 of the sheet.

    `merged` are ranges as (first row, first column, last row, last column), counted from
    zero like the `hidden_rows`.
    """

    name: str
    rows: Sequence[Sequence[Scalar]]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: frozenset[int] = frozenset()


def plain_workbook(sheets: Sequence[PlainSheet]) -> bytes:
    """A workbook of the same sheets with the same values at the same addresses.

    Sheets whose name a workbook cannot have are called what `sheet_names` says.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED})
        looks: dict[type | None, Format] = {
            kind: book.add_format({**BOXED, "num_format": shown}) for kind, shown in FORMATS.items()
        }
        looks[None] = book.add_format({**BASE_FONT, "num_format": FORMATS[str]})
        names = sheet_names([sheet.name for sheet in sheets])
        for sheet, name in zip(sheets, names, strict=True):
            _write(book.add_worksheet(name), sheet, looks)
    return buffer.getvalue()


def _write(target: Worksheet, sheet: PlainSheet, looks: Looks) -> None:
    for column, width in enumerate(_widths(sheet)):
        target.set_column(column, column, width)
    for row in sorted(sheet.hidden_rows):
        target.set_row(row, None, None, {"hidden": True})
    for area in sheet.merged:
        _merge(target, area, looks[str])
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            kind = None if _spills(values, column) else _shown_as(_kept(value))
            _put(target, (row, column), _kept(value), looks[kind])
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)


def _merge(target: Worksheet, area: tuple[int, int, int, int], look: Format) -> None:
    """Merge an area; one that overlaps another stays apart, as every cell keeps its value."""
    if area[:2] != area[2:]:
        try:
            target.merge_range(*area, "", look)
        except OverlappingRange:
            return


def _kept(value: Scalar) -> Scalar:
    """The value as the XLSX format can hold it, as text where it cannot."""
    if isinstance(value, str):
        return plain(value)[:TEXT_LENGTH]
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return value if day >= FIRST_DAY else f"{day.day:02}/{day.month:02}/{day.year:04}"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and abs(value) >= LARGEST_WHOLE:
        return str(value)
    return value


def _put(target: Worksheet, place: tuple[int, int], value: Scalar, look: Format) -> None:
    if isinstance(value, str):
        if value:
            target.write_string(*place, value, look)
    elif isinstance(value, bool):
        target.write_boolean(*place, value, look)
    elif isinstance(value, date | time | timedelta):
        target.write_datetime(*place, value, look)
    else:
        target.write_number(*place, value, look)


def _spills(values: Sequence[Scalar], column: int) -> bool:
    """Whether a text is one line and has an empty cell to its right."""
    value = values[column]
    has_room = column + 1 < len(values) and values[column + 1] == ""
    return has_room and isinstance(value, str) and "\n" not in value


def _shown_as(value: Scalar) -> type:
    """The type whose format shows a value; midnight is not shown."""
    if isinstance(value, datetime) and value.time() == time():
        return date
    return type(value)


def _widths(sheet: PlainSheet) -> list[float]:
    """The characters each column needs, within bounds; a text that spills needs none."""
    widths: list[float] = []
    for values in sheet.rows:
        widths += [LEAST_WIDTH] * (len(values) - len(widths))
        for column, value in enumerate(values):
            if not _spills(values, column):
                widths[column] = max(widths[column], min(MOST_WIDTH, _letters(value) + 2))
    return widths


def _letters(value: Scalar) -> int:
    if isinstance(value, date):
        return len(DATE_FORMAT)
    return max((len(line) for line in str(value).split("\n")), default=0)


def sheet_names(names: Iterable[str]) -> list[str]:
    """Names that a workbook can have, in the same order; those it can have stay as they are."""
    given = list(names)
    legal = [_legal(name) for name in given]
    found: dict[int, str] = {}
    taken: set[str] = set()
    for at, name in enumerate(given):
        if name == legal[at] and name.lower() not in taken:
            found[at] = name
            taken.add(name.lower())
    for at, name in enumerate(legal):
        if at not in found:
            found[at] = _free(name, taken)
            taken.add(found[at].lower())
    return [found[at] for at in range(len(given))]


def _legal(name: str) -> str:
    """A name without what no sheet name may hold."""
    kept = NOT_IN_NAMES.sub("_", BREAKS.sub(" ", plain(name)))[:NAME_LENGTH].strip("'")
    kept = kept if kept.strip() else UNNAMED_SHEET.id
    return f"{kept}_" if kept.lower() == RESERVED_NAME else kept


def _free(name: str, taken: set[str]) -> str:
    """The name, or the name with the first number that makes it free."""
    if name.lower() not in taken:
        return name
    endings = (f" ({number})" for number in count(2))
    numbered = (f"{name[: NAME_LENGTH - len(ending)]}{ending}" for ending in endings)
    return next(told for told in numbered if told.lower() not in taken)
