"""The letter as a message for WhatsApp: plain text that is never longer than a screen or two."""

from __future__ import annotations

from collections.abc import Callable

from outputs.letters.letter import Letter, Point
from outputs.letters.page_words import (
    done_so_far,
    form_steps,
    head_of,
    held_by_office,
    most_severe_first,
    place_of,
    shortened,
    state_of,
)
from schemas.form import SAMPLE_WORD
from schemas.letter.message import (
    AND_MORE,
    GREETING,
    HOW_TO_ANSWER,
    MESSAGE_LENGTH,
    REPORT,
    SAMPLE,
)
from schemas.letter.page import SEND_BACK, day_name
from schemas.letter.sheet import REPLY_HEADING
from schemas.months import period_name
from schemas.release import PUBLISHER

LOOK_ALIKES = str.maketrans("*_~`", "＊＿～‘")
"""WhatsApp reads these four as bold, italic, struck out and code, and knows no escape."""

NAME_LENGTH, POINT_LENGTH, LONG_POINT_LENGTH = 48, 92, 140
MOST_ITEMS = 12


def letter_message(letter: Letter) -> str:
    """The letter in at most MESSAGE_LENGTH characters, ready to be pasted."""
    points = [f"- {_told(point)}" for point in most_severe_first(letter)[:MOST_ITEMS]]
    before, after = _before(letter), _after(letter)

    def text(shown: int) -> str:
        left = len(letter.asked) - shown
        more = [AND_MORE.format(number=left).id] if shown and left else []
        return "\n".join((*before, *points[:shown], *more, *after))

    return longest(text, len(points))


def longest(text: Callable[[int], str], items: int) -> str:
    """The text with as many of its items as MESSAGE_LENGTH allows."""
    for shown in range(items, -1, -1):
        whole = text(shown)
        if len(whole) <= MESSAGE_LENGTH:
            return whole
    return whole[: MESSAGE_LENGTH - 1] + "…"


def plain(text: str, length: int) -> str:
    """A text from outside on one line, short, and without what WhatsApp takes for markup."""
    shown = "".join(character if character.isprintable() else " " for character in text)
    return shortened(shown.translate(LOOK_ALIKES), length)


def sample_lines(*, sample: bool) -> list[str]:
    """The line that marks an example, where it is one."""
    return [SAMPLE.format(word=SAMPLE_WORD).id] if sample else []


def _before(letter: Letter) -> list[str]:
    """What stands above the points."""
    head = plain(head_of(letter.village), NAME_LENGTH)
    district = plain(letter.village.district, NAME_LENGTH)
    done, held = done_so_far(letter), held_by_office(letter)
    return [
        *sample_lines(sample=letter.is_sample),
        GREETING.format(head=head, district=district).id,
        REPORT.format(period=period_name(letter.period).id).id,
        "",
        *([done] if done else []),
        state_of(letter),
        *([held] if held else []),
    ]


def _after(letter: Letter) -> list[str]:
    """What stands below the points: what to do until when, and who asks."""
    day = f"*{day_name(letter.deadline).id}*"
    if not letter.revision:
        steps = ["", *form_steps(letter, day)]
    elif letter.asked:
        answer = HOW_TO_ANSWER.format(reply=REPLY_HEADING.id).id
        steps = ["", answer, SEND_BACK.format(day=day).id]
    else:
        steps = []
    return [*steps, "", PUBLISHER.id]


def _told(point: Point) -> str:
    """One point: where it stands and what was found; what to do where no cell is coloured."""
    what = point.sentence if point.cell else f"{point.sentence} {point.action}"
    length = POINT_LENGTH if point.cell else LONG_POINT_LENGTH
    return f"{plain(place_of(point), NAME_LENGTH)}: {plain(what, length)}"
