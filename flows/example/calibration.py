"""People, events and users of every village, exact on the district's published totals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas import outside_totals
from schemas.codelists import AGE_GROUP, EVENT, METHOD, SEX
from schemas.register import villages

Counts = NDArray[np.int64]
Shares = NDArray[np.float64]

PEOPLE = outside_totals.PEOPLE
USERS = dict.fromkeys(METHOD.values, 0) | outside_totals.USERS
"""Published totals of the kabupaten; a method that they do not name has no users."""

AGE_SHARES = (8.4, 8.6, 8.6, 8.5, 8.3, 7.9, 7.6, 7.3, 7.0, 6.4, 5.6, 4.8, 4.0, 3.0, 2.0, 2.0)
"""Percent of the people by age group; an assumption."""

SIZE_SPREAD = 0.4
"""The standard deviation of the logarithm of a village's size; an assumption."""

MONTHLY = {"births": 0.0013, "deaths": 0.0005, "arrivals": 0.0009, "departures": 0.001}
"""Events a person and month; an assumption."""

STARTED, STOPPED = 0.022, 0.02
"""Users of a method who began or ceased within a month; an assumption."""

MOVERS = np.array([0.6, 0.5, 0.5, 1.8, 2.5, 2.2, 1.5, 1, 0.7, 0.5, 0.4, 0.3, 0.3, 0.2, 0.2, 0.2])
DYING = np.array([1, 0.1, 0.1, 0.1, 0.2, 0.2, 0.2, 0.3, 0.5, 0.8, 1.2, 2, 3, 5, 8, 15])


@dataclass(frozen=True)
class Figures:
    """One month of all villages: people (village, sex, age), events (village, event, sex), users.

    `users` and `new_users` are by village and method.
    """

    people: Counts
    events: Counts
    users: Counts
    new_users: Counts


def apportion(total: int, weights: Shares) -> Counts:
    """Whole numbers in proportion to the weights that add up to `total` (largest remainder)."""
    if total == 0:
        return np.zeros(len(weights), dtype=np.int64)
    exact: Shares = weights * (total / weights.sum())
    counts: Counts = np.floor(exact).astype(np.int64)
    rest = total - int(counts.sum())
    counts[np.argsort(counts - exact, kind="stable")[:rest]] += 1
    return counts


def figures(number: int, months: int, rng: np.random.Generator) -> list[Figures]:
    """The months of `number` villages, oldest first; the last one meets the published totals."""
    scale = number / len(villages())
    people = _people(number, scale, rng)
    users = _users(people, scale, rng)
    found = []
    for _ in range(months):
        events, before = _step_back(people, rng)
        began = np.minimum(rng.poisson(users * STARTED), users)
        found.append(Figures(people, events, users, began))
        people, users = before, users - began + rng.poisson(users * STOPPED)
    return found[::-1]


def _people(number: int, scale: float, rng: np.random.Generator) -> Counts:
    sizes = rng.lognormal(0, SIZE_SPREAD, number)
    people = np.zeros((number, len(SEX.values), len(AGE_GROUP.values)), dtype=np.int64)
    for column, sex in enumerate(SEX.values):
        weights = sizes * rng.normal(1, 0.01, number)
        for row, count in enumerate(apportion(round(PEOPLE[sex] * scale), weights)):
            ages = np.array(AGE_SHARES) * rng.lognormal(0, 0.08, len(AGE_SHARES))
            people[row, column] = apportion(int(count), ages)
    return people


def _users(people: Counts, scale: float, rng: np.random.Generator) -> Counts:
    women = people[:, SEX.values.index("female"), 3:10].sum(axis=1)
    columns = [
        apportion(round(USERS[method] * scale), women * rng.lognormal(0, 0.15, len(women)))
        for method in METHOD.values
    ]
    return np.stack(columns, axis=1)


def _step_back(people: Counts, rng: np.random.Generator) -> tuple[Counts, Counts]:
    """The events of a month that ended with these people, and the people before it."""
    total = people.sum(axis=2)
    before = people.copy()
    births = np.minimum(rng.poisson(total * MONTHLY["births"]), people[:, :, 0])
    before[:, :, 0] -= births
    arrivals = np.minimum(rng.poisson(before * MOVERS * MONTHLY["arrivals"]), before)
    deaths = rng.poisson(people * DYING * MONTHLY["deaths"])
    departures = rng.poisson(people * MOVERS * MONTHLY["departures"])
    before += deaths + departures - arrivals
    by_event = {
        "births": births,
        "deaths": deaths.sum(axis=2),
        "arrivals": arrivals.sum(axis=2),
        "departures": departures.sum(axis=2),
    }
    return np.stack([by_event[event] for event in EVENT.values], axis=1), before
