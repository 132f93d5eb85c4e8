"""What one who knows every change can still believe in, over long walks of counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.protection import POLICY, TREES, Policy
from schemas.spoken import SpokenError
from tests.attack.counts import COUPLES, KEY, Counts, later, made_up, month
from transforms.rounding.leaves import Reported
from transforms.rounding.memory import (
    COLUMNS,
    COUNTED,
    SMALLEST,
    UNSEEN,
    Memory,
    after,
    allowed,
    before,
    candidates,
)
from transforms.rounding.preference import draws
from transforms.rounding.tree import Scheme, round_tree

Wholes = Any


def believed(counted: list[int], published: list[int], base: int) -> list[int]:
    """The shifts of all counts that contradict nothing, by trying each."""
    return [
        shift
        for shift in range(-3 * base, 3 * base)
        if all(
            true + shift >= 0 and abs(shown - true - shift) < base
            for true, shown in zip(counted, published, strict=True)
        )
    ]


@given(
    walk=st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=12),
    base=st.sampled_from([3, 5, 10]),
)
def test_the_formula_counts_what_trying_each_value_finds(
    walk: list[tuple[int, bool]], base: int
) -> None:
    rows = np.full((1, len(COLUMNS)), UNSEEN)
    counted, published = [], []
    for true, up in walk:
        shown = true // base * base + (base if up and true % base else 0)
        counted.append(true)
        published.append(shown)
        rows = after(rows, np.array([true]), np.array([shown]))
        assert max(candidates(rows, base)[0], 0) == len(believed(counted, published, base))


@settings(max_examples=150)
@given(
    steps=st.lists(st.tuples(st.integers(-6, 6), st.booleans()), min_size=1, max_size=40),
    start=st.integers(0, 12),
    policy=st.sampled_from([Policy(), Policy(5, 4), Policy(5, 2), Policy(3, 2), Policy(10, 9)]),
)
def test_a_direction_is_always_open_and_keeps_the_width(
    steps: list[tuple[int, bool]], start: int, policy: Policy
) -> None:
    """An adversary chooses the changes and, where both are open, the direction."""
    rows, true = np.full((1, len(COLUMNS)), UNSEEN), np.array([start])
    base, width = policy.base, policy.width
    for step, wish in steps:
        true = np.maximum(true + step, 0)
        floor = true // base * base
        sides = [floor] if true % base == 0 else [floor, floor + base]
        open_sides = [s for s in sides if allowed(rows, true, s, width, base)[0]]
        assert open_sides
        possible = before(rows, true, base)[0]
        rows = after(rows, true, open_sides[-1 if wish else 0])
        left = candidates(rows, base)[0]
        assert left >= min(possible, width)
        assert left >= min(width, 1 + rows[0, SMALLEST])


def walk_of_months(counts: Counts, codes: Any, areas: Any, draw: Any, months: int) -> Any:
    """Rounds months with an edition after every third; yields memory and the number narrowed."""
    memory = Memory.empty("couples")
    for number in range(months):
        for _ in range(2 if number % 3 == 0 else 1):
            result = round_tree(COUPLES, Reported(codes, areas, counts), Scheme(KEY), memory)
            memory = result.memory
            yield memory, result.narrowed
            counts = later(counts, draw, 0.1)
        counts = later(counts, draw, 0.5)


@pytest.mark.parametrize("seed", [11])
def test_forty_months_with_editions_leave_the_width(seed: int) -> None:
    """With this one the counts of a kecamatan once or more add up in no other way."""
    draw = np.random.default_rng(seed)
    codes, areas = made_up(3, 6)
    narrowed = 0
    for memory, more in walk_of_months(month(18, draw), codes, areas, draw, 40):
        narrowed += more
        left = candidates(memory.numbers, POLICY.base)
        certain = 1 + memory.numbers[:, SMALLEST]
        assert (left >= np.minimum(POLICY.fewest, certain)).all()
        assert (left < np.minimum(POLICY.width, certain)).sum() <= narrowed
    assert narrowed <= 5


def test_memory_comes_back_from_its_frame() -> None:
    codes, areas = made_up(2, 3)
    reported = Reported(codes, areas, month(6, np.random.default_rng(1)))
    memory = round_tree(COUPLES, reported, Scheme(KEY), Memory.empty("couples")).memory
    other = Memory("stunted", (("x", "stunted"),), np.array([[0, 0, 5, 5, 5]]))
    frame = pd.concat([other.frame(), memory.frame()], ignore_index=True)
    back = Memory.from_frame("couples", frame)
    pd.testing.assert_frame_equal(back.frame(), memory.frame())
    assert (back.of(memory.leaves) == memory.numbers).all()
    assert (back.of([("nowhere", "iud")])[:, COUNTED] == UNSEEN).all()


def test_a_memory_with_a_leaf_twice_is_refused() -> None:
    twice = Memory("stunted", (("x", "stunted"),) * 2, np.zeros((2, 5), dtype=np.int64))
    with pytest.raises(SpokenError, match="twice"):
        Memory.from_frame("stunted", twice.frame())


def test_a_silent_village_is_remembered() -> None:
    codes, areas = made_up(1, 3)
    counts = np.array([[3.0], [8.0], [1.0]])
    tree, empty = TREES["stunted"], Memory.empty("stunted")
    first = round_tree(tree, Reported(codes, areas, counts), Scheme(KEY), empty)
    gone = counts.copy()
    gone[1] = np.nan
    second = round_tree(tree, Reported(codes, areas, gone), Scheme(KEY), first.memory)
    leaf = [(codes[1], "stunted")]
    assert (second.memory.of(leaf) == first.memory.of(leaf)).all()


def test_draws_are_even_and_fixed() -> None:
    """The first of two trees is the first 48 bits of the HMAC-SHA256 of its id."""
    leaves = [("18.04.04.2001", str(number)) for number in range(4_000)]
    found = draws(KEY, "couples", leaves)
    assert ((found >= 0) & (found < 1)).all()
    assert np.abs(np.histogram(found, bins=10, range=(0, 1))[0] - 400).max() < 80
    first = [draws(KEY, tree, leaves[:1])[0] for tree in ("couples", "stunted")]
    assert first == [0x422DB527D02D / 2**48, 0x54B97DE322D0 / 2**48]
