from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from outputs.letters.marked import marked_workbook
from outputs.letters.plain import PlainSheet, plain_workbook, sheet_names
from schemas.letter.marks import UNNAMED_SHEET
from tests.outputs.test_letter_marked import FIRST, colours, letter, notes, opened, point
from tests.outputs.test_letter_marked_sound import assert_sound

MIDNIGHT = datetime.combine(date(2026, 5, 13), time())
MORNING = MIDNIGHT + timedelta(hours=7, minutes=30)


def read(content: bytes, name: str = "S") -> list[list[object]]:
    sheet = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_name(name)
    return [list(row) for row in sheet.to_python(skip_empty_area=False)]


def written(*rows: list[object], **told: object) -> bytes:
    return plain_workbook([PlainSheet("S", rows, **told)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "shown", "looks"),
    [
        ("18.04.04.2007", "18.04.04.2007", "@"),
        ("007", "007", "@"),
        ("=1+1", "=1+1", "@"),
        ("#DIV/0!", "#DIV/0!", "@"),
        ("{=A1}", "{=A1}", "@"),
        ("https://example.org", "https://example.org", "@"),
        (" dua\nbaris ", " dua\nbaris ", "@"),
        ("a\x00\x0bb", "ab", "@"),
        (1593.0, 1593, "General"),
        (1.593, 1.593, "General"),
        (7, 7, "General"),
        (True, True, "General"),
        (10**17 + 1, "100000000000000001", "@"),
        (float("nan"), "nan", "@"),
        (float("inf"), "inf", "@"),
        (date(2026, 5, 13), MIDNIGHT, "dd/mm/yyyy"),
        (MIDNIGHT, MIDNIGHT, "dd/mm/yyyy"),
        (MORNING, MORNING, "dd/mm/yyyy hh:mm"),
        (date(1812, 3, 9), "09/03/1812", "@"),
        (time(7, 30), time(7, 30), "hh:mm"),
        (timedelta(hours=30), timedelta(hours=30), "[h]:mm:ss"),
    ],
)
def test_a_value_stays_what_it_is(value: object, shown: object, looks: str) -> None:
    content = written(["", ""], ["", value])
    assert_sound(content)
    cell = opened(content)["S"]["B2"]
    assert (cell.value, cell.number_format) == (shown, looks)
    assert cell.data_type != "f"


def test_every_value_stands_at_its_address() -> None:
    rows: list[list[object]] = [[f"{row}/{column}" for column in range(30)] for row in range(40)]
    assert read(written(*rows)) == rows


def test_rows_of_unlike_length_and_no_rows_at_all() -> None:
    assert read(written(["a"], [], ["b", "", "c"])) == [["a", "", ""], ["", "", ""], ["b", "", "c"]]
    assert read(written()) == []


def test_merged_areas_and_hidden_rows_are_kept() -> None:
    rows: list[list[object]] = [["judul", "", ""], ["a", "b", "c"], ["d", "e", "f"]]
    areas = ((0, 0, 0, 2), (1, 0, 2, 0), (1, 1, 1, 1), (2, 0, 2, 1))
    content = written(*rows, merged=areas, hidden_rows=frozenset({1}))
    assert read(content) == rows
    sheet = opened(content)["S"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:C1", "A2:A3"}
    assert [row for row in range(1, 4) if sheet.row_dimensions[row].hidden] == [2]


def test_columns_are_as_wide_as_what_they_hold_within_bounds() -> None:
    rows: list[list[object]] = [["judul yang sangat panjang sekali", ""], ["", "x" * 300], [1, 2]]
    sheet = opened(written(*rows))["S"]
    widths = [sheet.column_dimensions[letter].width for letter in "AB"]
    assert widths == [pytest.approx(6.7, abs=0.1), pytest.approx(45.7, abs=0.1)]
    assert not sheet["A1"].alignment.wrap_text
    assert sheet["B2"].alignment.wrap_text


@pytest.mark.parametrize(
    ("given_names", "names"),
    [
        (["D Keluarga", "B Penduduk"], ["D Keluarga", "B Penduduk"]),
        (["CSV"], ["CSV"]),
        (["D  Keluarga "], ["D  Keluarga "]),
        (["a[1]:*?/\\b"], ["a_1______b"]),
        (["x" * 40, "x" * 40], ["x" * 31, f"{'x' * 27} (2)"]),
        (["Data", "DATA", "data"], ["Data", "DATA (2)", "data (3)"]),
        (["a/b", "a_b"], ["a_b (2)", "a_b"]),
        (["'Desa'", "D'esa"], ["Desa", "D'esa"]),
        (["History"], ["History_"]),
        (
            ["", " ", "\x00"],
            [UNNAMED_SHEET.id, f"{UNNAMED_SHEET.id} (2)", f"{UNNAMED_SHEET.id} (3)"],
        ),
    ],
)
def test_a_name_is_kept_where_a_workbook_may_have_it(
    given_names: list[str], names: list[str]
) -> None:
    assert sheet_names(given_names) == names
    content = plain_workbook([PlainSheet(name, [[1.0]]) for name in given_names])
    assert_sound(content)
    assert opened(content).sheetnames == names


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=[]), max_size=40), min_size=1, max_size=8))
def test_any_names_make_a_workbook(names: list[str]) -> None:
    content = plain_workbook([PlainSheet(name, []) for name in names])
    assert_sound(content)
    assert opened(content).sheetnames == sheet_names(names)


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=60))
def test_any_text_is_kept(text: str) -> None:
    assert read(written([text])) == [[text]]


def test_the_same_sheets_give_the_same_bytes() -> None:
    rows: list[list[object]] = [["a", 1.5, date(2026, 1, 2)]]
    assert written(*rows) == written(*rows)


def test_it_can_be_marked() -> None:
    rows: list[list[object]] = [["Jumlah", "740 KK"], ["gabung", ""]]
    content = marked_workbook(
        written(*rows, merged=((1, 0, 1, 1),)), letter(point("S", "B1"), point("S", "B2"))
    )
    assert_sound(content)
    assert set(colours(content)) == set(notes(content)) == {("S", "B1"), ("S", "A2")}
    assert opened(content).sheetnames == [FIRST, "S"]
    assert read(content) == rows


def test_no_sheet_at_all_is_still_a_workbook() -> None:
    assert_sound(plain_workbook([]))
