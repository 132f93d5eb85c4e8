"""The letter to the head of a village: one A4 page about one month's report."""

from __future__ import annotations

from outputs.letters.letter import Letter
from outputs.letters.page_lines import fitted
from outputs.letters.page_paper import (
    BODY,
    BOTTOM,
    LEFT,
    PART,
    RIGHT,
    STRONG,
    TITLE,
    Paper,
    Paragraph,
    letterhead,
    paragraph_of,
)
from outputs.letters.page_points import write_points
from outputs.letters.page_words import (
    done_so_far,
    form_steps,
    head_of,
    held_by_office,
    kind_of_village,
    state_of,
)
from schemas.columns import PERIOD
from schemas.field import Text
from schemas.house_codes import AREA_LEVEL
from schemas.house_tables import SUBMISSIONS
from schemas.letter import page as said
from schemas.letter.sheet import FINDINGS_SHEET, REPLY_GUIDE, REPLY_HEADING
from schemas.months import period_name
from schemas.release import PUBLISHER

FACTS, VALUES = LEFT + 210, LEFT + 324
"""Where the facts of the report begin, and what they are."""

SIGNATURE = FACTS - LEFT


def letter_page(letter: Letter) -> bytes:
    """The letter as a PDF of one A4 page; the same letter gives the same bytes."""
    paper = Paper()
    letterhead(paper, sample=letter.is_sample)
    _address(paper, letter)
    for paragraph in *_opening(letter), *_held_back(letter):
        paper.write(paragraph)
    closing = _closing(letter)
    write_points(paper, letter, paper.y - BOTTOM - sum(part.height for part in closing))
    for paragraph in closing:
        paper.write(paragraph)
    paper.foot(said.FOOTER.format(code=letter.village.code).id)
    return paper.pdf(_subject(letter))


def _subject(letter: Letter) -> str:
    subject = said.SUBJECT if letter.received_on else said.SUBJECT_NOT_COME
    return subject.format(period=period_name(letter.period).id).id


def _address(paper: Paper, letter: Letter) -> None:
    """Write whom the letter is for and, beside it, which report it is about."""
    top = paper.y
    for label, value in _facts(letter):
        paper.line(f"{label.id}:", BODY, FACTS)
        paper.gap(-BODY.leading)
        paper.line(fitted(value, BODY, RIGHT - VALUES), BODY, VALUES)
    below, paper.y = paper.y, top
    district = f"{AREA_LEVEL['district'].label.id} {letter.village.district}"
    width = FACTS - LEFT - PART
    paper.write(paragraph_of(said.TO.id))
    paper.write(paragraph_of(head_of(letter.village), STRONG, most=2, width=width))
    paper.write(paragraph_of(district, most=2, width=width))
    paper.y = min(below, paper.y)
    paper.write(paragraph_of(_subject(letter), TITLE, most=2, before=16))


def _facts(letter: Letter) -> list[tuple[Text, str]]:
    """The report a letter is about, and until when it is to be answered."""
    facts = [
        (PERIOD.label, period_name(letter.period).id),
        (SUBMISSIONS["received_on"].label, _received(letter)),
    ]
    if letter.revision:
        facts.append((SUBMISSIONS["revision"].label, str(letter.revision)))
    if letter.asked or not letter.revision:
        facts.append((said.ANSWER_BY, said.day_name(letter.deadline).id))
    return facts


def _received(letter: Letter) -> str:
    if letter.received_on is None:
        return said.NOT_RECEIVED.id
    late = SUBMISSIONS["is_late"].label.id.lower() if letter.is_late else said.ON_TIME.id
    return f"{said.day_name(letter.received_on).id} ({late})"


def _opening(letter: Letter) -> list[Paragraph]:
    """What has been done since the first report, and how the report stands now."""
    texts = (done_so_far(letter), state_of(letter), held_by_office(letter))
    return [paragraph_of(text, before=PART) for text in texts if text]


def _held_back(letter: Letter) -> list[Paragraph]:
    """Which sections are not published until they are corrected, and why that matters."""
    if not letter.to_correct:
        return []
    why = said.HELD_BACK.format(type=kind_of_village(letter.village)).id
    return [
        paragraph_of(said.HELD_BACK_HEADING.id, STRONG, before=PART),
        paragraph_of("; ".join(letter.to_correct) + ".", before=2),
        paragraph_of(why, before=2),
    ]


def _closing(letter: Letter) -> list[Paragraph]:
    """What stands below the table: the notes, what to do, who signs."""
    notes = len(letter.notes)
    parts = [paragraph_of(said.NOTES.format(number=notes).id, before=PART)] if notes else []
    steps = _steps(letter)
    if steps:
        parts.append(paragraph_of(said.STEPS_HEADING.id, STRONG, before=PART))
    for number, step in enumerate(steps, 1):
        look = STRONG if number == len(steps) else BODY
        parts.append(paragraph_of(step, look, indent=16, before=2, number=f"{number}."))
    return [
        *parts,
        paragraph_of(said.CLOSING.id, before=PART),
        paragraph_of(said.SIGNED.id, indent=SIGNATURE, before=PART),
        paragraph_of(PUBLISHER.id, STRONG, indent=SIGNATURE),
    ]


def _steps(letter: Letter) -> list[str]:
    """What the village is to do, one thing after the other; the last names the day."""
    day = said.day_name(letter.deadline).id
    if not letter.revision:
        return form_steps(letter, day)
    if not letter.asked:
        return []
    return [
        said.OPEN_FILE.format(sheet=FINDINGS_SHEET.id).id,
        REPLY_GUIDE.format(reply=REPLY_HEADING.id).id,
        said.SEND_BACK.format(day=day).id,
    ]
