"""A SQLite database searched: names, the text that made them, and every column."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from outputs.personal.hit import LARGE, UNREADABLE, Hit, in_names, in_text
from schemas.personal import found_in

_SHORTEST = 6
"""The fewest characters that can tell of a person: a@b.id."""


def in_sqlite(file: str, stream: BinaryIO) -> Iterator[Hit]:
    """What stands in a database; rows are numbered from 1 in the order of the table."""
    try:
        with closing(_opened(stream)) as base:
            for name, made in base.execute("SELECT name, sql FROM sqlite_master").fetchall():
                yield from in_text(f"{file}, schema", f"{name}\n{made or ''}")
            tables = base.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            for (table,) in tables.fetchall():
                yield from _in_table(f"{file}, table {table}", base, str(table))
    except sqlite3.Error:
        yield Hit(file, UNREADABLE)


def _opened(stream: BinaryIO) -> sqlite3.Connection:
    if isinstance(stream, io.BufferedReader):
        path = Path(str(stream.name)).resolve()
        return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    base = sqlite3.connect(":memory:")
    base.deserialize(stream.read())
    return base


def _in_table(file: str, base: sqlite3.Connection, table: str) -> Iterator[Hit]:
    named = _quoted(table)
    columns = [str(told[1]) for told in base.execute(f"PRAGMA table_info({named})").fetchall()]
    yield from in_names(file, columns)
    for column in columns:
        name = _quoted(column)
        asked = f"SELECT DISTINCT {name} FROM {named} WHERE length({name}) >= {_SHORTEST}"  # noqa: S608 - names of the file itself, quoted
        for (value,) in base.execute(asked).fetchall():
            if isinstance(value, bytes):
                yield Hit(file, UNREADABLE, column=column)
                break
            if isinstance(value, float) and abs(value) < LARGE:
                continue
            for found in found_in(f"{value:.0f}" if isinstance(value, float) else str(value)):
                yield Hit(file, found.kind, _row(base, named, name, value), column)


def _row(base: sqlite3.Connection, table: str, column: str, value: object) -> int:
    listed = base.execute(f"SELECT {column} FROM {table}")  # noqa: S608 - names of the file itself, quoted
    return next(number for number, (found,) in enumerate(listed, 1) if found == value)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
