"""The exact counts of a month that are rounded before they are published, tree by tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schemas.columns import PERIOD, VILLAGE_CODE
from schemas.form import FORM
from schemas.health_counts import HEALTH_COUNTS
from schemas.protection import TREES, Tree
from schemas.rules.terms import MAY_BE_BLANK
from schemas.section import Form
from schemas.table import status_of
from transforms.tidy import whole

REPORTED = ("A", "V")
"""Statuses of a count that is there."""

Counts = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """The counts of a tree: villages x tree.codes, a row of NaN where not all were reported.

    `partly` are the villages that reported some of them: their counts add up to nothing.
    """

    counts: Counts
    partly: Flags


def health_counts(frames: Mapping[str, pd.DataFrame], form: Form = FORM) -> pd.DataFrame:
    """The rows of HEALTH_COUNTS from the tidy frames of one month.

    A village enters a tree with all of its counts or none; a leaf that may be blank is zero
    where the others are reported. A form that does not ask for all leaves of a tree has no
    rows of it.
    """
    asked = [tree for tree in TREES.values() if form.questions.keys() >= set(tree.questions)]
    found = [_rows(tree, frames, form) for tree in asked]
    names = list(HEALTH_COUNTS.names)
    return pd.concat(found, ignore_index=True)[names].astype({"count": "Int64"})


def _rows(tree: Tree, frames: Mapping[str, pd.DataFrame], form: Form) -> pd.DataFrame:
    columns = {leaf.code: _column(leaf.question, frames, form) for leaf in tree.leaves}
    wide = pd.concat(columns, axis=1, sort=True)
    optional = [leaf.code for leaf in tree.leaves if leaf.question in MAY_BE_BLANK]
    needed = wide.columns.difference(optional)
    wide = wide[wide.notna().any(axis=1)]
    known = wide[needed].notna().all(axis=1)
    wide[optional] = wide[optional].fillna(0)
    kept = wide.where(known, np.nan)
    places = kept.index.to_frame(index=False)
    return pd.DataFrame(
        {
            VILLAGE_CODE.name: pd.array(
                places[VILLAGE_CODE.name].to_numpy().repeat(len(tree.leaves)), dtype="str"
            ),
            PERIOD.name: pd.array(
                places[PERIOD.name].to_numpy().repeat(len(tree.leaves)), dtype="str"
            ),
            "tree": pd.array([tree.name] * kept.size, dtype="str"),
            "code": pd.array(list(tree.codes) * len(kept), dtype="str"),
            "count": whole(kept.to_numpy(dtype=np.float64).ravel()),
        }
    )


def _column(question: str, frames: Mapping[str, pd.DataFrame], form: Form) -> pd.Series[float]:
    """An answer of every village and month of its table, NaN where it is not there."""
    asked = form.questions[question]
    frame = frames[str(asked.table)]
    (key, code), *_ = asked.keys
    rows = frame[frame[key] == code]
    places = pd.MultiIndex.from_frame(rows[[VILLAGE_CODE.name, PERIOD.name]])
    there = rows[status_of(asked.measure)].isin(REPORTED).to_numpy()
    values = rows[asked.measure].to_numpy(dtype=np.float64, na_value=np.nan)
    return pd.Series(np.where(there, values, np.nan), index=places)


def answered(tree: Tree, rows: pd.DataFrame, villages: Sequence[str]) -> Answered:
    """The counts of a tree from the rows of one month; KeyError for a village of no register."""
    own = rows[rows["tree"] == tree.name]
    place = pd.Index(villages).get_indexer(pd.Index(own[VILLAGE_CODE.name]))
    if (place < 0).any():
        unknown = own[VILLAGE_CODE.name].to_numpy()[place < 0][0]
        raise KeyError(f"village {unknown} of {HEALTH_COUNTS.name} is not in the register")
    column = pd.Index(tree.codes).get_indexer(pd.Index(own["code"]))
    counts = np.full((len(villages), len(tree.codes)), np.nan)
    counts[place, column] = own["count"].to_numpy(dtype=np.float64, na_value=np.nan)
    there = np.zeros(len(villages), dtype=bool)
    there[place] = True
    return Answered(counts, there & np.isnan(counts).any(axis=1))
