"""Is every difference from the release before told in the list of changes."""

from __future__ import annotations

import pandas as pd

from outputs.gate.candidate import Candidate
from outputs.gate.evidence import FIRST, NotAsked, evidence
from schemas.change_tables import CHANGES
from schemas.form import FORM
from schemas.table import Table
from schemas.tables import identity_of, public_tables


def changes(candidate: Candidate) -> pd.DataFrame:
    """Of each table by month: the rows of months published before that differ and are not told."""
    told = candidate.frame(CHANGES.name)
    found = []
    for name, table in public_tables(FORM).items():
        before = candidate.before_frame(name)
        if before is not None and "period" in table.key:
            listed = told[told["table"] == name].drop_duplicates(["period", "row"])
            differing = _differing(table, before, candidate.frame(name))
            found.append((name, max(0, differing - len(listed))))
    if not found:
        raise NotAsked(FIRST)
    return evidence(found)


def _differing(table: Table, before: pd.DataFrame, now: pd.DataFrame) -> int:
    """Rows, by their identity, that are on one side alone or have other values there."""
    identity = [name for name in identity_of(table) if name in before and name in now]
    values = [n for n in table.names if n in before and n in now and n not in table.key]
    shared = list(dict.fromkeys([*identity, *values]))
    now = now[now["period"].isin(before["period"].unique())]
    left, right = (frame[shared].reset_index(drop=True) for frame in (before, now))
    marks, others = (_numbered(frame) for frame in (left, right))
    alone = [left[~marks.isin(others)], right[~others.isin(marks)]]
    return len(pd.concat(alone)[identity].drop_duplicates())


def _numbered(rows: pd.DataFrame) -> pd.Series[int]:
    """A digest of each row with the number of its repetition."""
    digests = pd.util.hash_pandas_object(rows, index=False)
    return digests + digests.groupby(digests).cumcount().astype("uint64")
