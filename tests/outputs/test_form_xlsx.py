from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from outputs.form_grid import Style, answer_places, form_grids
from outputs.form_looks import BASE_FONT
from outputs.form_validation import ranges
from outputs.form_xlsx import file_stem, write_form, write_forms
from outputs.sheet_grid import Scalar, SheetGrid
from schemas.field import Code, CodeList, Field, Kind, Text
from schemas.form import FORM
from schemas.months import MONTHS
from schemas.register import villages
from schemas.section import Form, Listing

PLACES = answer_places(form_grids(FORM))
VILLAGES = list(villages().values())
Validations = dict[tuple[str, int, int], list[DataValidation]]


def field_of(question: str) -> Field:
    return FORM.questions[question.partition("#")[0]].field


def written(directory: Path, grids: list[SheetGrid], form: Form = FORM) -> Workbook:
    path = directory / "form.xlsx"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_form(path, grids, form)
    return openpyxl.load_workbook(path)


def printed_head(sheet: Worksheet) -> str:
    return "" if sheet.oddHeader is None else str(sheet.oddHeader.left.text)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return written(tmp_path_factory.mktemp("blank"), form_grids(FORM))


@pytest.fixture(scope="module")
def validations(blank: Workbook) -> Validations:
    found: Validations = {}
    for sheet in blank:
        for validation in sheet.data_validations.dataValidation:
            for area in validation.sqref.ranges:
                for row, column in area.cells:
                    found.setdefault((sheet.title, row - 1, column - 1), []).append(validation)
    return found


def places_of(*kinds: Kind) -> Iterator[tuple[str, tuple[str, int, int]]]:
    return ((q, place) for q, place in PLACES.items() if field_of(q).kind in kinds)


def test_only_the_answers_are_open(blank: Workbook) -> None:
    open_cells = {
        (sheet.title, row, column)
        for sheet in blank
        for row, cells in enumerate(sheet.iter_rows())
        for column, cell in enumerate(cells)
        if not cell.protection.locked
    }
    assert open_cells == set(PLACES.values())
    assert all(sheet.protection.sheet for sheet in blank)
    assert all(sheet.protection.password is None for sheet in blank)


def test_what_is_known_is_locked(tmp_path: Path) -> None:
    grids = form_grids(FORM, village=VILLAGES[0], period="2026-10")
    book = written(tmp_path, grids)
    sheet, row, column = answer_places(grids)["identity.village_code"]
    cell = book[sheet].cell(row + 1, column + 1)
    assert (cell.value, cell.data_type) == (VILLAGES[0].code, "s")
    assert cell.protection.locked


def test_every_answer_has_one_validation_and_nothing_else_has(validations: Validations) -> None:
    assert set(validations) == set(PLACES.values())
    assert all(len(found) == 1 for found in validations.values())


def test_a_drop_down_is_its_code_list(validations: Validations) -> None:
    for question, place in places_of(Kind.CHOICE, Kind.CHOICES, Kind.MONTH):
        codes = field_of(question).codes or MONTHS
        choices = ",".join(code.label.id for code in codes.codes)
        assert validations[place][0].type == "list"
        assert validations[place][0].formula1 == f'"{choices}"'


def test_limits_and_their_sentence_come_from_the_declaration(validations: Validations) -> None:
    for question, place in places_of(Kind.COUNT, Kind.YEAR):
        field, validation = field_of(question), validations[place][0]
        assert (validation.type, validation.operator) == ("whole", None)
        assert (validation.formula1, validation.formula2) == (
            str(field.minimum),
            str(field.maximum),
        )
        assert field.label.id in str(validation.error)
        assert str(field.maximum) in str(validation.error)
        assert validation.errorStyle is None  # the default, which stops


@pytest.mark.parametrize(("kind", "style"), [(Kind.CHOICES, "information"), (Kind.DATE, "warning")])
def test_an_answer_with_other_spellings_is_not_stopped(
    validations: Validations, kind: Kind, style: str
) -> None:
    assert {validations[place][0].errorStyle for _, place in places_of(kind)} == {style}


def test_every_answer_says_what_is_meant(validations: Validations) -> None:
    for question, place in PLACES.items():
        assert field_of(question).meaning.id in str(validations[place][0].prompt)


def test_every_sheet_prints_on_a4_one_page_wide(blank: Workbook) -> None:
    for sheet in blank:
        assert sheet.page_setup.paperSize == 9
        fitting = sheet.sheet_properties.pageSetUpPr
        assert fitting is not None
        assert fitting.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.print_area
        assert printed_head(sheet)
    assert blank["K Kegiatan"].page_setup.orientation == "landscape"
    assert blank["K Kegiatan"].page_setup.fitToHeight == 0
    assert blank["K Kegiatan"].print_title_rows
    assert blank["B Penduduk"].page_setup.orientation != "landscape"


def test_the_print_area_holds_every_answer(blank: Workbook) -> None:
    for sheet, row, column in PLACES.values():
        area = CellRange(blank[sheet].print_area.split("!")[1])
        assert area.min_row <= row + 1 <= area.max_row
        assert area.min_col <= column + 1 <= area.max_col


def test_the_form_says_its_version_without_any_sheet(blank: Workbook) -> None:
    properties = vars(blank)["custom_doc_props"]
    assert properties["rumahdata-form"].value == FORM.version


def test_a_sample_says_so_on_every_printed_page(tmp_path: Path) -> None:
    book = written(tmp_path, form_grids(FORM, sample=True))
    assert all("CONTOH" in printed_head(sheet) for sheet in book)
    assert all(str(sheet["A1"].value).startswith("CONTOH") for sheet in book)


def test_a_real_form_does_not_print_the_word_for_an_example(blank: Workbook) -> None:
    assert not any("CONTOH" in printed_head(sheet) for sheet in blank)


@pytest.mark.parametrize(
    ("question", "value", "read", "kind"),
    [
        ("families.families", 740, 740, "n"),
        ("families.families", 1.593, 1.593, "n"),
        ("families.families", "740 KK", "740 KK", "s"),
        ("families.families", "=1+1", "=1+1", "s"),
        ("families.families", True, True, "b"),
        ("families.families", date(2026, 5, 13), date(2026, 5, 13), "d"),
        ("activities.date#1", date(2026, 10, 13), date(2026, 10, 13), "d"),
        ("activities.date#2", 46308, date(2026, 10, 13), "d"),
        ("activities.target#1", "PUS; Remaja", "PUS; Remaja", "s"),
        ("identity.village_code", "18.04.04.2007", "18.04.04.2007", "s"),
    ],
)
def test_an_answer_is_written_as_what_it_is(
    tmp_path: Path, question: str, value: Scalar, read: object, kind: str
) -> None:
    grids = form_grids(FORM)
    sheet, row, column = answer_places(grids)[question]
    next(grid for grid in grids if grid.name == sheet).cells[row, column].value = value
    cell = written(tmp_path, grids)[sheet].cell(row + 1, column + 1)
    found = cell.value.date() if isinstance(cell.value, datetime) else cell.value
    assert (found, cell.data_type) == (read, kind)
    if isinstance(value, date):
        assert cell.number_format == "dd/mm/yyyy"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1))
def test_no_text_becomes_a_formula_or_another_text(tmp_path: Path, text: str) -> None:
    grid = next(grid for grid in form_grids(FORM) if grid.section == "families")
    row, column = PLACES["families.families"][1:]
    grid.cells[row, column].value = text
    cell = written(tmp_path, [grid])["D Keluarga"].cell(row + 1, column + 1)
    assert (cell.value, cell.data_type) == (text, "s")


def test_merged_and_hidden_rows_are_written(tmp_path: Path) -> None:
    grid = next(grid for grid in form_grids(FORM) if grid.section == "families")
    grid.merged.append((7, 1, 8, 1))
    grid.hidden_rows.add(9)
    sheet = written(tmp_path, [grid])["D Keluarga"]
    assert "B8:B9" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[10].hidden
    assert not sheet.row_dimensions[9].hidden


def test_choices_too_long_for_a_cell_stand_on_a_hidden_sheet(tmp_path: Path) -> None:
    labels = [f"Pilihan panjang nomor {number}" for number in range(20)]
    codes = tuple(Code(f"c{i}", Text(label, label)) for i, label in enumerate(labels))
    block = FORM.blocks["facilities"]
    assert isinstance(block, Listing)
    field = replace(block.fields[0], codes=CodeList("long", Text("x", "x"), codes, "none"))
    form = FORM.with_block(replace(block, fields=(field, *block.fields[1:])))
    book = written(tmp_path, form_grids(form), form)
    assert book["Pilihan"].sheet_state == "hidden"
    assert [row[0].value for row in book["Pilihan"].iter_rows()] == labels
    sources = [v.formula1 for v in book["I Kelembagaan"].data_validations.dataValidation]
    assert "Pilihan!$A$1:$A$20" in sources


def test_the_form_of_today_needs_no_hidden_sheet(blank: Workbook) -> None:
    assert blank.sheetnames == [grid.name for grid in form_grids(FORM)]


def test_a_limit_changed_in_its_declaration_changes_the_form(tmp_path: Path) -> None:
    block = FORM.blocks["insurance"]
    assert isinstance(block, Listing)
    form = FORM.with_block(replace(block, fields=(replace(block.fields[0], maximum=77),)))
    sheet = written(tmp_path, form_grids(form), form)["E Keluarga Berencana"]
    assert "77" in {v.formula2 for v in sheet.data_validations.dataValidation}


def test_the_first_form_of_a_run_is_written_like_every_other(tmp_path: Path) -> None:
    before = dict(BASE_FONT)
    written(tmp_path, form_grids(FORM))
    assert before == BASE_FONT == {"font_name": "Arial", "font_size": 10}


def test_a_form_for_each_village_with_the_same_bytes_twice(tmp_path: Path) -> None:
    steps: list[int] = []
    once, again = tmp_path / "once", tmp_path / "again"
    for directory in (once, again):
        directory.mkdir()
        write_forms(directory, FORM, VILLAGES[:2], "2026-10", progress=lambda: steps.append(1))
    names = [f"{village.code} {village.name} 2026-10.xlsx" for village in VILLAGES[:2]]
    assert sorted(path.name for path in once.iterdir()) == sorted(names)
    assert [(once / n).read_bytes() for n in names] == [(again / n).read_bytes() for n in names]
    assert len(steps) == 4


def test_a_file_name_is_safe_whatever_the_village_is_called() -> None:
    village = replace(VILLAGES[0], name='../Way "Ngison": a/b')
    assert file_stem(village, "2026-10") == f"{village.code} .._Way _Ngison__ a_b 2026-10"
    assert len({file_stem(village, "2026-10") for village in VILLAGES}) == len(VILLAGES)


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 3))))
def test_ranges_cover_their_places_once(places: set[tuple[int, int]]) -> None:
    covered = [
        (row, column)
        for first, column, last, _ in ranges(list(places))
        for row in range(first, last + 1)
    ]
    assert sorted(covered) == sorted(places)


def test_every_style_has_a_look() -> None:
    from outputs.form_looks import LOOKS

    assert set(LOOKS) == set(Style)
    assert [style for style in Style if LOOKS[style].get("locked") is False] == [Style.ANSWER]


def test_the_form_carries_no_clock(blank: Workbook) -> None:
    created = datetime.fromisoformat("2000-01-01")
    assert (blank.properties.created, blank.properties.modified) == (created, created)


def test_a_line_of_a_log_grows_with_what_is_typed(blank: Workbook) -> None:
    sheet, row, _ = PLACES["activities.title#1"]
    assert blank[sheet].row_dimensions[row + 1].height is None


def test_a_long_answer_written_by_us_is_shown_whole(tmp_path: Path) -> None:
    grids = form_grids(FORM)
    sheet, row, column = PLACES["activities.title#1"]
    grid = next(grid for grid in grids if grid.name == sheet)
    grid.cells[row, column].value = "Penyuluhan gizi balita dan pemberian makanan tambahan"
    height = written(tmp_path, grids)[sheet].row_dimensions[row + 1].height
    assert height == 45
