"""Rules within one report: sums, bounds, proportions, dependent answers, equal rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from schemas.form import FORM
from schemas.rules import AtMost, Comparison, Distinct, Equal, OnlyIf, Ratio, RowsDiffer
from transforms.checks.ground import Flags, Ground, Hit, Numbers, Verdict, plain, table


def compare(rule: Comparison, ground: Ground) -> Verdict:
    """Set two sums of answers beside each other."""
    left = ground.sum(rule.left, rule.optional)
    right = ground.sum(rule.right, rule.optional)
    broken = _broken(rule, left, right)
    hits = tuple(
        Hit(int(place), rule.questions, _numbers(rule, left[place], right[place]))
        for place in np.flatnonzero(broken)
    )
    return Verdict({"no_answer": np.isnan(left + right)}, hits)


def _broken(rule: Comparison, left: Numbers, right: Numbers) -> Flags:
    """Where the rule does not hold; a comparison with NaN is never true."""
    match rule:
        case Equal():
            return np.abs(left - right) > 0
        case AtMost():
            return left > right
        case Ratio():
            outside: Flags = (left < rule.low * right) | (left > rule.high * right)
            return outside & (right > 0)
        case Distinct():
            same: Flags = (left == right) & (left >= rule.minimum)
            return same
    raise TypeError(f"{rule.id} is no comparison that is known here")


def _numbers(rule: Comparison, left: float, right: float) -> tuple[tuple[str, str], ...]:
    said = [("left", plain(left)), ("right", plain(right))]
    if isinstance(rule, Ratio):
        said += [("least", plain(rule.low * right)), ("most", plain(rule.high * right))]
    return tuple(said)


def depend(rule: OnlyIf, ground: Ground) -> Verdict:
    """See that an answer stands only where the one it depends on allows it."""
    answered = ground.answered(rule.on)
    allowed = ground.wide.choices[rule.on] == rule.code
    broken = answered & ~allowed & _says_something(rule.question, ground)
    hits = tuple(
        Hit(
            int(place),
            rule.questions,
            (
                ("left", spoken(rule.question, ground, int(place))),
                ("right", spoken(rule.on, ground, int(place))),
            ),
        )
        for place in np.flatnonzero(broken)
    )
    return Verdict({"no_answer": ~answered}, hits)


def _says_something(question: str, ground: Ground) -> Flags:
    counts = ground.wide.counts.get(question)
    if counts is not None:
        return counts > 0
    said: Flags = ground.answered(question) & (ground.wide.choices[question] != "no")
    return said


def spoken(question: str, ground: Ground, place: int) -> str:
    """An answer as the village gave it: a number or the label of a code, never a free text."""
    counts = ground.wide.counts.get(question)
    if counts is not None:
        return plain(counts[place])
    codes = FORM.questions[question].field.codes
    return codes[ground.wide.choices[question][place]].label.id if codes else "…"


def repeat(rule: RowsDiffer, ground: Ground) -> Verdict:
    """Set each row beside the one above it."""
    rows = [table(ground.wide, row) for row in rule.rows]
    unread = np.ones(ground.size, dtype=bool)
    hits: list[Hit] = []
    for number, (above, row) in enumerate(pairwise(rows), start=1):
        unread &= np.isnan(above + row).any(axis=1)
        telling = (row >= rule.minimum).sum(axis=1) >= 2
        equal = (above == row).all(axis=1) & telling
        hits += _equal_rows(rule, number, row, equal)
    return Verdict({"no_answer": unread}, tuple(hits))


def _equal_rows(rule: RowsDiffer, number: int, row: Numbers, equal: Flags) -> Iterator[Hit]:
    first, second = rule.row_labels[number - 1], rule.row_labels[number]
    questions = (*rule.rows[number], *rule.rows[number - 1])
    for place in np.flatnonzero(equal):
        said = {
            "left": ", ".join(plain(value) for value in row[place]),
            "first_id": first.id,
            "first_en": first.en,
            "second_id": second.id,
            "second_en": second.en,
        }
        yield Hit(int(place), questions, tuple(said.items()))
