"""The overview as an XLSX workbook: kecamatan, villages, and files without a village."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from outputs.form_looks import BASE_FONT, BOX, FONT, GREY
from outputs.form_validation import DATE_FORMAT
from outputs.form_xlsx import A4, CREATED
from outputs.letters.overview import Overview, Stray, VillageState
from schemas.form import SAMPLE_WORD
from schemas.form.guide import PAGE
from schemas.house_codes import FINDING_STATE
from schemas.house_tables import SUBMISSIONS, VILLAGES
from schemas.letter import overview as said
from schemas.letter.page import HELD_BACK_HEADING, day_name
from schemas.letter.sheet import ACTION_HEADING, WHAT_HEADING
from schemas.months import period_name
from schemas.problem import SEVERITY
from schemas.section import TOTAL_HEADING

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet: its name, its headings with the widths of their columns, and its rows.

    With `has_total` the last row is the sum of the others.
    """

    name: str
    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[Value]]
    has_total: bool = False

    @property
    def filtered(self) -> int:
        """How many rows a filter applies to: all but the total."""
        return len(self.rows) - self.has_total


HEAD_ROW = 4
"""The row of the headings, below the title, the area and the deadline."""

HEAD_HEIGHT = 48
"""Room for headings of three lines, in points."""


def overview_workbook(overview: Overview) -> bytes:
    """The overview of the kabupaten as XLSX; the same overview gives the same bytes."""
    written = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": dict(BASE_FONT)}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"title": _subject(overview), "created": CREATED})
        looks = _looks(book)
        for listed in (_summary(overview), _villages(overview), _strays(overview)):
            sheet = book.add_worksheet(listed.name)
            _write_title(sheet, overview, looks)
            _write_list(sheet, listed, looks)
            _set_up(sheet, listed)
    return written.getvalue()


def _subject(overview: Overview) -> str:
    return said.SUBJECT.format(period=period_name(overview.period).id).id


def _looks(book: xlsxwriter.Workbook) -> dict[str, Format]:
    wrapped = {**BOX, "text_wrap": True}
    number = {**wrapped, "num_format": "0", "align": "center"}
    looks = {
        "title": {**FONT, "bold": True, "font_size": 14},
        "plain": FONT,
        "heading": {**wrapped, "bold": True, "bg_color": GREY},
        "text": {**wrapped, "num_format": "@"},
        "number": number,
        "date": {**wrapped, "num_format": DATE_FORMAT, "align": "left"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _summary(overview: Overview) -> Listing:
    """A row for each kecamatan, then one for all of them."""
    states = [(said.VILLAGE_STATE[code].label.id, 14.0) for code in said.VILLAGE_STATE.values]
    columns = [
        (VILLAGES["district"].label.id, 26.0),
        (said.EXPECTED.id, 14.0),
        (said.REPORTED.id, 14.0),
        (SUBMISSIONS["is_late"].label.id, 14.0),
        *states,
    ]
    rows = [
        _counted(district.villages[0].village.district, district)
        for district in overview.by_district()
    ]
    rows.append(_counted(TOTAL_HEADING.id, overview))
    return Listing(said.SUMMARY_SHEET.id, columns, rows, has_total=True)


def _counted(name: str, overview: Overview) -> list[Value]:
    return [
        name,
        len(overview.villages),
        overview.reported,
        overview.late,
        *overview.counts.values(),
    ]


def _villages(overview: Overview) -> Listing:
    """A row for each village, with the numbers of its findings."""
    findings = [
        *(SEVERITY[code].label.id for code in SEVERITY.values),
        *(FINDING_STATE[code].label.id for code in ("mended", "confirmed")),
    ]
    columns = [
        (VILLAGES["village_code"].label.id, 16.0),
        (VILLAGES["district"].label.id, 24.0),
        (VILLAGES["village"].label.id, 28.0),
        (said.VILLAGE_STATE.label.id, 24.0),
        (SUBMISSIONS["revision"].label.id, 9.0),
        (SUBMISSIONS["received_on"].label.id, 13.0),
        (said.TIMELINESS.id, 13.0),
        *((heading, 14.0) for heading in findings),
        (HELD_BACK_HEADING.id, 18.0),
    ]
    return Listing(said.VILLAGES_SHEET.id, columns, [_row(s) for s in overview.sorted])


def _row(state: VillageState) -> list[Value]:
    """A village and its numbers; without a report it has none, which is not zero."""
    village = state.village
    numbers = (
        state.revision,
        state.blocking,
        state.confirm,
        state.notes,
        state.mended,
        state.confirmed,
    )
    revision, *findings = numbers if state.has_reported else [None] * len(numbers)
    return [
        village.code,
        village.district,
        village.name,
        said.VILLAGE_STATE[state.state].label.id,
        revision,
        state.received_on,
        state.timeliness,
        *findings,
        state.held_letters,
    ]


def _strays(overview: Overview) -> Listing:
    """A row for each finding about a file of which no village can be told."""
    columns = [
        (said.FILE_HEADING.id, 80.0),
        (SUBMISSIONS["received_on"].label.id, 13.0),
        (WHAT_HEADING.id, 50.0),
        (ACTION_HEADING.id, 50.0),
    ]
    return Listing(said.STRAYS_SHEET.id, columns, [_stray(stray) for stray in overview.strays])


def _stray(stray: Stray) -> list[Value]:
    return [stray.sha256, stray.received_on, stray.sentence, stray.action]


def _write_title(sheet: Worksheet, overview: Overview, looks: dict[str, Format]) -> None:
    """Write what the sheet is about, until when answers are awaited, and what it is not."""
    word = f"{SAMPLE_WORD}: " if overview.is_sample else ""
    deadline = said.DEADLINE.format(day=day_name(overview.deadline).id).id
    sheet.write_string(0, 0, word + _subject(overview), looks["title"])
    sheet.write_string(1, 0, overview.area_name, looks["plain"])
    sheet.write_string(2, 0, deadline, looks["plain"])


def _write_list(sheet: Worksheet, listed: Listing, looks: dict[str, Format]) -> None:
    for column, (heading, width) in enumerate(listed.columns):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, heading, looks["heading"])
    sheet.set_row(HEAD_ROW, HEAD_HEIGHT)
    for row, values in enumerate(listed.rows, HEAD_ROW + 1):
        for column, value in enumerate(values):
            _write(sheet, row, column, value, looks)


def _write(sheet: Worksheet, row: int, column: int, value: Value, looks: dict[str, Format]) -> None:
    """Write a value as what it is; a text that begins like a formula stays a text."""
    if value is None:
        sheet.write_blank(row, column, None, looks["text"])
    elif isinstance(value, str):
        sheet.write_string(row, column, value, looks["text"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, looks["number"])
    else:
        sheet.write_datetime(row, column, value, looks["date"])


def _set_up(sheet: Worksheet, listed: Listing) -> None:
    """Freeze the headings, let every column be filtered, print across one A4 page."""
    last = len(listed.columns) - 1
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + max(1, listed.filtered), last)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_footer(f"&L{listed.name}&R{PAGE.format(page='&P', pages='&N').id}")
