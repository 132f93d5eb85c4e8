"""Rules beside earlier months: the balance of people, unchanged blocks, unusual numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from schemas.rules import Balance, Unchanged, Unusual
from schemas.rules.terms import label_of
from transforms.checks.ground import (
    Flags,
    Ground,
    Hit,
    Numbers,
    Verdict,
    plain,
    table,
    total,
    unread,
)
from transforms.counts_model import Forecast, forecast, plausible, tail


def balance(rule: Balance, ground: Ground) -> Verdict:
    """People of the month before plus gains minus losses are the people of this month.

    People of a month whose printed total contradicts them are no ground for asking.
    """
    people = ground.sum(rule.people)
    gains, losses = ground.sum(rule.gains), ground.sum(rule.losses)
    earlier = np.full(ground.size, np.nan)
    if ground.before is not None:
        printed = ground.before.counts[rule.total]
        counted = total(ground.before, rule.people)
        earlier = np.where(np.isnan(printed) | (printed == counted), counted, np.nan)
    expected = earlier + gains - losses
    hits = tuple(
        Hit(
            int(place),
            rule.questions,
            (
                ("left", plain(people[place])),
                ("right", plain(expected[place])),
                ("earlier", plain(earlier[place])),
                ("gains", plain(gains[place])),
                ("losses", plain(losses[place])),
            ),
        )
        for place in np.flatnonzero(np.abs(people - expected) > 0)
    )
    no_answer = np.isnan(people + gains + losses)
    return Verdict({"no_answer": no_answer, "no_earlier_month": np.isnan(earlier)}, hits)


def unchanged(rule: Unchanged, ground: Ground) -> Verdict:
    """A block of numbers differs somewhere from that of the month before."""
    now = table(ground.wide, rule.numbers)
    before = np.full_like(now, np.nan)
    if ground.before is not None:
        before = table(ground.before, rule.numbers)
    same = ((now == before) | (np.isnan(now) & np.isnan(before))).all(axis=1)
    telling = np.nansum(now, axis=1) >= rule.minimum
    hits = tuple(
        Hit(
            int(place),
            rule.numbers,
            (("number", str(np.count_nonzero(~np.isnan(now[place])))),),
        )
        for place in np.flatnonzero(same & telling)
        if different(now[place]) >= rule.distinct
    )
    return Verdict(
        {
            "no_answer": unread(now),
            "no_earlier_month": unread(before),
        },
        hits,
    )


def different(numbers: Numbers) -> int:
    """How many different numbers above zero there are."""
    return len(np.unique(numbers[numbers > 0]))


def unusual(rule: Unusual, ground: Ground) -> Verdict:
    """Each number is plausible beside the village's own earlier months."""
    now = table(ground.wide, rule.numbers).T
    earlier = np.array([table(month, rule.numbers).T for month in ground.history.months])
    if not len(earlier):
        earlier = np.full((1, *now.shape), np.nan)
    answered, months = ~np.isnan(now), (~np.isnan(earlier)).sum(axis=0)
    looked = answered & (months >= rule.months)
    unseen = {
        "no_answer": ~answered.any(axis=0),
        "no_earlier_month": ~(answered & (months > 0)).any(axis=0),
        "short_history": ~looked.any(axis=0),
    }
    if not looked.any():
        return Verdict(unseen)
    expected = forecast(earlier)
    found = looked & (tail(now, expected) < rule.tail)
    return Verdict(unseen, tuple(_far(rule, now, expected, found)))


def _far(rule: Unusual, now: Numbers, expected: Forecast, found: Flags) -> Iterator[Hit]:
    for row, place in np.argwhere(found):
        question = rule.numbers[row]
        label, one = label_of(question), expected.at(row, place)
        least, most = plausible(one, rule.tail)
        mean = f"{float(one.mean - 0.5 / one.months):.1f}"
        said = {
            "left": plain(now[row, place]),
            "number": plain(float(one.months)),
            "least": str(least),
            "most": str(most),
            "mean_id": mean.replace(".", ","),
            "mean_en": mean,
            "label_id": label.id,
            "label_en": label.en,
        }
        yield Hit(int(place), (question,), tuple(said.items()))
