"""A village's own workbook, marked: done in a child process, for it is a stranger's file."""

from __future__ import annotations

from dataclasses import replace

from outputs.letters.letter import Letter
from outputs.letters.marked import marked_workbook
from outputs.letters.ooxml import NoWorkbookError
from outputs.letters.plain import PlainSheet, plain_workbook, sheet_names
from transforms.identity import names_alone
from transforms.records import identity_cells
from transforms.sheets import open_workbook
from transforms.workbook import FileRefusedError, Workbook

COPIER = "flows.letter_copy:own_workbook"


def own_workbook(content: bytes, _submission: str, letter: Letter) -> bytes | None:
    """The village's workbook, marked; None where it does not open or is not surely its own.

    A report that could be settled is the village's own; of any other file the head has to
    name this village and no other. What is no plain .xlsx comes back as one, its values at
    the same addresses.
    """
    try:
        workbook = open_workbook(content)
    except FileRefusedError:
        return None
    if not letter.revision and not names_alone(letter.village, identity_cells(workbook)):
        return None
    try:
        return marked_workbook(content, letter)
    except NoWorkbookError:
        sheets = [PlainSheet(s.name, s.rows, s.merged, s.hidden_rows) for s in workbook.sheets]
        return marked_workbook(plain_workbook(sheets), _renamed(letter, workbook))


def _renamed(letter: Letter, workbook: Workbook) -> Letter:
    """The letter with its places on the sheets as a plain workbook names them."""
    names = [sheet.name for sheet in workbook.sheets]
    now = dict(zip(names, sheet_names(names), strict=True))
    points = [
        replace(
            point,
            sheet=now.get(point.sheet, point.sheet),
            also=tuple((now.get(sheet, sheet), cell) for sheet, cell in point.also),
        )
        for point in letter.points
    ]
    return replace(letter, points=tuple(points))
