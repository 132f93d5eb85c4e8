"""A workbook that is written row by row: what its sheets look like and how cells are typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from outputs.formats import texts
from outputs.formats.sheet import Sheet, SheetColumn
from schemas.field import Text
from schemas.release import PUBLISHER, SAMPLE_NOTICE, TITLE, ReleaseFacts
from schemas.spoken import SpokenError
from schemas.table import ColumnType

EXCEL_ROWS = 1_048_576
HEADINGS = 3
"""Rows above the values: what the sheet holds, the labels, the names."""

A4 = 9
NARROWEST, WIDEST, WIDE_CELL = 9, 42, 13
LINE_POINTS = 13.5
BACK_WIDTH = 16
NAME_POINTS = 33
MOST_LINES = 6
PAGE_CELLS = 200
"""Characters across a page in small print that can still be read."""

SAMPLED = 1_000
"""Rows that are looked at for the width of a column."""

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
BASE_FONT = {"font_name": "Arial", "font_size": 10}

FONT: dict[str, object] = {**BASE_FONT, "valign": "top"}
HEAD: dict[str, object] = {**FONT, "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}

LOOKS: dict[str, dict[str, object]] = {
    "title": {**FONT, "bold": True, "font_size": 15},
    "notice": {**FONT, "bold": True, "font_color": "#C00000"},
    "grain": {**FONT, "italic": True, "font_color": "#404040"},
    "link": {**FONT, "font_color": "#0B5394", "underline": 1},
    "key": {**HEAD, "bold": True, "bg_color": "#CFE2D6"},
    "value": {**HEAD, "bold": True, "bg_color": "#E4EEF7"},
    "detail": {**HEAD, "bg_color": "#EDEDED"},
    "name": {**HEAD, "font_size": 8, "font_color": "#606060"},
    "label": {**FONT, "bold": True},
    "text": {**FONT, "num_format": "@", "text_wrap": True, "align": "left", "indent": 1},
    ColumnType.STRING: {**FONT, "num_format": "@", "align": "left", "indent": 1},
    ColumnType.INTEGER: {**FONT, "num_format": "0"},
    ColumnType.NUMBER: FONT,
    ColumnType.DATE: {**FONT, "num_format": "yyyy-mm-dd", "align": "left", "indent": 1},
    ColumnType.BOOLEAN: {**FONT, "num_format": "@", "align": "left", "indent": 1},
}


class CellRefusedError(SpokenError):
    """A value does not fit a cell of a workbook, such as a text of over 32,767 signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is told of a sheet that was written: the rows it has, and those that did not fit."""

    name: str
    grain: Text
    file: str
    rows: int
    left_out: int


class Book:
    """A workbook under way; its looks are made once. Close it by leaving the `with`."""

    def __init__(self, path: Path, facts: ReleaseFacts, citation: Text) -> None:
        self.facts = facts
        self.book = xlsxwriter.Workbook(
            path,
            OPTIONS | {"default_format_properties": dict(BASE_FONT)},  # xlsxwriter alters it
        )
        self.looks = {name: self.book.add_format(look) for name, look in LOOKS.items()}
        notice = f"{SAMPLE_NOTICE.id} " if facts.is_sample else ""
        self.book.set_properties(
            {
                "title": f"{notice}{TITLE.id}",
                "subject": facts.version,
                "author": PUBLISHER.id,
                "comments": f"{notice}{citation.id}",
                "created": datetime.fromisoformat(facts.issued),
            }
        )

    def __enter__(self) -> Self:
        """The workbook itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write the file."""
        self.book.close()

    def page(self, name: str) -> Worksheet:
        """A new sheet in the order of the calls, with what every printed page says."""
        page = self.book.add_worksheet(name)
        page.set_paper(A4)
        page.set_landscape()
        notice = f"&B{SAMPLE_NOTICE.id}&B  " if self.facts.is_sample else ""
        page.set_header(f"&L{notice}{TITLE.id}&R{self.facts.version}")
        page.set_footer("&L&A&R&P / &N")
        return page

    def write(self, sheet: Sheet, room: int = EXCEL_ROWS) -> Written:
        """Add a sheet of at most `room` rows, headings included; CellRefusedError."""
        page = self.page(sheet.name)
        fits = min(sheet.rows, room - HEADINGS)
        written = Written(
            name=sheet.name,
            grain=sheet.grain,
            file=sheet.file,
            rows=fits,
            left_out=sheet.rows - fits,
        )
        self._explain(page, written)
        self._head(page, sheet)
        self._fold(page, sheet)
        last = len(sheet.columns) - 1
        page.freeze_panes(HEADINGS, _kept(sheet))
        page.autofilter(HEADINGS - 1, 0, HEADINGS - 1 + max(fits, 1), last)
        _print(page, sheet)
        self._fill(page, sheet, fits)
        return written

    def _explain(self, page: Worksheet, written: Written) -> None:
        """The first row: the way back, then what the sheet holds and whether it is whole."""
        page.write_url(0, 0, internal(texts.README_SHEET.id), self.looks["link"], texts.BACK.id)
        parts = [written.grain.id]
        if not written.rows:
            parts.insert(0, texts.NO_ROWS.id)
        if written.left_out:
            parts.insert(0, left_out(written).id)
        if self.facts.is_sample:
            parts.insert(0, SAMPLE_NOTICE.id)
        look = self.looks["notice" if len(parts) > 1 else "grain"]
        page.write_string(0, 1, "   ".join(parts), look)

    def _head(self, page: Worksheet, sheet: Sheet) -> None:
        """The labels, as high as the longest needs, then the names."""
        lines = max(len(column.label) / _width(column) for column in sheet.columns)
        page.set_row(1, LINE_POINTS * min(MOST_LINES, 1 + int(lines * 1.2)))
        for number, column in enumerate(sheet.columns):
            look = "key" if column.key else "detail" if column.detail else "value"
            page.write_string(1, number, column.label, self.looks[look])
        page.set_row(2, NAME_POINTS)
        for number, column in enumerate(sheet.columns):
            page.write_string(2, number, column.name, self.looks["name"])

    def _fold(self, page: Worksheet, sheet: Sheet) -> None:
        """The widths; the detail columns as a closed outline with its + on the right."""
        for number, column in enumerate(sheet.columns):
            fold = {"level": 1, "hidden": True} if column.detail else {}
            width = _width(column) if number else max(_width(column), BACK_WIDTH)
            page.set_column(number, number, width, self._look(column), fold)
        if any(column.detail for column in sheet.columns):
            after = len(sheet.columns)
            page.set_column(after, after, 3, None, {"collapsed": True})

    def _look(self, column: SheetColumn) -> Format:
        return self.looks["text" if column.prose else column.type]

    def _fill(self, page: Worksheet, sheet: Sheet, fits: int) -> None:
        writers = [
            (number, WRITERS[column.type](page), column.values, self._look(column))
            for number, column in enumerate(sheet.columns)
        ]
        for row in range(fits):
            for number, write, values, look in writers:
                value = values[row]
                if value is not None and write(row + HEADINGS, number, value, look):
                    raise _refused(sheet, number, row)


def _refused(sheet: Sheet, number: int, row: int) -> CellRefusedError:
    column = sheet.columns[number]
    value = str(column.values[row])
    return CellRefusedError(
        f"{sheet.file}, column {column.name}, row {row + 1}: {value[:80]!r} ({len(value)} signs) "
        "does not fit a cell of a workbook, which takes 32,767. Nothing was published: shorten "
        "the text where it is declared, or leave out the file it came from with `rumahdata "
        "exclude`, and run again"
    )


Write = Callable[[int, int, object, Format], int]


def _truth(page: Worksheet) -> Write:
    """Ya or Tidak: LibreOffice keeps a cell of TRUE or FALSE as a formula."""

    def write(row: int, column: int, value: object, look: Format) -> int:
        written: int = page.write_string(row, column, texts.truth(value=bool(value)).id, look)
        return written

    return write


WRITERS: dict[ColumnType, Callable[[Worksheet], Write]] = {
    ColumnType.STRING: lambda page: page.write_string,
    ColumnType.INTEGER: lambda page: page.write_number,
    ColumnType.NUMBER: lambda page: page.write_number,
    ColumnType.DATE: lambda page: page.write_datetime,
    ColumnType.BOOLEAN: _truth,
}
"""How a cell of each type is written; none can start a formula. Not 0 is a refusal."""


def internal(name: str) -> str:
    """The address of a sheet for a link; a quote in its name stands twice."""
    return "internal:'{}'!A1".format(name.replace("'", "''"))


def left_out(written: Written) -> Text:
    """How many rows a sheet lacks and where they are."""
    return texts.LEFT_OUT.format(number=written.left_out, file=written.file)


def _kept(sheet: Sheet) -> int:
    """The leading key columns, which stay in sight."""
    keys = [column.key for column in sheet.columns]
    return keys.index(False) if False in keys else len(keys)


def _print(page: Worksheet, sheet: Sheet) -> None:
    """A4 across where the sheet fits it, else page beside page with the keys on each."""
    page.repeat_rows(1, HEADINGS - 1)
    if sum(_width(column) for column in sheet.columns if not column.detail) <= PAGE_CELLS:
        page.fit_to_pages(1, 0)
    elif _kept(sheet):
        page.repeat_columns(0, _kept(sheet) - 1)


def _width(column: SheetColumn) -> float:
    if column.type is ColumnType.DATE or not (column.key or column.type is ColumnType.STRING):
        return WIDE_CELL
    longest = max((len(str(v)) for v in column.values[:SAMPLED] if v is not None), default=0)
    return min(WIDEST, max(NARROWEST, longest + 2, len(column.name) // 2))
