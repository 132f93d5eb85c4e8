from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from outputs.form_example import typed_example
from outputs.form_grid import answer_places, form_grids
from outputs.form_xlsx import write_form
from outputs.letters.letter import Letter, Point
from outputs.letters.marked import marked_workbook
from outputs.letters.ooxml import NoWorkbookError
from outputs.letters.ooxml_cells import address_of
from outputs.letters.ooxml_styles import MARK_COLOURS
from schemas.form import FORM
from schemas.letter.marks import MARK_AUTHOR
from schemas.letter.sheet import FINDINGS_SHEET
from schemas.problem import Severity
from schemas.register import villages
from tests.outputs.test_letter_marked_sound import assert_sound

VILLAGE = villages()["18.04.04.2007"]
FIRST = FINDINGS_SHEET.id
PLACES = [
    (sheet, address_of((row, column)))
    for sheet, row, column in answer_places(form_grids(FORM)).values()
]
Rows = list[list[Any]]


@cache
def form() -> bytes:
    """The form as a village sends it, every answer filled."""
    grids = form_grids(FORM, village=VILLAGE, period="2026-10")
    for grid in grids:
        for cell in grid.cells.values():
            question = FORM.questions.get(cell.question.split("#")[0])
            if question is not None and cell.value is None:
                cell.value = typed_example(question.field)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "form.xlsx"
        write_form(path, grids, FORM)
        return path.read_bytes()


def point(sheet: str = "", cell: str = "", **told: Any) -> Point:
    """A point to be confirmed, with what a test asks for."""
    texts = {"code": "K7Q3-9XZA", "sentence": "Angka ini janggal.", "action": "Periksa sel ini."}
    return Point(**{"severity": Severity.CONFIRM, "sheet": sheet, "cell": cell, **texts, **told})


def letter(*points: Point, **told: Any) -> Letter:
    """A letter to one village that tells these points."""
    facts = {"village": VILLAGE, "period": "2026-10", "deadline": date(2026, 11, 20), "revision": 1}
    return Letter(**{**facts, "points": points, **told})


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def values(content: bytes) -> dict[str, tuple[Rows, Any]]:
    """What every sheet but ours holds, with its merged areas, read by another program."""
    book = python_calamine.load_workbook(io.BytesIO(content))
    sheets = ((name, book.get_sheet_by_name(name)) for name in book.sheet_names if name != FIRST)
    return {
        name: (sheet.to_python(skip_empty_area=False), sorted(sheet.merged_cell_ranges or ()))
        for name, sheet in sheets
    }


def colours(content: bytes) -> dict[tuple[str, str], str]:
    """The marked cells and their colours, without our own sheet."""
    return {
        (sheet.title, cell.coordinate): str(cell.fill.fgColor.rgb)[-6:]
        for sheet in opened(content)
        if sheet.title != FIRST
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid"
        and str(cell.fill.fgColor.rgb)[-6:] in MARK_COLOURS.values()
    }


def notes(content: bytes) -> dict[tuple[str, str], tuple[str, str]]:
    """The notes of every cell: who signs, and the text."""
    return {
        (sheet.title, cell.coordinate): (str(cell.comment.author), str(cell.comment.text))
        for sheet in opened(content)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def test_a_point_is_a_coloured_cell_with_a_note() -> None:
    told = point(
        "D Keluarga",
        "C8",
        severity=Severity.BLOCKING,
        sentence="Tidak terbaca.",
        found="740 kurang lebih",
        expected="Bilangan bulat",
        before="738",
        action="Perbaiki.",
    )
    content = marked_workbook(form(), letter(told))
    assert_sound(content)
    assert colours(content) == {("D Keluarga", "C8"): MARK_COLOURS[Severity.BLOCKING]}
    text = (
        "[Rumah Data] Menahan bagian laporan\nTidak terbaca.\nTertulis: 740 kurang lebih\n"
        "Yang diharapkan: Bilangan bulat\nBulan lalu: 738\nYang perlu dilakukan: Perbaiki.\n"
        "Kode temuan: K7Q3-9XZA"
    )
    assert notes(content) == {("D Keluarga", "C8"): (MARK_AUTHOR, text)}


def test_the_other_cells_point_to_the_first() -> None:
    told = point("B Penduduk", "E24", also=(("B Penduduk", "C24"), ("D Keluarga", "C8")))
    content = marked_workbook(form(), letter(told))
    said = notes(content)
    assert set(said) == set(colours(content))
    assert set(said) == {("B Penduduk", "E24"), ("B Penduduk", "C24"), ("D Keluarga", "C8")}
    assert said["D Keluarga", "C8"][1] == (
        "[Rumah Data] Perlu konfirmasi\nLihat juga B Penduduk!E24: Angka ini janggal.\n"
        "Kode temuan: K7Q3-9XZA"
    )


def test_a_cell_with_several_points_has_one_note_and_the_strongest_colour() -> None:
    points = (
        point("D Keluarga", "C8", code="AAAA-AAAA", severity=Severity.NOTE),
        point("D Keluarga", "C8", code="BBBB-BBBB", severity=Severity.CONFIRM),
        point("D Keluarga", "C9", code="CCCC-CCCC", also=(("D Keluarga", "C8"),)),
    )
    content = marked_workbook(form(), letter(*points))
    assert colours(content)["D Keluarga", "C8"] == MARK_COLOURS[Severity.CONFIRM]
    text = notes(content)["D Keluarga", "C8"][1]
    assert text.count("[Rumah Data]") == 3
    assert text.index("BBBB-BBBB") < text.index("CCCC-CCCC") < text.index("AAAA-AAAA")


def test_a_cell_that_is_its_own_other_cell_is_told_once() -> None:
    told = point("D Keluarga", "C8", also=(("D Keluarga", "C8"), ("D Keluarga", "C8")))
    assert notes(marked_workbook(form(), letter(told)))["D Keluarga", "C8"][1].count("Kode") == 1


def test_a_mark_changes_nothing_but_the_fill() -> None:
    before = opened(form())["D Keluarga"]["C8"]
    after = opened(marked_workbook(form(), letter(point("D Keluarga", "C8"))))["D Keluarga"]["C8"]
    for name in ("font", "border", "alignment", "protection", "number_format", "value"):
        assert repr(getattr(before, name)) == repr(getattr(after, name))


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("Lembar yang tidak ada", "C8"),
        ("D Keluarga", ""),
        ("D Keluarga", "ZZZ9"),
        ("D Keluarga", "A0"),
        ("D Keluarga", "A1048577"),
        ("D Keluarga", "bukan sel"),
        ("", ""),
    ],
)
def test_a_point_without_a_cell_stands_in_the_first_sheet_alone(sheet: str, cell: str) -> None:
    content = marked_workbook(form(), letter(point(sheet, cell)))
    assert_sound(content)
    assert not colours(content)
    assert not notes(content)
    first = opened(content)[FIRST]
    assert "K7Q3-9XZA" in {str(cell.value) for cell in first["B"]}
    assert not [cell for row in first.iter_rows() for cell in row if cell.hyperlink]


def test_a_cell_that_is_not_there_is_made_in_its_place() -> None:
    told = [point("D Keluarga", cell) for cell in ("F2", "B9", "AZ9", "H300", "A250")]
    content = marked_workbook(form(), letter(*told))
    assert_sound(content)
    assert {cell for _, cell in colours(content)} == {"F2", "B9", "AZ9", "H300", "A250"}
    assert values(content) == values(form())


def test_a_cell_within_a_merged_area_is_marked_where_it_shows() -> None:
    content = marked_workbook(form(), letter(point("D Keluarga", "C2")))
    assert set(colours(content)) == set(notes(content)) == {("D Keluarga", "A2")}


def test_what_is_not_marked_keeps_its_bytes() -> None:
    content = marked_workbook(form(), letter(point("D Keluarga", "C8")))
    before, after = (zipfile.ZipFile(io.BytesIO(held)) for held in (form(), content))
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",  # was selected
        "xl/worksheets/sheet5.xml",
    }
    assert after.namelist()[: len(before.namelist())] == before.namelist()
    assert after.testzip() is None


def test_the_same_workbook_and_letter_give_the_same_bytes() -> None:
    told = letter(point("D Keluarga", "C8"), point("B Penduduk", "C9"), mended=2)
    assert marked_workbook(form(), told) == marked_workbook(form(), told)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html></html>", form()[:-200]])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(NoWorkbookError):
        marked_workbook(content, letter())


@settings(max_examples=12)
@given(st.data())
def test_exactly_the_named_cells_are_marked_and_no_value_changes(data: st.DataObject) -> None:
    cells = data.draw(st.lists(st.sampled_from(PLACES), max_size=12, unique=True))
    severities = [data.draw(st.sampled_from(Severity)) for _ in cells]
    also = data.draw(st.lists(st.sampled_from(PLACES), max_size=3))
    texts = st.text(st.characters(exclude_categories=[]), max_size=80)
    points = [
        point(
            *cell,
            code=f"AAAA-{number:04}",
            severity=severity,
            sentence=data.draw(texts),
            found=data.draw(texts),
            also=tuple(also),
        )
        for number, (cell, severity) in enumerate(zip(cells, severities, strict=True))
    ]
    content = marked_workbook(form(), letter(*points))
    assert_sound(content)
    named = {*cells, *also} if points else set()
    assert set(colours(content)) == set(notes(content)) == named
    assert values(content) == values(form())
    assert opened(content).sheetnames == [FIRST, *opened(form()).sheetnames]
