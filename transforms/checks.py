"""The rules run over all reports of a month at once, with a count of what each looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from schemas.form import FORM
from schemas.problem import Problem
from schemas.rules import Equal, OnlyIf, Rule, questions_of, rules_of
from schemas.section import Form
from transforms.merge import Month
from transforms.record import Record
from transforms.wide import Wide


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule did: reports it looked at, found at fault, and could not look at."""

    rule: str
    looked: int
    found: int
    unseen: int


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a rule for each village; NaN where it could not look."""

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    broken: NDArray[np.bool_]


def run_rules(
    month: Month, wide: Wide, form: Form = FORM
) -> tuple[Wide, tuple[Problem, ...], tuple[Outcome, ...]]:
    """Look for broken rules; the wide month comes back with what is questioned marked."""
    reported = np.array([code in month.current for code in wide.villages])
    questioned = dict(wide.questioned)
    problems: list[Problem] = []
    outcomes: list[Outcome] = []
    for rule in rules_of(form):
        sides = _sides(rule, wide)
        seen = reported & ~np.isnan(sides.left) & ~np.isnan(sides.right)
        broken = seen & sides.broken
        outcomes.append(
            Outcome(rule.id, int(seen.sum()), int(broken.sum()), int((reported & ~seen).sum()))
        )
        if broken.any():
            records = [month.current[wide.villages[i]].record for i in np.flatnonzero(broken)]
            found = Sides(sides.left[broken], sides.right[broken], broken[broken])
            problems.extend(_findings(rule, records, found, form))
            for question in questions_of(rule):
                before = questioned.get(question)
                questioned[question] = broken if before is None else before | broken
    return replace(wide, questioned=questioned), tuple(problems), tuple(outcomes)


def _sides(rule: Rule, wide: Wide) -> Sides:
    if isinstance(rule, OnlyIf):
        return _dependent_sides(rule, wide)
    left = _sum(rule.left, rule.optional, wide)
    right = _sum(rule.right, rule.optional, wide)
    broken = left != right if isinstance(rule, Equal) else left > right
    return Sides(left, right, broken)


def _sum(questions: Iterable[str], optional: tuple[str, ...], wide: Wide) -> NDArray[np.float64]:
    """The sum of the answers, NaN where one that is needed is not there."""
    total = np.zeros(len(wide.villages))
    for question in questions:
        values = wide.counts[question]
        total = total + (np.nan_to_num(values) if question in optional else values)
    return total


def _dependent_sides(rule: OnlyIf, wide: Wide) -> Sides:
    """Left is 1 where the dependent answer says something, right is 1 where it may."""
    condition = wide.choices[rule.on]
    may = np.array([np.nan if code is None else float(code == rule.code) for code in condition])
    counts = wide.counts.get(rule.question)
    if counts is not None:
        says = (np.nan_to_num(counts) > 0).astype(np.float64)
    else:
        answers = wide.choices[rule.question]
        says = np.array([float(answer not in (None, "no")) for answer in answers])
    return Sides(says, may, says > may)


def _findings(rule: Rule, records: list[Record], sides: Sides, form: Form) -> list[Problem]:
    """One finding for each record; `sides` holds the numbers of these records alone."""
    return [
        _finding(
            rule,
            record,
            _shown(rule, "left", left, record),
            _shown(rule, "right", right, record),
            form,
        )
        for record, left, right in zip(records, sides.left, sides.right, strict=True)
    ]


def _shown(rule: Rule, side: str, number: float, record: Record) -> str:
    if not isinstance(rule, OnlyIf):
        return str(int(number))
    answer = record.answers.get(rule.question if side == "left" else rule.on)
    return "" if answer is None else _spoken(rule, side, answer.value)


def _spoken(rule: OnlyIf, side: str, value: object) -> str:
    """A dependent answer as the village chose it: a number, or the label of its code."""
    codes = FORM.questions[rule.question if side == "left" else rule.on].field.codes
    return codes[str(value)].label.id if codes else str(value) if isinstance(value, int) else "…"


def _finding(rule: Rule, record: Record, left: str, right: str, form: Form) -> Problem:
    answers = [record.answers[q] for q in questions_of(rule) if q in record.answers]
    first = questions_of(rule)[0]
    return Problem(
        kind=rule.id,
        submission=record.submission,
        village_code=record.village_code,
        section=form.questions[first].section,
        question=first,
        sheet=answers[0].sheet,
        cell=answers[0].cell,
        values=(
            ("left", left),
            ("right", right),
            ("cells", ", ".join(f"{answer.sheet}!{answer.cell}" for answer in answers)),
        ),
        also=tuple((answer.sheet, answer.cell) for answer in answers[1:]),
    )


def silent(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """The rules that looked at nothing."""
    return tuple(outcome.rule for outcome in outcomes if not outcome.looked)
