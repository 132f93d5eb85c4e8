"""A made-up history for measuring: full grids and usual lists, from the declarations and a seed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate, repeat

import numpy as np
import pandas as pd
import pyarrow as pa

from schemas.form import FORM
from schemas.frames import arrow_schema
from schemas.house_tables import VILLAGES
from schemas.months import previous
from schemas.register import REGENCY_CODE, districts, villages
from schemas.table import Column, ColumnType, Table, status_of
from schemas.tables import release_tables

LAST = "2026-10"
SEED = 1
EMPTY = 0.1
"""The share of the answers that are missing."""

KEPT = {"activity_targets": 0.3, "activity_partners": 0.3}
"""The share of the possible rows that a list of choices has."""

LENGTHS = {"activity_no": 4, "problem_no": 1_200, "change_no": 5_000, "number": 2_000}
"""How many rows a list has: a village and month, a month, a release."""

REVISED = 0.1
"""The share of the indicators that were published twice."""

WIDEST = 130
"""How far the numbers lie apart."""

Rows = dict[str, pa.Table]
Keys = dict[str, np.ndarray]


def months(number: int) -> list[str]:
    """That many months up to the last one, oldest first."""
    return list(accumulate(repeat(LAST, number), lambda period, _: previous(period)))[::-1]


def history(periods: list[str]) -> Rows:
    """Rows of every declared table for these months; the same seed gives the same rows."""
    random = np.random.default_rng(SEED)
    return {
        name: _register(table) if name == VILLAGES.name else _rows(table, periods, random)
        for name, table in release_tables(FORM).items()
    }


def _register(table: Table) -> pa.Table:
    rows = [
        {
            "village_code": v.code,
            "bps_code": v.bps_code,
            "village": v.name,
            "type": v.type,
            "district_code": v.district_code,
            "district": v.district,
            "latitude": v.latitude,
            "longitude": v.longitude,
        }
        for v in villages().values()
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(table))


def _rows(table: Table, periods: list[str], random: np.random.Generator) -> pa.Table:
    columns = _keys(table, periods, random)
    count = len(next(iter(columns.values())))
    for column in table.columns:
        if column.name not in columns:
            columns[column.name] = _values(column, count, random)
    for measure in table.measures:
        none = pd.isna(columns[measure])
        columns[status_of(measure)] = np.where(none, "O", "A").astype(object)
    return pa.table(
        [
            pa.array(columns[name], arrow_schema(table).field(name).type, from_pandas=True)
            for name in table.names
        ],
        schema=arrow_schema(table),
    )


def _keys(table: Table, periods: list[str], random: np.random.Generator) -> Keys:
    """Every combination of the keys, but for lists of choices and second revisions."""
    names = [name for name in table.key if name != "area_level"]
    domains = [_domain(table[name], periods, table) for name in names]
    grid = np.meshgrid(*(np.arange(len(domain)) for domain in domains), indexing="ij")
    chosen = [axis.ravel() for axis in grid]
    keep = random.random(len(chosen[0])) < KEPT.get(table.name, 1)
    if table.name == "revisions":
        keep &= (chosen[-1] == 0) | (random.random(len(chosen[-1])) < REVISED)
    found = {
        name: np.array(domain, object)[axis[keep]]
        for name, domain, axis in zip(names, domains, chosen, strict=True)
    }
    if "area_level" in table.key:
        levels = {5: "regency", 8: "district"}
        found["area_level"] = np.array(
            [levels.get(len(code), "village") for code in found["area_code"]], object
        )
    return found


def _domain(column: Column, periods: list[str], table: Table) -> list[object]:
    if column.name == "village_code":
        return list(villages())
    if column.name == "area_code":
        return [REGENCY_CODE, *districts(), *(() if table.protected else villages())]
    if column.name == "period":
        return list(periods)
    if column.name == "revision":
        return [0, 1] if table.name == "revisions" else [1]
    if column.type is ColumnType.INTEGER:
        return list(range(1, LENGTHS[column.name] + 1))
    return list(column.codes.values) if column.codes else [column.example]


def _values(column: Column, count: int, random: np.random.Generator) -> np.ndarray:
    values = _filled(column, count, random)
    if column.nullable:
        values[random.random(count) < EMPTY] = None
    return values


def _filled(column: Column, count: int, random: np.random.Generator) -> np.ndarray:
    if column.references is not None:
        return np.array(list(villages()), object)[random.integers(0, len(villages()), count)]
    if column.codes is not None:
        codes = np.array([str(code.code) for code in column.codes.codes], object)
        return codes[random.integers(0, len(codes), count)]
    if column.name == "sha256":
        return np.array([random.bytes(32).hex() for _ in range(count)], object)
    low = int(column.minimum or 0)
    high = int(min(column.maximum or WIDEST, low + WIDEST))
    made: dict[ColumnType, Callable[[], object]] = {
        ColumnType.INTEGER: lambda: random.integers(low, high, count, endpoint=True),
        ColumnType.NUMBER: lambda: random.integers(10 * low, 10 * high, count, endpoint=True) / 10,
        ColumnType.DATE: lambda: [
            date(2026, 1, 1) + timedelta(int(day)) for day in random.integers(0, 300, count)
        ],
        ColumnType.BOOLEAN: lambda: random.random(count) < 0.5,
        ColumnType.STRING: lambda: [column.example] * count,
    }
    return np.array(made[column.type](), object)
