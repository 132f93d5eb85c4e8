"""A release is attacked as its tables are: what gives a count away stops it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from flows.audit import Attacked, AuditFailedError, audit
from flows.confidential import remember
from flows.rounding import Rounding
from flows.settings import Home
from schemas.frames import to_arrow
from schemas.privacy_tables import ATTACK, COMPUTED, FALLEN, MONTHS, PUBLIC
from schemas.protection import TREES
from schemas.register import villages
from tests.transforms.shown_months import (
    QUESTIONS,
    TABLES,
    Counts,
    health_month,
    published,
    rounded,
)
from transforms.rounding.ledger import Ledger
from transforms.rounding.month import RoundedMonth

ALL = tuple(villages())
REPORTING = 9
SILENT = ALL[-1]
Frames = dict[str, pd.DataFrame]


def counts(seed: int) -> Counts:
    """Small counts of the first villages; the others are silent."""
    found = np.full((len(ALL), len(QUESTIONS)), np.nan)
    found[:REPORTING] = np.random.default_rng(seed).integers(0, 14, (REPORTING, len(QUESTIONS)))
    found[0] = 8
    return found


@cache
def month(seed: int = 1, period: str = "2026-10", after: int = 0) -> RoundedMonth:
    """A month rounded, after another one of which a few counts differ where `after` is its seed."""
    ledger = month(after, "2026-09").ledger if after else Ledger()
    return rounded(health_month(counts(seed), ALL, period), ledger)


@cache
def tables() -> Frames:
    return published(health_month(counts(1), ALL), month().shown)


def attacked(frames: Frames, made: RoundedMonth, home: Home, after: str = "") -> pd.DataFrame:
    found = {name: to_arrow(TABLES[name], frame) for name, frame in frames.items()}
    rounding = Rounding(found, after, made.ledger, (made,))
    rows: pd.DataFrame = audit(home, found, rounding)[0].to_pandas()
    return rows


def test_a_month_is_attacked_in_every_way(tmp_path: Path) -> None:
    made = month()
    rows = attacked(tables(), made, Home(tmp_path))
    by_tree = rows.groupby("tree")["attack"].agg(set)
    assert set(by_tree.index) == set(TREES)
    assert by_tree["couples"] == set(ATTACK.values)
    assert by_tree["stunted"] == set(ATTACK.values) - {COMPUTED}
    assert not rows["pinned"].any()
    leaves = sum(len(made.ledger.memory(tree, "2026-10").leaves) for tree in [TREES["couples"]])
    by_truth = rows[(rows["tree"] == "couples") & ~rows["attack"].isin(PUBLIC)]
    assert set(by_truth["cells"]) == {leaves}  # and not how many of them are small


def test_how_many_counts_are_small_is_told_to_the_data_team_alone(tmp_path: Path) -> None:
    found = {name: to_arrow(TABLES[name], frame) for name, frame in tables().items()}
    rows, told = audit(Home(tmp_path), found, Rounding(found, "", month().ledger, (month(),)))
    small = [one.report.small for one in told]
    assert min(small) >= 0
    assert max(small) > 0
    told_by = {o.attack: o for one in told for o in one.report.outcomes if one.report.small}
    assert told_by[MONTHS].cells > 0
    assert {FALLEN} == told_by.keys() - set(rows.column("attack").to_pylist())


def change(table: str, where: dict[str, str], column: str, value: Any) -> Callable[[], Frames]:
    """The tables with one value changed, in the one row that is named."""

    def changed() -> Frames:
        frame = tables()[table].copy()
        rows = np.logical_and.reduce([frame[name] == code for name, code in where.items()])
        assert rows.sum() == 1
        old = frame.loc[rows, column].iloc[0]
        frame.loc[rows, column] = value(old) if callable(value) else value
        return {**tables(), table: frame}

    return changed


def dropped() -> Frames:
    return {**tables(), "non_use": tables()["non_use"].iloc[1:]}


def silent_as_zero() -> Frames:
    frame = tables()["child_nutrition"].copy()
    rows = (frame["area_code"] == SILENT) & (frame["indicator"] == "stunted")
    frame.loc[rows, "count"], frame.loc[rows, "count_status"] = 0, "A"
    return {**tables(), "child_nutrition": frame}


PILL = {"area_code": ALL[0], "method": "pill"}
PREGNANT = {"area_level": "regency", "reason": "pregnant"}
CPR = {"area_code": ALL[0], "indicator": "contraceptive_prevalence"}

TAMPERED = {
    "an exact small value": change("contraception", PILL, "users", 8),
    "an exact total": change("non_use", PREGNANT, "count", lambda n: n + 1),
    "an exact total of a village": change(
        "families", {"village_code": ALL[0], "indicator": "eligible_couples"}, "count", 96
    ),
    "a false zero": change("contraception", PILL, "users", 0),
    "a value off by ten": change("contraception", PILL, "users", lambda n: n + 10),
    "a null": change("non_use", PREGNANT, "count", pd.NA),
    "a dropped row": dropped,
    "a silent village as zero": silent_as_zero,
    "a rate of exact counts": change("indicators", CPR, "value", lambda v: v + 0.4),
    "a numerator of exact counts": change("indicators", CPR, "numerator", 64),
    "a score of exact counts": change(
        "classification_scores",
        {"village_code": ALL[0], "component": "contraceptive_prevalence"},
        "measured",
        lambda v: v + 2,
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tables_that_give_a_count_away_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(AuditFailedError, match=r"2026-10: .*refused"):
        attacked(TAMPERED[name](), month(), Home(tmp_path))


def test_a_month_is_attacked_with_those_before_it_and_theirs_are_told_again(tmp_path: Path) -> None:
    home, first = Home(tmp_path), month(2, "2026-09")
    before = attacked(published(health_month(counts(2), ALL, "2026-09"), first.shown), first, home)
    anew = [(tree, "2026-09") for tree in first.trees]
    rows: list[dict[str, object]] = [
        {str(name): value for name, value in row.items()} for row in before.to_dict("records")
    ]
    remember(home, "2026.09.0", first.ledger, after="", anew=anew, audited=rows)
    both = month(1, "2026-10", after=2)
    later = published(health_month(counts(1), ALL), both.shown)
    found = {name: to_arrow(TABLES[name], frame) for name, frame in later.items()}
    rounding = Rounding(
        found, "2026.09.0", both.ledger, (month_again(first), both), audited=tuple(rows)
    )
    rows_after, told = audit(home, found, rounding)
    after = rows_after.to_pandas()
    pd.testing.assert_frame_equal(
        after[after["period"] == "2026-09"].reset_index(drop=True), before, check_dtype=False
    )
    no_history = Rounding(found, "", both.ledger, (both,))
    _, alone = audit(Home(tmp_path / "no history"), found, no_history)
    assert by_months(told) > by_months(alone)  # a count that is large now was small before


def by_months(told: list[Attacked]) -> int:
    """How many couples' cells were attacked by all months together."""
    (couples,) = (one.report for one in told if one.report.tree == "couples")
    return sum(outcome.cells for outcome in couples.outcomes if outcome.attack == MONTHS)


def month_again(first: RoundedMonth) -> RoundedMonth:
    """A month of which nothing changed since it was published."""
    return RoundedMonth(first.shown, first.ledger, (), 0, first.counts)
