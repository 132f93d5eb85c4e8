"""The reminder: a message for each kecamatan and a list of the villages that have not reported."""

from __future__ import annotations

import csv
import io
from datetime import date

from outputs.letters.message import NAME_LENGTH, longest, plain, sample_lines
from outputs.letters.overview import WITHOUT_REPORT, Overview, VillageState
from outputs.letters.overview_message import owing_lines
from schemas.house_tables import SUBMISSIONS, VILLAGES
from schemas.letter import overview as said
from schemas.letter import reminder as words
from schemas.letter.page import day_name
from schemas.months import period_name
from schemas.release import PUBLISHER

COLUMNS = ("village_code", "village", "district")


def owing(overview: Overview) -> tuple[VillageState, ...]:
    """The villages of which no report could be read, by kecamatan and name."""
    return tuple(state for state in overview.sorted if state.state in WITHOUT_REPORT)


def reminder_message(overview: Overview, today: date) -> str:
    """Who has not reported, in at most MESSAGE_LENGTH characters; the deadline is its own.

    Where all have reported it says so, and thanks.
    """
    before, after = _before(overview), _after(overview, today)

    def text(shown: int) -> str:
        return "\n".join((*before, *owing_lines(overview, shown), *after))

    return longest(text, len(owing(overview)))


def reminder_rows(overview: Overview) -> list[dict[str, str]]:
    """The villages that have not reported, a row each under Indonesian headings."""
    return [dict(zip(_headings(), _row(state), strict=True)) for state in owing(overview)]


def reminder_list(overview: Overview) -> bytes:
    """The same rows as a CSV that Excel opens with Indonesian settings."""
    buffer = io.StringIO(newline="")
    rows = [_headings(), *(_row(state) for state in owing(overview))]
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def _headings() -> list[str]:
    columns = [VILLAGES[name].label.id for name in COLUMNS]
    return [*columns, said.VILLAGE_STATE.label.id, SUBMISSIONS["received_on"].label.id]


def _row(state: VillageState) -> list[str]:
    village = state.village
    arrived = state.received_on.isoformat() if state.received_on else ""
    kind = said.VILLAGE_STATE[state.state].label.id
    return [village.code, village.name, village.district, kind, arrived]


def _before(overview: Overview) -> list[str]:
    """What stands above the names: the area, and how many villages have reported."""
    subject = words.SUBJECT.format(period=period_name(overview.period).id).id
    counts = {"reported": overview.reported, "expected": len(overview.villages)}
    return [
        *sample_lines(sample=overview.is_sample),
        f"*{subject}*",
        plain(overview.area_name, NAME_LENGTH),
        "",
        f"{said.REPORTED.id}: {said.OF_EXPECTED.format(**counts).id}",
    ]


def _after(overview: Overview, today: date) -> list[str]:
    """What stands below the names: until when, and who asks."""
    day = f"*{day_name(overview.deadline).id}*"
    if not owing(overview):
        told = f"{said.ALL_REPORTED.id} {words.THANKS.id}"
    else:
        text = words.OVERDUE if today > overview.deadline else words.AWAITED
        told = text.format(day=day).id
    return ["", told, "", PUBLISHER.id]
