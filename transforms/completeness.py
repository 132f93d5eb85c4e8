"""The rates of completeness of a month for every village, kecamatan and the kabupaten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schemas.completeness import COMPLETENESS, MEASURE, RATES
from schemas.form import FORM
from schemas.house_codes import VILLAGE
from schemas.problem import Problem, Scope, Severity, kind_of
from schemas.protection import is_protected
from schemas.rules import OnlyIf, rules_of
from schemas.rules.terms import MAY_BE_BLANK
from schemas.section import Form, Log, Question
from transforms.areas import areas_of
from transforms.merge import Month
from transforms.protect_findings import health_scope
from transforms.ratio import Numbers, percentage_down
from transforms.record import Record
from transforms.tidy import whole
from transforms.wide import held_back

Flags = NDArray[np.bool_]
Places = Mapping[str, int]
"""The position of each village, or of each question, by its code."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """What became of each answer: villages x expected questions.

    `given` is written in the report that counts, whether or not it can be read; `passed` is
    given in a section that is not held back; `asked` is asked back.
    """

    expected: Flags
    given: Flags
    passed: Flags
    asked: Flags


def expected_questions(form: Form = FORM) -> tuple[Question, ...]:
    """The questions that a report is expected to answer, unless another answer rules them out.

    These are the ones whose answers have a status in a published table: no identity, no printed
    totals, no free text. Left out are lines of logs, which may be none, and what may be blank.
    """
    return tuple(
        question
        for question in form.questions.values()
        if question.table is not None
        and question.field.public
        and question.id not in MAY_BE_BLANK
        and not isinstance(form.blocks[question.block], Log)
    )


def completeness_rows(month: Month, villages: tuple[str, ...], form: Form = FORM) -> pd.DataFrame:
    """The rows of table `completeness`: villages, then kecamatan, then the kabupaten.

    `month` has the problems that still hold. Of areas the sums are divided, never rates
    averaged. A denominator of zero gives no value: status M where a report without an answer
    came, else O.
    """
    tops, bottoms = _counts(month, villages, standing(month, villages, form))
    areas = areas_of(villages)
    top, bottom = (np.concatenate([n, areas.members @ n]) for n in (tops, bottoms))
    expected = np.concatenate([np.ones(len(villages)), areas.expected])
    levels = np.array([VILLAGE] * len(villages) + list(areas.levels), dtype=object)
    codes = np.array([*villages, *areas.codes], dtype=object)
    columns = {
        "area_level": _strings(levels.repeat(len(RATES))),
        "area_code": _strings(codes.repeat(len(RATES))),
        "period": _strings(np.full(top.size, month.period, dtype=object)),
        "measure": _strings(np.tile(np.array(MEASURE.values, dtype=object), len(codes))),
        "value": percentage_down(top, bottom).ravel(),
        "value_status": _strings(_statuses(top, bottom).ravel()),
        "numerator": whole(top.ravel()),
        "denominator": whole(bottom.ravel()),
        "villages_reported": whole(_of(top, "reported").repeat(len(RATES))),
        "villages_expected": whole(expected.repeat(len(RATES))),
    }
    return pd.DataFrame(columns)[list(COMPLETENESS.names)]


def _counts(month: Month, villages: tuple[str, ...], answers: Standing) -> tuple[Numbers, Numbers]:
    """Numerators and denominators: villages x rates, in the order of the rates."""
    current, late = month.current, month.late
    reported = np.array([code in current for code in villages])
    on_time = reported & np.array([code not in late for code in villages])
    one = np.ones(len(villages))
    given, passed = answers.given.sum(axis=1), answers.passed.sum(axis=1)
    counted = {
        "reported": (reported, one),
        "on_time": (on_time, one),
        "filled": (given, answers.expected.sum(axis=1)),
        "passed": (passed, given),
        "plausible": ((answers.passed & ~answers.asked).sum(axis=1), passed),
    }
    tops, bottoms = zip(*(counted[rate.id] for rate in RATES), strict=True)
    return np.stack(tops, axis=1).astype(np.float64), np.stack(bottoms, axis=1).astype(np.float64)


def _statuses(top: Numbers, bottom: Numbers) -> NDArray[np.object_]:
    is_blank = (_of(top, "reported") > 0) & (_of(top, "filled") == 0)
    empty = np.where(is_blank, "M", "O").astype(object)
    return np.where(bottom > 0, "A", empty[:, np.newaxis])


def _of(counts: Numbers, rate: str) -> Numbers:
    column: Numbers = counts[:, MEASURE.values.index(rate)]
    return column


def standing(month: Month, villages: tuple[str, ...], form: Form = FORM) -> Standing:
    """What became of every expected answer of the reports that count.

    Of a village without one all answers are expected. What the form of a report does not ask,
    because it is an older one, is not given.
    """
    asked = expected_questions(form)
    places = {code: at for at, code in enumerate(villages)}
    columns = {question.id: at for at, question in enumerate(asked)}
    shape = (len(villages), len(asked))
    expected, given = np.ones(shape, dtype=bool), np.zeros(shape, dtype=bool)
    withheld, unread = held_back(month.problems, form), _unread(month.problems)
    held = np.zeros(shape, dtype=bool)
    dependent = [
        rule for rule in rules_of(form) if isinstance(rule, OnlyIf) and rule.question in columns
    ]
    for code, submission in month.current.items():
        record, at = submission.record, places[code]
        given[at] = [_is_given(record, question.id, unread) for question in asked]
        for rule in dependent:
            if not given[at, columns[rule.question]] and _excludes(rule, record):
                expected[at, columns[rule.question]] = False
        held[at] = [(record.submission, question.section) in withheld for question in asked]
    back = _asked_back(month.problems, places, columns, form)
    return Standing(expected, given, given & ~held, back)


def _unread(problems: Iterable[Problem]) -> set[tuple[str, str]]:
    """The answers, by submission and question, that are there and cannot be read."""
    return {
        (problem.submission, problem.question)
        for problem in problems
        if problem.severity is Severity.BLOCKING and kind_of(problem.kind).scope is Scope.CELL
    }


def _is_given(record: Record, question: str, unread: set[tuple[str, str]]) -> bool:
    answer = record.answers.get(question)
    return answer is not None and (
        answer.value is not None or (record.submission, question) in unread
    )


def _excludes(rule: OnlyIf, record: Record) -> bool:
    """Whether the answer that another depends on rules it out."""
    condition = record.answers.get(rule.on)
    return condition is not None and condition.value not in (None, rule.code)


def _asked_back(problems: Iterable[Problem], places: Places, columns: Places, form: Form) -> Flags:
    """The answers that an open finding asks back.

    A rule alone can tell of a count on health, and how many answers it names can tell the rule.
    So a finding whose details are not published asks back all answers on health in its section,
    and what it names of others, which have status V in their tables.
    """
    back = np.zeros((len(places), len(columns)), dtype=bool)
    scope = health_scope(form)
    health: dict[str, list[int]] = {}
    for question, at in columns.items():
        if is_protected([question], form):
            health.setdefault(form.questions[question].section, []).append(at)
    on_health = {at for found in health.values() for at in found}
    for problem in problems:
        if problem.severity is not Severity.CONFIRM or problem.village_code not in places:
            continue
        named = {columns[q] for q in problem.questions or (problem.question,) if q in columns}
        asked = named - on_health
        if scope.has(problem.section, problem.kind, problem.question):
            asked |= {*health.get(problem.section, ())}
        back[places[problem.village_code], sorted(asked)] = True
    return back


def _strings(values: NDArray[np.object_]) -> pd.api.extensions.ExtensionArray:
    return pd.array(values, dtype="str")
