"""Every table read back from the three files: nothing is lost, nothing is invented."""

import csv
import io
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
import python_calamine

from outputs.formats.files import write_formats
from outputs.formats.headings import headings
from outputs.formats.indonesian_csv import file_name
from outputs.formats.layout import is_wide
from outputs.formats.release_xlsx import table_sheet_names
from outputs.tables import in_order
from schemas.form import FORM
from schemas.release import ReleaseFacts
from schemas.table import Column, ColumnType, Table
from tests.releases import FACTS, declared, public_rows

TABLES = declared()
PERIODS = ("2026-08", "2026-09", "2026-10")
TRUTH = {"Ya": True, "Tidak": False}
Row = dict[str, object]
Rows = dict[str, pa.Table]


def history() -> Rows:
    """The rows of the small release in three months, with some rows missing here and there."""
    return {name: _history(table, rows) for name, table in TABLES.items() for rows in [ROWS[name]]}


def _history(table: Table, rows: pa.Table) -> pa.Table:
    if "period" not in table.key:
        return rows
    place = rows.column_names.index("period")
    months = [
        rows.set_column(place, rows.schema.field(place), pa.array([period] * rows.num_rows))
        for period in PERIODS
    ]
    joined = pa.concat_tables(months)
    return joined.take([row for row in range(joined.num_rows) if row % 5 != 3])


ROWS = public_rows(TABLES)
HISTORY = history()
HISTORY_FACTS = replace(FACTS, periods=PERIODS)


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    write_formats(folder, HISTORY, TABLES, HISTORY_FACTS, FORM)
    return folder


def expected(name: str, rows: Mapping[str, pa.Table] = HISTORY) -> list[Row]:
    return by_key(TABLES[name], in_order(rows[name], TABLES[name]).to_pylist())


def by_key(table: Table, rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: [str(row[name]) for name in table.key])


def typed(column: Column, cell: object) -> object:
    """The cell as the column's type; AssertionError when a spreadsheet holds another type."""
    if cell is None or cell == "":
        return None
    if column.type is ColumnType.DATE:
        assert isinstance(cell, date), (column.name, cell)
        return cell.date() if isinstance(cell, datetime) else cell
    if column.type is ColumnType.BOOLEAN:
        return TRUTH[str(cell)]
    kind = str if column.type is ColumnType.STRING else (int, float)
    assert isinstance(cell, kind), (column.name, cell)
    if column.type is ColumnType.INTEGER:
        assert isinstance(cell, int | float)
        assert cell == int(cell)
        return int(cell)
    return cell


def sheets(path: Path) -> dict[str, list[list[object]]]:
    book = python_calamine.load_workbook(path)
    return {
        name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }


def rows_of(table: Table, cells: Sequence[Sequence[object]]) -> list[Row]:
    """The rows of a table from its sheet, by the names in the third row."""
    names = [str(name) for name in cells[2]]
    lines = [dict(zip(names, line, strict=True)) for line in cells[3:]]
    rows = [row for line in lines for row in _gathered(table, names, line)]
    for row in rows:
        row.update({name: typed(table[name], row[name]) for name in table.names})
    return by_key(table, rows)


def _gathered(table: Table, names: list[str], line: Row) -> list[Row]:
    """One row for each combination of codes in a line; the line itself in a list."""
    wide = [name.split(".") for name in names if "." in name]
    if not wide:
        return [{name: line[name] for name in table.names}]
    spread = [n for n in table.key if table[n].codes and n != "area_level"]
    kept = {name: line[name] for name in table.key if name not in spread}
    found: dict[tuple[str, ...], Row] = {}
    for name, *codes in wide:
        row = found.setdefault(tuple(codes), kept | dict(zip(spread, codes, strict=True)))
        row[name] = line[".".join((name, *codes))]
    values = [name for name in table.names if name not in table.key]
    return [row for row in found.values() if any(row[name] not in {None, ""} for name in values)]


@pytest.fixture(scope="module")
def workbook(release: Path) -> dict[str, list[list[object]]]:
    return sheets(release / "release.xlsx")


@pytest.mark.parametrize("name", TABLES)
def test_the_workbook_holds_every_row_and_no_other(
    workbook: dict[str, list[list[object]]], name: str
) -> None:
    found = rows_of(TABLES[name], workbook[table_sheet_names(TABLES)[name]])
    assert found == expected(name)
    assert found


def test_both_layouts_are_read_back() -> None:
    wide = {name for name in TABLES if is_wide(TABLES[name])}
    assert {"population", "activity_groups", "contraception", "indicators", "sections"} <= wide
    assert not wide & {"villages", "submissions", "activities", "problems", "revisions", "changes"}


def test_no_cell_of_the_workbook_is_a_formula_and_codes_are_formatted_as_text(
    release: Path,
) -> None:
    book = openpyxl.load_workbook(release / "release.xlsx")
    cells = [c for sheet in book for line in sheet.iter_rows(min_row=4) for c in line if c.value]
    assert len(cells) > 10_000
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    data = {name: book[sheet] for name, sheet in table_sheet_names(TABLES).items()}
    for sheet in data.values():
        texts = [c for line in sheet.iter_rows(min_row=4) for c in line if isinstance(c.value, str)]
        assert {cell.number_format for cell in texts} == {"@"}


def archive(path: Path, facts: ReleaseFacts = HISTORY_FACTS) -> dict[str, list[list[str]]]:
    """The cells of each table's CSV, header first."""
    with zipfile.ZipFile(path) as files:
        return {
            name: list(
                csv.reader(
                    io.StringIO(files.read(file_name(name, facts)).decode("utf-8-sig"), newline=""),
                    delimiter=";",
                )
            )
            for name in TABLES
        }


def unmarked(text: str) -> str:
    return text[1:-1] if text.startswith("[") and text.endswith("]") else text


READ = {
    ColumnType.STRING: unmarked,
    ColumnType.INTEGER: int,
    ColumnType.NUMBER: lambda text: float(text.replace(",", ".")),
    ColumnType.DATE: date.fromisoformat,
    ColumnType.BOOLEAN: TRUTH.__getitem__,
}


@pytest.mark.parametrize("name", TABLES)
def test_the_indonesian_csv_holds_every_row_and_no_other(release: Path, name: str) -> None:
    header, *lines = archive(release / "csv-indonesia.zip")[name]
    table = TABLES[name]
    assert header == list(headings(table).values())
    assert len(set(header)) == len(header)
    read = [READ[column.type] for column in table.columns]
    rows = [
        {n: of(t) if t else None for n, of, t in zip(table.names, read, line, strict=True)}  # type: ignore[operator]
        for line in lines
    ]
    assert by_key(table, rows) == expected(name)


@pytest.mark.parametrize("name", TABLES)
def test_the_database_holds_every_row_and_no_other(release: Path, name: str) -> None:
    database = sqlite3.connect(release / "release.sqlite")
    table = TABLES[name]
    found = database.execute(f'SELECT * FROM "{name}"')
    assert [column[0] for column in found.description] == list(table.names)
    back = {ColumnType.DATE: date.fromisoformat, ColumnType.BOOLEAN: bool}
    rows = [
        {
            column.name: back[column.type](value)  # type: ignore[operator]
            if column.type in back and value is not None
            else value
            for column, value in zip(table.columns, row, strict=True)
        }
        for row in found
    ]
    assert by_key(table, rows) == expected(name)
    database.close()
