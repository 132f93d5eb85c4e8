"""Why a rate of completeness differs: all that can move one, as a table of cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.transforms.test_reasons import (
    ACTIVE,
    AFAR,
    BEFORE,
    GROUNDS,
    NEIGHBOUR,
    PERIOD,
    SUM,
    VILLAGE,
    A,
    B,
    C,
    declared,
    reason,
    reports,
)
from transforms.difference import Difference
from transforms.grounds import Grounds

RATE = replace(SUM, table="completeness", row=(("area_code", "18.04.04"), ("measure", "plausible")))
OTHER_RATE = replace(RATE, where="18.04.05", row=(("area_code", "18.04.05"),))

CASES = [
    ("a rate of a late report", OTHER_RATE, reports((AFAR, PERIOD, {B})), "late_report"),
    ("a rate of an area, by a corrected report", RATE, reports((NEIGHBOUR, PERIOD, {B, C})),
     "correction"),
    ("a rate by a rule over time", RATE, reports((VILLAGE, BEFORE, {A, B})), "correction"),
    ("a rate by a rule between villages", RATE, reports((AFAR, BEFORE, {B})), "late_report"),
    ("a rate by a decision", RATE,
     replace(GROUNDS, decided={(VILLAGE, PERIOD): frozenset({4})}), "decision"),
    ("a rate by a decision that holds since two years", RATE,
     replace(GROUNDS, decided={(VILLAGE, "2024-10"): frozenset({4})}), "decision"),
    ("a rate by a file left out", RATE,
     replace(reports((VILLAGE, PERIOD, set())), decided_files={A: frozenset({5})}), "decision"),
    ("a rate by a later month", RATE, reports((VILLAGE, "2026-11", {B})), None),
    ("a rate, by a rule that warns", RATE, replace(GROUNDS, declared=ACTIVE), "rule_changed"),
    ("a rate, by a village that moved", RATE,
     replace(GROUNDS, districts={**GROUNDS.districts, AFAR: "18.04.04"}), "code_changed"),
    ("a rate, by another question", RATE,
     replace(GROUNDS, declared=replace(declared(), questions={})), "schema_changed"),
    ("a sum, by another question", SUM,
     replace(GROUNDS, declared=replace(declared(), questions={})), None),
    ("a rate, by the program", RATE, replace(GROUNDS, program="0.2.0"), "bug_fix"),
    ("a rate, and nothing", RATE, GROUNDS, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("difference", "after", "wanted"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_a_rate_has_the_reason_of_what_moved_it(
    difference: Difference, after: Grounds, wanted: str | None
) -> None:
    found = reason(difference, after)
    assert (found.reason if found else None) == wanted
    assert found is None or found.cause
