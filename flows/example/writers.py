"""Reports as files: XLSX, XLS, ODS and CSV, the same bytes for the same report."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from flows.example.draft import Draft, address, place_of
from outputs.form_grid import Scalar, SheetGrid
from outputs.form_xlsx import write_form
from schemas.form import FORM

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
DAY = "%d/%m/%Y"


def write_report(path: Path, draft: Draft) -> None:
    """Write a report in the kind of file its draft names."""
    _WRITERS[draft.suffix](path, draft)


def sections_of(grids: list[SheetGrid]) -> list[SheetGrid]:
    """The sheets that hold answers, without the guide and the filled example."""
    return [grid for grid in grids if grid.section in {s.name for s in FORM.sections}]


def _rows(grid: SheetGrid) -> list[list[Scalar | None]]:
    last = max(row for row, _ in grid.cells)
    width = max(column for _, column in grid.cells) + 1
    rows: list[list[Scalar | None]] = [[None] * width for _ in range(last + 1)]
    for (row, column), cell in grid.cells.items():
        rows[row][column] = cell.value
    return rows


def _write_xlsx(path: Path, draft: Draft) -> None:
    write_form(path, draft.grids, FORM)
    if draft.patches:
        content = path.read_bytes()
        for cell, text in draft.patches:
            sheet, row, column = place_of(draft.grids, cell)
            number = [grid.name for grid in draft.grids].index(sheet) + 1
            content = _patched(content, number, address(row, column), text)
        path.write_bytes(content)


def _patched(content: bytes, sheet: int, cell: str, text: str) -> bytes:
    """The workbook with a formula without a value, or an error, in one cell."""
    name = f"xl/worksheets/sheet{sheet}.xml"
    pattern = re.compile(rf'<c r="{cell}"( s="\d+")?[^>]*?>.*?</c>'.encode())
    if text.startswith("="):
        made = rf'<c r="{cell}"\1><f>{text[1:]}</f></c>'
    else:
        made = rf'<c r="{cell}"\1 t="e"><v>{text}</v></c>'
    return rezipped(
        content, lambda member, data: pattern.sub(made.encode(), data) if member == name else data
    )


def rezipped(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with fixed dates, its members changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, ZIP_DATE)
            info.compress_type = member.compress_type
            new.writestr(info, change(member.filename, old.read(member)))
    return written.getvalue()


def _write_xls(path: Path, draft: Draft) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    plain = xlwt.XFStyle()
    for grid in sections_of(draft.grids):
        sheet = book.add_sheet(grid.name)
        for (row, column), cell in grid.cells.items():
            if cell.value is not None:
                sheet.write(row, column, cell.value, day if _is_day(cell.value) else plain)
    book.save(str(path))


def _is_day(value: Scalar | None) -> bool:
    return isinstance(value, date | datetime)


def _write_ods(path: Path, draft: Draft) -> None:
    book = OpenDocumentSpreadsheet()
    for grid in sections_of(draft.grids):
        table = Table(name=grid.name)
        for values in _rows(grid):
            row = TableRow()
            for value in values:
                row.addElement(_ods_cell(value))
            table.addElement(row)
        book.spreadsheet.addElement(table)
    content = io.BytesIO()
    book.write(content)
    content = io.BytesIO()
    book.write(content)  # odfpy knows all its namespaces only after it has written once
    path.write_bytes(rezipped(content.getvalue(), lambda _name, data: data))


def _ods_cell(value: Scalar | None) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, str):
        cell = TableCell(valuetype="string")
    else:
        cell = TableCell(valuetype="float", value=str(value))
    cell.addElement(P(text=value.strftime(DAY) if isinstance(value, date) else str(value)))
    return cell


def _write_csv(path: Path, draft: Draft) -> None:
    """All sections one under another on one sheet, every cell as text."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for grid in sections_of(draft.grids):
            writer.writerows([_texts(row) for row in _rows(grid)])
            writer.writerow([])


def _texts(row: list[Scalar | None]) -> list[str]:
    return [_text(value) for value in row]


def _text(value: Scalar | None) -> str:
    if value is None:
        return ""
    return value.strftime(DAY) if isinstance(value, date) else str(value)


_WRITERS: dict[str, Callable[[Path, Draft], None]] = {
    ".xlsx": _write_xlsx,
    ".xls": _write_xls,
    ".ods": _write_ods,
    ".csv": _write_csv,
}
