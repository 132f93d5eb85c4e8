"""Renamed columns under their old names: copies that a release still writes beside the new."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from schemas.frames import arrow_schema
from schemas.table import Table


def fill_aliases(
    tables: Mapping[str, pa.Table], declared: Mapping[str, Table]
) -> dict[str, pa.Table]:
    """The tables with the aliases of `declared` (schemas.schema_aliases.with_aliases) filled.

    An alias holds the values of the column it repeats. KeyError when a declared table or
    one of its own columns is missing; tables that are not declared stay as they are.
    """
    return dict(tables) | {name: _filled(tables[name], table) for name, table in declared.items()}


def _filled(given: pa.Table, table: Table) -> pa.Table:
    if all(column.alias_of is None for column in table.columns):
        return given
    values = [given[column.alias_of or column.name] for column in table.columns]
    return pa.Table.from_arrays(values, schema=arrow_schema(table))
