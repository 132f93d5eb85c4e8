"""Scores and classes of villages, computed anew from the published indicators."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from schemas.classification import CLASSIFICATION, HIGH, Index
from tests.transforms.shown_months import QUESTIONS, Counts, counts_on_health, published, rounded
from tests.transforms.wide_months import FOUR, month_of


@settings(max_examples=8)
@given(counts=counts_on_health(len(FOUR)))
def test_scores_and_classes_follow_from_published_indicators(counts: Counts) -> None:
    month = month_of(FOUR)
    for place, question in enumerate(QUESTIONS):
        month.counts[question][:] = counts[:, place]
    out = published(month, rounded(month).shown)
    figures = {
        (row["area_code"], row["indicator"]): row for row in out["indicators"].to_dict("records")
    }
    scores: dict[str, dict[str, float]] = {village: {} for village in FOUR}
    for row in out["classification_scores"].to_dict("records"):
        component = next(c for c in CLASSIFICATION if c.id == row["component"])
        if component.protected:
            figure = figures[row["village_code"], component.indicators[0]]
            assert row["score_status"] == figure["value_status"]
            if row["score_status"] != "A":
                assert pd.isna(row["score"])
                continue
            top, bottom = figure["numerator"], figure["denominator"]
            assert row["measured"] == (200 * top + bottom) // (2 * bottom)
            band = sum(row["measured"] >= floor for floor in component.floors)
            assert row["score"] == component.scores[band]
        scores[row["village_code"]][component.id] = float(row["score"])
    for row in out["classification"].to_dict("records"):
        assert_class_follows(row, scores[row["village_code"]])


def assert_class_follows(row: dict[Hashable, Any], scores: dict[str, float]) -> None:
    high = {}
    for index in Index:
        own = [c.id for c in CLASSIFICATION if c.index is index]
        if not set(own) <= set(scores):
            assert pd.isna(row[index.value])
            assert pd.isna(row["village_class"])
            return
        mean = sum(scores[name] for name in own) / len(own)
        assert row[index.value] == pytest.approx(mean, abs=0.005 + 1e-9)
        high[index] = mean >= HIGH
    wanted = "basic"
    if high[Index.INPUT] and high[Index.PROCESS]:
        wanted = "developing"
    if (high[Index.INPUT] or high[Index.PROCESS]) and high[Index.OUTPUT]:
        wanted = "independent"
    if all(high.values()):
        wanted = "sustainable"
    assert row["village_class"] == wanted
