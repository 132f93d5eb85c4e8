"""Rows of published tables by village or area: each table is read once, not once a village."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.months import preceding

MONTHS_SHOWN = 12
"""How many of the last months the pages show."""

Row = tuple[Any, ...]


def shown_months(periods: Sequence[str], period: str) -> tuple[str, ...]:
    """The months that pages show, oldest first: the last of those that a release holds.

    A month of which nobody reported has no rows, and stands between the others all the same.
    """
    first, last = min(periods, default=period), max(periods, default=period)
    earlier = [month for month in preceding(last, MONTHS_SHOWN - 1) if month >= first]
    return (*reversed(earlier), last)


def matching(rows: pa.Table, **wanted: Collection[str]) -> pa.Table:
    """The rows whose columns have one of the wanted values."""
    found = None
    for name, values in wanted.items():
        mask = pc.is_in(rows[name], value_set=pa.array(list(values), pa.string()))
        found = mask if found is None else pc.and_(found, mask)
    return rows if found is None else rows.filter(found)


def rows_by(rows: pa.Table, by: str, columns: Sequence[str]) -> dict[str, list[Row]]:
    """The values of some columns of each row, by the value of another column."""
    found: dict[str, list[Row]] = {}
    values = (rows[name].to_pylist() for name in columns)
    for key, *row in zip(rows[by].to_pylist(), *values, strict=True):
        found.setdefault(key, []).append(tuple(row))
    return found


Value = tuple[float | None, str]
"""A published value with its status."""

MISSING: Value = (None, "O")


@dataclass(frozen=True, slots=True)
class ByMonth:
    """The values of a table by area, measure and month; what is not there is missing."""

    periods: tuple[str, ...]
    values: Mapping[tuple[str, str, str], Value]

    def of(self, area: str, measure: str) -> tuple[Value, ...]:
        """The values of an area and a measure, a month each."""
        return tuple(self.values.get((area, measure, p), MISSING) for p in self.periods)

    def last(self, area: str, measure: str) -> Value:
        """The value of the newest month."""
        return self.values.get((area, measure, self.periods[-1]), MISSING)


def by_month(
    rows: pa.Table, measure: str, periods: Sequence[str], areas: Collection[str]
) -> ByMonth:
    """The values of these areas in these months; `measure` is the column that names what."""
    rows = matching(rows, area_code=areas, period=periods)
    keys = (rows[name].to_pylist() for name in ("area_code", measure, "period"))
    told = (rows[name].to_pylist() for name in ("value", "value_status"))
    values = dict(zip(zip(*keys, strict=True), zip(*told, strict=True), strict=True))
    return ByMonth(tuple(periods), values)


def numbers(values: Sequence[Value]) -> tuple[float | None, ...]:
    """The values without their status."""
    return tuple(value for value, _ in values)
