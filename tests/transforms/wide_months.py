"""Wide months built by hand: nothing reported, then whatever a test sets."""

from __future__ import annotations

import numpy as np

from schemas.codelists import AGE_GROUP, METHOD, REASON, SEX
from schemas.field import Kind
from schemas.form import FORM
from schemas.register import villages
from schemas.section import Log
from transforms.wide import Wide

PERIOD = "2026-10"
REGISTER = tuple(villages())
FIRST = REGISTER[0]


def empty_month(codes: tuple[str, ...] = REGISTER) -> Wide:
    """A month in which no village has reported."""
    asked = [q for q in FORM.questions.values() if not isinstance(FORM.blocks[q.block], Log)]
    return Wide(
        period=PERIOD,
        villages=codes,
        counts={q.id: np.full(len(codes), np.nan) for q in asked if q.field.kind is Kind.COUNT},
        choices={
            q.id: np.full(len(codes), None, dtype=object)
            for q in asked
            if q.field.kind in (Kind.CHOICE, Kind.FREE_TEXT)
        },
        partners=np.full(len(codes), np.nan),
        questioned={},
    )


def report(month: Wide, village: str, answers: dict[str, float | str | None]) -> Wide:
    """The same month with these answers of one village written in."""
    position = month.villages.index(village)
    for question, answer in answers.items():
        if question == "partners":
            month.partners[position] = answer
        elif question in month.counts:
            month.counts[question][position] = np.nan if answer is None else answer
        else:
            month.choices[question][position] = answer
    return month


def people(each: int = 10) -> dict[str, float | str | None]:
    """As many people in every age group of both sexes."""
    return {
        f"population.{age}.{sex}": float(each) for age in AGE_GROUP.values for sex in SEX.values
    }


def planning(users: dict[str, int], reasons: dict[str, int]) -> dict[str, float | str | None]:
    """Users of each method and couples by reason, zero where not named."""
    return {
        **{
            f"contraception.{method}.users": float(users.get(method, 0)) for method in METHOD.values
        },
        **{f"non_use.{reason}": float(reasons.get(reason, 0)) for reason in REASON.values},
    }
