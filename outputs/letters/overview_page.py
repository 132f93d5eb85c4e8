"""The overview on A4: the counts first, then every village and how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from outputs.letters.overview import (
    WITHOUT_REPORT,
    Overview,
    Stray,
    VillageState,
    names_of,
)
from outputs.letters.page_lines import Look, lines_of
from outputs.letters.page_paper import (
    BOTTOM,
    LEFT,
    PART,
    SMALL,
    STRONG,
    TITLE,
    WIDTH,
    Paper,
    letterhead,
    paragraph_of,
)
from outputs.letters.page_table import (
    CELL,
    CELL_STRONG,
    Cell,
    PaperBand,
    PaperColumn,
    PaperRow,
    row_of,
    write_table,
)
from schemas.house_codes import AREA_LEVEL
from schemas.house_tables import SUBMISSIONS
from schemas.letter import overview as said
from schemas.letter.page import HELD_BACK_HEADING, day_name
from schemas.letter.sheet import ACTION_HEADING, WHAT_HEADING
from schemas.months import period_name
from schemas.problem import SEVERITY

COLUMNS = (
    PaperColumn(AREA_LEVEL["village"].label.id, 106, most=2),
    PaperColumn(said.VILLAGE_STATE.label.id, 86, most=2),
    PaperColumn(SUBMISSIONS["received_on"].label.id, 62),
    PaperColumn(SEVERITY["blocking"].label.id, 56, is_centred=True),
    PaperColumn(SEVERITY["confirm"].label.id, 62, is_centred=True),
    PaperColumn(said.ANSWERED.id, 54, is_centred=True),
    PaperColumn(HELD_BACK_HEADING.id, WIDTH - 426, most=2),
)
STRAY_COLUMNS = (
    PaperColumn(said.FILE_HEADING.id, 100),
    PaperColumn(SUBMISSIONS["received_on"].label.id, 62),
    PaperColumn(WHAT_HEADING.id, 170, most=4),
    PaperColumn(ACTION_HEADING.id, WIDTH - 332, most=4),
)
FIGURE = Look(15, bold=True)
DAY = "%d/%m/%Y"
DIGITS = 12
"""How many digits of a file's SHA-256 name it on paper."""

NAME_LINES = 20
"""The most lines of one list of names; those of all 136 villages take 19."""

STRAY_ROOM = 110.0
"""The least that a page must have left for the files without a village to begin on it."""


def overview_page(overview: Overview) -> bytes:
    """The overview as a PDF of as many A4 pages as it needs; the same bytes for the same."""
    paper = Paper()
    subject = said.SUBJECT.format(period=period_name(overview.period).id).id
    letterhead(paper, sample=overview.is_sample)
    paper.write(paragraph_of(subject, TITLE, most=2))
    paper.write(paragraph_of(overview.area_name, STRONG, most=2, before=2))
    paper.gap(PART)
    _figures(paper, overview)
    _who_owes(paper, overview)
    paper.gap(PART)
    write_table(paper, COLUMNS, list(_rows(overview)))
    _strays(paper, overview)
    paper.foot(f"{overview.area_name}, {period_name(overview.period).id}")
    return paper.pdf(f"{subject}: {overview.area_name}")


def _figures(paper: Paper, overview: Overview) -> None:
    """Write the counts side by side, each above what it counts; the first is twice as wide."""
    figures = list(_counted(overview))
    step = WIDTH / (len(figures) + 1)
    paper.rule(1.0)
    paper.gap(8)
    top, lowest = paper.y, paper.y
    for place, (label, figure) in enumerate(figures):
        x, paper.y = LEFT + (place + (place > 0)) * step, top
        paper.line(figure, FIGURE, x)
        for line in lines_of(label, SMALL, step - 6, 3):
            paper.line(line, SMALL, x)
        lowest = min(lowest, paper.y)
    paper.y = lowest - 7
    paper.rule(1.0)


def _counted(overview: Overview) -> Iterator[tuple[str, str]]:
    """What is counted, and how many there are."""
    yield said.REPORTED.id, _reported(overview)
    yield SUBMISSIONS["is_late"].label.id, str(overview.late)
    for code, count in overview.counts.items():
        yield said.VILLAGE_STATE[code].label.id, str(count)


def _reported(overview: Overview) -> str:
    expected = len(overview.villages)
    return said.OF_EXPECTED.format(reported=overview.reported, expected=expected).id


def _who_owes(paper: Paper, overview: Overview) -> None:
    """Write the names of the villages without a report, and until when all is awaited."""
    for code in WITHOUT_REPORT:
        states = overview.in_state(code)
        if states:
            paper.write(paragraph_of(said.VILLAGE_STATE[code].label.id, STRONG, before=PART))
            names = names_of(overview, states)
            paper.write(paragraph_of(names, most=NAME_LINES, before=2))
    if overview.reported == len(overview.villages):
        paper.write(paragraph_of(said.ALL_REPORTED.id, before=PART))
    day = day_name(overview.deadline).id
    paper.write(paragraph_of(said.DEADLINE.format(day=day).id, STRONG, before=PART))


def _rows(overview: Overview) -> Iterator[PaperRow | PaperBand]:
    """A row for each village; in the kabupaten each kecamatan begins with its counts."""
    if overview.level == "district":
        yield from map(_row, overview.sorted)
        return
    for district in overview.by_district():
        reported = f"{said.REPORTED.id.lower()} {_reported(district)}"
        yield PaperBand(f"{district.area_name} ({reported})")
        yield from map(_row, district.sorted)


def _row(state: VillageState) -> PaperRow:
    """How one village stands; one without a report stands out in bold."""
    counts = (state.blocking, state.confirm, state.mended + state.confirmed)
    cells: tuple[Cell, ...] = (
        state.village.name,
        said.VILLAGE_STATE[state.state].label.id,
        _arrival(state),
        *(str(count) if state.has_reported else "" for count in counts),
        state.held_letters,
    )
    return row_of(COLUMNS, cells, CELL if state.has_reported else CELL_STRONG)


def _arrival(state: VillageState) -> tuple[str, ...]:
    """The day a file came and, where it was so, that it came late."""
    late = (state.timeliness,) if state.is_late else ()
    return (_day(state.received_on), *late)


def _day(day: date | None) -> str:
    return "" if day is None else day.strftime(DAY)


def _strays(paper: Paper, overview: Overview) -> None:
    """Write the files that came without telling which village they are from."""
    if not overview.strays:
        return
    if paper.y - STRAY_ROOM < BOTTOM:
        paper.turn()
    paper.write(paragraph_of(said.STRAYS_HEADING.id, TITLE, before=2 * PART))
    paper.gap(PART)
    write_table(paper, STRAY_COLUMNS, [_stray(stray) for stray in overview.strays])


def _stray(stray: Stray) -> PaperRow:
    cells = (stray.sha256[:DIGITS], _day(stray.received_on), stray.sentence, stray.action)
    return row_of(STRAY_COLUMNS, cells)
