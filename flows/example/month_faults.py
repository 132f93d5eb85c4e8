"""Faults that only other months or other villages tell: copied tables, numbers out of line."""

from __future__ import annotations

from collections.abc import Callable

from numpy.random import Generator

from flows.example.draft import Draft, Planted, question_of, written_text
from flows.example.faults import FaultKind, value_of
from flows.example.truth import canonical
from schemas.codelists import SEX
from schemas.form import FORM
from schemas.rules import Unusual
from schemas.rules.over_time import BALANCES, UNUSUAL
from schemas.rules.repeats import TWINS
from schemas.section import TOTAL

MOVED = tuple(f"population_change.arrivals.{sex}" for sex in SEX.values)
TABLE = "population"
OUT_OF_LINE = 90
"""Arrivals beyond what any history of one or two a month lets expect."""


def _every_section(draft: Draft) -> set[str]:
    return {section.name for section in FORM.sections} - draft.touched


def _unbalanced(draft: Draft, rng: Generator) -> bool:
    """A number of the month's changes is wrong, and the people do not follow from the last."""
    if draft.months < 1 or draft.touched & {"population", "population_change"}:
        return False
    rule = BALANCES[int(rng.integers(len(BALANCES)))]
    question = rule.losses[0]
    if any(draft.truth[q] is None for q in rule.questions if q in draft.truth):
        return False
    draft.write(rule.id, rule.id, question, value_of(draft, question) + int(rng.integers(3, 9)))
    draft.touched.add("population")
    return True


def _out_of_line(rule: Unusual) -> Callable[[Draft, Generator], bool]:
    def plant(draft: Draft, rng: Generator) -> bool:
        question = MOVED[int(rng.integers(len(MOVED)))]
        known = draft.months >= rule.months and draft.truth[question] is not None
        if not known or draft.touched & {"population", "population_change"}:
            return False
        draft.write(rule.id, rule.id, question, value_of(draft, question) + OUT_OF_LINE)
        draft.touched.add("population")
        return True

    return plant


def _copied(draft: Draft, _rng: Generator) -> bool:
    """The people of another village, typed from the wrong paper."""
    other = draft.other
    if other is None or draft.touched or "population" in other.touched:
        return False
    for question in (q.id for q in FORM.questions.values() if q.block == TABLE):
        cell, said = draft.cells[question], other.truth[question]
        if said == draft.truth[question] or not isinstance(said, int):
            continue
        cell.value = said
        is_total = TOTAL in question
        fault = Planted(
            TWINS[0].id,
            "" if is_total else TWINS[0].id,
            question,
            written_text(said),
            canonical(draft.truth[question]),
            sheet=draft.grid(question_of(question).section).name,
            cell=cell,
            reason="the age groups beside it are those of another village" if is_total else "",
        )
        draft.planted.append(fault)
    draft.touched |= _every_section(draft)
    other.touched.add("population")
    return True


MONTH_FAULTS = (
    FaultKind("balance", _unbalanced),
    FaultKind(UNUSUAL[0].id, _out_of_line(UNUSUAL[0])),
    FaultKind(TWINS[0].id, _copied),
)
