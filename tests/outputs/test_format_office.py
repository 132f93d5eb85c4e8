"""LibreOffice with Indonesian settings opens both files and changes nothing in them."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest

from outputs.formats.indonesian_csv import file_name, is_altered
from outputs.formats.release_xlsx import table_sheet_names
from schemas.table import Column, Table
from tests.outputs.test_format_reading import (
    HISTORY_FACTS,
    TABLES,
    Row,
    by_key,
    expected,
    release,
    rows_of,
    sheets,
    typed,
    unmarked,
)

__all__ = ["release"]

PROGRAM = shutil.which("soffice")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice (soffice) is not installed")

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale">
<value>id-ID</value></prop></item></oor:items>
"""
SEMICOLON_UTF8_INDONESIAN = "Text - txt - csv (StarCalc):59,34,76,1,,1057,false,{detect}"
"""Separator, quote, character set, first line, columns, language, quoted is text, detection."""

Convert = Callable[[Iterable[Path], str], Path]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Save files as XLSX with LibreOffice under an Indonesian profile of its own."""
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user/registrymodifications.xcu").write_text(SETTINGS)

    def run(files: Iterable[Path], infilter: str = "") -> Path:
        folder = tmp_path_factory.mktemp("converted")
        options = [f"--infilter={infilter}"] if infilter else []
        subprocess.run(
            [
                *(str(PROGRAM), "--headless", f"-env:UserInstallation={profile.as_uri()}"),
                *(*options, "--convert-to", "xlsx:Calc MS Excel 2007 XML"),
                *("--outdir", str(folder), *map(str, files)),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
        return folder

    return run


def test_the_workbook_is_the_same_after_libreoffice_saved_it(
    release: Path, convert: Convert
) -> None:
    saved = convert([release / "release.xlsx"], "") / "release.xlsx"
    found = sheets(saved)
    for name, sheet in table_sheet_names(TABLES).items():
        assert rows_of(TABLES[name], found[sheet]) == expected(name), name
    cells = [c for s in openpyxl.load_workbook(saved) for line in s.iter_rows() for c in line]
    assert len(cells) > 10_000
    assert "f" not in {cell.data_type for cell in cells}


@pytest.fixture(scope="module")
def files(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv")
    with zipfile.ZipFile(release / "csv-indonesia.zip") as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.parametrize("detect", ["true", "false"])
def test_every_csv_is_the_same_after_libreoffice_read_it_as_indonesian(
    files: Path, convert: Convert, detect: str
) -> None:
    infilter = SEMICOLON_UTF8_INDONESIAN.format(detect=detect)
    folder = convert(sorted(files.glob("*.csv")), infilter)
    for name, table in TABLES.items():
        saved = folder / file_name(name, HISTORY_FACTS).replace(".csv", ".xlsx")
        assert by_key(table, read(table, saved)) == expected(name), name


def read(table: Table, path: Path) -> list[Row]:
    """The rows as the spreadsheet holds them: codes without their brackets, Ya as true."""
    (cells,) = sheets(path).values()
    return [
        {c.name: plain(c, cell) for c, cell in zip(table.columns, line, strict=True)}
        for line in cells[1:]
    ]


def plain(column: Column, cell: object) -> object:
    found = typed(column, cell)
    return unmarked(found) if isinstance(found, str) else found


RAW = ["2026-11-04", "1801040007", "0012", "1e10", "0" * 64, "71,9", "1.234", "=1+1", "+62"]


@pytest.mark.parametrize(("mark", "kept"), [("{}", False), ("[{}]", True)])
def test_brackets_keep_what_is_altered_without_them(
    tmp_path: Path, convert: Convert, mark: str, kept: bool
) -> None:
    lines = "".join(f"{mark.format(text)};x\r\n" for text in ["code", *RAW])
    (tmp_path / "raw.csv").write_text(lines, encoding="utf-8-sig", newline="")
    infilter = SEMICOLON_UTF8_INDONESIAN.format(detect="true")
    (cells,) = sheets(convert([tmp_path / "raw.csv"], infilter) / "raw.xlsx").values()
    for (cell, _), raw in zip(cells[1:], RAW, strict=True):
        assert (cell == mark.format(raw)) is kept, raw
        assert is_altered(raw)
