"""Wide months built by hand: nothing reported, then whatever a test sets."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schemas.codelists import AGE_GROUP, METHOD, REASON, SEX
from schemas.field import Kind
from schemas.form import FORM
from schemas.register import villages
from schemas.section import Log
from transforms.classification import classify
from transforms.indicators import indicator_rows
from transforms.tidy import form_frames
from transforms.wide import Wide

PERIOD = "2026-10"
REGISTER = tuple(villages())
FIRST = REGISTER[0]


def first_of(district: str, count: int) -> tuple[str, ...]:
    """The first villages of a kecamatan."""
    return tuple(code for code in REGISTER if code.startswith(district))[:count]


FOUR = (*first_of("18.04.04", 6), *first_of("18.04.05", 5), *first_of("18.04.06", 4), REGISTER[-1])
"""Sixteen villages of four kecamatan: six, five, four and one."""


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


def month_of(codes: tuple[str, ...] = FOUR, reporting: NDArray[np.bool_] | None = None) -> Wide:
    """Every count of the form answered by the villages that report, with numbers of its own."""
    there = np.ones(len(codes), dtype=bool) if reporting is None else reporting
    month = empty_month(codes)
    draw = np.random.default_rng(7)
    for answers in month.counts.values():
        answers[there] = draw.integers(1, 90, len(codes))[there]
    for question, chosen in month.choices.items():
        if FORM.questions[question].field.kind is Kind.CHOICE:
            codes_of = FORM.questions[question].field.codes
            assert codes_of is not None
            chosen[there] = codes_of.codes[0].code
    month.partners[there] = 3
    return month


def tidy(month: Wide) -> dict[str, pd.DataFrame]:
    """The frames of a month that are computed from its answers."""
    classes, scores = classify(month)
    return {
        **form_frames(month),
        "indicators": indicator_rows(month),
        "classification": classes,
        "classification_scores": scores,
    }
