"""Figures on health of a month stay as they were first published, whatever comes later.

Two releases of one month that differ by one village's report would give that village's
figures away by subtraction. So the protected tables of a month, and the indicators that are
computed from them, are taken from the release that first published the month; what comes
later is counted in the open tables alone. (Disclosure control over all releases at once can
do better; until then this is what cannot leak.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from schemas.columns import PERIOD
from schemas.frames import arrow_schema
from schemas.result_tables import INDICATORS
from schemas.table import Table, status_of
from schemas.tables import villages_column
from transforms.areas import VILLAGE
from transforms.protect import PROTECTED_INDICATORS

Tables = Mapping[str, pa.Table]
Row = dict[str, object]


def as_first_published(
    fresh: Tables, published: Tables, declared: Mapping[str, Table], periods: Iterable[str]
) -> dict[str, pa.Table]:
    """The fresh tables with the protected figures of these months as they were published.

    Rows and columns are the fresh ones: a figure that the published table does not have is
    suppressed (status Q).
    """
    months = pa.array(sorted(periods), pa.string())
    return {
        name: _kept(rows, published[name], declared[name], months)
        if name in published and _is_guarded(declared[name])
        else rows
        for name, rows in fresh.items()
    }


def guarded_tables(declared: Mapping[str, Table]) -> set[str]:
    """The tables that hold protected figures."""
    return {name for name, table in declared.items() if _is_guarded(table)}


def _is_guarded(table: Table) -> bool:
    return table.protected or table.name == INDICATORS.name


def _kept(fresh: pa.Table, published: pa.Table, table: Table, months: pa.Array) -> pa.Table:
    guarded = _guarded_rows(fresh, table, months)
    kept = _guarded_rows(published, table, months)
    then, now = published.filter(kept), fresh.filter(guarded)
    if not now.num_rows or _same_rows(then, now, table):
        replacing = then.select(fresh.column_names).cast(fresh.schema) if now.num_rows else now
    else:
        replacing = _aligned(now, then, table)
    return pa.concat_tables([fresh.filter(pc.invert(guarded)), replacing]).combine_chunks()


def _guarded_rows(rows: pa.Table, table: Table, months: pa.Array) -> pa.Array:
    asked = pc.is_in(rows[PERIOD.name], value_set=months)
    if table.protected:
        return asked
    health = pc.is_in(rows["indicator"], value_set=pa.array(sorted(PROTECTED_INDICATORS)))
    return pc.and_(pc.and_(asked, health), pc.not_equal(rows["area_level"], VILLAGE))


def _same_rows(then: pa.Table, now: pa.Table, table: Table) -> bool:
    """Whether both have the same columns and the same keys."""
    if not set(now.column_names) <= set(then.column_names):
        return False
    keys, order = list(table.key), [(name, "ascending") for name in table.key]
    return bool(then.select(keys).sort_by(order).equals(now.select(keys).sort_by(order)))


def _aligned(now: pa.Table, then: pa.Table, table: Table) -> pa.Table:
    """The rows of `now` with what `then` published of them, suppressed where it has nothing."""
    known = {tuple(row[name] for name in table.key): row for row in then.to_pylist()}
    rows = [
        _row(row, known.get(tuple(row[name] for name in table.key), {}), table)
        for row in now.to_pylist()
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(table))


def _row(fresh: Row, published: Row, table: Table) -> Row:
    row = {name: published.get(name, fresh[name]) for name in fresh}
    for measure in table.measures:
        if measure not in published:
            row[measure], row[status_of(measure)] = None, "Q"
            if villages_column(measure) in row:
                row[villages_column(measure)] = 0
    if INDICATORS.name == table.name and not published:
        row |= {"numerator": None, "denominator": None, "villages_reported": 0}
    return row
