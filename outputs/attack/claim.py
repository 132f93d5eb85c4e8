"""What is known of how published cells were made: the rule that an attacker starts from."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isnan

from schemas.protection import BASE


@dataclass(frozen=True, slots=True)
class Claim:
    """Every published cell is a multiple of `base`; a leaf is within `reach` of the truth.

    `totals` is the greatest distance of a sum that the release states, None where it states
    none. With `nulls`, a cell of an area that reported may be hidden.
    """

    base: int = BASE
    reach: int = BASE - 1
    totals: int | None = None
    nulls: bool = False

    def of_leaf(self, published: float) -> tuple[float, float]:
        """The least and greatest value of a leaf published as this; null may be anything."""
        if isnan(published):
            return 0.0, inf
        return max(published - self.reach, 0.0), published + self.reach

    def of_sum(self, published: float) -> tuple[float, float]:
        """The least and greatest value of a sum published as this."""
        if isnan(published) or self.totals is None:
            return -inf, inf
        return published - self.totals, published + self.totals


ROUNDED = Claim()
"""Persistent controlled rounding: multiples of the base that add up."""
EXACT = Claim(base=1, reach=0, totals=0, nulls=True)
"""Suppression: what is published is exact, the rest is hidden."""
