"""The tables of a release as Parquet and CSV, the same bytes for the same rows."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from pyarrow import parquet

from outputs.canonical import FileFacts, csv_bytes, write_bytes
from schemas.frames import arrow_schema
from schemas.personal import masked
from schemas.spoken import FORMULA_START, PLAIN_NUMBER, SpokenError
from schemas.table import ColumnType, Table

FOLDER = "tables"
ROW_GROUP = 65_536
"""Rows of a Parquet row group; another number would give other bytes."""

ZSTD_LEVEL = 9


class UnsafeTextError(SpokenError):
    """A text of a public table would be run as a formula by a spreadsheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFacts:
    """A written table: its rows and its two files."""

    name: str
    rows: int
    parquet: FileFacts
    csv: FileFacts


def write_tables(
    directory: Path, tables: Mapping[str, pa.Table], declared: Mapping[str, Table]
) -> dict[str, TableFacts]:
    """Write tables/<name>.parquet and .csv for every declared table.

    KeyError when a table is missing, TypeError when its columns or types are not the
    declared ones, UnsafeTextError when a text begins like a formula and is no plain number.
    """
    return {name: _write(directory, tables[name], table) for name, table in declared.items()}


def _write(directory: Path, given: pa.Table, table: Table) -> TableFacts:
    if not given.schema.equals(arrow_schema(table)):
        raise TypeError(f"table {table.name} has {given.schema}, declared {arrow_schema(table)}")
    _refuse_formulas(given, table)
    rows = in_order(given, table)
    return TableFacts(
        name=table.name,
        rows=rows.num_rows,
        parquet=write_bytes(directory, f"{FOLDER}/{table.name}.parquet", parquet_bytes(rows)),
        csv=write_bytes(directory, f"{FOLDER}/{table.name}.csv", table_csv(rows)),
    )


def in_order(rows: pa.Table, table: Table) -> pa.Table:
    """The rows sorted by the table's key, in one chunk."""
    return rows.sort_by([(name, "ascending") for name in table.key]).combine_chunks()


def _refuse_formulas(rows: pa.Table, table: Table) -> None:
    for column in table.columns:
        if column.type is not ColumnType.STRING or column.codes or column.pattern:
            continue
        texts = rows[column.name]
        starts = pc.match_substring_regex(texts, FORMULA_START)
        number = pc.match_substring_regex(texts, PLAIN_NUMBER)
        unsafe = texts.filter(pc.and_not(starts, number))
        if len(unsafe):
            raise UnsafeTextError(
                f"table {table.name}, column {column.name}: {masked(unsafe[0].as_py())!r} begins "
                f"like a formula, and a spreadsheet would run it (texts like that: {len(unsafe)}). "
                "Nothing was published: correct the text where it is declared, or leave out the "
                "file it came from with `rumahdata exclude`, and run again"
            )


def parquet_bytes(rows: pa.Table) -> bytes:
    """The rows as Parquet: zstd, no schema of the writing library, no metadata."""
    sink = io.BytesIO()
    parquet.write_table(
        rows,
        sink,
        compression="zstd",
        compression_level=ZSTD_LEVEL,
        row_group_size=ROW_GROUP,
        store_schema=False,
    )
    return sink.getvalue()


def table_csv(rows: pa.Table) -> bytes:
    """The rows as canonical CSV: ISO dates, decimal point, true and false, empty is missing."""
    sink = io.BytesIO()
    options = arrow_csv.WriteOptions(quoting_style="none", quoting_header="none", eol="\r\n")
    try:
        arrow_csv.write_csv(rows, sink, options)
    except pa.ArrowInvalid:  # a text holds a comma, a quote or a line end
        return _quoted_csv(rows)
    return sink.getvalue()


def _quoted_csv(rows: pa.Table) -> bytes:
    columns = [pc.fill_null(column.cast(pa.string()), "").to_pylist() for column in rows.columns]
    return csv_bytes(rows.column_names, zip(*columns, strict=True))
