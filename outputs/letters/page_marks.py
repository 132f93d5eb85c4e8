"""What stands on a page: words, rules and grey areas, in points from the lower left corner."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    thickness: float = 0.5


@dataclass(frozen=True, slots=True)
class Fill:
    """A grey area; `grey` goes from 0 (black) to 1 (white)."""

    x: float
    y: float
    width: float
    height: float
    grey: float


Mark = Words | Rule | Fill
