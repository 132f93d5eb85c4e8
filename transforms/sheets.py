"""From bytes to a workbook of cells with their true addresses."""

from __future__ import annotations

import csv
import io
from datetime import date

import python_calamine

from transforms.container import LAST_COLUMN, LAST_ROW, Looked, look
from transforms.workbook import FileRefusedError, Scalar, Sheet, Workbook, address

CSV_SHEET = "CSV"
WIDEST_ROW = 60
"""The widest line of the form has 8 cells; a line of more than this is no form."""
EPOCH_YEAR = 1900
DELIMITERS = ",;\t"


def open_workbook(content: bytes) -> Workbook:
    """Open a file of any accepted kind; FileRefusedError when it cannot be taken."""
    looked = look(content)
    if looked.kind == "csv":
        return Workbook("csv", (_csv_sheet(content),))
    try:
        return Workbook(looked.kind, _sheets(content, looked))
    except FileRefusedError:
        raise
    except python_calamine.PasswordError:
        raise FileRefusedError("file_encrypted") from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as broken:  # noqa: BLE001 - a panic of the reader is no Exception
        raise FileRefusedError("file_unreadable", reason=type(broken).__name__) from None


def _sheets(content: bytes, looked: Looked) -> tuple[Sheet, ...]:
    book = python_calamine.load_workbook(io.BytesIO(content))
    sheets = []
    for told in book.sheets_metadata:
        if told.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(told.name)
        _refuse_far(sheet.end)
        merged = sheet.merged_cell_ranges or ()
        sheets.append(
            Sheet(
                name=told.name,
                rows=_without_early_days(sheet.to_python(skip_empty_area=False), looked.kind),
                merged=tuple((*first, *last) for first, last in merged),
                hidden_rows=looked.hidden_rows.get(told.name, frozenset()),
                errors=looked.errors.get(told.name, {}),
                is_hidden=told.visible is not python_calamine.SheetVisibleEnum.Visible,
            )
        )
    return tuple(sheets)


def _without_early_days(rows: list[list[Scalar]], kind: str) -> list[list[Scalar]]:
    """The rows of an ODS sheet with days before March 1900 as text: its calendar is another."""
    if kind == "ods":
        for row in rows:
            for column, cell in enumerate(row):
                if isinstance(cell, date) and cell.year <= EPOCH_YEAR:
                    row[column] = cell.isoformat()
    return rows


def _refuse_far(end: tuple[int, int] | None) -> None:
    """Refuse a sheet whose last cell is far outside the form, before its cells are made."""
    if end is not None and (end[0] >= LAST_ROW or end[1] >= LAST_COLUMN):
        raise FileRefusedError("file_far_cell", cell=address(*end))


def _csv_sheet(content: bytes) -> Sheet:
    text = _decoded(content)
    head = "\n".join(text.splitlines()[:40])
    delimiter = max(DELIMITERS, key=head.count)
    if delimiter not in head:
        raise FileRefusedError("file_unreadable", reason="CSV")
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) > LAST_ROW or len(row) > WIDEST_ROW:
                raise FileRefusedError("file_far_cell", cell=f"A{len(rows) + 1}")
            rows.append(row)
    except csv.Error:
        raise FileRefusedError("file_unreadable", reason="CSV") from None
    return Sheet(CSV_SHEET, [[*row] for row in rows])


def _decoded(content: bytes) -> str:
    """The text, as UTF-8, UTF-16 with its mark, or what Windows writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
