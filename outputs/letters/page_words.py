"""What the page and the message say alike: the order of the points, names, states."""

from __future__ import annotations

from collections import Counter

from outputs.letters.letter import Letter, Point
from schemas.house_codes import VILLAGE_TYPE
from schemas.letter import page as said
from schemas.months import period_name
from schemas.personal import masked
from schemas.problem import SEVERITY, Severity, told_place
from schemas.register import Village


def most_severe_first(letter: Letter) -> list[Point]:
    """The points a village has to answer, those that hold a section back at the front."""
    order = list(Severity)
    return sorted(letter.asked, key=lambda point: order.index(point.severity))


def place_of(point: Point) -> str:
    """Where a point stands: its cell, else its section, else the whole file; no long number."""
    if point.sheet and point.cell:
        return told_place(point.sheet, point.cell)
    return masked(point.sheet) or point.section or said.WHOLE_FILE.id


def head_of(village: Village) -> str:
    """Whom a letter to a village addresses."""
    return said.HEAD[village.type].format(village=village.name).id


def kind_of_village(village: Village) -> str:
    """What a village is called within a sentence: pekon or kelurahan."""
    return VILLAGE_TYPE[village.type].label.id.lower()


def done_so_far(letter: Letter) -> str:
    """Thanks for what was mended and stood by; empty where nothing was."""
    counts = ((said.MENDED, letter.mended), (said.STOOD_BY, letter.confirmed))
    told = [text.format(number=number).id for text, number in counts if number]
    return f"{said.THANKS.id} {said.SINCE_FIRST.format(counts=', '.join(told)).id}" if told else ""


def state_of(letter: Letter) -> str:
    """How the report stands: not come, not usable, to be answered, or done."""
    period = period_name(letter.period).id
    if letter.received_on is None:
        return said.NOT_COME.format(period=period).id
    if not letter.revision:
        day, kind = said.day_name(letter.received_on).id, kind_of_village(letter.village)
        return said.UNUSABLE.format(day=day, period=period, type=kind).id
    if letter.asked:
        return said.ASKED.format(number=len(letter.asked), levels=_levels(letter)).id
    return said.NOTHING_ASKED.id


def held_by_office(letter: Letter) -> str:
    """Which sections the office holds back, by their letters; empty where none."""
    if not letter.by_office:
        return ""
    letters = ", ".join(title.partition(".")[0] for title in letter.by_office)
    return said.HELD_BY_OFFICE.format(sections=letters, type=kind_of_village(letter.village)).id


def form_steps(letter: Letter, day: str) -> list[str]:
    """What a village does that has no report yet, until `day`."""
    step = said.FILL_FORM if letter.received_on is None else said.MEND_FILE
    period = period_name(letter.period).id
    return [step.format(period=period).id, said.SEND_FORM.format(day=day).id]


def _levels(letter: Letter) -> str:
    """How many points of each severity are asked: perlu konfirmasi: 2."""
    counts = Counter(point.severity for point in letter.asked)
    told = ((SEVERITY[level].label.id.lower(), counts[level]) for level in Severity)
    return ", ".join(f"{label}: {count}" for label, count in told if count)


def one_line(text: str) -> str:
    """The text on one line, every run of white space one space."""
    return " ".join(text.split())


def shortened(text: str, length: int) -> str:
    """The text on one line, cut between words where it is longer than `length`, then with …."""
    text = one_line(text)
    if len(text) <= length:
        return text
    kept = text[:length]
    if " " in kept:
        return kept.rpartition(" ")[0].rstrip(" ,;:") + "…"
    return kept[: length - 1] + "…"
