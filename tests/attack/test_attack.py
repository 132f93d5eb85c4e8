"""What the attacker finds in counts that are protected well, and in such as are not."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from outputs.attack.attack import Published, attack
from outputs.attack.claim import EXACT, Claim
from outputs.attack.report import Outcome, Report
from outputs.attack.seen import Ground
from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.privacy_tables import CELLS, NEIGHBOUR, SUMS, TOTALS
from schemas.privacy_tables import MONTHS as MONTHS_TOGETHER
from schemas.protection import TREES, Tree
from tests.attack import weak
from tests.attack.counts import COUPLES, KEY, VILLAGES, later, month, silent
from transforms.areas import areas_of
from transforms.rounding.leaves import Reported
from transforms.rounding.memory import Memory
from transforms.rounding.tree import Scheme, round_tree

DISTRICTS = Ground(VILLAGES).districts[:2]
SOME = tuple(code for code in VILLAGES if code.startswith(DISTRICTS))
"""The villages of two kecamatan, for what is tried many times."""
GROUND = Ground(SOME)
MONTHS = 18
DRAW = np.random.default_rng(1)


@cache
def truth(villages: tuple[str, ...] = SOME) -> tuple[Any, ...]:
    """Counts month by month, some villages silent in each; the last is an edition."""
    draw = np.random.default_rng(11)
    months = [month(len(villages), draw)]
    for number in range(1, MONTHS):
        months.append(later(months[-1], draw, 0.1 if number == MONTHS - 1 else 0.3))
    months = [silent(counts, draw, 0.05) for counts in months]
    months[-1][0] = np.nan
    return tuple(months)


def released(tree: Tree, villages: tuple[str, ...], months: Any) -> list[Published]:
    """The months rounded one after another."""
    memory, found, areas = Memory.empty(tree.name), [], areas_of(villages)
    for counts in months:
        result = round_tree(tree, Reported(villages, areas, counts), Scheme(KEY), memory)
        cells = weak.frame_of(tree, Ground(villages), result.cells)
        found.append(Published(cells, counts))
        memory = result.memory
    return found


@cache
def ours() -> tuple[Published, ...]:
    return tuple(released(COUPLES, SOME, truth()))


def published(protect: Callable[[Any], Any]) -> list[Published]:
    return [Published(weak.frame_of(COUPLES, GROUND, protect(c)), c) for c in truth()]


def named(report: Report, attack_name: str) -> Outcome:
    (found,) = [outcome for outcome in report.outcomes if outcome.attack == attack_name]
    return found


@cache
def report_of_ours() -> Report:
    return attack(COUPLES, VILLAGES, released(COUPLES, VILLAGES, truth(VILLAGES)))


@pytest.mark.parametrize(
    "name",
    [CELLS, TOTALS, NEIGHBOUR, MONTHS_TOGETHER],
)
def test_no_cell_of_ours_is_pinned(name: str) -> None:
    found = named(report_of_ours(), name)
    assert found.pinned == 0
    assert found.cells > 100
    assert found.narrowest is not None
    assert found.narrowest >= 2


def test_ours_passes_and_says_so() -> None:
    report = report_of_ours()
    assert report.passed
    assert report.says == f"couples: none of {report.small} small counts can be told"


def test_a_stated_distance_of_sums_does_not_help_the_attacker() -> None:
    report = attack(COUPLES, SOME, ours(), Claim(totals=20))
    assert named(report, CELLS).pinned == 0
    assert report.passed


@pytest.mark.parametrize(
    ("protect", "claim", "where"),
    [
        (
            lambda c: weak.fresh(COUPLES, GROUND, c, DRAW),
            Claim(),
            MONTHS_TOGETHER,
        ),
        (
            lambda c: weak.nearest(COUPLES, GROUND, c),
            Claim(reach=2),
            MONTHS_TOGETHER,
        ),
        (lambda c: weak.suppressed(COUPLES, GROUND, c), EXACT, CELLS),
        (lambda c: weak.suppressed(COUPLES, GROUND, c), EXACT, NEIGHBOUR),
    ],
    ids=["fresh each month", "to the nearest", "suppressed", "suppressed, one known"],
)
def test_weak_protections_give_cells_away(protect: Any, claim: Claim, where: str) -> None:
    report = attack(COUPLES, SOME, published(protect), claim)
    assert named(report, where).pinned > 0
    assert not report.passed


def changed(level: str, area: str, category: str, change: Callable[[float], float]) -> pd.DataFrame:
    frame = ours()[-1].cells.copy()
    at = (frame["area_level"] == level) & (frame["area_code"] == area)
    at &= frame["category"] == category
    frame.loc[at, "value"] = frame.loc[at, "value"].map(change)
    return frame


def reporting(number: int = 0, *, zero: str = "") -> str:
    """A village of the last month that reported, and has none of a category if one is named."""
    counts = truth()[-1]
    there = ~np.isnan(counts[:, 0])
    if zero:
        parts = dict(COUPLES.groups)[zero]
        there &= counts[:, [COUPLES.codes.index(p) for p in parts]].sum(axis=1) == 0
    return SOME[int(np.flatnonzero(there)[number])]


def silent_village() -> str:
    return SOME[int(np.flatnonzero(np.isnan(truth()[-1][:, 0]))[0])]


def dropped() -> pd.DataFrame:
    return ours()[-1].cells.drop(index=40)


def false_zero() -> pd.DataFrame:
    return changed(VILLAGE, reporting(), "injectable", lambda _: 0)


def unreported_as_zero() -> pd.DataFrame:
    frame = ours()[-1].cells.copy()
    frame.loc[frame["area_code"] == silent_village(), "value"] = 0
    return frame


def moved_to_nobody() -> pd.DataFrame:
    """Five of a category where there is none, with every sum above it mended."""
    village = reporting(zero="iud")
    frame = ours()[-1].cells.copy()
    areas = [village, village.rpartition(".")[0], "18.04"]
    more = frame["area_code"].isin(areas) & frame["category"].isin(["iud", "users", "couples"])
    frame.loc[more, "value"] += 5
    return frame


def fresh_month() -> pd.DataFrame:
    draw = np.random.default_rng(2)
    return weak.frame_of(COUPLES, GROUND, weak.fresh(COUPLES, GROUND, truth()[-1], draw))


TAMPERED = {
    "an exact small value": lambda: changed(VILLAGE, reporting(), "iud", lambda _: 3),
    "an exact total": lambda: changed(DISTRICT, GROUND.districts[0], "users", lambda v: v + 2),
    "a false zero": false_zero,
    "a value off by ten": lambda: changed(VILLAGE, reporting(), "pill", lambda v: v + 10),
    "a null": lambda: changed(REGENCY, "18.04", "couples", lambda _: np.nan),
    "a dropped row": dropped,
    "fresh rounding": fresh_month,
    "a silent village as zero": unreported_as_zero,
    "five where there is none": moved_to_nobody,
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_release_is_refused(name: str) -> None:
    tampered = Published(TAMPERED[name](), truth()[-1])
    report = attack(COUPLES, SOME, [*ours()[:-1], tampered])
    assert not report.passed
    assert report.says.startswith("couples: refused")


@pytest.mark.parametrize(
    ("report", "passed", "says"),
    [
        (Report("t", 0, ()), False, "nothing was looked at"),
        (Report("t", 3, (Outcome(SUMS, 9, 0),)), False, "none of 3 small counts was attacked"),
        (Report("t", 0, (Outcome(SUMS, 9, 0),)), True, "there is no small count"),
        (Report("t", 3, (Outcome("x", 3, 0, 2),)), True, "none of 3 small counts can be told"),
        (Report("t", 3, (Outcome("x", 3, 1, 1),)), False, "refused (x: 1 of 3)"),
        (
            Report("t", 3, (Outcome("x", 3, 0, 2), Outcome("y", 3, 1, 1, decides=False))),
            True,
            "can be told",
        ),
    ],
)
def test_an_attack_on_nothing_is_no_pass(report: Report, passed: bool, says: str) -> None:
    assert report.passed is passed
    assert says in report.says


def test_counts_without_any_small_one_pass_and_say_so() -> None:
    tree = TREES["stunted"]
    report = attack(tree, SOME, released(tree, SOME, [np.full((len(SOME), 1), 12.0)]))
    assert report.passed
    assert "no small count" in report.says


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["new_users", "stunted"])
def test_sparse_counts_are_safe_too(name: str, seed: int) -> None:
    """Most villages have none, so that exact totals of a village tell much."""
    tree, draw = TREES[name], np.random.default_rng(seed)
    counts = draw.poisson(0.5, (len(SOME), len(tree.codes))).astype(float)
    report = attack(tree, SOME, released(tree, SOME, [counts]))
    assert report.passed, report
