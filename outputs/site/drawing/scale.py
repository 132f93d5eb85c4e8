"""From numbers to places: round bounds, marks on an axis, labels that do not overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

THIN = "\u202f"
STEPS = (1, 2, 2.5, 5, 10)
FINEST = 1e-9
LONG = 1e9
"""From here on a number is written by its power of ten."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: `low` and `high` are numbers, `start` and `end` the places of both."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a number."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def bounds(values: Iterable[float | None], *, from_zero: bool = True) -> tuple[float, float, float]:
    """The round numbers below and above all values and the step between marks; never equal.

    Without values it is 0 to 1. From zero where told so, and where all values are the same.
    """
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if from_zero or _is_same(low, high):
        low, high = min(low, 0.0), max(high, 0.0)
    if _is_same(low, high):
        high = low + 1
    step = _step((high - low) / 4)
    return floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step, step


def _is_same(low: float, high: float) -> bool:
    """Whether two numbers differ by less than any axis shows."""
    return high - low <= FINEST * max(1.0, abs(low), abs(high))


def _step(least: float) -> float:
    """The smallest round number that is no less."""
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in STEPS if step * power >= least * (1 - 1e-9))


def marks(low: float, high: float, step: float) -> list[float]:
    """The numbers at which an axis is marked, from the lowest."""
    return [low + step * count for count in range(round((high - low) / step) + 1)]


def told(value: float) -> str:
    """A number as it is written in a picture: short, with narrow spaces between thousands."""
    written = f"{value:,.10g}" if abs(value) < LONG else f"{value:.3g}"
    return written.replace(",", THIN).replace("-", "−")


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The places moved apart, in their order, so that labels have this gap between them.

    All stay between low and high where there is room for them.
    """
    if not places:
        return []
    order = sorted(range(len(places)), key=lambda index: (places[index], index))
    gap = min(gap, (high - low) / max(1, len(places) - 1))
    moved = [0.0] * len(places)
    lowest = low
    for index in order:
        moved[index] = lowest = max(places[index], lowest)
        lowest += gap
    highest = high
    for index in reversed(order):
        moved[index] = highest = min(moved[index], highest)
        highest -= gap
    return moved


def some(number: int, room: int) -> list[int]:
    """Which of so many places in a row are labelled where there is room for some: the last is."""
    if number <= 0:
        return []
    every = max(1, -(-number // max(1, room)))
    return sorted(range(number - 1, -1, -every))
