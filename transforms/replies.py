"""What a village wrote in the list of findings of a marked workbook that it sent back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.letter.sheet import (
    BECAUSE_WORDS,
    CODE_HEADING,
    FINDINGS_SHEET,
    MENDED_WORDS,
    REPLY_HEADING,
    RIGHT_WORDS,
)
from schemas.personal import masked
from transforms.labels import normalise
from transforms.record import Reply
from transforms.workbook import Sheet, Workbook, address
from transforms.written import cell_text, is_blank

SHEET_KEY = normalise(FINDINGS_SHEET.id)
LONGEST_REASON = 500
"""The characters of a reason that are kept; the file keeps them all."""

HEAD_ROWS = 40
"""The rows at the top of a sheet among which the headings are looked for."""

_CODE = re.compile(r"([0-9A-HJKMNP-TV-Z]{4})[ -]?([0-9A-HJKMNP-TV-Z]{4})")
_RIGHT = re.compile(
    rf"(?:ya\W+|sudah\W+|memang\W+)*(?:{'|'.join(RIGHT_WORDS)})\b\W*", re.IGNORECASE
)
_BECAUSE = re.compile(rf"(?:{'|'.join(BECAUSE_WORDS)})\b\W*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_MENDED = re.compile(rf"(?:sudah\W+|telah\W+)*(?:{'|'.join(MENDED_WORDS)})\b", re.IGNORECASE)


def is_findings_sheet(sheet: Sheet) -> bool:
    """Whether a sheet is the list of findings: by its name, or by its headings."""
    return normalise(sheet.name) == SHEET_KEY or _heading(sheet) is not None


def replies_of(workbook: Workbook) -> tuple[Reply, ...]:
    """The village's answers to findings, in the order of the list; blank ones left out."""
    return tuple(
        reply
        for sheet in workbook.sheets
        if (heading := _heading(sheet)) is not None
        for reply in _replies(sheet, *heading)
    )


def _heading(sheet: Sheet) -> tuple[int, int, int] | None:
    """The row of the headings, and the columns of the codes and of the answers."""
    for number, row in enumerate(sheet.rows[:HEAD_ROWS]):
        if CODE_HEADING.id in row and REPLY_HEADING.id in row:
            return number, row.index(CODE_HEADING.id), row.index(REPLY_HEADING.id)
    return None


def _replies(sheet: Sheet, heading: int, codes: int, answers: int) -> Iterator[Reply]:
    for number in range(heading + 1, len(sheet.rows)):
        row = sheet.rows[number]
        if max(codes, answers) >= len(row) or is_blank(row[answers]):
            continue
        code = _CODE.fullmatch(cell_text(row[codes]).strip().upper())
        text = " ".join(cell_text(row[answers]).split())
        if code is not None and not _MENDED.match(text):
            right, reason = understood(text)
            yield Reply(f"{code[1]}-{code[2]}", sheet.name, address(number, answers), right, reason)


def understood(text: str) -> tuple[bool, str]:
    """Whether an answer stands by what was written, and the reason it gives after "karena".

    Without that word there is no reason: "benar, salah ketik" confirms nothing.
    """
    right = _RIGHT.match(text)
    if right is None:
        return False, ""
    because = _BECAUSE.match(text, right.end())
    reason = text[because.end() :].strip(" .,;:-") if because else ""
    return True, masked(reason)[:LONGEST_REASON] if _WORD.search(reason) else ""
