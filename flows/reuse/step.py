"""The steps of a month by name, in the order in which they come."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """A step whose result is kept, and reused while nothing it follows from has changed."""

    COLLECT = "collect"
    READ = "read"
    CHECK = "check"
    TIDY = "tidy"
    INDICATORS = "indicators"
    PROTECT = "protect"
    STAGE = "stage"
    GATE = "gate"
    PUBLISH = "publish"
    LETTERS = "letters"


def steps_from(first: Step) -> frozenset[Step]:
    """A step and every step after it."""
    steps = list(Step)
    return frozenset(steps[steps.index(first) :])
