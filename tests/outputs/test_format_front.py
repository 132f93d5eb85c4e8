"""The sheets that explain: the first one with its links, the dictionary, the completeness."""

import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from outputs.dictionary_lists import code_rows
from outputs.formats import texts
from outputs.formats.release_xlsx import table_sheet_names
from outputs.formats.workbook import HEADINGS
from outputs.site.about import citation
from schemas.change_tables import REASON
from schemas.form import FORM
from schemas.house_codes import OBS_STATUS
from schemas.register import REGENCY, districts
from schemas.rounding_texts import EXPLAINED
from tests.outputs.test_format_reading import (
    HISTORY,
    HISTORY_FACTS,
    PERIODS,
    ROWS,
    TABLES,
    expected,
    release,
    sheets,
)

__all__ = ["release"]

SHEETS = table_sheet_names(TABLES)
FIRST = ["BACA SAYA (README)", "Kamus kolom", "Kamus kode", "Kamus indikator"]


@pytest.fixture(scope="module")
def book(release: Path) -> Workbook:
    return openpyxl.load_workbook(release / "release.xlsx")


def test_the_sheets_come_in_order(book: Workbook) -> None:
    changes, *tables = SHEETS.values()
    assert book.sheetnames == [*FIRST, "Kelengkapan laporan", changes, *tables]
    assert [name for name in SHEETS if name != "changes"] == [n for n in TABLES if n != "changes"]


def test_every_sheet_is_linked_from_the_first_and_back(book: Workbook) -> None:
    front, *others = book.worksheets
    assert links(front) == {f"'{sheet.title}'!A1" for sheet in others}
    for sheet in others:
        assert links(sheet) == {f"'{front.title}'!A1"}
        assert sheet["A1"].hyperlink is not None


def links(sheet: Worksheet) -> set[str | None]:
    """Where the cells of a sheet lead to."""
    return {c.hyperlink.location for line in sheet.iter_rows() for c in line if c.hyperlink}


def test_the_first_sheet_says_what_the_release_is_indonesian_before_english(
    book: Workbook,
) -> None:
    said = [str(c.value) for line in book.worksheets[0].iter_rows() for c in line if c.value]
    cite = citation(HISTORY_FACTS)
    assert said.index(texts.WHAT.id) < said.index(texts.WHAT.en)
    assert said.index(cite.id) < said.index(cite.en)
    whole = "\n".join(said)
    wanted = [HISTORY_FACTS.version, "Agustus 2026 sampai Oktober 2026", "CC-BY-4.0"]
    wanted += [f"{code.code}: {code.label.id}" for code in OBS_STATUS.codes]
    wanted += [told for text in EXPLAINED for told in (text.id, text.en)]
    wanted += [f"{REASON[r].label.id}: {n}" for r, n in HISTORY_FACTS.changes.items()]
    assert [text for text in wanted if text not in whole] == []


def test_the_first_sheet_counts_the_rows_of_each_sheet(book: Workbook) -> None:
    front = book.worksheets[0]
    lines = {line[0].value: line for line in front.iter_rows() if line[0].hyperlink}
    for name, sheet in SHEETS.items():
        assert lines[sheet][2].value == book[sheet].max_row - HEADINGS, name
        assert lines[sheet][3].value == name


def test_keys_and_headings_stay_in_sight_and_can_be_filtered(book: Workbook) -> None:
    panes = {name: book[sheet].freeze_panes for name, sheet in SHEETS.items()}
    assert panes["population"] == "E4"
    assert panes["indicators"] == "F4"
    for sheet in book.worksheets[1:]:
        assert re.fullmatch(r"[A-Z]+4", str(sheet.freeze_panes)), sheet.title
        assert str(sheet.auto_filter.ref).startswith(f"A{HEADINGS}:"), sheet.title


def test_statuses_are_folded(book: Workbook) -> None:
    sheet = book[SHEETS["population"]]
    names = [str(cell.value) for cell in sheet[HEADINGS]]
    folded = {
        names[number - 1]
        for one in sheet.column_dimensions.values()
        if one.hidden and one.outlineLevel == 1
        for number in range(one.min or 0, (one.max or 0) + 1)
    }
    assert folded == {name for name in names if name.startswith("people_status.")}
    assert len(folded) == 32


def test_names_stand_beside_the_codes(book: Workbook) -> None:
    known = {row["village_code"]: row for row in ROWS["villages"].to_pylist()}
    for line in book[SHEETS["population"]].iter_rows(min_row=4, max_col=3, values_only=True):
        village = known[str(line[0])]
        assert line[1:] == (village["village"], village["district"])
    areas = list(book[SHEETS["indicators"]].iter_rows(min_row=4, max_col=4, values_only=True))
    assert ("regency", "18.04", REGENCY.id, None) in areas
    assert ("district", "18.04.04", "Balik Bukit", "Balik Bukit") in areas


def test_the_dictionary_has_every_column_and_every_code(release: Path) -> None:
    found = sheets(release / "release.xlsx")
    columns = [tuple(line[:2]) for line in found["Kamus kolom"][3:]]
    assert columns == [(name, column) for name, t in TABLES.items() for column in t.names]
    codes = found["Kamus kode"]
    place = [str(name) for name in codes[2]].index("code")
    assert [line[place] for line in codes[3:]] == [r["code"] for r in code_rows(TABLES, FORM)]


def test_completeness_counts_each_kecamatan_in_each_month(release: Path) -> None:
    cells = sheets(release / "release.xlsx")["Kelengkapan laporan"]
    names = [str(name) for name in cells[2]]
    rows = [dict(zip(names, line, strict=True)) for line in cells[3:]]
    assert len(rows) == len(PERIODS) * (len(districts()) + 1)
    of = {row["village_code"]: row["district"] for row in expected("villages", ROWS)}
    sent = [r for r in HISTORY["submissions"].to_pylist() if r["is_current"]]
    reported = Counter((r["period"], of[r["village_code"]]) for r in sent)
    late = Counter((r["period"], of[r["village_code"]]) for r in sent if r["is_late"])
    areas = [row for row in rows if row["district"] != REGENCY.id]
    for row in areas:
        place = (row["period"], row["district"])
        assert (row["reported"], row["late"]) == (reported[place], late[place])
    totals = [row for row in rows if row["district"] == REGENCY.id]
    assert [(t["period"], t["expected"], t["reported"], t["late"]) for t in totals] == [
        (
            p,
            136,
            sum(r["period"] == p for r in sent),
            sum(r["period"] == p and r["is_late"] for r in sent),
        )
        for p in PERIODS
    ]
    assert sum(reported.values()) > 20
