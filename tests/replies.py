"""A village's marked workbook, answered and sent back."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl

from flows.settings import Request
from outputs.form_xlsx import file_stem
from schemas.letter.sheet import CODE_HEADING, FINDINGS_SHEET, REPLY_HEADING
from schemas.register import villages
from tests.homes import VILLAGE, arrive


def letter_file(folder: Path, period: str, village: str, suffix: str) -> Path:
    """Where a village's letter of a month is, below the folder of the letters."""
    home = villages()[village]
    return folder / f"{home.district_code} {home.district}" / f"{file_stem(home, period)}{suffix}"


def write_reply(path: Path, text: str) -> None:
    """Write an answer beside the first finding of a marked workbook."""
    book = openpyxl.load_workbook(path)
    sheet = book[FINDINGS_SHEET.id]
    head = next(r for r in sheet.iter_rows() if CODE_HEADING.id in [c.value for c in r])
    column = [cell.value for cell in head].index(REPLY_HEADING.id) + 1
    sheet.cell((head[0].row or 0) + 1, column).value = text
    book.save(path)


def answered(request: Request, folder: Path, text: str) -> None:
    """Send the village's marked workbook back with an answer beside its first finding."""
    back = request.inbox / "kembali.xlsx"
    shutil.copy(letter_file(folder, request.period, VILLAGE, ".xlsx"), back)
    write_reply(back, text)
    arrive(back, 5)
