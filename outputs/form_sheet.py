"""One section of the form as a sheet: its head, and its blocks one under another."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from outputs.sheet_grid import GridCell, Scalar, SheetGrid, Style
from schemas.field import Field, Kind
from schemas.form import SAMPLE_WORD, STAMP
from schemas.form.guide import (
    CHOOSE,
    CHOOSE_SEVERAL,
    FORM_NAME,
    LABEL_HEADING,
    NUMBER_HEADING,
    SAMPLE_LINE,
    UNIT_HEADING,
    UNIT_LINE,
)
from schemas.section import (
    ANSWER_HEADING,
    TOTAL_HEADING,
    Block,
    Crosstab,
    Form,
    Listing,
    Log,
    Matrix,
    Question,
    Section,
)

NUMBER_WIDTH = 6.0
PORTRAIT_WIDTH = 110.0
"""The characters that fit on one line of an upright A4 page, made a tenth smaller."""

ANSWER_WIDTH: dict[Kind, float] = {
    Kind.COUNT: 14,
    Kind.CHOICE: 16,
    Kind.CHOICES: 29,
    Kind.DATE: 13,
    Kind.MONTH: 14,
    Kind.YEAR: 14,
    Kind.VILLAGE_CODE: 17,
    Kind.NAME: 26,
    Kind.FREE_TEXT: 30,
}
"""The characters an answer box is wide, at least."""

LETTER_WIDTH = 1.15
"""A letter of the form's font beside a digit of the font that widths are counted in."""

SHORT_LIST = 40
"""The characters up to which a list of choices is printed beside the answer."""

GAP_HEIGHT = 12.0
ROW_HEIGHT = 21.75
GROWING = (Kind.CHOICES, Kind.FREE_TEXT)
"""The kinds whose answers may take several lines: their rows keep no fixed height."""


@dataclass(frozen=True, slots=True)
class FormCopy:
    """One copy of the form: its head line, and the answers known beforehand."""

    form: Form
    heading: str
    known: dict[str, Scalar]
    sample: bool

    @property
    def stamp(self) -> str:
        """What the reader knows the form by."""
        return f"{STAMP} {self.form.version}" + (f" {SAMPLE_WORD}" if self.sample else "")


def begin_sheet(copy: FormCopy, name: str, section: str, widths: list[float]) -> SheetGrid:
    """An empty sheet of these column widths, with its first line and the stamp."""
    grid = SheetGrid(
        name=name,
        section=section,
        heading=copy.heading,
        sample=copy.sample,
        landscape=sum(widths) > PORTRAIT_WIDTH,
        widths=dict(enumerate(widths)),
    )
    if copy.sample:
        grid.put(0, 0, SAMPLE_LINE.format(word=SAMPLE_WORD).id, Style.SAMPLE)
    else:
        grid.put(0, 0, FORM_NAME.id, Style.FORM_NAME)
    grid.put(0, grid.last_column, copy.stamp, Style.STAMP)
    grid.heights[0] = 26
    return grid


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a cell of so many characters."""
    return ceil(len(text) * LETTER_WIDTH / width)


def answer_width(field: Field) -> float:
    """The characters an answer box is wide: no choice of a single answer is cut."""
    width = ANSWER_WIDTH[field.kind]
    if field.kind is not Kind.CHOICE or field.codes is None:
        return width
    return max(width, *(len(code.label.id) * LETTER_WIDTH + 3 for code in field.codes.codes))


def unit_of(field: Field) -> str:
    """What stands beside an answer: its unit, or what can be chosen."""
    if field.unit is not None:
        return field.unit.id
    if field.kind is Kind.CHOICES:
        return CHOOSE_SEVERAL.id
    if field.codes is None:
        return CHOOSE.id if field.kind is Kind.MONTH else ""
    choices = " / ".join(code.label.id for code in field.codes.codes)
    return choices if len(choices) <= SHORT_LIST else CHOOSE.id


def section_sheet(copy: FormCopy, section: Section) -> SheetGrid:
    """The sheet of one section."""
    blocks = [block for block in section.blocks if block.questions(section.name)]
    widths = _widths(section, blocks)
    grid = begin_sheet(copy, section.sheet, section.name, widths)
    total = sum(widths)
    grid.span(1, f"{section.letter}. {section.title.id}", Style.TITLE, 24)
    grid.span(2, section.guide.id, Style.GUIDE, 16.0 * lines_of(section.guide.id, total))
    row = 3
    for block in blocks:
        grid.heights[row] = GAP_HEIGHT
        row = _block(grid, copy, section, block, row + 1)
    return grid


def _block(grid: SheetGrid, copy: FormCopy, section: Section, block: Block, row: int) -> int:
    grid.span(row, block.title.id, Style.BLOCK, 20)
    units = _unit_line(block)
    if units:
        row += 1
        grid.span(row, units, Style.UNITS, 15.0 * lines_of(units, sum(grid.widths.values())))
    row += 1
    headings = _headings(block)
    for column, heading in enumerate(headings):
        grid.put(row, column, heading, Style.HEADING)
    grid.heights[row] = 20.0 * max(
        lines_of(heading, grid.widths[column]) for column, heading in enumerate(headings)
    )
    if len(section.blocks) == 1 and not isinstance(block, Listing):
        grid.freeze, grid.repeat = row + 1, (row, row)
    return _rows(grid, copy, section, block, row + 1)


def _unit_line(block: Block) -> str:
    if isinstance(block, Listing):
        return ""
    units: dict[str, list[str]] = {}
    for field in block.fields:
        if field.unit is not None:
            units.setdefault(field.unit.id, []).append(field.label.id)
    if len(units) == 1 and len(block.fields) == sum(map(len, units.values())):
        return UNIT_LINE.format(units=next(iter(units))).id
    said = "; ".join(f"{', '.join(labels)} = {unit}" for unit, labels in units.items())
    return UNIT_LINE.format(units=said).id if said else ""


def _headings(block: Block) -> list[str]:
    if isinstance(block, Listing):
        texts = [NUMBER_HEADING, LABEL_HEADING, ANSWER_HEADING, UNIT_HEADING]
    elif isinstance(block, Matrix):
        texts = [NUMBER_HEADING, block.rows.label, *(field.label for field in block.fields)]
    elif isinstance(block, Crosstab):
        texts = [NUMBER_HEADING, block.rows.label, *(code.label for code in block.columns.codes)]
        texts += [TOTAL_HEADING] if block.totals else []
    else:
        texts = [NUMBER_HEADING, *(field.label for field in block.fields)]
    return [text.id for text in texts]


def _rows(grid: SheetGrid, copy: FormCopy, section: Section, block: Block, row: int) -> int:
    questions = block.questions(section.name)
    if isinstance(block, Log):
        grid.one_page = False
        for number in range(1, block.capacity + 1):
            grid.put(row, 0, number, Style.NUMBER)
            for column, question in enumerate(questions, start=1):
                grid.cells[row, column] = GridCell(None, Style.ANSWER, f"{question.id}#{number}")
            row += 1
        return row
    columns = {heading: column for column, heading in enumerate(_headings(block))}
    by_row: dict[str, list[Question]] = {}
    for question in questions:
        by_row.setdefault(question.row.label.id, []).append(question)
    for number, (label, asked) in enumerate(by_row.items(), start=1):
        _label(grid, row, number, label, is_total=asked[0].is_total)
        if not any(question.field.kind in GROWING for question in asked):
            grid.heights[row] = ROW_HEIGHT * lines_of(label, grid.widths[1])
        _answers(grid, copy, asked, columns, row)
        row += 1
    return row


def _label(grid: SheetGrid, row: int, number: int, label: str, *, is_total: bool) -> None:
    grid.put(row, 0, None if is_total else number, Style.NUMBER)
    grid.put(row, 1, label, Style.TOTAL if is_total else Style.LABEL)


def _answers(
    grid: SheetGrid, copy: FormCopy, asked: list[Question], columns: dict[str, int], row: int
) -> None:
    for column in range(2, len(columns)):
        grid.put(row, column, None, Style.CLOSED)
    for question in asked:
        known = copy.known.get(question.id)
        style = Style.ANSWER if known is None else Style.FIXED
        column = columns[question.column.label.id]
        grid.cells[row, column] = GridCell(known, style, question.id)
        if UNIT_HEADING.id in columns:
            unit = unit_of(question.field) if known is None else ""
            grid.put(row, columns[UNIT_HEADING.id], unit, Style.UNIT)


def _widths(section: Section, blocks: list[Block]) -> list[float]:
    needs: dict[int, float] = {}
    for block in blocks:
        for column, width in enumerate(_block_widths(block, section.name)):
            needs[column] = max(width, needs.get(column, 0))
    return [needs[column] for column in sorted(needs)]


def _block_widths(block: Block, section: str) -> list[float]:
    answers = [answer_width(field) for field in block.fields]
    if isinstance(block, Log):
        return [NUMBER_WIDTH, *answers]
    labels = [question.row.label.id for question in block.questions(section)]
    label = max(30.0, *(len(label) * LETTER_WIDTH + 2 for label in labels))
    if isinstance(block, Matrix):
        return [NUMBER_WIDTH, label, *answers]
    if isinstance(block, Crosstab):
        return [NUMBER_WIDTH, label, *answers * (len(block.columns.codes) + block.totals)]
    units = max(len(unit_of(field)) * LETTER_WIDTH + 2 for field in block.fields)
    return [NUMBER_WIDTH, label, max(answers), max(22.0, units)]
