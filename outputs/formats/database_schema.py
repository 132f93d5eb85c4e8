"""The tables of the database as SQL, derived from the declarations: types, keys, limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outputs.dictionary import number
from schemas.field import CodeList
from schemas.frames import EMPTY_STATUSES
from schemas.table import Column, ColumnType, Table, status_of

TYPES = {
    ColumnType.STRING: "TEXT",
    ColumnType.INTEGER: "INTEGER",
    ColumnType.NUMBER: "REAL",
    ColumnType.DATE: "TEXT",
    ColumnType.BOOLEAN: "INTEGER",
}
CODE_COLUMNS = ("code", "position", "label_id", "label_en")
STRICT = "STRICT, WITHOUT ROWID"


def create_table(table: Table, declared: Mapping[str, Table]) -> str:
    """The statement that makes a declared table with its keys, limits and references."""
    parts = [
        *(_column(column) for column in table.columns),
        f"PRIMARY KEY ({_listed(table.key)})",
        *(_status_agrees(measure) for measure in table.measures),
        *(key for column in table.columns for key in _references(column, declared)),
    ]
    return _statement(table.name, parts)


def create_codes(codes: CodeList) -> str:
    """The statement that makes the table of a code list."""
    code, position, *labels = map(quoted, CODE_COLUMNS)
    parts = [f"{code} TEXT NOT NULL PRIMARY KEY", f"{position} INTEGER NOT NULL UNIQUE"]
    return _statement(code_table(codes), [*parts, *(f"{label} TEXT NOT NULL" for label in labels)])


def create_records(name: str, columns: Sequence[str], key: Sequence[str]) -> str:
    """The statement that makes a table of texts."""
    parts = [f"{quoted(column)} TEXT NOT NULL" for column in columns]
    return _statement(name, [*parts, f"PRIMARY KEY ({_listed(key)})"])


def code_table(codes: CodeList) -> str:
    """The name of the table that holds a code list."""
    return f"code_{codes.name}"


def quoted(name: str) -> str:
    """A name as SQL writes it, whatever words SQL keeps for itself."""
    return '"{}"'.format(name.replace('"', '""'))


def _statement(name: str, parts: Sequence[str]) -> str:
    return f"CREATE TABLE {quoted(name)} (\n  " + ",\n  ".join(parts) + f"\n) {STRICT}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(quoted, names))


def _column(column: Column) -> str:
    required = "" if column.nullable else " NOT NULL"
    checks = "".join(f" CHECK ({check})" for check in _checks(column))
    return f"{quoted(column.name)} {TYPES[column.type]}{required}{checks}"


def _checks(column: Column) -> Iterator[str]:
    """What a value of the column keeps; a missing value passes every check."""
    name = quoted(column.name)
    if column.type is ColumnType.DATE:
        yield f"{name} IS date({name})"
    if column.type is ColumnType.BOOLEAN:
        yield f"{name} IN (0, 1)"
    if column.minimum is not None:
        yield f"{name} >= {number(column.minimum)}"
    if column.maximum is not None:
        yield f"{name} <= {number(column.maximum)}"


def _status_agrees(measure: str) -> str:
    empty = ", ".join(f"'{status}'" for status in EMPTY_STATUSES)
    status = quoted(status_of(measure))
    return f"CHECK (({quoted(measure)} IS NULL) = ({status} IN ({empty})))"


def _references(column: Column, declared: Mapping[str, Table]) -> Iterator[str]:
    """The rows a value points to: its code, and the row of another table."""
    if column.codes is not None:
        yield _foreign(column.name, code_table(column.codes), CODE_COLUMNS[0])
    if column.references is not None and column.references[0] in declared:
        yield _foreign(column.name, *column.references)


def _foreign(column: str, table: str, other: str) -> str:
    return f"FOREIGN KEY ({quoted(column)}) REFERENCES {quoted(table)} ({quoted(other)})"
