"""What a village corrects in a report that was whole: a few answers, so that it stays whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from numpy.random import Generator

from flows.example.draft import int_of, question_of
from flows.example.truth import Answer, Truth
from schemas.field import Kind
from schemas.form import FORM
from schemas.indicators import INDICATORS
from schemas.rules import RULES, Equal, OnlyIf
from schemas.section import TOTAL, Log, Question

FEW = 3
"""By how much a count is corrected at most."""

PEOPLE = f"population.{TOTAL}.{TOTAL}"

EQUALS = tuple(rule for rule in RULES if isinstance(rule, Equal))
CONDITIONS = tuple(rule for rule in RULES if isinstance(rule, OnlyIf))


def _kept(*kinds: Kind) -> Iterator[Question]:
    """The questions of the grids whose answers are kept, in the order of the form."""
    for question in FORM.questions.values():
        is_grid = not isinstance(FORM.blocks[question.block], Log)
        if question.table and is_grid and question.field.kind in kinds:
            yield question


def _sums() -> tuple[tuple[str, ...], ...]:
    """The counts of which one may grow by what another shrinks, as all sums hold both."""
    together: dict[tuple[str, ...], list[str]] = {}
    for question in _kept(Kind.COUNT):
        sums = tuple(rule.id for rule in EQUALS if question.id in rule.left)
        together.setdefault(sums, []).append(question.id)
    return tuple(tuple(members) for sums, members in together.items() if sums)


SUMS = _sums()
_SUMMED = {question for rule in EQUALS for question in rule.questions}
_FED = {q for i in INDICATORS for q in (*i.numerator, *(i.denominator or ()))}
_DECIDING = {rule.on for rule in CONDITIONS}

COUNTS = tuple(q.id for q in _kept(Kind.COUNT) if q.id not in _SUMMED)
"""The counts that no sum ties."""

FEEDING = tuple(question for question in COUNTS if question in _FED)
"""Those of them that indicators are made of."""

CHOICES = tuple(q.id for q in _kept(Kind.CHOICE) if q.id not in _DECIDING)
"""The choices on which no other answer depends."""


def blank_counts(truth: Truth) -> list[str]:
    """The counts that a village could have answered and did not."""
    return [q for q in COUNTS if truth.get(q) is None and _can_exist(q, truth)]


def corrections(truth: Truth, others: Sequence[Truth], rng: Generator) -> Truth:
    """The answers a village corrects, as they are afterwards, by question.

    Some people or couples counted in another row, a figure of an indicator counted anew, a
    number taken back, another choice, and where the village left one blank, a number. What
    is blank is filled as the village most like this one has it.
    """
    changed = _moved(truth, rng)
    changed |= _recounted(_open(FEEDING, changed), truth, rng)
    changed |= _withdrawn(_open(COUNTS, changed), truth, rng)
    changed |= _filled(truth, others, rng)
    return changed | _chosen(truth, rng)


def _open(questions: Sequence[str], changed: Truth) -> list[str]:
    return [question for question in questions if question not in changed]


def _drawn(questions: Sequence[str], number: int, rng: Generator) -> list[str]:
    """So many of the questions, or as many as there are."""
    return [questions[int(i)] for i in rng.permutation(len(questions))[:number]]


def _moved(truth: Truth, rng: Generator) -> Truth:
    """A few counted in one row of a sum that belong to another."""
    answered = [[q for q in members if truth.get(q) is not None] for members in SUMS]
    able = [rows for rows in answered if len(rows) > 1 and any(int_of(truth[q]) for q in rows)]
    if not able:
        return {}
    rows = able[int(rng.integers(len(able)))]
    (giving,) = _drawn([q for q in rows if int_of(truth[q]) > 0], 1, rng)
    (taking,) = _drawn([q for q in rows if q != giving], 1, rng)
    few = int(rng.integers(1, min(FEW, int_of(truth[giving])) + 1))
    return {giving: int_of(truth[giving]) - few, taking: int_of(truth[taking]) + few}


def _recounted(questions: Sequence[str], truth: Truth, rng: Generator) -> Truth:
    large = [q for q in questions if int_of(truth.get(q)) > FEW]
    few = int(rng.integers(1, FEW + 1)) * int(rng.choice([-1, 1]))
    return {question: int_of(truth[question]) + few for question in _drawn(large, 1, rng)}


def _withdrawn(questions: Sequence[str], truth: Truth, rng: Generator) -> Truth:
    answered = [q for q in questions if truth.get(q) is not None]
    return dict.fromkeys(_drawn(answered, 1, rng))


def _filled(truth: Truth, others: Sequence[Truth], rng: Generator) -> Truth:
    found: Truth = {}
    for question in _drawn(blank_counts(truth), 1, rng):
        answered = [other for other in others if other.get(question) is not None]
        if answered:
            like = min(answered, key=lambda other: _unlikeness(question, truth, other))
            found[question] = like[question]
    return found


def _unlikeness(question: str, truth: Truth, other: Truth) -> tuple[bool, int]:
    """How little another village is like this one: zeros elsewhere in the row, then people."""
    asked = question_of(question)
    row = [q.id for q in _kept(Kind.COUNT) if (q.block, q.keys) == (asked.block, asked.keys)]
    rest = [q for q in row if q != question]
    unlike = any((int_of(truth.get(q)) == 0) != (int_of(other.get(q)) == 0) for q in rest)
    return unlike, abs(int_of(other[PEOPLE]) - int_of(truth[PEOPLE]))


def _chosen(truth: Truth, rng: Generator) -> Truth:
    answered = [q for q in CHOICES if truth.get(q) is not None]
    return {q: _another(q, truth[q], rng) for q in _drawn(answered, 1, rng)}


def _another(question: str, answer: Answer, rng: Generator) -> Answer:
    codes = question_of(question).field.codes
    values = () if codes is None else codes.values
    return str(rng.choice([code for code in values if code != answer]))


def _can_exist(question: str, truth: Truth) -> bool:
    """Whether what an answer depends on is answered so that there can be one."""
    return all(truth.get(r.on) == r.code for r in CONDITIONS if r.question == question)
