"""What differs between two states of the same tables: rows and values, month by month."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from schemas.columns import AREA_CODE, PERIOD, VILLAGE_CODE
from schemas.named_row import row_text
from schemas.schema_aliases import names_now
from schemas.table import Table
from schemas.tables import identity_of

ROW_ADDED, ROW_REMOVED, VALUE_CHANGED = "row_added", "row_removed", "value_changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One row or value that differs; values are texts as in the canonical CSV.

    `row` names the row by its identity; for a row that was added or removed `old` or
    `new` is empty and the other tells the rest of the row. `where` is a village, a
    kecamatan or the kabupaten, and is empty, as is `period`, where the table has none.
    """

    change: str
    table: str
    period: str
    where: str
    row: tuple[tuple[str, str], ...]
    column: str = ""
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        """The cell and its two values, for a message."""
        named = row_text(self.row)
        if self.change != VALUE_CHANGED:
            return f"{self.table}: {self.change.replace('_', ' ')} ({named})"
        told = f"{self.old or 'empty'} -> {self.new or 'empty'}"
        return f"{self.table}.{self.column} ({named}): {told}"


def renamed(tables: Mapping[str, pa.Table], declared: Mapping[str, Table]) -> dict[str, pa.Table]:
    """Tables of an earlier release under the names that their columns have now."""
    found = dict(tables)
    for name, table in declared.items():
        if name in found:
            today = names_now(table, found[name].column_names)
            names = [today.get(column, column) for column in found[name].column_names]
            found[name] = found[name].rename_columns(names)
    return found


def differences(
    old: Mapping[str, pa.Table],
    new: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    periods: Iterable[str],
) -> list[Difference]:
    """The differences in the given months, in the order of tables, months and rows.

    Tables and columns that one side lacks are not compared: they are a change of schema.
    A table without months is compared as a whole.
    """
    months = sorted(periods)
    found: list[Difference] = []
    for name, table in declared.items():
        if name in old and name in new:
            found += _in_table(table, old[name], new[name], months)
    return found


def _in_table(
    table: Table, old: pa.Table, new: pa.Table, months: list[str]
) -> Iterator[Difference]:
    shared = [name for name in table.names if name in old.column_names and name in new.column_names]
    identity = [name for name in identity_of(table) if name in shared]
    values = [name for name in shared if name not in table.key and name not in identity]
    order = [(name, "ascending") for name in (*identity, *values)]
    for before, after in _slices(old.select(shared), new.select(shared), table, months):
        left, right = before.sort_by(order), after.sort_by(order)
        if not left.equals(right):
            yield from _in_slice(table.name, _texts(left), _texts(right), identity, values)


def _slices(
    old: pa.Table, new: pa.Table, table: Table, months: list[str]
) -> Iterator[tuple[pa.Table, pa.Table]]:
    if PERIOD.name not in table.names:
        yield old, new
        return
    for month in months:
        yield _of_month(old, month), _of_month(new, month)


def _of_month(rows: pa.Table, month: str) -> pa.Table:
    return rows.filter(pc.equal(rows[PERIOD.name], month)).combine_chunks()


def _texts(rows: pa.Table) -> pd.DataFrame:
    """Every value as the canonical CSV writes it, empty where there is none."""
    return pd.DataFrame(
        {
            name: pc.fill_null(rows[name].cast(pa.string()), "").to_pylist()
            for name in rows.column_names
        },
        dtype=object,
    )


def _in_slice(
    table: str, old: pd.DataFrame, new: pd.DataFrame, identity: list[str], values: list[str]
) -> Iterator[Difference]:
    """Rows are set side by side by their identity; rows that share one by their number."""
    keys = [*identity, "#"]
    left, right = _numbered(old, identity), _numbered(new, identity)
    both = left.merge(right, on=keys, how="outer", suffixes=("\0old", "\0new"), indicator=True)
    differs = both["_merge"] != "both"
    for name in values:
        differs |= both[f"{name}\0old"] != both[f"{name}\0new"]
    for row in both[differs].sort_values(keys).to_dict("records"):
        yield from _of_row(table, row, identity, values)


def _numbered(rows: pd.DataFrame, identity: list[str]) -> pd.DataFrame:
    return rows.assign(**{"#": rows.groupby(identity, dropna=False).cumcount()})


def _of_row(
    table: str, row: dict[Hashable, Any], identity: list[str], values: list[str]
) -> Iterator[Difference]:
    named = tuple((name, row[name]) for name in identity if row[name] != "")
    period = row.get(PERIOD.name, "")
    where = row.get(AREA_CODE.name) or row.get(VILLAGE_CODE.name) or ""
    if row["_merge"] == "both":
        for name in values:
            old, new = row[f"{name}\0old"], row[f"{name}\0new"]
            if old != new:
                yield Difference(VALUE_CHANGED, table, period, where, named, name, old, new)
        return
    is_new = row["_merge"] == "right_only"
    side = "new" if is_new else "old"
    held = [(name, row[f"{name}\0{side}"]) for name in values]
    told = row_text((name, value) for name, value in held if value != "")
    if is_new:
        yield Difference(ROW_ADDED, table, period, where, named, new=told)
    else:
        yield Difference(ROW_REMOVED, table, period, where, named, old=told)
