"""Rules over all villages at once: equal tables, and the sum beside an outside total."""

from __future__ import annotations

import math

import numpy as np

from schemas.rules import OutsideTotal, Twins
from transforms.checks.ground import Ground, Hit, Verdict, plain, table, unread
from transforms.checks.over_time import different


def twins(rule: Twins, ground: Ground) -> Verdict:
    """No two villages send the same table; both are told, neither is named to the other."""
    numbers = table(ground.wide, rule.numbers)
    empty = unread(numbers)
    alike: dict[bytes, list[int]] = {}
    for place in np.flatnonzero(~empty):
        alike.setdefault(numbers[place].tobytes(), []).append(int(place))
    hits = tuple(
        Hit(place, rule.numbers, (("number", str(np.count_nonzero(~np.isnan(numbers[place])))),))
        for places in alike.values()
        if len(places) > 1 and different(numbers[places[0]]) >= rule.distinct
        for place in places
    )
    return Verdict({"no_answer": empty}, hits)


def outside(rule: OutsideTotal, ground: Ground) -> Verdict:
    """The sum over the villages is near the outside total; the one unit looked at is the area."""
    answers = ground.sum(rule.numbers)
    answered = np.count_nonzero(~np.isnan(answers))
    if 100 * answered < rule.coverage * ground.size or not answered:
        return Verdict({"low_coverage": np.ones(1, dtype=bool)})
    expected = rule.total * answered / ground.size
    slack = expected * rule.tolerance / 100 + 3 * math.sqrt(expected)
    least, most = math.floor(expected - slack), math.ceil(expected + slack)
    found = float(np.nansum(answers))
    if least <= found <= most:
        return Verdict({})
    said = {
        "left": plain(found),
        "right": str(rule.total),
        "least": str(max(least, 0)),
        "most": str(most),
        "number": str(answered),
    }
    return Verdict({}, (Hit(None, rule.numbers, tuple(said.items())),))
