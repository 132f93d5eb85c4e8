"""The attacker on tables whose answer is known.

The two tables are those with which sdcTable (R, version on CRAN) tests itself: its frequencies
by region and gender (tests/testthat/_snaps/jjformat.md and data-raw/microdata1.R), and
`problemdata` (R/test_problems.R).
"""

from __future__ import annotations

from itertools import combinations
from math import inf
from typing import Any

import numpy as np
import pytest

from outputs.attack.bounds import Solver, System

PROBLEM = np.array(
    [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]], dtype=float
)
"""Rows w x y z, columns a b c d."""

HIDDEN = ["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"]

PEOPLE = np.array([[18, 2], [14, 19], [12, 10], [11, 14]], dtype=float)
"""Regions A to D by male and female; A female is the cell to be protected."""


def table(inner: Any, hidden: set[tuple[int, int]]) -> tuple[Solver, dict[tuple[int, int], int]]:
    """A table with totals as last row and column; hidden cells are known to be zero or more."""
    full: Any = np.block(
        [
            [inner, inner.sum(axis=1, keepdims=True)],
            [inner.sum(axis=0, keepdims=True), inner.sum(keepdims=True)],
        ]
    )
    system = System()
    number = {
        place: system.cell(0, inf) if place in hidden else system.cell(full[place], full[place])
        for place in np.ndindex(full.shape)
    }
    rows, columns = full.shape
    for r in range(rows):
        line = {number[r, c]: 1.0 for c in range(columns - 1)}
        system.add(line | {number[r, columns - 1]: -1.0}, 0, 0)
    for c in range(columns):
        line = {number[r, c]: 1.0 for r in range(rows - 1)}
        system.add(line | {number[rows - 1, c]: -1.0}, 0, 0)
    return Solver(system), number


def test_a_table_that_looks_safe_gives_away_one_cell_exactly() -> None:
    places = {("wxyz".index(name[0]), "abcd".index(name[1])) for name in HIDDEN}
    lines = [*([r for r, _ in places].count(i) for i in range(4))]
    lines += [[c for _, c in places].count(i) for i in range(4)]
    assert min(lines) >= 2
    solver, number = table(PROBLEM, places)
    left = {place: solver.left(number[place]) for place in places}
    assert [place for place, number in left.items() if number == 1] == [(0, 1)]
    assert PROBLEM[0, 1] == 47
    with_more, number = table(PROBLEM, places | {(1, 1)})
    assert min(with_more.left(number[place]) for place in places) > 1


def test_the_cheapest_safe_suppression_costs_42() -> None:
    secret = (0, 1)
    others = [place for place in np.ndindex(5, 3) if place != secret]
    full: Any = np.block(
        [
            [PEOPLE, PEOPLE.sum(axis=1, keepdims=True)],
            [PEOPLE.sum(axis=0, keepdims=True), PEOPLE.sum(keepdims=True)],
        ]
    )
    choices = [more for size in range(4) for more in combinations(others, size)]
    cost = {more: full[secret] + sum(full[place] for place in more) for more in choices}
    for more in sorted(choices, key=lambda chosen: cost[chosen]):
        solver, number = table(PEOPLE, {secret, *more})
        if solver.left(number[secret]) > 1:
            break
    assert cost[more] == 42
    assert set(more) == {(0, 0), (2, 0), (2, 1)}


def test_a_cube_may_be_wider_for_halves_than_for_whole_numbers() -> None:
    """A sum of three in pairs: x+y, y+z and x+z odd leave only halves, which are no counts."""
    system = System()
    x, y, z = (system.cell(0, 1) for _ in range(3))
    for pair in ((x, y), (y, z), (x, z)):
        system.add(dict.fromkeys(pair, 1.0), 1, 1)
    assert Solver(system).left(x) == 0


@pytest.mark.parametrize(
    ("known", "left"),
    [({}, 4), ({1: 2.0}, 1), ({1: 9.0}, 0)],
    ids=["nothing", "the other cell", "what cannot be"],
)
def test_what_is_known_of_other_cells_narrows(known: dict[int, float], left: int) -> None:
    system = System()
    first, second = system.cell(0, 4), system.cell(0, 4)
    system.add({first: 1.0, second: 1.0}, 3, 3)
    solver = Solver(system)
    assert solver.left(first, known) == left
    assert solver.left(first) == 4


def test_a_cell_without_any_bound_is_not_pinned() -> None:
    system = System()
    cell = system.cell(0, inf)
    assert Solver(system).left(cell) > 1_000_000
