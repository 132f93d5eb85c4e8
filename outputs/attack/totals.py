"""The linear programmes: each small leaf by published cells, by exact totals, by a neighbour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from outputs.attack.bounds import Solver
from outputs.attack.claim import Claim
from outputs.attack.report import LEFT, Outcome, outcome
from outputs.attack.seen import Grids, Ground, Seen
from outputs.attack.system import Cell, Puzzle, puzzle
from schemas.privacy_tables import CELLS, NEIGHBOUR, TOTALS
from schemas.protection import BASE, Tree


def total_outcomes(
    tree: Tree, ground: Ground, shown: Seen, true: Grids, claim: Claim
) -> list[Outcome]:
    """What is left of each small leaf to one who has the release, and to those who know more.

    A leaf that what he knows besides gives away without the release is left out: no protection
    could hide it from him.
    """
    everywhere = range(len(ground.districts))
    parts = [puzzle(tree, ground, shown, true, [district]) for district in everywhere]
    published: list[int] = []
    for part in parts if claim.totals is None else [puzzle(tree, ground, shown, true, everywhere)]:
        solver, number = part.solver(claim, totals=False)
        published += [solver.left(number[cell]) for cell in small_leaves(part)]
    with_totals: list[int] = []
    with_one: list[int] = []
    for part in parts:
        solver, number = part.solver(claim, totals=True)
        alone, _ = part.solver(None, totals=True)
        for cell in small_leaves(part):
            with_totals += _left(solver, alone, number[cell], [{}])
            known = [{number[n]: part.value(n)} for n in part.neighbours(cell)]
            with_one += _left(solver, alone, number[cell], known)
    return [
        outcome(CELLS, published),
        outcome(TOTALS, with_totals),
        outcome(NEIGHBOUR, with_one),
    ]


def small_leaves(part: Puzzle, base: int = BASE) -> list[Cell]:
    """The leaves whose true count is from 1 to base - 1."""
    return [cell for cell in part.leaves if 0 < part.value(cell) < base]


def _left(
    solver: Solver, alone: Solver, cell: int, knowing: Sequence[Mapping[int, float]]
) -> list[int]:
    """The fewest whole numbers left of a cell to any of these readers, as a list of one.

    Readers who can tell it without the release do not count; with none left it is empty.
    """
    left: list[int] = []
    for known in knowing:
        number = solver.left(cell, known)
        if number >= LEFT or alone.left(cell, known) >= LEFT:
            left.append(number)
    return [min(left)] if left else []
