"""Labels that stand twice: what is said once counts, what is said differently is held back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas.field import Kind
from schemas.section import Question
from transforms.form_index import BlockIndex
from transforms.regions import Header, LayoutFlaw
from transforms.segments import Segment
from transforms.workbook import Place, Scalar
from transforms.written import cell_text, flaw

UNSAID = frozenset({Kind.NAME, Kind.FREE_TEXT})
"""The kinds of answers that no finding repeats."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that bears the label of a block's row, where the label stands, and its header."""

    row: int
    column: int
    header: Header


Claims = dict[tuple[str, str], list[Claim]]
"""The claims to each (block, row name)."""


@dataclass(slots=True)
class Settled:
    """One claim a row, one column a heading (by the header's identity), and what is amiss."""

    rows: dict[str, Claim] = field(default_factory=dict)
    columns: dict[tuple[int, str], int] = field(default_factory=dict)
    flaws: list[LayoutFlaw] = field(default_factory=list)


def settle(
    segment: Segment,
    block: BlockIndex,
    claimed: dict[str, list[Claim]],
    headers: dict[int, Header],
) -> Settled:
    """Choose among rows and columns of the same label; none where their answers differ."""
    settled = Settled()
    for name, claims in claimed.items():
        if len(claims) == 1:
            settled.rows[name] = claims[0]
            continue
        questions = block.of_row(name)
        said = [_row_answers(segment, claim, questions) for claim in claims]
        chosen = _choose(said)
        if chosen is not None:
            settled.rows[name] = claims[chosen]
        elif claims:
            at = (claims[-1].row, claims[-1].column)
            settled.flaws.append(_twice(name, questions, said, at))
    for key, header in headers.items():
        for name, columns in header.columns.items():
            settled.columns[key, name] = columns[0]
            if len(columns) > 1:
                _settle_column(segment, block, (key, name), header, settled)
    return settled


def _settle_column(
    segment: Segment, block: BlockIndex, key: tuple[int, str], header: Header, settled: Settled
) -> None:
    name = key[1]
    columns = header.columns[name]
    rows = [claim for claim in settled.rows.values() if claim.header is header]
    said = [_column_answers(segment, rows, column) for column in columns]
    chosen = _choose(said)
    if chosen is not None:
        settled.columns[key] = columns[chosen]
    else:
        del settled.columns[key]
        at = (header.row, columns[-1])
        settled.flaws.append(_twice(name, block.of_column(name), said, at))


def _row_answers(
    segment: Segment, claim: Claim, questions: Iterable[Question]
) -> tuple[Scalar, ...]:
    columns = claim.header.columns
    return tuple(
        _answer(segment, claim.row, columns[q.column.label.id][0])
        for q in questions
        if q.column.label.id in columns
    )


def _column_answers(segment: Segment, rows: Iterable[Claim], column: int) -> tuple[Scalar, ...]:
    return tuple(_answer(segment, claim.row, column) for claim in rows)


def _answer(segment: Segment, row: int, column: int) -> Scalar:
    place: Place = segment.stands_at(row, column)
    return segment.value(place) if segment.is_said(place) else ""


def _choose(said: list[tuple[Scalar, ...]]) -> int | None:
    """The first that says anything, when all that do say the same; None when they differ."""
    speaking = [n for n, answers in enumerate(said) if any(a != "" for a in answers)]
    if not speaking:
        return 0 if said else None
    same = all(said[n] == said[speaking[0]] for n in speaking)
    return speaking[0] if same else None


def _twice(
    name: str, questions: tuple[Question, ...], said: list[tuple[Scalar, ...]], place: Place
) -> LayoutFlaw:
    shown = all(question.field.kind not in UNSAID for question in questions)
    answers = [", ".join(cell_text(a) or "-" for a in answers) for answers in said]
    told = flaw("label_twice", " / ".join(answers) if shown else "…", expected=name)
    return LayoutFlaw(told, questions[0].id, place)
