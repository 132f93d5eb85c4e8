"""release.sqlite: the release as one database that keeps its own rules."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pyarrow as pa

from outputs.canonical import FileFacts, file_facts
from outputs.dictionary import dictionary_rows
from outputs.dictionary_lists import code_lists
from outputs.formats.database_schema import (
    code_table,
    create_codes,
    create_records,
    create_table,
    quoted,
)
from outputs.site.about import citation
from outputs.tables import in_order
from schemas.field import CodeList
from schemas.release import (
    LICENCE,
    LICENCE_TITLE,
    LICENCE_URL,
    PUBLISHER,
    SAMPLE_NOTICE,
    TITLE,
    ReleaseFacts,
)
from schemas.section import Form
from schemas.spoken import SpokenError
from schemas.table import ColumnType, Table

DATABASE = "release.sqlite"
RELEASE = "release"
DICTIONARY = "dictionary"
AT_ONCE = 65_536
"""Rows that are in memory as Python values at a time."""

SETTINGS = ("PRAGMA page_size = 4096", "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF")


class RowRefusedError(SpokenError):
    """A row breaks a key, a limit or a reference that its table declares."""


def write_database(
    directory: Path,
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    form: Form,
) -> FileFacts:
    """Write release.sqlite, the same bytes for the same rows and the same SQLite.

    RowRefusedError when a row breaks a key, a limit or a reference.
    """
    path = directory / DATABASE
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for setting in SETTINGS:
            database.execute(setting)
        database.execute("BEGIN")
        _describe(database, declared, facts, form)
        for name, table in declared.items():
            database.execute(create_table(table, declared))
            _insert(database, name, _rows(in_order(tables[name], table), table))
        database.execute("COMMIT")
        _examine(database)
        database.execute("VACUUM")
    return file_facts(directory, DATABASE)


def _describe(
    database: sqlite3.Connection, declared: Mapping[str, Table], facts: ReleaseFacts, form: Form
) -> None:
    """The tables that are of no month: the release, the dictionary, the code lists."""
    database.execute(create_records(RELEASE, ("name", "value"), ("name",)))
    _insert(database, RELEASE, iter(release_rows(facts).items()))
    records = dictionary_rows(declared, form, facts)
    database.execute(create_records(DICTIONARY, tuple(records[0]), ("table", "column")))
    _insert(database, DICTIONARY, (tuple(record.values()) for record in records))
    for codes in code_lists(declared, form).values():
        database.execute(create_codes(codes))
        _insert(database, code_table(codes), _codes(codes))


def release_rows(facts: ReleaseFacts) -> dict[str, str]:
    """What the release says of itself, by name; the notice only where it is an example."""
    cite = citation(facts)
    notice = {"notice_id": SAMPLE_NOTICE.id, "notice_en": SAMPLE_NOTICE.en}
    return {
        "version": facts.version,
        "schema_version": facts.schema_version,
        "previous": facts.previous,
        "period": facts.period,
        "periods": " ".join(facts.periods),
        "issued": facts.issued,
        "title_id": TITLE.id,
        "title_en": TITLE.en,
        "publisher_id": PUBLISHER.id,
        "publisher_en": PUBLISHER.en,
        "licence": LICENCE,
        "licence_title": LICENCE_TITLE,
        "licence_url": LICENCE_URL,
        "citation_id": cite.id,
        "citation_en": cite.en,
        "site": facts.site,
    } | (notice if facts.is_sample else {})


def _codes(codes: CodeList) -> Iterator[tuple[object, ...]]:
    for position, code in enumerate(codes.codes, start=1):
        yield str(code.code), position, code.label.id, code.label.en


def _rows(rows: pa.Table, table: Table) -> Iterator[tuple[object, ...]]:
    written = [WRITTEN.get(column.type) for column in table.columns]
    for batch in rows.to_batches(max_chunksize=AT_ONCE):
        columns = [
            values if write is None else [None if v is None else write(v) for v in values]
            for write, values in zip(written, map(pa.Array.to_pylist, batch.columns), strict=True)
        ]
        yield from zip(*columns, strict=True)


def _insert(database: sqlite3.Connection, name: str, rows: Iterator[Sequence[object]]) -> None:
    first = next(rows, None)
    if first is None:
        return
    statement = f"INSERT INTO {quoted(name)} VALUES ({', '.join('?' * len(first))})"  # noqa: S608 - a declared name
    try:
        database.execute(statement, first)
        database.executemany(statement, rows)
    except sqlite3.IntegrityError as broken:
        raise _refused(name, str(broken)) from None


def _examine(database: sqlite3.Connection) -> None:
    """Check every reference at once: cheaper than one by one while rows come in."""
    broken = database.execute("PRAGMA foreign_key_check").fetchone()
    if broken is None:
        return
    name, _, other, number = broken
    keys = database.execute(f"PRAGMA foreign_key_list({quoted(name)})")
    column, key = next((row[3], row[4]) for row in keys if row[0] == number)
    (value,) = database.execute(
        f"SELECT {quoted(column)} FROM {quoted(name)} WHERE {quoted(column)} NOT IN "  # noqa: S608 - declared names
        f"(SELECT {quoted(key)} FROM {quoted(other)})"
    ).fetchone()
    raise _refused(name, f"column {column} holds {value!r}, which points to no row of {other}")


def _refused(name: str, what: str) -> RowRefusedError:
    return RowRefusedError(
        f"table {name}: a row breaks what its columns declare ({what}). Nothing was published: "
        "the working files or the program are at fault; remove the folder `ready` below "
        "work/<month> and run again, and if it stays tell those who maintain the program"
    )


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


WRITTEN: dict[ColumnType, Callable[[object], object]] = {
    ColumnType.DATE: _day,
    ColumnType.BOOLEAN: bool,
}
"""Values that SQLite has no type for; the others go in as they are."""
