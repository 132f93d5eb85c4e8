"""release.sqlite keeps its own rules, and says what it is."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from outputs.dictionary_lists import code_lists
from outputs.formats.database import RowRefusedError, write_database
from outputs.formats.database_schema import quoted
from schemas.form import FORM
from schemas.spoken import SpokenError
from schemas.table import ColumnType, status_of
from tests.outputs.test_format_reading import HISTORY_FACTS, ROWS, TABLES, release

__all__ = ["release"]


@pytest.fixture
def database(release: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{release}/release.sqlite?mode=ro", uri=True)
    copy = sqlite3.connect(":memory:")
    connection.backup(copy)
    connection.close()
    copy.execute("PRAGMA foreign_keys = ON")
    yield copy
    copy.close()


def test_it_is_sound(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_table_is_strict_and_without_rowid(database: sqlite3.Connection) -> None:
    made = {
        name: (wr, strict) for _, name, _, _, wr, strict in database.execute("PRAGMA table_list")
    }
    mine = {name: kind for name, kind in made.items() if not name.startswith("sqlite_")}
    assert set(mine) >= {*TABLES, "release", "dictionary"}
    assert set(mine.values()) == {(1, 1)}


def test_keys_and_references_are_the_declared_ones(database: sqlite3.Connection) -> None:
    references = 0
    for name, table in TABLES.items():
        columns = database.execute(f"PRAGMA table_info({quoted(name)})").fetchall()
        key = {place: column for _, column, _, _, _, place in columns if place}
        assert tuple(key[place] for place in sorted(key)) == table.key
        found = {
            (row[3], row[2], row[4])
            for row in database.execute(f"PRAGMA foreign_key_list({quoted(name)})")
        }
        declared = {(c.name, *c.references) for c in table.columns if c.references}
        coded = {(c.name, f"code_{c.codes.name}", "code") for c in table.columns if c.codes}
        assert found == declared | coded
        references += len(declared)
    assert references > 10
    assert not {c.name for c in TABLES["changes"].columns if c.references}


def one(database: sqlite3.Connection, name: str) -> dict[str, object]:
    """A row of a table with all its values."""
    names = TABLES[name].names
    full = " AND ".join(f"{quoted(column)} IS NOT NULL" for column in names)
    found = database.execute(f"SELECT * FROM {quoted(name)} WHERE {full}").fetchone()
    return dict(zip(names, found, strict=True))


def change(
    database: sqlite3.Connection, name: str, row: dict[str, object], column: str, value: object
) -> None:
    """Give one column of a row another value."""
    key = TABLES[name].key
    where = " AND ".join(f"{quoted(column)} = ?" for column in key)
    statement = f"UPDATE {quoted(name)} SET {quoted(column)} = ? WHERE {where}"
    done = database.execute(statement, [value, *(row[column] for column in key)])
    assert done.rowcount == 1


WRONG: list[tuple[str, str, object]] = [
    (name, column.name, wrong)
    for name, table in TABLES.items()
    for column in table.columns
    for wrong in [
        *(["99.99.99.9999"] if column.references else []),
        *(["no such code"] if column.codes else []),
        *(["2026-13-01"] if column.type is ColumnType.DATE else []),
        *([2] if column.type is ColumnType.BOOLEAN else []),
        *([column.minimum - 1] if column.minimum is not None else []),
        *([column.maximum + 1] if column.maximum is not None else []),
        *([None] if not column.nullable else []),
        *(["a text"] if column.type in {ColumnType.INTEGER, ColumnType.NUMBER} else []),
    ]
]


@pytest.mark.parametrize(("name", "column", "wrong"), WRONG)
def test_a_row_that_breaks_its_declaration_is_refused(
    database: sqlite3.Connection, name: str, column: str, wrong: object
) -> None:
    row = one(database, name)
    change(database, name, row, column, row[column])
    with pytest.raises(sqlite3.IntegrityError, match=r"CHECK|FOREIGN KEY|NOT NULL|cannot store"):
        change(database, name, row, column, wrong)


@pytest.mark.parametrize(
    ("name", "measure"), [(name, m) for name, table in TABLES.items() for m in table.measures]
)
def test_a_value_and_its_status_agree(
    database: sqlite3.Connection, name: str, measure: str
) -> None:
    row = one(database, name)
    for column, wrong in ((measure, None), (status_of(measure), "O")):
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            change(database, name, row, column, wrong)


def test_the_same_row_twice_is_refused(database: sqlite3.Connection) -> None:
    for name in TABLES:
        row = one(database, name)
        marks = ", ".join("?" * len(row))
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            database.execute(f"INSERT INTO {quoted(name)} VALUES ({marks})", list(row.values()))


def with_value(name: str, column: str, value: object) -> dict[str, pa.Table]:
    """The small release with one value of the first row of a table replaced."""
    rows = ROWS[name]
    values = [value, *rows[column].to_pylist()[1:]]
    place = rows.column_names.index(column)
    field = rows.schema.field(place)
    return ROWS | {name: rows.set_column(place, field, pa.array(values, field.type))}


REFUSED: dict[str, tuple[dict[str, pa.Table], str]] = {
    "a limit": (with_value("families", "count", -1), r"table families: .*CHECK.*count"),
    "a missing value": (with_value("changes", "reason", None), r"table changes: .*changes\.reason"),
    "a row twice": (
        ROWS | {"families": pa.concat_tables([ROWS["families"]] * 2)},
        r"table families: .*UNIQUE.*families\.indicator",
    ),
    "a code": (
        with_value("changes", "reason", "whim"),
        "table changes: .*column reason holds 'whim', which points to no row of code_reason",
    ),
    "a village": (
        ROWS | {"villages": ROWS["villages"].slice(1)},
        "column village_code holds '18[.]04[.].*', which points to no row of villages",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_release_with_a_row_that_breaks_its_declaration_is_not_written(
    tmp_path: Path, case: str
) -> None:
    rows, said = REFUSED[case]
    with pytest.raises(RowRefusedError, match=said) as refused:
        write_database(tmp_path, rows, TABLES, HISTORY_FACTS, FORM)
    assert isinstance(refused.value, SpokenError)
    assert "run again" in str(refused.value)


def test_codes_and_dictionary_are_joined_to_the_rows(database: sqlite3.Connection) -> None:
    for codes in code_lists(TABLES, FORM).values():
        found = database.execute(f"SELECT code FROM code_{codes.name} ORDER BY position")
        assert [code for (code,) in found] == [str(value) for value in codes.values]
    told = database.execute('SELECT "table", "column" FROM dictionary').fetchall()
    assert set(told) == {(name, column) for name, t in TABLES.items() for column in t.names}
    joined = database.execute(
        "SELECT label_id, people FROM population JOIN code_age_group ON code = age_group"
    ).fetchall()
    assert len(joined) == database.execute("SELECT count(*) FROM population").fetchone()[0] > 0


def test_it_says_which_release_it_is(database: sqlite3.Connection) -> None:
    facts = dict(database.execute("SELECT name, value FROM release"))
    assert facts["version"] == HISTORY_FACTS.version
    assert facts["periods"].split() == list(HISTORY_FACTS.periods)
    assert facts["licence"] in facts["citation_en"]
    assert facts["version"] in facts["citation_id"]
