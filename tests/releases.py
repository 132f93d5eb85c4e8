"""A small release for tests: a few rows for every public table, made from its declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import product

import pyarrow as pa

from schemas.form import FORM
from schemas.frames import arrow_schema
from schemas.register import REGENCY_CODE, Village, villages
from schemas.release import ReleaseFacts
from schemas.table import Column, ColumnType, Table, status_of
from schemas.tables import release_tables

PERIOD = "2026-10"
AREAS = (("district", "18.04.04"), ("regency", REGENCY_CODE))
EMPTY_EVERY = 7
"""Every seventh row of a table has no values."""

FACTS = ReleaseFacts(
    version="2026.10.0-CONTOH",
    period=PERIOD,
    is_sample=True,
    issued="2026-11-10",
    villages_expected=136,
    villages_reported=102,
    villages_late=34,
    problems={"blocking": 12, "confirm": 30, "note": 1204},
    lineage=("2026.08.0-CONTOH", "2026.09.0-CONTOH"),
    periods=("2026-09", PERIOD),
    changes={"late_report": 3, "correction": 1},
    inputs={"2026-09": ("1" * 64,), PERIOD: ("0" * 64, "f" * 64)},
    code_version="0.1.0",
    code_digest="c" * 64,
    libraries={"pyarrow": pa.__version__},
)
REAL_FACTS = replace(
    FACTS, version="2026.10.0", is_sample=False, lineage=("2026.08.0", "2026.09.0")
)


def declared() -> dict[str, Table]:
    return release_tables(FORM)


def public_rows(tables: dict[str, Table] | None = None) -> dict[str, pa.Table]:
    """Rows that keep every declaration: types, codes, limits, keys, references, statuses."""
    tables = declared() if tables is None else tables
    return {name: _rows(table) for name, table in tables.items()}


def for_areas(rows: pa.Table, codes: Iterable[str], **columns: list[object]) -> pa.Table:
    """The rows of the first area once for each of these; the columns go round these values."""
    known = [row for row in rows.to_pylist() if row["area_code"] == rows["area_code"][0].as_py()]
    levels = {5: "regency", 8: "district", 13: "village"}
    made = [
        row | {"area_code": code, "area_level": levels[len(code)]}
        for code in codes
        for row in known
    ]
    for name, values in columns.items():
        made = [row | {name: values[number % len(values)]} for number, row in enumerate(made)]
    return pa.Table.from_pylist(made, schema=rows.schema)


def for_months(rows: pa.Table, months: Iterable[str]) -> pa.Table:
    """The rows once for each month."""
    known = rows.to_pylist()
    made = [row | {"period": month} for month in months for row in known]
    return pa.Table.from_pylist(made, schema=rows.schema)


def _rows(table: Table) -> pa.Table:
    if table.name == "villages":
        rows = [_village_row(village, table) for village in villages().values()]
    else:
        rows = [_row(table, keys, number) for number, keys in enumerate(_keys(table), 1)]
    return pa.Table.from_pylist(rows, schema=arrow_schema(table))


def _village_row(village: Village, table: Table) -> dict[str, object]:
    row = {
        "village_code": village.code,
        "bps_code": village.bps_code,
        "village": village.name,
        "type": village.type,
        "district_code": village.district_code,
        "district": village.district,
        "latitude": village.latitude,
        "longitude": village.longitude,
    }
    return {name: row[name] for name in table.names}


def _keys(table: Table) -> Iterable[dict[str, object]]:
    names = [name for name in table.key if name not in {"area_level", "area_code"}]
    every_village = table.name in {"submissions", "sections"}
    domains = [_domain(table[name], every_village=every_village) for name in names]
    areas = AREAS if "area_code" in table.key else ((None, None),)
    for (level, code), values in product(areas, product(*domains)):
        area = {} if code is None else {"area_level": level, "area_code": code}
        yield area | dict(zip(names, values, strict=True))


def _domain(column: Column, *, every_village: bool) -> list[object]:
    if column.name == "village_code":
        codes = list(villages())
        return list(codes[::4] if every_village else codes[:3])
    if column.name in {"problem_no", "change_no", "number"}:
        return list(range(1, 20))
    if column.codes is not None:
        return list(column.codes.values)
    return [_parsed(column)]


def _row(table: Table, keys: dict[str, object], number: int) -> dict[str, object]:
    row = dict(keys)
    empty = number % EMPTY_EVERY == 0
    for column in table.columns:
        if column.name not in row:
            row[column.name] = None if empty and column.nullable else _value(column, number)
    for measure in table.measures:
        row[status_of(measure)] = "O" if row[measure] is None else "A"
    return row


def _value(column: Column, number: int) -> object:
    if column.codes is not None:
        return column.codes.values[number % len(column.codes.codes)]
    return _parsed(column)


def _parsed(column: Column) -> object:
    readers: dict[ColumnType, Callable[[str], object]] = {
        ColumnType.STRING: str,
        ColumnType.INTEGER: int,
        ColumnType.NUMBER: float,
        ColumnType.DATE: date.fromisoformat,
        ColumnType.BOOLEAN: lambda text: text == "true",
    }
    return readers[column.type](column.example)
