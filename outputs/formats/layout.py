"""How a table lies on a sheet: as it is, or wide with one column for each code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

import pyarrow as pa

from outputs.formats.headings import headings
from outputs.formats.places import Places
from outputs.formats.sheet import SheetColumn
from outputs.formats.texts import WIDE_GRAIN
from schemas.field import CodeList, Text
from schemas.house_codes import AREA_LEVEL
from schemas.table import Column, ColumnType, Table, status_of


def sheet_columns(table: Table, rows: pa.Table, places: Places) -> list[SheetColumn]:
    """The columns of the table's sheet; `rows` are sorted by the table's key."""
    return _Wide(table, rows).columns(places) if is_wide(table) else _long(table, rows, places)


def is_wide(table: Table) -> bool:
    """Whether the codes of a table's key become columns.

    They do where a row holds a value that is always there, so that a row that is missing
    differs from one that is empty; a table whose key holds a number is a list.
    """
    numbered = any(table[name].type is ColumnType.INTEGER for name in table.key)
    filled = any(not column.key and not column.nullable for column in table.columns)
    return bool(spread(table)) and filled and not numbered


def grain(table: Table) -> Text:
    """What a row of the table's sheet is."""
    if not is_wide(table):
        return table.grain
    kept = [table[name].label for name in table.key if name not in spread(table)]
    codes = [table[name].label for name in spread(table)]
    return Text(
        WIDE_GRAIN.id.format(kept=_times(t.id for t in kept), spread=_times(t.id for t in codes)),
        WIDE_GRAIN.en.format(kept=_times(t.en for t in kept), spread=_times(t.en for t in codes)),
    )


def _times(labels: Iterable[str]) -> str:
    return " × ".join(label[0].lower() + label[1:] for label in labels)


def spread(table: Table) -> dict[str, CodeList]:
    """The key columns whose codes stand side by side; an area's level stays with its code."""
    return {
        column.name: column.codes
        for column in table.columns
        if column.key and column.codes and column.codes.name != AREA_LEVEL.name
    }


def shown(table: Table) -> list[str]:
    """The value columns that are in sight: the measures, or all where there are none."""
    return list(table.measures) or _values(table)


def folded(table: Table) -> list[str]:
    """The other value columns, the statuses last."""
    statuses = [status_of(measure) for measure in table.measures]
    return [name for name in _values(table) if name not in {*shown(table), *statuses}] + statuses


def _values(table: Table) -> list[str]:
    return [column.name for column in table.columns if not column.key]


def _long(table: Table, rows: pa.Table, places: Places) -> list[SheetColumn]:
    found: list[SheetColumn] = []
    labels = headings(table)
    for column in table.columns:
        values, label = rows[column.name].to_pylist(), labels[column.name]
        found.append(SheetColumn.of(column, values, label))
        found += places.beside(table, column, values)
    return found


class _Wide:
    """The rows of a table gathered to lines: the line and the combination of each row."""

    def __init__(self, table: Table, rows: pa.Table) -> None:
        self.table, self.rows, self.spread = table, rows, spread(table)
        self.labels = headings(table)
        self.kept = [c for c in table.columns if c.key and c.name not in self.spread]
        lines: dict[tuple[object, ...], int] = {}
        self.line = [lines.setdefault(key, len(lines)) for key in self._tuples(self.kept)]
        self.lines = list(lines)
        self.combination = list(self._tuples([table[name] for name in self.spread]))

    def columns(self, places: Places) -> list[SheetColumn]:
        """The kept keys, then the values in sight, then the folded ones."""
        return [
            *self._keys(places),
            *(column for name in shown(self.table) for column in self._cells(name, detail=False)),
            *(column for name in folded(self.table) for column in self._cells(name, detail=True)),
        ]

    def _tuples(self, columns: list[Column]) -> Iterator[tuple[object, ...]]:
        return zip(*(self.rows[column.name].to_pylist() for column in columns), strict=True)

    def _keys(self, places: Places) -> Iterator[SheetColumn]:
        for number, column in enumerate(self.kept):
            values, label = [line[number] for line in self.lines], self.labels[column.name]
            yield SheetColumn.of(column, values, label)
            yield from places.beside(self.table, column, values)

    def _cells(self, name: str, *, detail: bool) -> Iterator[SheetColumn]:
        """One column for each combination of codes; KeyError for a code that no list has."""
        column = self.table[name]
        alone = not detail and len(shown(self.table)) == 1
        for codes, values in self._scattered(name).items():
            labels = [self.spread[key][code].label.id for key, code in self._named(codes)]
            yield SheetColumn(
                name=".".join((name, *codes)),
                label=" · ".join(labels if alone else [self.labels[name], *labels]),
                type=column.type,
                values=values,
                detail=detail,
            )

    def _named(self, codes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        return zip(self.spread, codes, strict=True)

    def _scattered(self, name: str) -> dict[tuple[str, ...], list[object]]:
        domains = (codes.values for codes in self.spread.values())
        found: dict[tuple[object, ...], list[object]] = {
            codes: [None] * len(self.lines) for codes in product(*domains)
        }
        values = self.rows[name].to_pylist()
        for line, codes, value in zip(self.line, self.combination, values, strict=True):
            found[codes][line] = value
        return found  # type: ignore[return-value]
