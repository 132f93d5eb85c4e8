"""How many rows a table may have: a rule of its declaration, its villages and its months."""

from __future__ import annotations

from math import prod

from schemas.columns import AREA_CODE, AREA_LEVEL_COLUMN, PERIOD, VILLAGE_CODE
from schemas.form import FORM
from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.protected_cells import cells_at, measures_of
from schemas.protection import BY_AREA
from schemas.register import districts, villages
from schemas.section import Log
from schemas.table import Table

Bounds = tuple[int, int | None]

_PLACE = (VILLAGE_CODE.name, AREA_LEVEL_COLUMN.name, AREA_CODE.name, PERIOD.name)


def row_bounds(table: Table, months: int) -> Bounds:
    """The fewest and the most rows of a table that holds so many months; None is no limit.

    A table with a row for every village (or area), month and code has exactly those; the
    register is whole; only what may truly not have happened may be empty.
    """
    if table.name == "villages":
        return len(villages()), len(villages())
    if table.name in may_be_empty():
        return 0, None
    per_month = grid_rows(table)
    return (1, None) if per_month is None else (months * per_month, months * per_month)


def grid_rows(table: Table) -> int | None:
    """The rows of one month of a table that has every village or area; None for others."""
    coded = [table[name].codes for name in table.key if name not in _PLACE]
    by_place = {VILLAGE_CODE.name, AREA_CODE.name} & set(table.key) and PERIOD.name in table.key
    if not by_place or not all(coded) or table.name in may_be_empty() | _RECORDS:
        return None
    by_code = prod(len(codes.values) for codes in coded if codes is not None)
    if VILLAGE_CODE.name in table.key:
        return len(villages()) * by_code
    if table.name not in BY_AREA:
        return sum(areas().values()) * by_code
    return sum(number * _codes_at(table.name, level) for level, number in areas().items())


_RECORDS = frozenset({"submissions", "revisions"})
"""Tables with a row for what came, not for what was expected."""


def areas() -> dict[str, int]:
    """How many areas of each level there are."""
    return {VILLAGE: len(villages()), DISTRICT: len(districts()), REGENCY: 1}


def _codes_at(table: str, level: str) -> int:
    cells = {cell.code for m in measures_of(table) for cell in cells_at(table, m, level)}
    return len(cells)


def may_be_empty() -> frozenset[str]:
    """The tables of what may truly not have happened."""
    logs = [block for block in FORM.blocks.values() if isinstance(block, Log)]
    events = {table for log in logs for table in (log.table, *dict(log.tables).values())}
    return frozenset(events | {"problems", "decisions", "changes", "privacy_audit"})
