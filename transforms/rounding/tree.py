"""A month's counts of one tree, rounded: the cells of every level, and what is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack  # type: ignore[import-untyped]

from schemas.house_codes import VILLAGE
from schemas.protection import LEVELS, POLICY, Policy, Tree
from schemas.spoken import SpokenError
from transforms.rounding.exposure import safeguards
from transforms.rounding.leaves import Counts, Leaves, Reported, leaves_of
from transforms.rounding.memory import COUNTED, PUBLISHED, Memory, Wholes, after, allowed
from transforms.rounding.preference import draws
from transforms.rounding.program import Program, costs, keeping, solved

NARROWED = 1_000.0
"""The cost of a leaf that is left fewer candidates than the policy's width."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How counts are rounded: the confidential key of at least 16 bytes, and the policy.

    Another key is a break in the series.
    """

    key: bytes = field(repr=False)
    policy: Policy = POLICY


@dataclass(frozen=True, slots=True, eq=False)
class Rounded:
    """The published counts of a tree in a month.

    `cells` has an array for each level: areas x tree.categories(level), villages in the order
    given, kecamatan in that of the areas; a row of NaN where no village reported. `furthest` is
    the greatest distance from the true value at each level. `narrowed` counts the leaves that
    keep fewer candidates than the policy's width, because nothing else added up.
    """

    tree: Tree
    cells: Mapping[str, Counts]
    memory: Memory
    furthest: Mapping[str, int]
    narrowed: int


def round_tree(
    tree: Tree, reported: Reported, scheme: Scheme, memory: Memory, earlier: Memory | None = None
) -> Rounded:
    """Round a month's counts of a tree.

    `memory` is that of the tree. `earlier` is the memory right after an earlier edition of this
    month, where one was published and later months since: an unchanged count keeps the value it
    had then. ValueError for counts that are none of a tree, SpokenError for a short key, another
    tree's memory, or counts that cannot be rounded.
    """
    if {memory.tree, (earlier or memory).tree} != {tree.name}:
        raise SpokenError(
            f"The rounding of {tree.name} was given the memory of {memory.tree}. "
            "Take the memory that was kept for this tree."
        )
    leaves, base = leaves_of(tree, reported), scheme.policy.base
    remembered = memory.of(leaves.ids)
    last = remembered if earlier is None else earlier.of(leaves.ids)
    up, narrowed = _directions(leaves, remembered, last, scheme)
    published = (leaves.counted // base + up) * base
    counted = {level: leaves.cells[level] @ leaves.counted for level in LEVELS}
    shown = {level: leaves.cells[level] @ published for level in LEVELS}
    return Rounded(
        tree=tree,
        cells=laid_out(reported, leaves, published),
        memory=memory.with_rows(leaves.ids, after(remembered, leaves.counted, published)),
        furthest={
            level: int(np.abs(shown[level] - counted[level]).max(initial=0)) for level in LEVELS
        },
        narrowed=narrowed,
    )


def _directions(
    leaves: Leaves, remembered: Wholes, last: Wholes, scheme: Scheme
) -> tuple[Wholes, int]:
    """Which leaves go up, and how many are narrower than the policy's width for it."""
    policy = scheme.policy
    program = _program(leaves, last, scheme)
    down, up = _open(leaves.counted, remembered, policy.width, policy.base)
    found = solved(replace(program, down=down, up=up))
    if found is not None:
        return found, 0
    fewer = _open(leaves.counted, remembered, policy.fewest, policy.base)
    avoided = program.cost_up + NARROWED * (down.astype(np.int64) - up)
    found = solved(replace(program, down=fewer[0], up=fewer[1], cost_up=avoided))
    if found is not None:
        return found, int(np.where(found == 1, ~up, ~down).sum())
    raise SpokenError(
        f"The counts of {leaves.tree} cannot be rounded so that all levels add up and no earlier "
        "release gives one away. Publish this table without this month, or without the detail "
        "of kecamatan."
    )


def _program(leaves: Leaves, last: Wholes, scheme: Scheme) -> Program:
    """The programme with both directions open."""
    base = scheme.policy.base
    floor, rest = np.divmod(leaves.counted, base)
    sums = vstack([_real_sums(leaves.cells[level]) for level in LEVELS], format="csr")
    floors, broken = np.divmod(sums @ leaves.counted, base)
    kept = np.where(last[:, PUBLISHED] > leaves.counted, -1, 1) * keeping(sums)
    wished = costs(draws(scheme.key, leaves.tree, leaves.ids), rest / base)
    both = np.ones(len(floor), dtype=bool)
    parts = [sums, leaves.merging.maximum(0), (-leaves.merging).maximum(0)]
    guards, reach = safeguards(vstack(parts, format="csr"), leaves.counted, base)
    return Program(
        name=leaves.tree,
        floor=floor,
        down=both,
        up=both,
        cost_up=np.where(last[:, COUNTED] == leaves.counted, kept, wished),
        sums=sums,
        floors=floors,
        broken=broken > 0,
        merging=leaves.merging,
        guards=guards,
        reach=reach,
    )


def _open(
    counted: Wholes, remembered: Wholes, width: int, base: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which leaves may go down and which up; a multiple of the base stays."""
    whole, floor = counted % base == 0, counted // base * base
    down = whole | allowed(remembered, counted, floor, width, base)
    up = ~whole & allowed(remembered, counted, floor + base, width, base)
    return down, up


def _real_sums(cells: csr_array) -> csr_array:
    """The cells that are sums of several leaves."""
    return cells[np.flatnonzero(np.diff(cells.indptr) > 1)]


def laid_out(reported: Reported, leaves: Leaves, published: Wholes) -> dict[str, Counts]:
    """The cells of each level from its leaves, a row of NaN for each area without report."""
    return {level: _level(reported, leaves, level, published) for level in LEVELS}


def _level(reported: Reported, leaves: Leaves, level: str, published: Wholes) -> Counts:
    areas = len(reported.villages) if level == VILLAGE else reported.areas.levels.count(level)
    grid = np.full((areas, leaves.widths[level]), np.nan)
    values = leaves.cells[level] @ published
    grid[leaves.rows[level]] = values.reshape(-1, leaves.widths[level])
    return grid
