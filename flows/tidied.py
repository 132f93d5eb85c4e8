"""The internal tidy tables and indicators of an examined month, kept for the data team."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from flows.work import write_csv, write_tables
from schemas.completeness import COMPLETENESS
from schemas.form import FORM
from schemas.frames import check
from schemas.house_tables import PROBLEMS
from schemas.personal import masked
from schemas.register import villages
from schemas.result_tables import CLASSIFICATION, CLASSIFICATION_SCORES, INDICATORS
from schemas.rules import UNSEEN
from schemas.table import Table
from schemas.tables import tidy_tables
from schemas.work_tables import CHANGES, WORK_TABLES
from transforms.classification import classify
from transforms.completeness import completeness_rows
from transforms.examine import Examined
from transforms.indicators import indicator_rows
from transforms.journal import journal_frames
from transforms.tidy import form_frames, frame_of

Frames = dict[str, pd.DataFrame]

COMPUTED = (
    INDICATORS.name,
    CLASSIFICATION.name,
    CLASSIFICATION_SCORES.name,
    COMPLETENESS.name,
)
"""The tidy tables that are computed from the others."""


def indicator_tables() -> dict[str, Table]:
    """The computed tables by name."""
    declared = tidy_tables(FORM)
    return {name: declared[name] for name in COMPUTED}


def answer_tables() -> dict[str, Table]:
    """The tidy tables of what was answered, received and found."""
    return {name: table for name, table in tidy_tables(FORM).items() if name not in COMPUTED}


def tidy(examined: Examined) -> Frames:
    """The tables of what was answered, received and found, each checked by its contract."""
    journal = journal_frames(examined.month, examined.findings, villages())
    return _checked(answer_tables(), {**journal, **form_frames(examined.wide)})


def indicators(examined: Examined) -> Frames:
    """The tables that are computed, each checked against its contract."""
    classes, scores = classify(examined.wide)
    rates = completeness_rows(examined.month, examined.wide.villages)
    computed = (indicator_rows(examined.wide), classes, scores, rates)
    return _checked(indicator_tables(), dict(zip(COMPUTED, computed, strict=True)))


def lists(period: str, examined: Examined) -> Frames:
    """The tables that never leave the house: changes between versions, and rule outcomes."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in WORK_TABLES}
    rows["changes"] = [
        {name: getattr(change, name, period) for name in CHANGES.names}
        | {"sheet": masked(change.sheet)}
        for change in examined.changes
    ]
    for outcome in examined.outcomes:
        named: dict[str, object] = {"period": period, "rule": outcome.rule}
        unseen = sum(number for _, number in outcome.unseen)
        counts = {"looked": outcome.looked, "found": outcome.found, "unseen": unseen}
        rows["rule_outcomes"].append(named | {"life": outcome.life.value} | counts)
        rows["rule_unseen"] += [
            named | {UNSEEN.name: reason, "number": number} for reason, number in outcome.unseen
        ]
        rows["rule_failures"] += [named | {"village_code": code} for code in outcome.failed]
    return {name: check(table, frame_of(table, rows[name])) for name, table in WORK_TABLES.items()}


def write_tidy(folder: Path, frames: Frames) -> list[str]:
    """Write the tidy tables as Parquet and the findings as CSV; the paths below the folder."""
    written = list(write_tables(folder, frames, answer_tables()))
    return [*written, write_csv(folder, PROBLEMS.name, frames[PROBLEMS.name])]


def write_lists(folder: Path, frames: Frames) -> list[str]:
    """Write the tables that never leave the house as Parquet and CSV; the paths."""
    written = list(write_tables(folder, frames, WORK_TABLES))
    return [*written, *(write_csv(folder, name, frame) for name, frame in frames.items())]


def _checked(declared: Mapping[str, Table], frames: Frames) -> Frames:
    return {name: check(table, frames[name]) for name, table in declared.items()}
