"""Months of made-up counts, rounded: what is published of them, and whole histories of editions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from numpy.typing import NDArray

from schemas.form import FORM
from schemas.protection import BY_AREA, TREES
from schemas.result_tables import CLASSIFICATION_SCORES
from schemas.tables import public_tables
from tests.attack.counts import KEY
from tests.transforms.wide_months import FOUR, PERIOD, empty_month, tidy
from transforms.health_counts import health_counts
from transforms.protect import open_frames
from transforms.rounded_tables import (
    Shown,
    area_table,
    classes_and_scores,
    indicator_rows,
    village_rows,
)
from transforms.rounding.ledger import Ledger
from transforms.rounding.month import RoundedMonth, round_month
from transforms.rounding.tree import Scheme
from transforms.tidy import form_frames
from transforms.wide import Wide

QUESTIONS = tuple(question for tree in TREES.values() for question in tree.questions)
TABLES = public_tables(FORM)
PLACES = FOUR[3:9]
"""Six villages of two kecamatan."""

Counts = NDArray[np.float64]


def health_month(counts: Counts, codes: tuple[str, ...] = PLACES, period: str = PERIOD) -> Wide:
    """A month with these answers on health, villages x QUESTIONS, NaN for a blank."""
    month = empty_month(codes)
    answers = {question: counts[:, place].copy() for place, question in enumerate(QUESTIONS)}
    return replace(month, period=period, counts=month.counts | answers)


def rounded(month: Wide, ledger: Ledger | None = None, key: bytes = KEY) -> RoundedMonth:
    """The month rounded, after what the ledger remembers."""
    counts = health_counts(form_frames(month))
    return round_month(month.period, counts, month.villages, Scheme(key), ledger or Ledger())


def published(month: Wide, shown: Shown) -> dict[str, pd.DataFrame]:
    """The tables that follow from rounded counts."""
    others = open_frames(tidy(month))[CLASSIFICATION_SCORES.name]
    classes, scores = classes_and_scores(shown, others)
    return {
        **{name: area_table(TABLES[name], shown) for name in BY_AREA},
        "families": village_rows(TABLES["families"], shown),
        "indicators": indicator_rows(shown),
        "classification": classes,
        "classification_scores": pd.concat([others, scores], ignore_index=True),
    }


@st.composite
def counts_on_health(draw: Any, villages: int = len(PLACES)) -> Counts:
    """Mostly small counts; some villages silent, some report in part."""
    number = st.one_of(st.integers(0, 6), st.integers(0, 60), st.just(0))
    rows = draw(
        st.lists(
            st.lists(number, min_size=len(QUESTIONS), max_size=len(QUESTIONS)),
            min_size=villages,
            max_size=villages,
        )
    )
    counts = np.array(rows, dtype=np.float64)
    counts[sorted(draw(st.sets(st.integers(0, villages - 1), max_size=2)))] = np.nan
    blanks = st.tuples(st.integers(0, villages - 1), st.integers(0, len(QUESTIONS) - 1))
    for place in draw(st.sets(blanks, max_size=2)):
        counts[place] = np.nan
    return counts
