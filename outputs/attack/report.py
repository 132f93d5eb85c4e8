"""What the attacks found, in numbers that may be published: no cell, no area, no value."""

from __future__ import annotations

from dataclasses import dataclass

LEFT = 2
"""A cell with fewer whole numbers left than this is pinned."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attack: cells tried, cells pinned (or wrong), fewest whole numbers left of any.

    `decides` is false of what is told and refuses nothing.
    """

    attack: str
    cells: int
    pinned: int
    narrowest: int | None = None
    decides: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """The attacks on a tree's `leaves`, of which `small` have a true count from 1 to base - 1."""

    tree: str
    small: int
    outcomes: tuple[Outcome, ...]
    leaves: int = 0

    @property
    def passed(self) -> bool:
        """Whether nothing was pinned or wrong, and something was attacked if there was any."""
        found = any(outcome.pinned for outcome in self.outcomes if outcome.decides)
        return not found and (self.small == 0 or self._attacked > 0) and self._looked > 0

    @property
    def says(self) -> str:
        """The result in a sentence."""
        if self._looked == 0:
            return f"{self.tree}: nothing was looked at, which is no pass"
        refused = [o for o in self.outcomes if o.decides and o.pinned]
        if refused:
            told = "; ".join(f"{o.attack}: {o.pinned} of {o.cells}" for o in refused)
            return f"{self.tree}: refused ({told})"
        if self.small == 0:
            return f"{self.tree}: there is no small count, so there was none to attack"
        if self._attacked == 0:
            return f"{self.tree}: none of {self.small} small counts was attacked: no pass"
        return f"{self.tree}: none of {self.small} small counts can be told"

    @property
    def _attacked(self) -> int:
        return sum(o.cells for o in self.outcomes if o.decides and o.narrowest is not None)

    @property
    def _looked(self) -> int:
        return sum(o.cells for o in self.outcomes if o.decides)


def outcome(attack: str, left: list[int], *, decides: bool = True) -> Outcome:
    """The outcome of an attack by the whole numbers it left of each cell."""
    pinned = sum(number < LEFT for number in left)
    return Outcome(attack, len(left), pinned, min(left, default=None), decides)
