"""What the months before said: the usable answers of each earlier month, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.months import previous
from transforms.wide import Wide

REMEMBERED_MONTHS = 12
"""How many months back a rule may look."""


@dataclass(frozen=True, slots=True)
class History:
    """The months before one, oldest first; a month in which nothing was sent is left out.

    Every `Wide` has the same villages in the same order as the month they precede.
    """

    months: tuple[Wide, ...] = ()

    def of(self, period: str) -> Wide | None:
        """The month `period`, or None when it is not known."""
        return next((month for month in self.months if month.period == period), None)

    def last(self, period: str) -> Wide | None:
        """The month directly before `period`, or None when it is not known."""
        return self.of(previous(period))
