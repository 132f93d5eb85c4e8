"""The first sheet of the form: ten lines on how to fill it."""

from __future__ import annotations

from outputs.form_sheet import GAP_HEIGHT, FormCopy, begin_sheet
from outputs.sheet_grid import SheetGrid, Style
from schemas.field import Kind
from schemas.form.guide import EXAMPLE_SHEET, GUIDE_LINES, GUIDE_SHEET, GUIDE_TITLE
from schemas.register import CUT_OFF_DAY
from schemas.section import TOTAL_HEADING, Form

WIDTHS = [5.0, 70.0, 22.0]
LINE_HEIGHT = 34.0


def guide_sheet(copy: FormCopy) -> SheetGrid:
    """The sheet of ten lines."""
    grid = begin_sheet(copy, GUIDE_SHEET.id, "", WIDTHS)
    grid.span(1, GUIDE_TITLE.id, Style.TITLE, 24)
    grid.heights[2] = GAP_HEIGHT
    for row, line in enumerate(_lines(copy.form), start=3):
        grid.put(row, 0, row - 2, Style.NUMBER)
        grid.put(row, 1, line, Style.TEXT)
        grid.put(row, 2, None, Style.TEXT)
        grid.merged.append((row, 1, row, 2))
        grid.heights[row] = LINE_HEIGHT
    return grid


def _lines(form: Form) -> list[str]:
    several = [q.field for q in form.questions.values() if q.field.kind is Kind.CHOICES]
    facts = {
        "first": form.sections[0].letter,
        "last": form.sections[-1].letter,
        "several": several[0].example if several else "",
        "total": TOTAL_HEADING.id,
        "day": str(CUT_OFF_DAY),
        "example": EXAMPLE_SHEET.id,
    }
    return [line.format(**facts).id for line in GUIDE_LINES]
