"""The overview as a message for the WhatsApp group of a kecamatan or the kabupaten."""

from __future__ import annotations

from outputs.letters.message import NAME_LENGTH, longest, plain, sample_lines
from outputs.letters.overview import WITHOUT_REPORT, Overview, VillageState, names_of
from schemas.house_tables import SUBMISSIONS
from schemas.letter import overview as said
from schemas.letter.message import AND_MORE, MESSAGE_LENGTH
from schemas.letter.page import day_name
from schemas.months import period_name
from schemas.release import PUBLISHER


def overview_message(overview: Overview) -> str:
    """The overview in at most MESSAGE_LENGTH characters, ready to be pasted.

    Who owes a report is named; who owes an answer is only counted.
    """
    before, after = _before(overview), _after(overview)

    def text(shown: int) -> str:
        return "\n".join((*before, *owing_lines(overview, shown), *after))

    return longest(text, sum(overview.counts[code] for code in WITHOUT_REPORT))


def _before(overview: Overview) -> list[str]:
    """What stands above the names: the area, and how many villages are in which state."""
    reported = said.OF_EXPECTED.format(
        reported=overview.reported, expected=len(overview.villages)
    ).id
    late = SUBMISSIONS["is_late"].label.id.lower()
    subject = said.SUBJECT.format(period=period_name(overview.period).id).id
    return [
        *sample_lines(sample=overview.is_sample),
        f"*{subject}*",
        plain(overview.area_name, NAME_LENGTH),
        "",
        f"{said.REPORTED.id}: {reported} ({late}: {overview.late})",
        *(
            f"{said.VILLAGE_STATE[code].label.id}: {count}"
            for code, count in overview.counts.items()
            if count and code not in WITHOUT_REPORT
        ),
    ]


def owing_lines(overview: Overview, shown: int) -> list[str]:
    """A line for each state that owes a report, with so many names in all."""
    lines = []
    for code in WITHOUT_REPORT:
        states = overview.in_state(code)
        if states:
            lines.append(_named(overview, code, states, min(shown, len(states))))
        shown = max(0, shown - len(states))
    return ["", *lines] if lines else []


def _named(overview: Overview, code: str, states: tuple[VillageState, ...], shown: int) -> str:
    """How many villages are in a state, and the names of the first of them."""
    count = f"{said.VILLAGE_STATE[code].label.id} ({len(states)})"
    if not shown:
        return count
    names = plain(names_of(overview, states[:shown]), MESSAGE_LENGTH)
    left = len(states) - shown
    more = f", {AND_MORE.format(number=left).id}" if left else ""
    return f"{count}: {names}{more}"


def _after(overview: Overview) -> list[str]:
    """What stands below the names: until when, and who asks."""
    day = f"*{day_name(overview.deadline).id}*"
    return ["", said.DEADLINE.format(day=day).id, "", PUBLISHER.id]
