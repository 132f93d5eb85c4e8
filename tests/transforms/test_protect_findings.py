"""Findings on health are published without what they say."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from schemas.findings import HEALTH_FINDING
from schemas.form import FORM
from schemas.frames import check
from schemas.protection import is_protected
from schemas.register import villages
from schemas.rules import RULES, Rule
from schemas.tables import public_tables
from tests.months import CODES, examined, record
from transforms.indicators import indicator_rows
from transforms.journal import journal_frames
from transforms.protect import open_frames
from transforms.protect_findings import without_health_details


@pytest.mark.parametrize(
    ("changes", "published"),
    [
        ({"insurance__health_insured": 321}, HEALTH_FINDING.id),
        ({"contraception__condom__new_users": 9}, HEALTH_FINDING.id),
        ({"families__eligible_couples": 25}, HEALTH_FINDING.id),
        ({"child_nutrition__stunted": 3}, HEALTH_FINDING.id),
        ({"working_group__pokja_trained": 3}, "trained_within_members"),
    ],
    ids=["beside a protected table", "a method", "couples", "stunting", "no health"],
)
def test_a_finding_that_touches_health_is_published_without_details(
    changes: Any, published: str
) -> None:
    seen = examined([record(CODES[0], **changes)])
    frames = {
        "problems": journal_frames(seen.month, seen.findings, villages())["problems"],
        "indicators": indicator_rows(seen.wide),
    }
    table = public_tables(FORM)["problems"]
    rows = check(table, open_frames(frames)["problems"])
    assert len(rows)
    assert set(rows["finding"]) == {published}
    assert rows["question"].isna().all() == (published == HEALTH_FINDING.id)
    assert rows["section"].notna().all()
    assert {"finding_code", "sheet", "found", "cells", "before"}.isdisjoint(rows.columns)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_that_looks_at_a_count_on_health_is_not_named(rule: Rule) -> None:
    asked = [FORM.questions[question] for question in rule.questions]
    row = {
        "section": asked[0].section,
        "finding": rule.id,
        "question": asked[0].id,
        "cell": "C7",
    }
    (shown,) = without_health_details(pd.DataFrame([row])).to_dict("records")
    health = is_protected(rule.questions) or asked[0].section in ("family_planning", "nutrition")
    assert (shown["finding"] == rule.id) != health
    assert (shown["question"] == row["question"]) != health
