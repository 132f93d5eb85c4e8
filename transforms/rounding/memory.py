"""What is remembered of each leaf, so that months and editions together give no count away.

Let t(m) be a leaf's true count at its publication m (a month or one of its editions), p(m) the
published one and e(m) = p(m) - t(m). The strongest reader knows every change t(m) - t(0)
exactly and looks for the one number he lacks. To him t(m) + s is possible, for one s for all m,
where no publication contradicts it. The public rule says two things:

    |p(m) - (t(m) + s)| <= base - 1    that is   max e - (base - 1) <= s <= min e + (base - 1)
    t(m) + s >= 0                      that is   s >= - min t

So what he can still believe follows from three numbers, max e, min e and min t:

    candidates = min e + (base - 1) - max(max e - (base - 1), - min t) + 1

It follows from what he knows as well, and not from which candidate is true; the choice below
therefore tells him nothing. Before t(m) is published, t(m) >= 0 alone may have narrowed it: let
N be the candidates then, as an interval of values around t = t(m), with k = base * (t // base).
Published as k the values k-base+1 .. k+base-1 remain, as k+base the values k+1 .. k+2*base-1.

- The interval begins above k: as k+base it loses nothing or keeps base values at least.
- It ends below k+base: as k likewise.
- It reaches from k or lower to k+base or higher: either keeps k+1 .. k+base-1.
- t is a multiple, which is published as it is: one side cut keeps base values at least.

So with width <= base - 1 there is always a direction that leaves min(N, width), and the rule
allows only such. By induction over all publications at least min(width, 1 + min t) candidates
remain: as soon as one person is counted in every month, the reader who knows all that came and
went is not certain how many more there are. (Where a count falls to nothing, min t = 0: there
is nobody whom he did not see go, and that may come out.) Where the kecamatan's merged leaves
and its villages cannot add up otherwise, single leaves may be left `fewest` = 2 instead of
width = 3; each is counted, and never is one left that is certain.
The guarantee is against readers who know the rule and the changes, not against one with the key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schemas.spoken import SpokenError
from transforms.rounding.preference import LeafId

Wholes = NDArray[np.int64]

COLUMNS = ("lowest_error", "highest_error", "smallest", "published", "counted")
"""Least and greatest published - true, least true; last published, last true."""

LOWEST, HIGHEST, SMALLEST, PUBLISHED, COUNTED = range(len(COLUMNS))
KEYS = ("tree", "area_code", "category")
UNSEEN = np.iinfo(np.int64).min
"""Stands in every column of a leaf that was never published."""


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What is remembered of a tree's leaves: a row of `numbers` (COLUMNS) for each of `leaves`.

    Confidential: it tells the true counts. That of a stock runs over all releases; that of a
    flow over the editions of one month. A new tree, or a flow's new month, begins `empty`.
    """

    tree: str
    leaves: tuple[LeafId, ...]
    numbers: Wholes

    @classmethod
    def empty(cls, tree: str) -> Memory:
        """The memory before anything is published."""
        return cls(tree, (), np.empty((0, len(COLUMNS)), dtype=np.int64))

    @classmethod
    def from_frame(cls, tree: str, frame: pd.DataFrame) -> Memory:
        """The memory of a tree in a frame of KEYS and COLUMNS; rows of other trees are left.

        SpokenError where a leaf is there twice.
        """
        own = frame[frame["tree"] == tree]
        leaves = tuple(zip(own["area_code"].tolist(), own["category"].tolist(), strict=True))
        if len(set(leaves)) < len(leaves):
            raise SpokenError(
                f"The memory of the rounding has a leaf of {tree} twice. "
                "Take the memory that was kept with the last release."
            )
        return cls(tree, leaves, own[list(COLUMNS)].to_numpy(dtype=np.int64))

    def frame(self) -> pd.DataFrame:
        """The memory as a frame of KEYS and COLUMNS, sorted by leaf."""
        areas = [area for area, _ in self.leaves]
        categories = [category for _, category in self.leaves]
        keys = pd.DataFrame({"tree": self.tree, "area_code": areas, "category": categories})
        frame = keys.assign(**{name: self.numbers[:, i] for i, name in enumerate(COLUMNS)})
        return frame.sort_values(list(KEYS)).reset_index(drop=True)

    def of(self, leaves: Sequence[LeafId]) -> Wholes:
        """The rows of these leaves; UNSEEN for a leaf that was never published."""
        place = {leaf: row for row, leaf in enumerate(self.leaves)}
        rows = np.array([place.get(leaf, -1) for leaf in leaves], dtype=np.int64)
        found = np.full((len(rows), len(COLUMNS)), UNSEEN, dtype=np.int64)
        found[rows >= 0] = self.numbers[rows[rows >= 0]]
        return found

    def with_rows(self, leaves: Sequence[LeafId], numbers: Wholes) -> Memory:
        """The memory with these rows in place of those of the same leaves."""
        new = set(leaves)
        kept = [row for row, leaf in enumerate(self.leaves) if leaf not in new]
        stayed = tuple(self.leaves[row] for row in kept)
        return Memory(self.tree, (*stayed, *leaves), np.vstack([self.numbers[kept], numbers]))


def after(remembered: Wholes, counted: Wholes, published: Wholes) -> Wholes:
    """The rows once these counts are published as these; all shapes begin with the leaves."""
    error = published - counted
    unseen = remembered[:, COUNTED] == UNSEEN
    lowest = np.where(unseen, error, np.minimum(remembered[:, LOWEST], error))
    highest = np.where(unseen, error, np.maximum(remembered[:, HIGHEST], error))
    smallest = np.where(unseen, counted, np.minimum(remembered[:, SMALLEST], counted))
    return np.stack([lowest, highest, smallest, published, counted], axis=1)


def candidates(rows: Wholes, base: int) -> Wholes:
    """How many counts one who knows every change can still believe in, by leaf."""
    most = rows[:, LOWEST] + base - 1
    least = np.maximum(rows[:, HIGHEST] - (base - 1), -rows[:, SMALLEST])
    return most - least + 1


def before(remembered: Wholes, counted: Wholes, base: int) -> Wholes:
    """The candidates when it is known what changed, but not yet how it is published."""
    unseen = remembered[:, COUNTED] == UNSEEN
    known = remembered.copy()
    known[:, SMALLEST] = np.minimum(known[:, SMALLEST], counted)
    known[unseen] = 0
    return np.where(unseen, 2 * base - 1, candidates(known, base))


def allowed(
    remembered: Wholes, counted: Wholes, published: Wholes, width: int, base: int
) -> NDArray[np.bool_]:
    """Whether publishing these leaves `width` candidates, or all that were left before."""
    left = candidates(after(remembered, counted, published), base)
    enough: NDArray[np.bool_] = left >= np.minimum(before(remembered, counted, base), width)
    return enough
