"""What differs between two states of the tables, as tables of cases and for any edits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.form import FORM
from schemas.frames import arrow_schema
from schemas.table import Column, ColumnType, Table
from schemas.tables import public_tables
from tests.releases import public_rows
from transforms.difference import Difference, differences, renamed

TABLES = public_tables(FORM)
ROWS = public_rows(TABLES)
PERIOD = "2026-10"
Row = dict[str, Any]


def with_rows(name: str, rows: list[Row]) -> dict[str, pa.Table]:
    return ROWS | {name: pa.Table.from_pylist(rows, schema=arrow_schema(TABLES[name]))}


def rows_of(name: str) -> list[Row]:
    return [dict(row) for row in ROWS[name].to_pylist()]


def found(new: dict[str, pa.Table]) -> list[Difference]:
    return differences(ROWS, new, TABLES, [PERIOD])


def test_the_same_tables_do_not_differ_in_whatever_order() -> None:
    shuffled = {name: rows.take(list(range(rows.num_rows))[::-1]) for name, rows in ROWS.items()}
    assert found(shuffled) == []


def other(column: Column, value: object) -> object:
    """Another value that the column may hold."""
    if column.codes is not None:
        return next(code for code in column.codes.values if code != value)
    if column.type is ColumnType.STRING:
        return f"{value}x"
    if column.type is ColumnType.BOOLEAN:
        return not value
    return None if value is not None else 1


WITH_VALUES = [n for n, t in TABLES.items() if set(t.names) > set(t.key) and n != "problems"]


@pytest.mark.parametrize("name", WITH_VALUES)
def test_one_value_changed_in_any_table_is_one_difference(name: str) -> None:
    rows, table = rows_of(name), TABLES[name]
    for column in (table[n] for n in table.names if n not in table.key):
        changed = [dict(row) for row in rows]
        changed[1][column.name] = other(column, rows[1][column.name])
        new = {name: pa.Table.from_pylist(changed, schema=_loose(table))}
        differ = differences({name: ROWS[name].cast(_loose(table))}, new, TABLES, [PERIOD])
        assert [(d.change, d.column) for d in differ] == [("value_changed", column.name)]
        assert dict(differ[0].row) == {key: str(rows[1][key]) for key in table.key}
        assert differ[0].old != differ[0].new


def _loose(table: Table) -> pa.Schema:
    """The schema of a table in which every value may be empty."""
    return pa.schema([field.with_nullable(True) for field in arrow_schema(table)])


def test_a_finding_that_is_mended_is_one_difference() -> None:
    rows = [rows_of("problems")[0] | {"state": "open"}]
    open_, mended = (with_rows("problems", [rows[0] | {"state": s}]) for s in ("open", "mended"))
    differ = differences(open_, mended, TABLES, [PERIOD])
    assert [(d.column, d.old, d.new) for d in differ] == [("state", "open", "mended")]


@pytest.mark.parametrize("name", list(TABLES))
def test_a_row_taken_away_is_one_difference_and_one_added_too(name: str) -> None:
    rows = rows_of(name)
    if name == "problems":
        rows = [row | {"problem_no": n} for n, row in enumerate(rows[1:], start=1)]
    else:
        rows = rows[1:]
    fewer = with_rows(name, rows)
    assert [d.change for d in found(fewer)] == ["row_removed"]
    back = differences(fewer, ROWS, TABLES, [PERIOD])
    assert [d.change for d in back] == ["row_added"]
    assert back[0].row == found(fewer)[0].row
    assert back[0].new == found(fewer)[0].old


def test_findings_are_the_same_whatever_their_number() -> None:
    rows = rows_of("problems")
    numbered = [row | {"problem_no": len(rows) - n} for n, row in enumerate(rows)]
    assert found(with_rows("problems", numbered)) == []


def test_months_that_are_not_asked_for_are_not_compared() -> None:
    rows = rows_of("families")
    rows[0]["count"] = 1 if rows[0]["count"] != 1 else 2
    changed = with_rows("families", rows)
    assert differences(ROWS, changed, TABLES, ["2026-09"]) == []
    assert len(differences(ROWS, changed, TABLES, ["2026-09", PERIOD])) == 1


def test_a_table_or_column_of_one_side_alone_is_not_compared() -> None:
    fewer = dict(ROWS)
    del fewer["families"]
    fewer["population"] = fewer["population"].drop_columns(["people"])
    assert found(fewer) == []


def test_values_are_compared_as_the_csv_writes_them() -> None:
    rows = rows_of("villages")
    rows[0]["latitude"] = -5.5
    differ = found(with_rows("villages", rows))
    assert [(d.where, d.period, d.new) for d in differ] == [(rows[0]["village_code"], "", "-5.5")]


def test_an_earlier_table_is_read_under_the_names_of_today() -> None:
    table = TABLES["families"]
    column = replace(table["count"], name="number", formerly=("count",))
    alias = replace(table["count"], alias_of="number")
    today = table.with_columns(
        (*(column if c.name == "count" else c for c in table.columns), alias)
    )
    names = renamed(ROWS, {"families": today})["families"].column_names
    assert "number" in names
    assert "count" not in names


EDITS = st.dictionaries(
    st.integers(0, ROWS["families"].num_rows - 1), st.integers(0, 99), max_size=6
)


@given(edits=EDITS)
def test_the_differences_are_exactly_the_edits(edits: dict[int, int]) -> None:
    rows = rows_of("families")
    wanted = set()
    for place, value in edits.items():
        old = rows[place]["count"]
        rows[place]["count"] = value
        if value != old:
            key = tuple((name, rows[place][name]) for name in TABLES["families"].key)
            wanted.add((key, "" if old is None else str(old), str(value)))
    differ = found(with_rows("families", rows))
    assert {(d.row, d.old, d.new) for d in differ} == wanted
    assert len(differ) == len(wanted)
