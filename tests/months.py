"""Builders of records and settled months, from the declarations alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from schemas.decision import Decision
from schemas.field import Kind
from schemas.form import FORM
from schemas.problem import Problem
from schemas.register import villages
from schemas.section import Log, Question
from transforms.closing import Came
from transforms.examine import Examined, conclude, excluded, look
from transforms.history import History
from transforms.merge import Month, settle
from transforms.record import Answer, Line, Reading, Record, Value

PERIOD = "2026-10"
CODES = tuple(villages())
ON_TIME = datetime(2026, 11, 4, 3, tzinfo=UTC)
NO_HISTORY = History()


TOTALS = {
    "population.total.male": 160,
    "population.total.female": 160,
    "population.total.total": 320,
    "contraception.total.users": 16,
    "contraception.total.new_users": 0,
    "non_use.total": 8,
}


def consistent(question: Question) -> Value | None:
    """An answer to a question such that the answers together break no rule."""
    if question.field.kind is not Kind.COUNT:
        return "yes" if question.field.kind is Kind.CHOICE else None
    if question.is_total:
        return TOTALS[question.id]
    if question.block == "contraception":
        return 2 if question.measure == "users" else 0
    special = {"families.eligible_couples": 24, "families.families": 80}
    return special.get(question.id, 10 if question.block == "population" else 2)


def record(village: str, submission: str = "", **changes: Value | None) -> Record:
    """A record of consistent answers; `changes` name questions with `__` for the dot."""
    answers = {
        question.id: Answer(consistent(question), f"{question.section}", f"C{number}", "")
        for number, question in enumerate(FORM.questions.values(), start=1)
        if not isinstance(FORM.blocks[question.block], Log)
    }
    for routine in ("planning", "coordination", "outreach", "monitoring", "reporting"):
        answers[f"routines.{routine}.frequency"] = Answer("monthly", "routines", "D1", "")
    answers["facilities.rumah_dataku_class"] = Answer("simple", "organisation", "D2", "")
    for name, value in changes.items():
        question = name.replace("__", ".")
        answers[question] = replace(answers[question], value=value)
    return Record(
        submission=submission or village.replace(".", "").ljust(64, "0"),
        village_code=village,
        period=PERIOD,
        form_version=FORM.version,
        is_sample=False,
        filled_on=None,
        filled_by_role="cadre",
        sections=frozenset(section.name for section in FORM.sections),
        answers={k: v for k, v in answers.items() if not k.startswith("identity.")},
        lines={"activities": (activity(1),)},
        problems=(),
    )


def activity(number: int) -> Line:
    """One line of section K."""
    day = datetime(2026, 10, 13, tzinfo=UTC).date()
    values: dict[str, Value] = {
        "date": day,
        "title": "Penyuluhan",
        "activity_section": "education",
        "target": ("eligible_couples", "adolescents"),
        "partner": ("health",),
        "participants": 20,
    }
    return Line(number, {name: Answer(v, "activities", "A1", "") for name, v in values.items()})


def month(records: Sequence[Record], problems: Sequence[Problem] = ()) -> Month:
    """A settled month of these records, all received in time, with these problems."""
    readings = [
        Reading(r.submission, r, tuple(p for p in problems if p.submission == r.submission))
        for r in records
    ]
    return settle(PERIOD, readings, {r.submission: ON_TIME for r in records})


def examined(
    records: Sequence[Record],
    problems: Sequence[Problem] = (),
    decisions: Sequence[Decision] = (),
    history: History = NO_HISTORY,
) -> Examined:
    """These reports as a month examined; those of one village are versions in their order."""
    readings = [
        Reading(r.submission, r, tuple(p for p in problems if p.submission == r.submission))
        for r in records
    ]
    came = {r.submission: ON_TIME + timedelta(hours=n) for n, r in enumerate(records)}
    settled = settle(PERIOD, readings, came, excluded(PERIOD, decisions))
    return conclude(look(settled, decisions, history, CODES), decisions, Came(came, {}), CODES)
