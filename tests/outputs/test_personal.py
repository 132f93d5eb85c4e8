"""A release is searched whole: what is planted in a file of any kind is found, and not repeated."""

from __future__ import annotations

import io
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.core import DocumentProperties
from openpyxl.workbook.defined_name import DefinedName

from outputs.build import build
from outputs.personal.admitted import form_of
from outputs.personal.search import (
    SHOWN,
    PersonalDataError,
    refuse_personal,
    search_release,
)
from schemas.field import Text
from schemas.form import FORM
from schemas.table import Column, ColumnType
from schemas.tables import release_tables, tidy_tables
from tests.identity_numbers import DISGUISES, digits_of, numbers
from tests.releases import FACTS, declared, public_rows

NUMBER = numbers(1)[0]
TABLES = declared()
KIND = "NIK or KK number (16 digits)"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    build(folder, public_rows(TABLES), TABLES, FACTS)
    return folder


def test_a_release_of_ours_is_free_of_it(release: Path) -> None:
    assert list(map(str, search_release(release, TABLES))) == []


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_a_public_table_is_on_the_list(name: str) -> None:
    assert [c.name for c in TABLES[name].columns if form_of(TABLES[name], c, TABLES) is None] == []


def test_free_text_is_on_no_list() -> None:
    known = tidy_tables(FORM)
    free = Column(
        name="remark", label=Text("a", "a"), meaning=Text("a", "a"),
        type=ColumnType.STRING, example="a",
    )  # fmt: skip
    assert form_of(known["problems"], free, known) is None
    for table, column in (("activities", "title"), ("routines", "frequency_other")):
        assert form_of(known[table], known[table][column], known) is None
        assert column not in release_tables(FORM)[table].names


def link(path: str, beside: str) -> None:
    Path(beside).symlink_to(path)


def own(path: Path) -> Path:
    """The file itself in the place of a link to it: links are no part of a release."""
    if path.is_symlink():
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
    return path


def text_in(path: str, old: str, new: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        text = own(folder / path).read_bytes().decode()
        assert old in text
        (folder / path).write_bytes(text.replace(old, new, 1).encode())

    return plant


def book_in(change: Callable[[openpyxl.Workbook], None]) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        book = openpyxl.load_workbook(own(folder / "release.xlsx"))
        change(book)
        book.save(folder / "release.xlsx")

    return plant


def row_in(
    change: Callable[[pa.Table], pa.Table], name: str = "decisions"
) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        path = own(folder / "tables" / "decisions.parquet")
        pq.write_table(change(pq.read_table(path)), path)

    return plant


def sql_in(*statements: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        with closing(sqlite3.connect(own(folder / "release.sqlite"))) as base, base:
            for statement in statements:
                base.execute(statement)

    return plant


def member_in(name: str, content: str, comment: str = "") -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        with zipfile.ZipFile(own(folder / "csv-indonesia.zip"), "a") as archive:
            archive.writestr(name, content)
            archive.comment = comment.encode()

    return plant


def file_in(path: str, content: bytes) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)

    return plant


def inner_zip() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", f"a\nb {NUMBER}")
    return inner.getvalue()


def hide(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("lain")
    sheet["D7"] = DISGUISES["full width"](NUMBER)
    sheet.sheet_state = "veryHidden"
    sheet.column_dimensions["D"].hidden = True


def titled(book: openpyxl.Workbook) -> None:
    book.properties = DocumentProperties(title=NUMBER)


def named(book: openpyxl.Workbook) -> None:
    book.defined_names["x"] = DefinedName("x", attr_text=f'"{NUMBER}"')


def noted(book: openpyxl.Workbook) -> None:
    book.worksheets[2]["A1"].comment = Comment(f"lihat {DISGUISES['spaces'](NUMBER)}", "Bu A")


def as_number(book: openpyxl.Workbook) -> None:
    book.worksheets[3]["B9"] = int(NUMBER)


def headed(book: openpyxl.Workbook) -> None:
    header = book.worksheets[1].oddHeader
    assert header is not None
    header.center.text = NUMBER


def renamed(book: openpyxl.Workbook) -> None:
    book.worksheets[1].title = NUMBER


def with_column(name: str, kind: pa.DataType, value: object) -> Callable[[pa.Table], pa.Table]:
    def change(rows: pa.Table) -> pa.Table:
        values = [None] * (rows.num_rows - 1) + [value]
        return rows.append_column(name, pa.array(values, kind))

    return change


def described(rows: pa.Table) -> pa.Table:
    return rows.replace_schema_metadata({"note": NUMBER})


def coded(rows: pa.Table) -> pa.Table:
    place = rows.column_names.index("village_code")
    values = [None] * (rows.num_rows - 1) + ["Bu Siti"]
    return rows.set_column(place, "village_code", pa.array(values, pa.string()))


SPACED = DISGUISES["spaces"](NUMBER)
BOLD = f"{NUMBER[:6]}<b>{NUMBER[6:]}</b>"
ESCAPED = "".join(f"\\u{0x660 + int(digit):04x}" for digit in NUMBER)
REFERENCE = "".join(f"&#{ord(digit)};" for digit in NUMBER)
NINETEEN = "tables/decisions.parquet, row 19, column"

CASES: dict[str, tuple[Callable[[Path], None], str]] = {
    "csv": (
        text_in("dictionary/codes.csv", "\r\nvillage_type,", f"\r\n{NUMBER},"),
        "dictionary/codes.csv",
    ),
    "csv of a table": (
        text_in("tables/decisions.csv", "18.04.04.2007", NUMBER),
        f"tables/decisions.csv, row 2, column village_code: {KIND}",
    ),
    "parquet text": (row_in(with_column("x", pa.string(), SPACED)), f"{NINETEEN} x: {KIND}"),
    "parquet whole number": (row_in(with_column("x", pa.int64(), int(NUMBER))), f"{NINETEEN} x"),
    "parquet number": (row_in(with_column("x", pa.float64(), float(NUMBER))), f"{NINETEEN} x"),
    "parquet column": (
        row_in(with_column(NUMBER, pa.int64(), 1)),
        f"tables/decisions.parquet, column 7, its name: {KIND}",
    ),
    "parquet other column": (
        row_in(with_column("remark", pa.string(), "x")),
        "tables/decisions.parquet, column 7: a column that is not on the list",
    ),
    "parquet other value": (
        row_in(coded),
        f"{NINETEEN} village_code: a value that is not of the form its column has",
    ),
    "parquet metadata": (row_in(described), "tables/decisions.parquet, metadata, row 1"),
    "xlsx hidden sheet": (book_in(hide), f".xml, row 7, column D: {KIND}"),
    "xlsx number": (book_in(as_number), f"sheet4.xml, row 9, column B: {KIND}"),
    "xlsx title": (book_in(titled), "release.xlsx > docProps/core.xml, row 1"),
    "xlsx name": (book_in(named), "release.xlsx > xl/workbook.xml"),
    "xlsx sheet": (book_in(renamed), "release.xlsx > xl/workbook.xml"),
    "xlsx comment": (book_in(noted), "release.xlsx > xl/comments/comment1.xml"),
    "xlsx header": (book_in(headed), "release.xlsx > xl/worksheets/sheet2.xml"),
    "sqlite row": (
        sql_in(f"INSERT INTO release VALUES ('~x', '{SPACED}')"),
        "release.sqlite, table release, row",
    ),
    "sqlite table": (sql_in(f'CREATE TABLE "t{NUMBER}" (a)'), "release.sqlite, schema"),
    "sqlite blob": (
        sql_in("CREATE TABLE t (a BLOB)", "INSERT INTO t VALUES (x'00112233445566')"),
        "release.sqlite, table t, column a: a file that cannot be read",
    ),
    "zip member": (member_in("a.csv", f"a;b\r\n1;{NUMBER}\r\n"), "a.csv, row 2, column b"),
    "zip name": (member_in(f"{NUMBER}.csv", "a;b\r\n1;2\r\n"), "csv-indonesia.zip, name of member"),
    "zip comment": (member_in("a.txt", "", NUMBER), "csv-indonesia.zip, comment, row 1"),
    "zip within": (file_in("a.zip", inner_zip()), f"a.zip > a.txt, row 2, column 3: {KIND}"),
    "html": (text_in("index.html", "</h1>", f" {SPACED}</h1>"), "index.html, row"),
    "html partly bold": (text_in("index.html", "</h1>", f" {BOLD}</h1>"), "index.html, row"),
    "html comment": (text_in("changes.html", "</body>", f"<!-- {NUMBER} --></body>"), "changes.h"),
    "html attribute": (text_in("index.html", "<main", f'<main title="{NUMBER}"'), "index.html"),
    "html references": (text_in("index.html", "</h1>", f"{REFERENCE}</h1>"), "index.html, row"),
    "json": (text_in("schema.json", "{", f'{{"x": {NUMBER},'), "schema.json, row 1"),
    "json escapes": (text_in("dcat.jsonld", "{", f'{{"x": "{ESCAPED}",'), "dcat.jsonld, row 1"),
    "citation": (text_in("CITATION.cff", "\n", f"\n# {SPACED}\n"), "CITATION.cff, row 2"),
    "readme": (text_in("README.md", "\n", f"\n{NUMBER[:8]}\n{NUMBER[8:]}\n"), "README.md, row 2"),
    "sums": (text_in("SHA256SUMS", "\n", f"\n{NUMBER}  x\n"), "SHA256SUMS, row 2, column 1"),
    "feed": (file_in("feed.atom", f"<a>{NUMBER}</a>".encode()), "feed.atom, row 1"),
    "drawing": (file_in("a.svg", f"<svg><text>{NUMBER}</text></svg>".encode()), "a.svg, row 1"),
    "name of a file": (file_in(f"{SPACED}.txt", b"a"), "file 1 of the folder, column its name"),
    "name of a folder": (file_in(f"{NUMBER}/a.txt", b"a"), "file 1 of the folder"),
    "other kind": (file_in("a.docx", b"PK"), "a.docx: a kind of file that is not on the list"),
    "other table": (file_in("tables/a.csv", b"a\r\n"), "tables/a.csv: a kind of file that is not"),
    "unreadable": (file_in("a.csv", b"a,b\r\n1\r\n"), "a.csv: a file that cannot be read as what"),
    "binary text": (file_in("a.txt", b"\xff\xfe\x00"), "a.txt: a file that cannot be read as"),
}
"""Where something is planted, and what is told of it."""


@pytest.mark.parametrize("name", CASES)
def test_what_is_planted_stops_with_its_place_and_without_its_value(
    name: str, release: Path, tmp_path: Path
) -> None:
    plant, told = CASES[name]
    folder = tmp_path / "staged"
    shutil.copytree(release, folder, copy_function=link)
    plant(folder)
    hits = search_release(folder, TABLES)
    assert any(told in str(hit) for hit in hits), list(map(str, hits))
    with pytest.raises(PersonalDataError) as stopped:
        refuse_personal(hits, "the release was not published", "Look there.")
    assert NUMBER not in digits_of(str(stopped.value))


def test_many_hits_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{NUMBER};\n" * 50, encoding="utf-8")
    hits = search_release(tmp_path)
    with pytest.raises(PersonalDataError, match=f"50 places(.|\n)* and {50 - SHOWN} more"):
        refuse_personal(hits, "the release was not published", "Look there.")
