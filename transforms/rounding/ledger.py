"""Everything that was ever published rounded, month by month: what the memory is made from.

The memory of a stock runs over all months and editions, that of a flow over the editions of
one month (schemas.protection.Course). The ledger keeps both: for each tree and month its
leaves with their memory over the editions of that month, and whether the last edition had
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schemas.protection import TREES, Course, Tree
from schemas.spoken import SpokenError
from transforms.rounding.leaves import Leaves
from transforms.rounding.memory import (
    COLUMNS,
    COUNTED,
    HIGHEST,
    KEYS,
    LOWEST,
    PUBLISHED,
    SMALLEST,
    Memory,
    Wholes,
    after,
)
from transforms.rounding.preference import LeafId

LEDGER_COLUMNS = ("tree", "period", *KEYS[1:], *COLUMNS, "shown")


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A tree's memory over the editions of one month; `shown` are those of the last edition."""

    memory: Memory
    shown: NDArray[np.bool_]

    def published(self, leaves: Leaves) -> Wholes | None:
        """The published values of these leaves where nothing of them changed, else None."""
        if int(self.shown.sum()) != len(leaves.ids):
            return None
        shown = {leaf for leaf, there in zip(self.memory.leaves, self.shown, strict=True) if there}
        if shown != set(leaves.ids):
            return None
        rows = self.memory.of(leaves.ids)
        if (rows[:, COUNTED] != leaves.counted).any():
            return None
        found: Wholes = rows[:, PUBLISHED]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """What is remembered of every tree and month that was published. Confidential."""

    months: Mapping[tuple[str, str], Kept] = field(default_factory=dict)

    def kept(self, tree: Tree, period: str) -> Kept | None:
        """What is remembered of a tree in a month; None where it was never published."""
        return self.months.get((tree.name, period))

    def memory(self, tree: Tree, period: str) -> Memory:
        """The memory that a month of a tree is rounded with."""
        if tree.course is Course.FLOW:
            kept = self.kept(tree, period)
            return kept.memory if kept else Memory.empty(tree.name)
        months = sorted(month for name, month in self.months if name == tree.name)
        found = Memory.empty(tree.name)
        for month in months:
            found = _together(found, self.months[tree.name, month].memory)
        return found

    def with_month(self, tree: Tree, period: str, leaves: Leaves, published: Wholes) -> Ledger:
        """The ledger once a month's leaves are published as these."""
        kept = self.kept(tree, period)
        before = kept.memory if kept else Memory.empty(tree.name)
        rows = after(before.of(leaves.ids), leaves.counted, published)
        memory = before.with_rows(leaves.ids, rows)
        own = set(leaves.ids)
        shown = np.array([leaf in own for leaf in memory.leaves], dtype=bool)
        return Ledger({**self.months, (tree.name, period): Kept(memory, shown)})

    def frame(self) -> pd.DataFrame:
        """The ledger as a frame of LEDGER_COLUMNS, sorted."""
        parts = list(self._frames())
        if not parts:
            return _empty()
        frame = pd.concat(parts, ignore_index=True)[list(LEDGER_COLUMNS)]
        return frame.sort_values(["tree", "period", *KEYS[1:]]).reset_index(drop=True)

    def _frames(self) -> Iterator[pd.DataFrame]:
        for (_, period), kept in self.months.items():
            if kept.memory.leaves:
                there = dict(zip(kept.memory.leaves, kept.shown.tolist(), strict=True))
                frame = kept.memory.frame()
                leaves: Iterator[LeafId] = zip(frame["area_code"], frame["category"], strict=True)
                yield frame.assign(period=period, shown=[there[leaf] for leaf in leaves])

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> Ledger:
        """The ledger in a frame of LEDGER_COLUMNS; SpokenError where it is none."""
        if list(frame.columns) != list(LEDGER_COLUMNS) or not frame["tree"].isin(TREES).all():
            raise SpokenError(
                "The memory of the rounding is of another shape. Take the memory that was kept "
                "with the last release, or the program that wrote it."
            )
        months: dict[tuple[str, str], Kept] = {}
        for (tree, period), rows in frame.groupby(["tree", "period"], sort=True):
            memory = Memory.from_frame(str(tree), rows)
            months[str(tree), str(period)] = Kept(memory, rows["shown"].to_numpy(dtype=bool))
        return cls(months)


def _together(first: Memory, then: Memory) -> Memory:
    """The memory over both; what was last published is that of the second."""
    rows, known = then.numbers, first.of(then.leaves)
    seen = set(first.leaves)
    had = np.array([leaf in seen for leaf in then.leaves], dtype=bool)
    joined = rows.copy()
    joined[had, LOWEST] = np.minimum(rows[had, LOWEST], known[had, LOWEST])
    joined[had, HIGHEST] = np.maximum(rows[had, HIGHEST], known[had, HIGHEST])
    joined[had, SMALLEST] = np.minimum(rows[had, SMALLEST], known[had, SMALLEST])
    return first.with_rows(then.leaves, joined)


def _empty() -> pd.DataFrame:
    numbers = dict.fromkeys(COLUMNS, pd.Series(dtype="int64"))
    texts = dict.fromkeys(("tree", "period", *KEYS[1:]), pd.Series(dtype="str"))
    return pd.DataFrame({**texts, **numbers, "shown": pd.Series(dtype="bool")})[
        list(LEDGER_COLUMNS)
    ]
