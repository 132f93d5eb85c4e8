"""What comes seldom: no rows, too many rows, hostile texts, labels that are too long."""

import csv
import io
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.formats.files import write_formats
from outputs.formats.indonesian_csv import file_name, is_altered
from outputs.formats.layout import grain, sheet_columns
from outputs.formats.places import Places
from outputs.formats.release_xlsx import table_sheet_names, write_workbook
from outputs.formats.sheet_names import LONGEST, sheet_names
from outputs.formats.texts import NO_ROWS
from outputs.formats.workbook import HEADINGS, CellRefusedError
from outputs.tables import write_tables
from schemas.form import FORM
from schemas.release import ReleaseFacts
from schemas.spoken import SpokenError
from schemas.table import Table
from tests.outputs.test_format_reading import (
    HISTORY,
    HISTORY_FACTS,
    ROWS,
    TABLES,
    archive,
    expected,
    rows_of,
    sheets,
)
from tests.releases import FACTS, REAL_FACTS

EXCEL_COLUMNS = 16_384
SHEETS = table_sheet_names(TABLES)
HOSTILE = [
    *("=1+1", "+62", "-", "@x", "\tx", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"),
    *("https://x.example", "internal:a!A1", "1e10", "0012", "TRUE", "Mei 2026", "[a]", "12:30"),
    *(" a", "a ", "a\nb", 'a;b"c', "é Ω 家", "<b>&amp;</b>", "_x0041_", "{=1}", "1/2", "#N/A"),
]


def hostile() -> dict[str, pa.Table]:
    """The small release with a hostile text in every column of free text of the changes."""
    count = len(HOSTILE)
    rows = ROWS["changes"].take([0] * count)
    for name in ("table", "row", "column", "old", "new", "cause"):
        place = rows.column_names.index(name)
        rows = rows.set_column(place, rows.schema.field(place), pa.array(HOSTILE))
    numbers = pa.array(range(1, count + 1), pa.int64())
    return ROWS | {"changes": rows.set_column(0, rows.schema.field(0), numbers)}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacked")
    write_formats(folder, hostile(), TABLES, FACTS, FORM)
    return folder


def test_a_hostile_text_stays_a_text_in_the_workbook(attacked: Path) -> None:
    path = attacked / "release.xlsx"
    found = rows_of(TABLES["changes"], sheets(path)[SHEETS["changes"]])
    assert found == expected("changes", hostile())
    sheet = openpyxl.load_workbook(path)[SHEETS["changes"]]
    cells = [cell for line in sheet.iter_rows(min_row=HEADINGS + 1) for cell in line]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


def test_a_hostile_text_stays_a_text_in_the_csv(attacked: Path) -> None:
    _, *lines = archive(attacked / "csv-indonesia.zip", FACTS)["changes"]
    column = TABLES["changes"].names.index("old")
    assert [line[column] for line in lines] == [f"[{text}]" for text in HOSTILE]
    assert not any(cell and cell[0] in "=+-@\t" for line in lines for cell in line)


def test_no_text_of_a_csv_without_brackets_would_be_altered(attacked: Path) -> None:
    looked = 0
    for name, (_, *lines) in archive(attacked / "csv-indonesia.zip", FACTS).items():
        for place, column in enumerate(TABLES[name].columns):
            if column.type == "string":
                assert not [line[place] for line in lines if is_altered(line[place])], column.name
                looked += len(lines)
    assert looked > 1_000


@pytest.mark.parametrize(
    ("text", "altered"),
    [
        *(("18.04.04.2007", True), ("2026-10", True), ("1801040007", True), ("1", True)),
        *(("Mei 2026", True), ("Sep-26", True), ("des2", True), ("true", True), ("Rp5", True)),
        *((" 12", True), ("=1", True), ("5%", True), ("(12)", True), ("", False), (None, False)),
        *(("portal-2023", False), ("Balik Bukit", False), ("age_0_4", False), ("C7", False)),
        *(("Mekar Sari 2", False), ("Marang 2", False), ("trueness", False), ("e3b0", False)),
    ],
)
def test_what_a_spreadsheet_may_alter(text: str | None, altered: bool) -> None:
    assert is_altered(text) is altered


def test_empty_tables_say_so_and_keep_their_headings(tmp_path: Path) -> None:
    empty = {name: rows.slice(0, 0) for name, rows in ROWS.items()}
    write_formats(tmp_path, empty, TABLES, REAL_FACTS, FORM)
    for name, cells in pick(tmp_path, SHEETS).items():
        assert NO_ROWS.id in str(cells[0][1]), name
        assert rows_of(TABLES[name], cells) == []
        assert len(cells[1]) == len(set(map(str, cells[2]))), name
    for name, lines in archive(tmp_path / "csv-indonesia.zip", REAL_FACTS).items():
        assert len(lines) == 1, name
    database = sqlite3.connect(tmp_path / "release.sqlite")
    for name in TABLES:
        assert database.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (0,)
    database.close()


def pick(folder: Path, names: dict[str, str]) -> dict[str, list[list[object]]]:
    found = sheets(folder / "release.xlsx")
    return {name: found[sheet] for name, sheet in names.items()}


@pytest.mark.parametrize(("name", "lines"), [("villages", 136), ("population", 9)])
def test_what_does_not_fit_a_sheet_is_counted_on_it_and_on_the_first_sheet(
    tmp_path: Path, name: str, lines: int
) -> None:
    room = HEADINGS + 5
    write_workbook(tmp_path, HISTORY, TABLES, HISTORY_FACTS, FORM, room)
    book = sheets(tmp_path / "release.xlsx")
    cells = book[SHEETS[name]]
    assert len(cells) == room
    assert f"{lines - 5} baris tidak muat" in str(cells[0][1])
    assert f"tables/{name}.csv" in str(cells[0][1])
    front = next(line for line in next(iter(book.values())) if line[0] == SHEETS[name])
    assert f"{lines - 5} baris tidak muat" in str(front[1])
    assert f"{lines - 5} rows do not fit" in str(front[4])
    assert front[2] == 5


def test_a_text_that_no_cell_takes_is_refused(tmp_path: Path) -> None:
    rows = ROWS["changes"]
    place = rows.column_names.index("row")
    long = pa.array(["x" * 32_768] * rows.num_rows)
    given_rows = ROWS | {"changes": rows.set_column(place, rows.schema.field(place), long)}
    said = r"tables/changes\.csv, column row, row 1: 'x.* \(32768 signs\).* exclude"
    with pytest.raises(CellRefusedError, match=said) as refused:
        write_workbook(tmp_path, given_rows, TABLES, FACTS, FORM)
    assert isinstance(refused.value, SpokenError)


def test_coordinates_that_moved_are_told_in_every_file(tmp_path: Path) -> None:
    rows = ROWS["changes"].slice(0, 1)
    for name, text in (("column", "latitude"), ("old", "-5.01"), ("new", "-5.0199")):
        place = rows.column_names.index(name)
        rows = rows.set_column(place, rows.schema.field(place), pa.array([text]))
    tables = ROWS | {"changes": rows}
    write_tables(tmp_path, tables, TABLES)
    write_formats(tmp_path, tables, TABLES, FACTS, FORM)
    (row,) = rows_of(TABLES["changes"], sheets(tmp_path / "release.xlsx")[SHEETS["changes"]])
    assert (row["old"], row["new"]) == ("-5.01", "-5.0199")
    _, line = archive(tmp_path / "csv-indonesia.zip", FACTS)["changes"]
    marked = [line[TABLES["changes"].names.index(name)] for name in ("old", "new")]
    assert marked == ["[-5.01]", "[-5.0199]"]
    with closing(sqlite3.connect(tmp_path / "release.sqlite")) as database:
        assert database.execute("SELECT old, new FROM changes").fetchall() == [("-5.01", "-5.0199")]
    with (tmp_path / "tables/changes.csv").open(encoding="utf-8", newline="") as file:
        (told,) = csv.DictReader(file)
    assert (told["old"], told["new"]) == ("-5.01", "-5.0199")


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_sheet_has_a_name_for_each_column_and_room_for_all(table: Table) -> None:
    columns = sheet_columns(table, ROWS[table.name], Places.of(ROWS["villages"]))
    names = [column.name for column in columns]
    assert len(set(names)) == len(names) <= EXCEL_COLUMNS
    assert all(column.label.strip() for column in columns)
    labels = [column.label for column in columns if "." in column.name]
    assert len(set(labels)) == len(labels)
    assert grain(table).id
    folded = [column.detail for column in columns]
    assert folded == sorted(folded)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), max_size=30))
def test_names_of_sheets_are_short_and_each_once(labels: list[str]) -> None:
    names = sheet_names([f"a{label}" for label in labels])
    assert len(names) == len(labels)
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= LONGEST
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name


@pytest.mark.parametrize(
    ("facts", "marked"), [(FACTS, True), (replace(REAL_FACTS, lineage=("2026.09.0",)), False)]
)
def test_an_example_says_so_in_every_file_and_a_real_release_does_not(
    tmp_path: Path, facts: ReleaseFacts, marked: bool
) -> None:
    write_formats(tmp_path, ROWS, TABLES, facts, FORM)
    for name, cells in sheets(tmp_path / "release.xlsx").items():
        assert ("CONTOH" in "".join(map(str, cells[0]))) is marked, name
    properties = openpyxl.load_workbook(tmp_path / "release.xlsx").properties
    assert ("CONTOH" in str(properties.title)) is marked
    with zipfile.ZipFile(tmp_path / "csv-indonesia.zip") as files:
        assert ("CONTOH" in files.read("BACA-SAYA.txt").decode()) is marked
        assert all(("CONTOH" in n) is marked for n in files.namelist() if n.endswith(".csv"))
        codes = files.read(file_name("kamus-kode", facts)).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(codes), delimiter=";"))) > 100
    database = sqlite3.connect(tmp_path / "release.sqlite")
    notice = database.execute("SELECT value FROM release WHERE name = 'notice_id'").fetchall()
    assert bool(notice) is marked
    database.close()
