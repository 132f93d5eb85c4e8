"""A kabupaten's hidden counts as a system: what is published of them, and what else is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

import numpy as np

from outputs.attack.bounds import Solver, System
from outputs.attack.claim import Claim
from outputs.attack.seen import Grid, Grids, Ground, Seen, cells_of
from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.protection import Tree

Cell = tuple[str, int, int]
"""Level, area and column of a leaf: a village's category, or a merged one of a kecamatan."""

Sum = tuple[tuple[Cell, ...], str, int, int]
"""The leaves of a sum, and the level, area and column of its cell; column -1 for a sum of
leaves that is no cell of its own."""


@dataclass(slots=True)
class Puzzle:
    """The leaves and sums of some kecamatan of a month, with the truth beside them."""

    tree: Tree
    shown: Seen
    true: Grids
    leaves: list[Cell] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    merged: list[tuple[tuple[Cell, ...], tuple[Cell, ...]]] = field(default_factory=list)

    def value(self, cell: Cell) -> float:
        """The true count of a leaf."""
        level, area, column = cell
        return float(self.true[level][area, column])

    def total(self, cells: Iterable[Cell]) -> float:
        """The true sum of leaves."""
        return sum(self.value(cell) for cell in cells)

    def neighbours(self, cell: Cell) -> list[Cell]:
        """The other leaves that stand in a sum of three or more of one area or one category.

        Of a sum of two that is known, either gives the other away whatever is published.
        """
        near: dict[Cell, None] = {}
        for cells, *_ in self.sums:
            if cell in cells and len(cells) > 2:
                near |= dict.fromkeys(other for other in cells if _akin(cell, other))
        near.pop(cell, None)
        return list(near)

    def solver(self, claim: Claim | None, *, totals: bool) -> tuple[Solver, dict[Cell, int]]:
        """The system: published cells by a claim (None: unread), exact totals where `totals`."""
        system = System()
        number: dict[Cell, int] = {}
        for level, area, column in self.leaves:
            shown = self.shown.cells[level][area, column]
            bounds = (0.0, inf) if claim is None else claim.of_leaf(float(shown))
            number[level, area, column] = system.cell(*bounds)
        for cells, level, area, column in self.sums:
            row = {number[cell]: 1.0 for cell in cells}
            if totals:
                system.add(row, self.total(cells), self.total(cells))
            elif claim is not None and column >= 0:
                system.add(row, *claim.of_sum(float(self.shown.cells[level][area, column])))
        for villages, details in self.merged:
            row = {number[c]: 1.0 for c in villages} | {number[c]: -1.0 for c in details}
            system.add(row, 0.0, 0.0)
        return Solver(system), number


def _akin(cell: Cell, other: Cell) -> bool:
    """Whether two leaves are of one area, or of one category."""
    return cell[0] == other[0] and (cell[1] == other[1] or cell[2] == other[2])


def puzzle(
    tree: Tree, ground: Ground, shown: Seen, true: Grids, districts: Iterable[int]
) -> Puzzle:
    """The leaves of the villages that reported in these kecamatan, and all sums of them.

    The kabupaten's sums are there where all of its kecamatan are.
    """
    made = Puzzle(tree, shown, true)
    chosen = list(districts)
    parts = dict(cells_of(tree, DISTRICT))
    everything: dict[str, list[Cell]] = {code: [] for code in parts}
    for district in chosen:
        villages = np.flatnonzero((ground.homes == district) & _there(true[VILLAGE])).tolist()
        if villages:
            own = _district(made, district, villages)
            for code, cells in own.items():
                everything[code] += cells
    if len(chosen) == len(ground.districts):
        for column, code in enumerate(tree.categories(REGENCY)):
            _add_sum(made, everything[code], (REGENCY, 0, column))
    return made


def _there(cells: Grid) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.asarray(~np.isnan(cells).all(axis=1), dtype=bool)


def _district(made: Puzzle, district: int, villages: list[int]) -> dict[str, list[Cell]]:
    """Add a kecamatan: its villages, its merged leaves, its sums; the leaves of each sum."""
    tree = made.tree
    groups, names = dict(tree.groups), tree.categories(DISTRICT)
    by_group: dict[str, list[Cell]] = {
        code: [(VILLAGE, village, column) for village in villages]
        for column, code in enumerate(groups)
    }
    for cells in by_group.values():
        made.leaves += cells
    for column, (_, parts) in list(enumerate(cells_of(tree, VILLAGE)))[len(groups) :]:
        inside = [place for place, group in enumerate(groups.values()) if set(group) <= set(parts)]
        for village in villages:
            _add_sum(made, [(VILLAGE, village, p) for p in inside], (VILLAGE, village, column))
    detail = {
        part: (DISTRICT, district, names.index(part)) for m in tree.merges for part in m.parts
    }
    made.leaves += detail.values()
    for merge in tree.merges:
        villages_of = by_group[merge.code.code]
        made.merged.append((tuple(villages_of), tuple(detail[part] for part in merge.parts)))
        _add_sum(made, villages_of, (DISTRICT, district, -1))
    found: dict[str, list[Cell]] = {}
    for column, (code, parts) in enumerate(cells_of(tree, DISTRICT)):
        if code in detail:
            found[code] = [detail[code]]
            continue
        found[code] = [
            c for g, cells in by_group.items() if set(groups[g]) <= set(parts) for c in cells
        ]
        _add_sum(made, found[code], (DISTRICT, district, column))
    return found


def _add_sum(made: Puzzle, cells: list[Cell], of: Cell) -> None:
    if len(cells) > 1:
        made.sums.append((tuple(cells), *of))
