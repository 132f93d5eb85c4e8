"""Is every difference from the release before told in the list of changes."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from outputs.gate.candidate import Candidate
from outputs.gate.evidence import FIRST, NotAsked, evidence
from schemas.change_tables import CHANGES
from schemas.form import FORM
from schemas.frames import ARROW_TYPES
from schemas.named_row import row_text
from schemas.schema_aliases import names_now
from schemas.table import Table
from schemas.tables import identity_of, public_tables

Cells = set[tuple[str, str]]
"""Cells by the text that names their row and their column; a whole row has no column."""


def changes(candidate: Candidate) -> pd.DataFrame:
    """Of each table: how many cells and rows of months published before differ and are not told."""
    told = candidate.frame(CHANGES.name)
    found = []
    for name, table in public_tables(FORM).items():
        before = candidate.before_frame(name)
        if before is not None and "period" in table.key:
            before = before.rename(columns=names_now(candidate.declared[name], before.columns))
            listed = told[told["table"] == name]
            known = set(zip(listed["row"], listed["column"].fillna(""), strict=True))
            found.append((name, len(_differing(table, before, candidate.frame(name)) - known)))
    if not found:
        raise NotAsked(FIRST)
    return evidence(found)


def _differing(table: Table, before: pd.DataFrame, now: pd.DataFrame) -> Cells:
    """Rows, by their identity, that are on one side alone, and cells that differ in the others."""
    shared = [name for name in table.names if name in before and name in now]
    identity = [name for name in identity_of(table) if name in shared]
    values = [name for name in shared if name not in {*table.key, *identity}]
    now = now[now["period"].isin(before["period"].unique())]
    left, right = (frame[[*identity, *values]].reset_index(drop=True) for frame in (before, now))
    marks, others = (_numbered(frame) for frame in (left, right))
    old = _by_row(table, left[~marks.isin(others)], identity, values)
    new = _by_row(table, right[~others.isin(marks)], identity, values)
    found: Cells = set()
    for row in old.keys() | new.keys():
        then, today = old.get(row, []), new.get(row, [])
        if len(then) != len(today):
            found.add((row, ""))
        for pair in zip(then, today, strict=False):
            cells = zip(values, *pair, strict=True)
            found |= {(row, name) for name, first, second in cells if first != second}
    return found


def _by_row(
    table: Table, rows: pd.DataFrame, identity: list[str], values: list[str]
) -> dict[str, list[tuple[object, ...]]]:
    """The values of rows by the text with which the list of changes names a row."""
    texts = [
        pa.array(rows[name], type=ARROW_TYPES[table[name].type], from_pandas=True)
        .cast(pa.string())
        .to_pylist()
        for name in identity
    ]
    held = rows[values].astype(object).where(rows[values].notna(), None)
    found: dict[str, list[tuple[object, ...]]] = {}
    for row, known in zip(zip(*texts, strict=True), held.to_numpy().tolist(), strict=True):
        pairs = zip(identity, row, strict=True)
        found.setdefault(row_text((n, text) for n, text in pairs if text), []).append(tuple(known))
    return found


def _numbered(rows: pd.DataFrame) -> pd.Series[int]:
    """A digest of each row with the number of its repetition."""
    digests = pd.util.hash_pandas_object(rows, index=False)
    return digests + digests.groupby(digests).cumcount().astype("uint64")
