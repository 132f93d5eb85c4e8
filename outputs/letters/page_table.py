"""A table on paper: columns of fixed width, rows as high as their longest cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from outputs.letters.page_lines import Look, lines_of, width_of
from outputs.letters.page_marks import Fill, Mark, Words
from outputs.letters.page_paper import BOTTOM, GREY, LEFT, WIDTH, Paper

CELL = Look(7.8)
CELL_STRONG = Look(7.8, bold=True)
PALE = 0.95
PADDING, SIDE, HAIR = 3.2, 4.0, 0.3


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column: its heading, its width in points, how many lines a paragraph may take."""

    heading: str
    width: float
    most: int = 1
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row that is broken into lines; `fill` is the grey behind it, 1 is none."""

    cells: tuple[tuple[str, ...], ...]
    look: Look
    fill: float = 1.0

    @property
    def height(self) -> float:
        """What the row takes of the page."""
        return max(1, *map(len, self.cells)) * self.look.leading + 2 * PADDING


@dataclass(frozen=True, slots=True)
class PaperBand:
    """A line over the whole width that names the rows below it."""

    text: str

    @property
    def height(self) -> float:
        """What the band takes of the page."""
        return CELL.leading + 2 * PADDING


Cell = str | tuple[str, ...]
"""The text of a cell, or its paragraphs."""


def row_of(
    columns: Sequence[PaperColumn], cells: Sequence[Cell], look: Look = CELL, fill: float = 1.0
) -> PaperRow:
    """The cells of one row, broken into the lines of their columns."""
    broken = (_cell(column, cell, look) for column, cell in zip(columns, cells, strict=True))
    return PaperRow(tuple(broken), look, fill)


def heading_row(columns: Sequence[PaperColumn]) -> PaperRow:
    """The row of the headings."""
    look, free = CELL_STRONG, 2 * SIDE
    cells = (tuple(lines_of(c.heading, look, c.width - free, 4)) for c in columns)
    return PaperRow(tuple(cells), look, GREY)


def _cell(column: PaperColumn, cell: Cell, look: Look) -> tuple[str, ...]:
    paragraphs = (cell,) if isinstance(cell, str) else cell
    width = column.width - 2 * SIDE
    return tuple(line for p in paragraphs for line in lines_of(p, look, width, column.most))


def write_row(paper: Paper, columns: Sequence[PaperColumn], row: PaperRow) -> None:
    """Write a row below what stands on the page."""
    _ground(paper, row.height, row.fill)
    x = LEFT
    for column, lines in zip(columns, row.cells, strict=True):
        paper.mark(*_words(column, lines, row.look, x, paper.y - PADDING))
        x += column.width
    paper.y -= row.height
    paper.rule(HAIR)


def write_band(paper: Paper, band: PaperBand) -> None:
    """Write a band below what stands on the page."""
    _ground(paper, band.height, PALE)
    column = PaperColumn("", WIDTH)
    lines = _cell(column, band.text, CELL_STRONG)
    paper.mark(*_words(column, lines, CELL_STRONG, LEFT, paper.y - PADDING))
    paper.y -= band.height
    paper.rule(HAIR)


def write_table(
    paper: Paper, columns: Sequence[PaperColumn], rows: Sequence[PaperRow | PaperBand]
) -> None:
    """Write a whole table over as many pages as it needs; every page repeats the head.

    Neither the head nor a band ever stands alone at the foot of a page.
    """
    head = heading_row(columns)
    if paper.y - head.height - sum(row.height for row in rows[:2]) < BOTTOM:
        paper.turn()
    _begin(paper, columns, head)
    for row, after in zip_longest(rows, rows[1:]):
        together = row.height + (after.height if isinstance(row, PaperBand) and after else 0)
        if paper.y - together < BOTTOM:
            paper.turn()
            _begin(paper, columns, head)
        if isinstance(row, PaperBand):
            write_band(paper, row)
        else:
            write_row(paper, columns, row)


def _begin(paper: Paper, columns: Sequence[PaperColumn], head: PaperRow) -> None:
    paper.rule(1.0)
    write_row(paper, columns, head)


def _ground(paper: Paper, height: float, grey: float) -> None:
    if grey < 1:
        paper.mark(Fill(LEFT, paper.y - height, WIDTH, height, grey))


def _words(
    column: PaperColumn, lines: Sequence[str], look: Look, x: float, top: float
) -> list[Mark]:
    marks: list[Mark] = []
    for number, line in enumerate(lines):
        free = (column.width - width_of(line, look)) / 2 if column.is_centred else SIDE
        base = top - number * look.leading - look.size * 1.04
        marks.append(Words(x + free, base, line, look.size, look.bold))
    return marks
