"""The findings on a letter's page: as many as fit, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterator

from outputs.letters.letter import Letter, Point
from outputs.letters.page_paper import BODY, PART, WIDTH, Paper, paragraph_of
from outputs.letters.page_table import (
    PaperBand,
    PaperColumn,
    PaperRow,
    heading_row,
    row_of,
    write_table,
)
from outputs.letters.page_words import most_severe_first, place_of
from schemas.form.guide import NUMBER_HEADING
from schemas.letter.page import MORE, MORE_UNLISTED
from schemas.letter.sheet import ACTION_HEADING, FINDINGS_SHEET, PLACE_HEADING, WHAT_HEADING
from schemas.problem import SEVERITY, Severity

COLUMNS = (
    PaperColumn(NUMBER_HEADING.id, 26, is_centred=True),
    PaperColumn(PLACE_HEADING.id, 118, most=2),
    PaperColumn(WHAT_HEADING.id, 185, most=4),
    PaperColumn(ACTION_HEADING.id, WIDTH - 329, most=4),
)
MORE_GAP = 6.0
MORE_HEIGHT = BODY.leading + MORE_GAP


def write_points(paper: Paper, letter: Letter, room: float) -> None:
    """Write the table of what is asked, and how many findings it leaves out, into `room`."""
    asked = most_severe_first(letter)
    if not asked:
        return
    groups = _groups(asked, banded=letter.revision > 0)
    rows, shown = _fitting(groups, len(asked), room - PART - heading_row(COLUMNS).height)
    paper.gap(PART)
    if rows:
        write_table(paper, COLUMNS, rows)
    if left := len(asked) - shown:
        more = MORE if letter.revision else MORE_UNLISTED
        text = more.format(number=left, sheet=FINDINGS_SHEET.id).id
        paper.write(paragraph_of(text, before=MORE_GAP))


def _fitting(
    groups: Iterator[list[PaperRow | PaperBand]], count: int, room: float
) -> tuple[list[PaperRow | PaperBand], int]:
    """The rows that fit, and how many points they show."""
    rows: list[PaperRow | PaperBand] = []
    for shown, group in enumerate(groups):
        rest = MORE_HEIGHT if shown + 1 < count else 0
        room -= sum(row.height for row in group)
        if room < rest:
            return rows, shown
        rows.extend(group)
    return rows, count


def _groups(asked: list[Point], *, banded: bool) -> Iterator[list[PaperRow | PaperBand]]:
    """A row for each point, below a band where a severity begins."""
    before = None
    for number, point in enumerate(asked, 1):
        begins = banded and point.severity is not before
        before = point.severity
        band = [_band(point.severity, asked)] if begins else []
        yield [*band, _row(number, point)]


def _band(severity: Severity, asked: list[Point]) -> PaperBand:
    count = sum(point.severity is severity for point in asked)
    return PaperBand(f"{SEVERITY[severity].label.id}: {count}")


def _row(number: int, point: Point) -> PaperRow:
    place = (place_of(point), point.label)
    return row_of(COLUMNS, (str(number), place, point.sentence, point.action))
