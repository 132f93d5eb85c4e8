"""The village's form as grids of cells: a guide, a sheet a section, an example."""

from __future__ import annotations

from outputs.form_example import example_sheet
from outputs.form_guide import guide_sheet
from outputs.form_sheet import FormCopy, section_sheet
from outputs.sheet_grid import GridCell, Scalar, SheetGrid, Style
from schemas.field import Kind
from schemas.form.guide import FORM_NAME
from schemas.form.identity import DISTRICT_NAME, VILLAGE_CODE, VILLAGE_NAME
from schemas.months import MONTHS, period_name
from schemas.register import REGENCY, Village
from schemas.section import Form

__all__ = ["GridCell", "Scalar", "SheetGrid", "Style", "answer_places", "form_grids"]


def form_grids(
    form: Form, *, village: Village | None = None, period: str | None = None, sample: bool = False
) -> list[SheetGrid]:
    """The sheets of one copy of the form, in their order.

    What `village` and `period` (2026-10) make known is written and fixed; without
    them it is asked. `sample` marks every sheet as an example and no data.
    """
    copy = FormCopy(form, _heading(village, period), _known(form, village, period), sample)
    sections = [section_sheet(copy, section) for section in form.sections]
    return [guide_sheet(copy), *sections, example_sheet(copy)]


def answer_places(grids: list[SheetGrid]) -> dict[str, tuple[str, int, int]]:
    """Where every answer stands: sheet, row and column by question (`question#line` in a log)."""
    return {
        cell.question: (grid.name, row, column)
        for grid in grids
        for (row, column), cell in grid.cells.items()
        if cell.question
    }


def _heading(village: Village | None, period: str | None) -> str:
    place = REGENCY.id if village is None else f"{village.name}, {DISTRICT_NAME.label.id} "
    place += "" if village is None else village.district
    month = [] if period is None else [period_name(period).id]
    return " - ".join([FORM_NAME.id, place, *month])


def _known(form: Form, village: Village | None, period: str | None) -> dict[str, Scalar]:
    named: dict[str, Scalar] = {}
    if village is not None:
        named[VILLAGE_CODE.name] = village.code
        named[VILLAGE_NAME.name] = village.name
        named[DISTRICT_NAME.name] = village.district
    dated: dict[Kind, Scalar] = {}
    if period is not None:
        year, month = period.split("-")
        dated = {Kind.MONTH: MONTHS[month].label.id, Kind.YEAR: int(year)}
    known: dict[str, Scalar] = {}
    for question in form.sections[0].questions():
        value = named.get(question.field.name, dated.get(question.field.kind))
        if value is not None:
            known[question.id] = value
    return known
