"""The numbers of one village and month as published, laid out by subject."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from outputs.site.cells import NORMAL, NOT_REPORTED, PARTLY, told_cell
from outputs.site.lookup import Row, matching, rows_by
from schemas.columns import AREA_CODE, PERIOD, VILLAGE_CODE
from schemas.field import CodeList, Text
from schemas.table import Column, ColumnType, Table, status_of

SUBJECTS = (
    "population",
    "population_change",
    "families",
    "civil_registration",
    "contraception",
    "non_use",
    "child_nutrition",
    "activity_groups",
)
"""The tables of counts, in the order in which a village's page shows them."""

SUMMED = "population"
"""The table whose columns add up to something that people ask for."""

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The numbers of one table: a head and rows of cells, each row with its name.

    `total` is the sums of the columns, each awaiting confirmation where a part is; it is empty
    where there are none, and Q in a column of which a part alone was reported.
    """

    table: Table
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, Cells], ...]
    total: Cells = ()


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a table is laid out: a row a code of `rows`, a column a measure or a code of `across`."""

    table: Table
    rows: Column
    across: Column | None
    measures: tuple[Column, ...]

    @property
    def area(self) -> str:
        return (AREA_CODE if self.table.protected else VILLAGE_CODE).name

    @property
    def columns(self) -> list[str]:
        keys = [self.rows.name, *([self.across.name] if self.across else [])]
        pairs = ((measure.name, status_of(measure.name)) for measure in self.measures)
        return [*keys, *(name for pair in pairs for name in pair)]


def subjects(
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    period: str,
    villages: Collection[str],
) -> dict[str, tuple[Subject, ...]]:
    """The numbers of these villages in a month, by village."""
    found: dict[str, list[Subject]] = {village: [] for village in villages}
    for layout in (_layout(declared[name]) for name in SUBJECTS if name in declared):
        of = {layout.area: villages, PERIOD.name: (period,)}
        known = rows_by(matching(tables[layout.table.name], **of), layout.area, layout.columns)
        for village in villages:
            if village in known:
                found[village].append(_subject(layout, known[village]))
    return {village: tuple(told) for village, told in found.items()}


def _layout(table: Table) -> _Layout:
    keys = [c for c in table.columns if c.key and c.codes and c.name != "area_level"]
    measures = tuple(
        table[name]
        for name in table.measures
        if table[name].type is ColumnType.INTEGER and table[name].alias_of is None
    )
    rows, *across = keys
    return _Layout(table, rows, across[0] if across else None, measures)


def _subject(layout: _Layout, known: Sequence[Row]) -> Subject:
    if layout.across is None:
        return _by_measure(layout, known)
    across = _codes(layout.across)
    cells = {(row, column): (value, status) for row, column, value, status in known}
    rows = tuple(
        (code.label, tuple(told_cell(*cells[code.code, name]) for name in across.values))
        for code in _codes(layout.rows).codes
        if all((code.code, name) in cells for name in across.values)
    )
    total: Cells = ()
    if layout.table.name == SUMMED:
        total = tuple(_sums(cells, across.values))
    head = tuple(code.label for code in across.codes)
    return Subject(table=layout.table, head=head, rows=rows, total=total)


def _by_measure(layout: _Layout, known: Sequence[Row]) -> Subject:
    """One row a code; where a village's table merges codes, only those that it has."""
    cells = {row: tuple(_told(values)) for row, *values in known}
    rows = tuple(
        (code.label, cells[code.code]) for code in _codes(layout.rows).codes if code.code in cells
    )
    head = tuple(measure.label for measure in layout.measures)
    return Subject(table=layout.table, head=head, rows=rows)


def _told(values: Sequence[object]) -> Iterator[str]:
    for value, status in zip(values[::2], values[1::2], strict=True):
        yield told_cell(value if isinstance(value, int) else None, str(status))


def _sums(
    cells: Mapping[tuple[str, str], tuple[int | None, str]], columns: Sequence[str]
) -> Iterator[str]:
    for name in columns:
        parts = [part for (_, column), part in cells.items() if column == name]
        yield told_sum(parts)


def told_sum(parts: Sequence[tuple[int | None, str]]) -> str:
    """The sum of parts, marked where one is; where some are missing the status that says so."""
    known = [value for value, _ in parts if value is not None]
    statuses = [status for _, status in parts]
    if len(known) == len(parts):
        return told_cell(sum(known), next((s for s in statuses if s != NORMAL), NORMAL))
    if known or PARTLY in statuses:
        return PARTLY
    return NOT_REPORTED if NOT_REPORTED in statuses else statuses[0]


def _codes(column: Column) -> CodeList:
    if column.codes is None:
        raise ValueError(f"column {column.name} has no code list")
    return column.codes
