"""The rules run over all reports of a month at once, with a count of what each looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import compress
from typing import Any

import numpy as np

from schemas.form import FORM
from schemas.problem import Problem
from schemas.rules import (
    AtMost,
    Balance,
    Distinct,
    Equal,
    Life,
    OnlyIf,
    OutsideTotal,
    Ratio,
    RowsDiffer,
    Rule,
    Twins,
    Unchanged,
    Unusual,
    rules_of,
)
from schemas.section import Form
from transforms.cell_ranges import in_ranges
from transforms.checks.across import outside, twins
from transforms.checks.ground import Flags, Ground, Hit, Verdict
from transforms.checks.over_time import balance, unchanged, unusual
from transforms.checks.within import compare, depend, repeat
from transforms.history import History
from transforms.merge import Month
from transforms.wide import Wide, told

Unseen = tuple[tuple[str, int], ...]

JUDGES: dict[type[Rule], Callable[[Any, Ground], Verdict]] = {
    Equal: compare,
    AtMost: compare,
    Ratio: compare,
    Distinct: compare,
    OnlyIf: depend,
    RowsDiffer: repeat,
    Balance: balance,
    Unchanged: unchanged,
    Unusual: unusual,
    Twins: twins,
    OutsideTotal: outside,
}
"""How each kind of rule is looked at."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule did with the villages of the register.

    `looked` villages were looked at: `found` of them, named in `failed`, were at fault,
    the others are named in `passed`. `unseen` counts those it could not look at by
    reason (a code of UNSEEN), so that looked + unseen are all villages. A rule about the
    whole area counts one unit and names no village.
    """

    rule: str
    life: Life
    questions: tuple[str, ...]
    looked: int
    found: int
    unseen: Unseen
    failed: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()


def run_rules(
    month: Month,
    wide: Wide,
    history: History = History(),  # noqa: B008 - a frozen value
    form: Form = FORM,
    rules: tuple[Rule, ...] | None = None,
) -> tuple[tuple[Problem, ...], tuple[Outcome, ...]]:
    """Look for broken rules; a shadow's findings are counted and not returned."""
    ground = Ground(wide, history, form)
    reported = np.array([code in month.current for code in wide.villages], dtype=bool)
    problems: list[Problem] = []
    outcomes: list[Outcome] = []
    for rule in rules_of(form) if rules is None else rules:
        verdict = JUDGES[type(rule)](rule, ground) if wide.period >= rule.since else None
        outcomes.append(_outcome(rule, verdict, reported, wide))
        if verdict is not None and rule.life is not Life.SHADOW:
            problems += [_problem(rule, hit, month, ground) for hit in verdict.hits]
    return tuple(problems), tuple(outcomes)


def _outcome(rule: Rule, verdict: Verdict | None, reported: Flags, wide: Wide) -> Outcome:
    if verdict is None:
        units = 1 if isinstance(rule, OutsideTotal) else len(wide.villages)
        return Outcome(rule.id, rule.life, rule.questions, 0, 0, (("not_in_force", units),))
    if isinstance(rule, OutsideTotal):
        unseen = tuple((reason, 1) for reason in verdict.unseen)
        found = len(verdict.hits)
        return Outcome(rule.id, rule.life, rule.questions, 1 - len(unseen), found, unseen)
    looked, unseen = _looked({"no_report": ~reported, **verdict.unseen})
    hit = {wide.villages[hit.place] for hit in verdict.hits if hit.place is not None}
    seen = list(compress(wide.villages, looked))
    return Outcome(
        rule.id,
        rule.life,
        rule.questions,
        len(seen),
        len(hit),
        unseen,
        tuple(code for code in seen if code in hit),
        tuple(code for code in seen if code not in hit) if hit else tuple(seen),
    )


def _looked(reasons: dict[str, Flags]) -> tuple[list[bool], Unseen]:
    """The villages left, and how many are out by reason, each under the first that holds."""
    counted: list[tuple[str, int]] = []
    out = np.zeros(len(next(iter(reasons.values()))), dtype=bool)
    for reason, flags in reasons.items():
        number = np.count_nonzero(flags & ~out)
        if number:
            counted.append((reason, int(number)))
            out |= flags
    return (~out).tolist(), tuple(counted)


def _problem(rule: Rule, hit: Hit, month: Month, ground: Ground) -> Problem:
    if hit.place is None:
        return Problem(
            kind=rule.id,
            submission="",
            section=ground.form.questions[hit.questions[0]].section,
            question=hit.questions[0],
            values=hit.values,
            questions=hit.questions,
        )
    record = month.current[ground.wide.villages[hit.place]].record
    named = tuple(question for question in hit.questions if question in record.answers)
    answers = [record.answers[question] for question in named]
    cells = in_ranges((answer.sheet, answer.cell) for answer in answers)
    return Problem(
        kind=rule.id,
        submission=record.submission,
        village_code=record.village_code,
        section=ground.form.questions[named[0]].section,
        question=named[0],
        sheet=answers[0].sheet,
        cell=answers[0].cell,
        values=(*hit.values, ("cells", cells)),
        also=tuple((answer.sheet, answer.cell) for answer in answers[1:]),
        questions=named,
        before=""
        if ground.before is None
        else told(ground.before, named[0], hit.place, ground.form),
    )


def silent(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """The rules that looked at nothing."""
    return tuple(outcome.rule for outcome in outcomes if not outcome.looked)
