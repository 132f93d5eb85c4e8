"""What is true of every village in every month, answer by answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator

from flows.example.calibration import Figures, apportion, figures
from flows.example.organised import activities, groups, organisation, routines
from schemas.codelists import AGE_GROUP, EVENT, METHOD, REASON, ROLE, SEX
from schemas.form import FORM
from schemas.register import Village
from schemas.section import TOTAL, Log

Answer = int | str | date | tuple[str, ...] | None
Truth = dict[str, Answer]
"""Answers by question, or by question and line in a log (`activities.date#3`)."""

NOT_REPORTED = 0.02
FORGOTTEN = frozenset({"civil_registration", "regulations", "funding", "data_use"})
"""The blocks in which answers are truly not reported: where one is blank, no rule asks."""

REASON_SHARES = (0.12, 0.18, 0.33, 0.37)
USE = (0.62, 0.82)
"""Users among eligible couples of a village, 0.72 in the mean; an assumption."""


def following(period: str, day: int) -> date:
    """A day of the month after a period."""
    later = date.fromisoformat(f"{period}-28") + timedelta(days=5)
    return later.replace(day=day)


def truths(
    villages: Sequence[Village], periods: Sequence[str], seed: int
) -> dict[str, list[Truth]]:
    """The truth by period, village by village in the order given."""
    months = figures(len(villages), len(periods), np.random.default_rng([seed, 0]))
    return {
        period: [_village(v, period, month, row, seed) for row, v in enumerate(villages)]
        for period, month in zip(periods, months, strict=True)
    }


def canonical(value: Answer) -> str | None:
    """An answer as one text: digits, a code, an ISO date, codes joined by semicolons."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return ";".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _village(village: Village, period: str, month: Figures, row: int, seed: int) -> Truth:
    number = int(village.code.replace(".", ""))
    habit = np.random.default_rng([seed, 1, number])
    chance = np.random.default_rng([seed, 2, number, int(period.replace("-", ""))])
    said = _identity(village, period, habit, chance)
    said |= _population(month, row)
    said |= _families(month, row, habit)
    said |= _planning(said, month, row)
    said |= groups(said, habit, chance)
    said |= _services(said, month, row, habit, chance)
    said |= organisation(habit)
    said |= routines(habit)
    _forget(said, chance)
    answers = {q.id: said.get(q.id) for q in FORM.questions.values() if not _in_log(q.block)}
    return answers | activities(period, chance)


def _in_log(block: str) -> bool:
    return isinstance(FORM.blocks[block], Log)


def _identity(village: Village, period: str, habit: Generator, chance: Generator) -> Truth:
    year, month = period.split("-")
    return {
        "identity.village_code": village.code,
        "identity.village_name": village.name,
        "identity.district_name": village.district,
        "identity.month": int(month),
        "identity.year": int(year),
        "identity.filled_on": following(period, int(chance.integers(1, 4))),
        "identity.filled_by_role": str(habit.choice(ROLE.values)),
    }


def _population(month: Figures, row: int) -> Truth:
    people = month.people[row]
    said: Truth = {
        f"population.{age}.{sex}": int(people[s, a])
        for s, sex in enumerate(SEX.values)
        for a, age in enumerate(AGE_GROUP.values)
    }
    for s, sex in enumerate(SEX.values):
        said[f"population.{TOTAL}.{sex}"] = int(people[s].sum())
        for e, event in enumerate(EVENT.values):
            said[f"population_change.{event}.{sex}"] = int(month.events[row, e, s])
    said[f"population.{TOTAL}.{TOTAL}"] = int(people.sum())
    return said


def share(count: int, rng: Generator, low: float, high: float, limit: int | None = None) -> int:
    """A share of a count drawn between two bounds, at most `limit`."""
    found = round(count * rng.uniform(low, high))
    return found if limit is None else min(found, limit)


def _families(month: Figures, row: int, habit: Generator) -> Truth:
    ages = month.people[row].sum(axis=0)
    people = int(ages.sum())
    families = share(people, habit, 0.26, 0.3, people)
    young = share(int(ages[2:5].sum()), habit, 0.74, 0.82)
    users = int(month.users[row].sum())
    women = max(users, int(month.people[row, SEX.values.index("female"), 3:10].sum()))
    return {
        "families.families": families,
        "families.eligible_couples": min(women, round(users / habit.uniform(*USE))),
        "families.families_with_under_fives": share(int(ages[0]), habit, 0.75, 0.88, families),
        "families.families_with_adolescents": share(young, habit, 0.66, 0.76, families),
        "families.families_with_elderly": share(int(ages[12:].sum()), habit, 0.6, 0.75, families),
        "families.adolescents": young,
        "insurance.health_insured": share(people, habit, 0.7, 0.96, people),
    }


def _planning(said: Truth, month: Figures, row: int) -> Truth:
    found: Truth = {}
    for m, method in enumerate(METHOD.values):
        found[f"contraception.{method}.users"] = int(month.users[row, m])
        found[f"contraception.{method}.new_users"] = int(month.new_users[row, m])
    users = int(month.users[row].sum())
    found[f"contraception.{TOTAL}.users"] = users
    found[f"contraception.{TOTAL}.new_users"] = int(month.new_users[row].sum())
    couples = said["families.eligible_couples"]
    unused = couples - users if isinstance(couples, int) else 0
    reasons = apportion(unused, np.array(REASON_SHARES))
    for reason, count in zip(REASON.values, reasons, strict=True):
        found[f"non_use.{reason}"] = int(count)
    found[f"non_use.{TOTAL}"] = unused
    return found


def _services(said: Truth, month: Figures, row: int, habit: Generator, chance: Generator) -> Truth:
    ages = month.people[row].sum(axis=0)
    families = int(str(said["families.families"]))
    weighed = share(int(ages[0]), chance, 0.75, 0.97)
    found: Truth = {
        "child_nutrition.under_fives_weighed": weighed,
        "child_nutrition.stunted": share(weighed, habit, 0.05, 0.2),
        "child_nutrition.pregnant_women": max(
            share(int(ages[4:8].sum()), chance, 0.02, 0.04), int(str(said["non_use.pregnant"]))
        ),
        "child_nutrition.families_at_risk": share(families, habit, 0.1, 0.3),
        "dashat.dashat": "yes" if habit.random() < 0.6 else "no",
        "civil_registration.families_with_card": share(families, habit, 0.9, 1),
        "civil_registration.people_with_id": share(int(ages[3:].sum()), habit, 0.88, 0.99),
        "civil_registration.children_with_birth_certificate": share(
            int(ages[:3].sum()), habit, 0.85, 1
        ),
    }
    if found["dashat.dashat"] == "yes":
        found["dashat.dashat_sessions"] = int(chance.integers(0, 5))
        found["dashat.dashat_beneficiaries"] = share(families, chance, 0.01, 0.06)
    return found


def _forget(said: Truth, chance: Generator) -> None:
    for question in FORM.questions.values():
        is_free = question.block in FORGOTTEN or question.field.name in ("sessions", "attendance")
        if chance.random() < NOT_REPORTED and is_free:
            said[question.id] = None
