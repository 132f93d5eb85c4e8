"""The promises of the rounding, over made-up counts of all kinds."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.protection import LEVELS, TREES, Policy, Tree
from schemas.spoken import SpokenError
from tests.attack.counts import AREAS, COUPLES, KEY, VILLAGES, Counts, later, made_up, month
from transforms.areas import areas_of
from transforms.rounding.leaves import Reported
from transforms.rounding.memory import Memory
from transforms.rounding.tree import Rounded, Scheme, round_tree

PLACES = [made_up(1, 1), made_up(1, 4), made_up(2, 2), made_up(3, 3)]


@st.composite
def months(draw: Any, tree: Tree) -> tuple[tuple[str, ...], Any, Counts]:
    """A place and its counts: mostly small, some villages silent."""
    codes, areas = draw(st.sampled_from(PLACES))
    numbers = st.one_of(st.integers(0, 6), st.integers(0, 40), st.just(0))
    rows = [
        draw(st.one_of(st.lists(numbers, min_size=n, max_size=n), st.just([None] * n)))
        for n in [len(tree.codes)] * len(codes)
    ]
    counts = np.array(rows, dtype=np.float64).reshape(len(codes), len(tree.codes))
    return codes, areas, counts


def rounded(tree: Tree, place: Any, memory: Memory | None = None, **options: Any) -> Rounded:
    earlier = options.pop("earlier", None)
    scheme = Scheme(options.pop("key", KEY), **options)
    return round_tree(tree, Reported(*place), scheme, memory or Memory.empty(tree.name), earlier)


def true_cells(tree: Tree, place: Any) -> dict[str, Counts]:
    """The exact cells, summed in another way than the program does."""
    _, areas, counts = place
    column = {code: counts[:, i] for i, code in enumerate(tree.codes)}
    parts: dict[str, tuple[str, ...]] = {code: (code,) for code in tree.codes}
    parts.update({node.code: node.parts for node in tree.nodes})
    parts.update(tree.groups)
    cells = {}
    for level in LEVELS:
        values = np.stack(
            [sum(column[p] for p in parts[code]) for code in tree.categories(level)], axis=1
        )
        if level != VILLAGE:
            rows = areas.members[[found == level for found in areas.levels]]
            there = rows @ ~np.isnan(values[:, :1]) > 0
            values = np.where(there, rows @ np.nan_to_num(values), np.nan)
        cells[level] = values
    return cells


def sums_of(tree: Tree, level: str, cells: Counts) -> dict[str, Counts]:
    return {code: cells[:, i] for i, code in enumerate(tree.categories(level))}


@pytest.mark.parametrize("name", ["couples", "new_users", "stunted"])
@settings(max_examples=15)
@given(data=st.data())
def test_what_is_published_keeps_the_rule(name: str, data: Any) -> None:
    tree = TREES[name]
    place = data.draw(months(tree))
    result, exact = rounded(tree, place), true_cells(tree, place)
    for level in LEVELS:
        shown, true = result.cells[level], exact[level]
        assert (np.isnan(shown) == np.isnan(true)).all()
        there = ~np.isnan(shown)
        assert (shown[there] % 5 == 0).all()
        assert (shown[there & (true == 0)] == 0).all()
        leaves = len(tree.groups) if level == VILLAGE else 0
        assert (np.abs(shown - true)[:, :leaves][there[:, :leaves]] <= 4).all()
        fixed = there[:, :leaves] & (true[:, :leaves] % 5 == 0)
        assert (shown[:, :leaves][fixed] == true[:, :leaves][fixed]).all()
        assert result.furthest[level] == np.nanmax(np.abs(shown - true)[there], initial=0)
    merged = [part for merge in tree.merges for part in merge.parts]
    for part in merged:
        column = tree.categories(DISTRICT).index(part)
        off = np.abs(result.cells[DISTRICT] - exact[DISTRICT])[:, column]
        assert (off[~np.isnan(off)] <= 4).all()
    assert_adds_up(tree, place, result)


def assert_adds_up(tree: Tree, place: Any, result: Rounded) -> None:
    _, areas, _ = place
    by_level = {level: sums_of(tree, level, result.cells[level]) for level in LEVELS}
    groups = dict(tree.groups)
    for level in LEVELS:
        for node in tree.nodes:
            inside = [
                c for c in tree.categories(level) if set(groups.get(c, (c,))) <= set(node.parts)
            ]
            own = [c for c in inside if c not in {n.code for n in tree.nodes}]
            total = sum(by_level[level][c] for c in own)
            np.testing.assert_array_equal(total, by_level[level][node.code])
    homes = areas.members[[found == DISTRICT for found in areas.levels]]
    for group, parts in tree.groups:
        within = homes @ np.nan_to_num(by_level[VILLAGE][group])
        detail = sum(np.nan_to_num(by_level[DISTRICT][part]) for part in parts)
        np.testing.assert_array_equal(within, detail)
    for code in tree.categories(REGENCY):
        whole = np.nan_to_num(by_level[REGENCY][code]).sum()
        assert whole == np.nan_to_num(by_level[DISTRICT][code]).sum()


@pytest.mark.parametrize("name", ["couples", "stunted"])
@settings(max_examples=15)
@given(data=st.data())
def test_an_unchanged_count_keeps_its_value(name: str, data: Any) -> None:
    tree = TREES[name]
    codes, areas, counts = data.draw(months(tree))
    first = rounded(tree, (codes, areas, counts))
    again = rounded(tree, (codes, areas, counts), first.memory)
    fewer = counts.copy()
    fewer[0] = np.nan
    without = rounded(tree, (codes, areas, fewer), again.memory)
    for level in LEVELS:
        np.testing.assert_array_equal(first.cells[level], again.cells[level])
    np.testing.assert_array_equal(first.cells[VILLAGE][1:], without.cells[VILLAGE][1:])


def test_most_unchanged_counts_keep_their_value_beside_changed_ones() -> None:
    draw = np.random.default_rng(3)
    counts = month(len(VILLAGES), draw)
    memory, kept, unchanged = Memory.empty("couples"), 0, 0
    before, shown = None, None
    for _ in range(6):
        result = rounded(COUPLES, (VILLAGES, AREAS, counts), memory)
        exact = true_cells(COUPLES, (VILLAGES, AREAS, counts))[VILLAGE][:, :10]
        if before is not None:
            same = exact == before
            unchanged += same.sum()
            kept += (result.cells[VILLAGE][:, :10] == shown)[same].sum()
        before, shown = exact, result.cells[VILLAGE][:, :10]
        counts, memory = later(counts, draw), result.memory
    assert unchanged > 4_000
    assert kept >= 0.999 * unchanged


def test_an_edition_of_an_older_month_keeps_what_that_month_had() -> None:
    draw = np.random.default_rng(4)
    place = made_up(2, 4)
    old = month(8, draw)
    first = rounded(COUPLES, (*place, old))
    newer = rounded(COUPLES, (*place, later(old, draw, 1.0)), first.memory)
    mended = old.copy()
    mended[0, 0] += 3
    again = rounded(COUPLES, (*place, mended), newer.memory, earlier=first.memory)
    np.testing.assert_array_equal(first.cells[VILLAGE][1:], again.cells[VILLAGE][1:])


def test_the_same_input_gives_the_same_cells_whatever_the_processors() -> None:
    several = sorted(os.sched_getaffinity(0))
    printed = []
    for processors in (several[:1], several):
        chosen = f"import os; os.sched_setaffinity(0, {processors}); "
        run = subprocess.run(
            [
                sys.executable,
                "-c",
                chosen + "from tests.transforms.rounded_months import show; show()",
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        printed.append(run.stdout)
    assert printed[0] == printed[1] != ""


@pytest.mark.parametrize("changed", ["order", "key"])
def test_the_draw_belongs_to_the_leaf_and_the_key(changed: str) -> None:
    codes, areas = made_up(2, 8)
    counts = month(16, np.random.default_rng(6))
    result = rounded(TREES["stunted"], (codes, areas, counts[:, :1]))
    if changed == "order":
        turned = codes[::-1]
        other = rounded(TREES["stunted"], (turned, areas_of(turned), counts[::-1, :1]))
        np.testing.assert_array_equal(result.cells[VILLAGE], other.cells[VILLAGE][::-1])
    else:
        other = rounded(TREES["stunted"], (codes, areas, counts[:, :1]), key=KEY[::-1])
        assert (result.cells[VILLAGE] != other.cells[VILLAGE]).any()


def test_a_larger_base_is_a_setting() -> None:
    place = (*made_up(2, 5), month(10, np.random.default_rng(7)))
    result = rounded(COUPLES, place, policy=Policy(base=10, width=5))
    assert (result.cells[VILLAGE] % 10 == 0).all()
    assert np.abs(result.cells[VILLAGE] - true_cells(COUPLES, place)[VILLAGE])[:, :10].max() <= 9


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (np.zeros((4, 3)), "villages x 12"),
        (np.full((4, 12), 0.5), "whole numbers"),
        (np.full((4, 12), -1.0), "zero or more"),
        (np.array([[np.nan] + [0.0] * 11] * 4), "all leaves of a tree or none"),
    ],
)
def test_counts_that_are_none_are_refused(broken: Counts, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        rounded(COUPLES, (*made_up(1, 4), broken))


def test_a_short_key_and_a_strange_memory_are_refused_in_words() -> None:
    place = (*made_up(1, 4), np.zeros((4, 12)))
    with pytest.raises(SpokenError, match="at least 16"):
        rounded(COUPLES, place, key=b"short")
    with pytest.raises(SpokenError, match="memory of stunted"):
        rounded(COUPLES, place, Memory.empty("stunted"))
