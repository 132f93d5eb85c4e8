"""What is remembered of every month that was published, and what an edition changes for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.house_codes import DISTRICT, VILLAGE
from schemas.protection import BASE, LEVELS, POLICY, TREES, Course
from schemas.rules.terms import MAY_BE_BLANK
from schemas.spoken import SpokenError
from tests.attack.counts import KEY
from tests.transforms.shown_months import (
    PLACES,
    QUESTIONS,
    Counts,
    counts_on_health,
    health_month,
    rounded,
)
from transforms.rounding.ledger import LEDGER_COLUMNS, Ledger
from transforms.rounding.memory import (
    COLUMNS,
    COUNTED,
    PUBLISHED,
    SMALLEST,
    UNSEEN,
    after,
    candidates,
)
from transforms.rounding.month import RoundedMonth

BEFORE, NOW, NEXT = "2026-09", "2026-10", "2026-11"
FLOWS = {name for name, tree in TREES.items() if tree.course is Course.FLOW}
PLACE = {question: number for number, question in enumerate(QUESTIONS)}


def counts(seed: int = 1) -> Counts:
    """A month in which every village reports everything."""
    draw = np.random.default_rng(seed)
    return draw.integers(0, 30, (len(PLACES), len(QUESTIONS))).astype(np.float64)


def with_answers(before: Counts, *answers: tuple[int, str, float]) -> Counts:
    """The same month where some villages answer otherwise."""
    other = before.copy()
    for village, question, count in answers:
        other[village, PLACE[question]] = count
    return other


def without(before: Counts, village: int) -> Counts:
    other = before.copy()
    other[village] = np.nan
    return other


def of_month(asked: Counts, ledger: Ledger | None = None, period: str = NOW) -> RoundedMonth:
    return rounded(health_month(asked, period=period), ledger)


def same_cells(one: RoundedMonth, other: RoundedMonth, tree: str) -> bool:
    mine, theirs = one.shown.cells[tree], other.shown.cells[tree]
    return all(np.array_equal(mine[level], theirs[level], equal_nan=True) for level in LEVELS)


def test_a_month_is_rounded_once() -> None:
    first = of_month(counts())
    again = of_month(counts(), first.ledger)
    assert (set(first.trees), again.trees) == (set(TREES), ())
    assert all(same_cells(first, again, tree) for tree in TREES)
    pd.testing.assert_frame_equal(again.ledger.frame(), first.ledger.frame())


def test_a_month_stays_beside_others_that_come_before_and_after() -> None:
    ledger, shown = Ledger(), {}
    for seed, period in ((1, NOW), (2, NEXT), (3, BEFORE)):
        shown[period] = of_month(counts(seed), ledger, period)
        ledger = shown[period].ledger
    for seed, period in ((1, NOW), (2, NEXT), (3, BEFORE)):
        again = of_month(counts(seed), ledger, period)
        assert again.trees == ()
        assert all(same_cells(shown[period], again, tree) for tree in TREES)


@pytest.mark.parametrize(
    ("question", "tree"),
    [
        ("child_nutrition.stunted", "stunted"),
        ("contraception.pill.new_users", "new_users"),
        ("non_use.pregnant", "couples"),
    ],
)
def test_an_edition_rounds_the_trees_anew_whose_counts_changed(question: str, tree: str) -> None:
    first = of_month(counts())
    old = counts()[0, PLACE[question]]
    second = of_month(with_answers(counts(), (0, question, old + 1)), first.ledger)
    assert second.trees == (tree,)
    assert all(same_cells(first, second, name) for name in TREES if name != tree)
    before, now = first.shown.cells[tree][VILLAGE], second.shown.cells[tree][VILLAGE]
    np.testing.assert_array_equal(before[1:], now[1:])


def test_the_memory_of_a_flow_is_of_one_month_and_that_of_a_stock_of_all() -> None:
    ledger = of_month(counts(2), of_month(counts(1), period=BEFORE).ledger, NOW).ledger
    edition = of_month(counts(3), ledger, NOW).ledger
    for name, tree in TREES.items():
        of_next, of_now = edition.memory(tree, NEXT), edition.memory(tree, NOW)
        assert (len(of_next.leaves) > 0) == (name not in FLOWS)
        category, parts = tree.groups[0]
        columns = [PLACE[leaf.question] for leaf in tree.leaves if leaf.code in parts]
        seen = [int(counts(seed)[0, columns].sum()) for seed in (1, 2, 3)]
        smallest = int(of_now.of([(PLACES[0], category)])[0, SMALLEST])
        assert smallest == min(seen[1:] if name in FLOWS else seen)


def test_a_village_that_drops_out_and_returns_has_the_values_it_had() -> None:
    first = of_month(counts())
    second = of_month(without(counts(), 2), first.ledger)
    third = of_month(counts(), second.ledger)
    for name in TREES:
        before, then, now = (m.shown.cells[name][VILLAGE] for m in (first, second, third))
        assert np.isnan(then[2]).all()
        np.testing.assert_array_equal(np.delete(then, 2, 0), np.delete(before, 2, 0))
        np.testing.assert_array_equal(now, before)
    kept = second.ledger.kept(TREES["stunted"], NOW)
    assert kept is not None
    assert [leaf for leaf, there in zip(kept.memory.leaves, kept.shown, strict=True) if not there]


def test_a_village_that_comes_late_moves_no_other_count() -> None:
    first = of_month(without(counts(), 2))
    second = of_month(counts(), first.ledger)
    assert set(second.trees) == set(TREES)
    for name in TREES:
        before, now = (m.shown.cells[name][VILLAGE] for m in (first, second))
        np.testing.assert_array_equal(np.delete(before, 2, 0), np.delete(now, 2, 0))


def test_one_village_in_place_of_another_is_another_edition() -> None:
    first = of_month(counts())
    fewer = of_month(without(counts(), 2), first.ledger)
    other = of_month(without(counts(), 1), fewer.ledger)
    assert set(other.trees) == set(TREES)
    kept = other.ledger.kept(TREES["stunted"], NOW)
    assert kept is not None
    shown = {leaf for leaf, there in zip(kept.memory.leaves, kept.shown, strict=True) if there}
    assert shown == {(code, "stunted") for place, code in enumerate(PLACES) if place != 1}


@pytest.mark.parametrize("question", ["child_nutrition.stunted", "non_use.pregnant"])
def test_an_edition_of_an_older_month_keeps_what_that_month_had(question: str) -> None:
    first = of_month(counts(1), period=BEFORE)
    newer = of_month(counts(2), first.ledger, NOW)
    moved = with_answers(counts(1), (0, question, counts(1)[0, PLACE[question]] + 1))
    edition = of_month(moved, newer.ledger, BEFORE)
    (name,) = edition.trees
    before, now = first.shown.cells[name][VILLAGE], edition.shown.cells[name][VILLAGE]
    np.testing.assert_array_equal(before[1:], now[1:])


@settings(max_examples=3)
@given(first=counts_on_health(), then=counts_on_health())
def test_the_ledger_comes_back_from_its_frame(first: Counts, then: Counts) -> None:
    ledger = of_month(then, of_month(first, period=BEFORE).ledger).ledger
    frame = ledger.frame()
    back = Ledger.from_frame(frame)
    pd.testing.assert_frame_equal(back.frame(), frame)
    again = of_month(then, back)
    assert again.trees == ()
    assert set(frame["period"]) <= {BEFORE, NOW}


def test_an_empty_ledger_has_an_empty_frame() -> None:
    frame = Ledger().frame()
    assert (len(frame), tuple(frame.columns)) == (0, LEDGER_COLUMNS)
    assert Ledger.from_frame(frame).months == {}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda frame: frame.drop(columns="shown"),
        lambda frame: frame.rename(columns={"published": "shown_as"}),
        lambda frame: frame.assign(tree="ages"),
    ],
    ids=["a column less", "another name", "a tree that is none"],
)
def test_a_frame_of_another_shape_is_no_ledger(spoil: Any) -> None:
    with pytest.raises(SpokenError, match=r"another shape\. Take the memory that was kept"):
        Ledger.from_frame(spoil(of_month(counts()).ledger.frame()))


@dataclass
class Told:
    """Everything that was ever published of each leaf: true and published counts, by tree."""

    rows: dict[tuple[str, tuple[str, str]], list[tuple[str, int, int]]] = field(
        default_factory=dict
    )

    def tell(self, period: str, month: RoundedMonth) -> None:
        for name in month.trees:
            kept = month.ledger.kept(TREES[name], period)
            assert kept is not None
            for leaf, numbers, there in zip(
                kept.memory.leaves, kept.memory.numbers, kept.shown, strict=True
            ):
                if there:
                    pair = (period, int(numbers[COUNTED]), int(numbers[PUBLISHED]))
                    self.rows.setdefault((name, leaf), []).append(pair)


HISTORIES = st.lists(
    st.tuples(st.sampled_from([BEFORE, NOW, NEXT]), counts_on_health()), min_size=2, max_size=4
)


def steps_of(history: list[tuple[str, Counts]]) -> list[tuple[str, Counts]]:
    """The months and editions, each followed by an edition that changes single counts by one."""
    found: list[tuple[str, Counts]] = []
    for number, (period, asked) in enumerate(history):
        moved = np.maximum(asked + np.where(np.arange(len(QUESTIONS)) % 5 == number % 5, 1, 0), 0)
        found += [(period, asked), (period, moved)]
    return found


@settings(max_examples=5)
@given(history=HISTORIES)
def test_random_months_and_editions_keep_the_rule_and_are_remembered(
    history: list[tuple[str, Counts]],
) -> None:
    ledger, told, narrowed = Ledger(), Told(), 0
    for period, asked in steps_of(history):
        month = of_month(asked, ledger, period)
        assert_the_rule_is_kept(asked, month)
        told.tell(period, month)
        ledger, narrowed = month.ledger, narrowed + month.narrowed
    for name, tree in TREES.items():
        memory = ledger.memory(tree, NOW)
        for leaf, numbers in zip(memory.leaves, memory.numbers, strict=True):
            seen = told.rows[name, leaf]
            own = [pair for pair in seen if name not in FLOWS or pair[0] == NOW]
            rows = np.full((1, len(COLUMNS)), UNSEEN)
            for _, true, shown in own:
                rows = after(rows, np.array([true]), np.array([shown]))
            np.testing.assert_array_equal(numbers[:PUBLISHED], rows[0, :PUBLISHED])
        left = candidates(memory.numbers, BASE)
        certain = 1 + memory.numbers[:, SMALLEST]
        assert (left >= np.minimum(POLICY.fewest, certain)).all()
        assert (left < np.minimum(POLICY.width, certain)).sum() <= narrowed


def assert_the_rule_is_kept(asked: Counts, month: RoundedMonth) -> None:
    """Multiples, zeros and silence stay, and every level is the sum of the one below."""
    homes = month.shown.areas.members[:-1]
    for name, tree in TREES.items():
        exact = asked[:, [PLACE[question] for question in tree.questions]]
        needed = [question not in MAY_BE_BLANK for question in tree.questions]
        there = ~np.isnan(exact[:, needed]).any(axis=1)
        columns = [[tree.codes.index(part) for part in parts] for _, parts in tree.groups]
        filled = np.nan_to_num(exact)
        true = np.stack([filled[:, parts].sum(axis=1) for parts in columns], axis=1)[there]
        cells = month.shown.cells[name]
        np.testing.assert_array_equal(month.shown.reported[name], there)
        assert np.isnan(cells[VILLAGE][~there]).all()
        shown = cells[VILLAGE][there][:, : len(tree.groups)]
        assert (shown % BASE == 0).all()
        assert (np.abs(shown - true) < BASE).all()
        assert (shown[true % BASE == 0] == true[true % BASE == 0]).all()
        for code in set(tree.categories(VILLAGE)) & set(tree.categories(DISTRICT)):
            inside = np.nan_to_num(cells[VILLAGE][:, tree.categories(VILLAGE).index(code)])
            summed = cells[DISTRICT][:, tree.categories(DISTRICT).index(code)]
            np.testing.assert_array_equal(homes @ inside, np.nan_to_num(summed))


def test_another_key_rounds_otherwise() -> None:
    one, other = (
        rounded(health_month(counts()), key=key).shown.cells["couples"][VILLAGE]
        for key in (KEY, KEY[::-1])
    )
    assert (one != other).any()
