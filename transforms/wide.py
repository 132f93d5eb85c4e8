"""All reports of a month side by side: one array of 136 villages for each question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from schemas.field import Kind
from schemas.form import FORM
from schemas.problem import Problem, Severity
from schemas.section import Form, Log
from transforms.merge import Month
from transforms.record import Answer, Record, Value


@dataclass(frozen=True, slots=True)
class Wide:
    """The usable answers of one month; every array has one entry a village of the register.

    `villages` are the codes in the order of the register. `counts` holds for each
    COUNT question the numbers as float64, NaN where there is none; `choices` for each
    CHOICE question the codes, None where there is none. `partners` is the number of
    distinct partner offices of the month's activities, NaN where section K is not
    reported. `questioned` holds for a question the villages in which a rule asks back.
    """

    period: str
    villages: tuple[str, ...]
    counts: dict[str, NDArray[np.float64]]
    choices: dict[str, NDArray[np.object_]]
    partners: NDArray[np.float64]
    questioned: dict[str, NDArray[np.bool_]]


def held_back(problems: Iterable[Problem], form: Form = FORM) -> set[tuple[str, str]]:
    """The (submission, section) pairs in which a blocking problem was found.

    A rule that blocks holds back the sections of all answers it names.
    """
    return {
        (problem.submission, section)
        for problem in problems
        if problem.severity is Severity.BLOCKING
        for section in sections_of(problem, form)
    }


def sections_of(problem: Problem, form: Form = FORM) -> frozenset[str]:
    """The sections a problem is about."""
    asked = (form.questions[q].section for q in problem.questions if q in form.questions)
    return frozenset({problem.section, *asked} - {""})


def spread(month: Month, villages: tuple[str, ...], form: Form = FORM) -> Wide:
    """Lay the usable answers of a month side by side, sections held back left out."""
    return _spread(month, villages, form, held_back(month.problems, form))


def readable(month: Month, villages: tuple[str, ...], form: Form = FORM) -> Wide:
    """Lay all answers of a month that could be read side by side, for the rules to look at.

    An answer that cannot be read holds its section back, but says nothing of the others.
    """
    return _spread(month, villages, form, set())


def _spread(
    month: Month, villages: tuple[str, ...], form: Form, withheld: set[tuple[str, str]]
) -> Wide:
    current = month.current
    records = [current[code].record if code in current else None for code in villages]
    usable = {
        section.name: [
            record.answers
            if record is not None and (record.submission, section.name) not in withheld
            else {}
            for record in records
        ]
        for section in form.sections
    }
    counts: dict[str, NDArray[np.float64]] = {}
    choices: dict[str, NDArray[np.object_]] = {}
    for question in form.questions.values():
        if isinstance(form.blocks[question.block], Log):
            continue
        values = [_value(answers, question.id) for answers in usable[question.section]]
        if question.field.kind is Kind.COUNT:
            counts[question.id] = np.array(values, dtype=np.float64)
        elif question.field.kind in (Kind.CHOICE, Kind.FREE_TEXT):
            choices[question.id] = np.array(values, dtype=object)
    return Wide(
        period=month.period,
        villages=villages,
        counts=counts,
        choices=choices,
        partners=_partners(records, withheld, form),
        questioned={},
    )


def _value(answers: dict[str, Answer], question: str) -> Value | None:
    answer = answers.get(question)
    return None if answer is None else answer.value


def _partners(
    records: list[Record | None], withheld: set[tuple[str, str]], form: Form
) -> NDArray[np.float64]:
    """Distinct partner offices of each village's activities; NaN where none are reported."""
    if "activities" not in form.blocks:
        return np.full(len(records), np.nan)
    return np.array([_partner_count(record, withheld) for record in records], dtype=np.float64)


def _partner_count(record: Record | None, withheld: set[tuple[str, str]]) -> float:
    if record is None or (record.submission, "activities") in withheld:
        return np.nan
    answers = [line.answers.get("partner") for line in record.lines.get("activities", ())]
    named = [answer.value for answer in answers if answer and isinstance(answer.value, tuple)]
    return float(len({code for codes in named for code in codes})) if named else np.nan


def told(wide: Wide, question: str, place: int, form: Form = FORM) -> str:
    """What the village at `place` answered, as a person reads it; empty where it is not known."""
    if question in wide.counts:
        number = wide.counts[question][place]
        return "" if np.isnan(number) else str(int(number))
    asked = form.questions.get(question)
    codes = None if asked is None else asked.field.codes
    code = wide.choices[question][place] if question in wide.choices else None
    return "" if codes is None or code is None else codes[code].label.id


def mark_questioned(wide: Wide, problems: Iterable[Problem]) -> Wide:
    """The month with the answers marked that an open finding asks back."""
    places = {code: at for at, code in enumerate(wide.villages)}
    questioned: dict[str, NDArray[np.bool_]] = {}
    for problem in problems:
        if problem.severity is not Severity.CONFIRM or problem.village_code not in places:
            continue
        for question in problem.questions or (problem.question,):
            if question in wide.counts or question in wide.choices:
                asked = questioned.setdefault(question, np.zeros(len(places), dtype=np.bool_))
                asked[places[problem.village_code]] = True
    return replace(wide, questioned=questioned)
