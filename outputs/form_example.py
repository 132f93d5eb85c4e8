"""The last sheet of the form: what right and wrong answers look like, section by section."""

from __future__ import annotations

from outputs.form_sheet import FormCopy, begin_sheet
from outputs.sheet_grid import Scalar, SheetGrid, Style
from schemas.field import Field, Kind, Text
from schemas.form.guide import (
    EXAMPLE_NOTE,
    EXAMPLE_SHEET,
    EXAMPLE_TITLE,
    LABEL_HEADING,
    NUMBER_HEADING,
    RIGHT_HEADING,
    WRITING_EXAMPLES,
    WRITING_TITLE,
    WRONG_HEADING,
)
from schemas.section import ANSWER_HEADING, Question, Section

WIDTHS = [6.0, 46.0, 27.0, 19.0]
HEADINGS = (NUMBER_HEADING, LABEL_HEADING, RIGHT_HEADING, WRONG_HEADING)
SILENT_HEADS = (NUMBER_HEADING.id, ANSWER_HEADING.id)
ROW_HEIGHT = 17.0


def example_sheet(copy: FormCopy) -> SheetGrid:
    """The sheet of examples; it asks nothing and is never read."""
    grid = begin_sheet(copy, EXAMPLE_SHEET.id, "", WIDTHS)
    letters = {"first": copy.form.sections[0].letter, "last": copy.form.sections[-1].letter}
    grid.span(1, EXAMPLE_TITLE.id, Style.TITLE, 24)
    grid.span(2, EXAMPLE_NOTE.format(**letters).id, Style.GUIDE, ROW_HEIGHT)
    for column, heading in enumerate(HEADINGS):
        grid.put(3, column, heading.id, Style.HEADING)
    grid.freeze, grid.repeat = 4, (3, 3)
    row = _block(grid, 4, WRITING_TITLE.id, [_written(*line) for line in WRITING_EXAMPLES])
    for section in copy.form.sections:
        title = f"{section.letter}. {section.title.id}"
        row = _block(grid, row, title, [_answered(question) for question in _shown(section)])
    return grid


def _block(grid: SheetGrid, row: int, title: str, lines: list[tuple[str, Scalar, str]]) -> int:
    grid.span(row, title, Style.BLOCK, ROW_HEIGHT + 1)
    for number, (label, right, wrong) in enumerate(lines, start=1):
        row += 1
        grid.put(row, 0, number, Style.NUMBER)
        grid.put(row, 1, label, Style.LABEL)
        grid.put(row, 2, right, Style.SHOWN)
        grid.put(row, 3, wrong, Style.UNIT)
        grid.heights[row] = ROW_HEIGHT
    return row + 1


def _written(what: Text, right: str | Text, wrong: str) -> tuple[str, Scalar, str]:
    return what.id, right.id if isinstance(right, Text) else int(right), wrong


def _answered(question: Question) -> tuple[str, Scalar, str]:
    heads = (question.row.label.id, question.column.label.id)
    label = ": ".join(head for head in heads if head not in SILENT_HEADS)
    return label, typed_example(question.field), question.field.counter_example


def typed_example(field: Field) -> Scalar:
    """A field's example as it stands in a cell: a number where one is asked for."""
    return int(field.example) if field.kind in (Kind.COUNT, Kind.YEAR) else field.example


def _shown(section: Section) -> list[Question]:
    first: dict[tuple[Kind, str], Question] = {}
    for question in section.questions():
        first.setdefault((question.field.kind, question.field.example), question)
    return list(first.values())
