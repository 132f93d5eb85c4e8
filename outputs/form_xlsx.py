"""The form as XLSX workbooks, one a village, that print on A4."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from outputs.form_grid import form_grids
from outputs.form_looks import BASE_FONT, LOOKS, NUMBER_FORMATS
from outputs.form_sheet import lines_of
from outputs.form_validation import (
    DATE_FORMAT,
    choices_of,
    needs_list_sheet,
    ranges,
    validation,
)
from outputs.sheet_grid import GridCell, Place, SheetGrid, Style
from schemas.field import Field
from schemas.form import SAMPLE_WORD, STAMP
from schemas.form.guide import FORM_NAME, LIST_SHEET, PAGE
from schemas.register import Village
from schemas.section import Form

A4 = 9
ROW_PIXELS = 28
"""The height of a row that may grow: room for one line written by hand."""

LINE_HEIGHT = 15.0
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zone
"""The one date every form carries, so that the same form is the same bytes."""

PAGE_FONT = '&"Arial,Regular"&9'
PERMITTED = {"format_columns": True, "format_rows": True}


def write_form(path: Path, grids: list[SheetGrid], form: Form) -> None:
    """Write one copy of the form, with whatever values its cells hold."""
    options = {"default_format_properties": dict(BASE_FONT), "default_row_height": ROW_PIXELS}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": FORM_NAME.id, "created": CREATED})
        book.set_custom_property(STAMP, form.version)
        writer = _FormWriter(book, form)
        for grid in grids:
            writer.write(grid)
        writer.write_lists()


def write_forms(  # noqa: PLR0913 - two of them have defaults
    directory: Path,
    form: Form,
    villages: Iterable[Village],
    period: str,
    *,
    sample: bool = False,
    progress: Callable[[], None] | None = None,
) -> list[Path]:
    """Write a form for each village below `directory` and give their paths."""
    paths = []
    for village in villages:
        path = directory / f"{file_stem(village, period)}.xlsx"
        write_form(path, form_grids(form, village=village, period=period, sample=sample), form)
        paths.append(path)
        if progress is not None:
            progress()
    return paths


def file_stem(village: Village, period: str) -> str:
    """The name of a village's file, safe on every file system."""
    return re.sub(r"[^\w.\- ]", "_", f"{village.code} {village.name} {period}")


class _FormWriter:
    """One workbook under way: its formats, made once, and its long lists of choices."""

    def __init__(self, book: xlsxwriter.Workbook, form: Form) -> None:
        self.book = book
        self.form = form
        self.formats: dict[tuple[str, str], Format] = {}
        self.lists: list[list[str]] = []

    def write(self, grid: SheetGrid) -> None:
        """Add one sheet."""
        sheet = self.book.add_worksheet(grid.name)
        for column, width in grid.widths.items():
            sheet.set_column(column, column, width)
        heights = _heights(grid)
        for row in heights.keys() | grid.hidden_rows:
            sheet.set_row(row, heights.get(row), None, {"hidden": row in grid.hidden_rows})
        for area in grid.merged:
            sheet.merge_range(*area, "")
        for (row, column), cell in grid.cells.items():
            self._cell(sheet, row, column, cell)
        self._validate(sheet, grid)
        _set_up_page(sheet, grid)
        sheet.protect("", PERMITTED)

    def write_lists(self) -> None:
        """Add the hidden sheet of long lists, if there are any."""
        if not self.lists:
            return
        sheet = self.book.add_worksheet(LIST_SHEET.id)
        for column, choices in enumerate(self.lists):
            sheet.write_column(0, column, choices)
        sheet.hide()

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: GridCell) -> None:
        look = self._format(cell)
        value = cell.value
        if value is None:
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, look)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, look)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, look)
        else:
            sheet.write_number(row, column, value, look)

    def _format(self, cell: GridCell) -> Format:
        key = (cell.style, self._number_format(cell))
        if key not in self.formats:
            look = LOOKS[Style(cell.style)] | {"num_format": key[1]}
            self.formats[key] = self.book.add_format(look)
        return self.formats[key]

    def _number_format(self, cell: GridCell) -> str:
        if isinstance(cell.value, date):
            return DATE_FORMAT
        field = self._field(cell)
        return "General" if field is None else NUMBER_FORMATS[field.kind]

    def _field(self, cell: GridCell) -> Field | None:
        if not cell.question:
            return None
        return self.form.questions[cell.question.split("#")[0]].field

    def _validate(self, sheet: Worksheet, grid: SheetGrid) -> None:
        places: dict[Field, list[Place]] = {}
        for place, cell in grid.cells.items():
            field = self._field(cell)
            if field is not None and cell.style == Style.ANSWER:
                places.setdefault(field, []).append(place)
        for field, asked in places.items():
            areas = ranges(asked)
            options = validation(field, self._list_range(choices_of(field)))
            sheet.data_validation(*areas[0], options | {"other_cells": [list(a) for a in areas]})

    def _list_range(self, choices: list[str]) -> str | None:
        if not needs_list_sheet(choices):
            return None
        if choices not in self.lists:
            self.lists.append(choices)
        column = chr(ord("A") + self.lists.index(choices))
        return f"={LIST_SHEET.id}!${column}$1:${column}${len(choices)}"


def _heights(grid: SheetGrid) -> dict[int, float]:
    heights = dict(grid.heights)
    for (row, column), cell in grid.cells.items():
        if not isinstance(cell.value, str) or cell.style != Style.ANSWER:
            continue
        lines = lines_of(cell.value, grid.widths.get(column, len(cell.value)))
        if lines > 1:
            heights[row] = max(heights.get(row, 0), LINE_HEIGHT * lines)
    return heights


def _set_up_page(sheet: Worksheet, grid: SheetGrid) -> None:
    sheet.set_paper(A4)
    if grid.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.fit_to_pages(1, 1 if grid.one_page else 0)
    sheet.center_horizontally()
    last_row = max(row for row, _ in grid.cells)
    sheet.print_area(0, 0, last_row, grid.last_column)
    word = f"&B&16{SAMPLE_WORD}&B&9  " if grid.sample else ""
    sheet.set_header(f"&L{PAGE_FONT}{word}{_plain(grid.heading)}")
    page = PAGE.format(page="&P", pages="&N").id
    parts = (_plain(_stamp(grid)), _plain(grid.name), page)
    sheet.set_footer("&L{0}{1}&C{0}{2}&R{0}{3}".format(PAGE_FONT, *parts))
    if grid.repeat is not None:
        sheet.repeat_rows(*grid.repeat)
    if grid.freeze:
        sheet.freeze_panes(grid.freeze, 0)
    sheet.hide_gridlines(2)


def _stamp(grid: SheetGrid) -> str:
    stamps = (cell.value for cell in grid.cells.values() if cell.style == Style.STAMP)
    return str(next(stamps, ""))


def _plain(text: str) -> str:
    return text.replace("&", "&&")
