"""Sheets renamed, stacked, missing or there twice: a section is found wherever it stands."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.form import FORM
from tests.layouts import ANSWERS, WHOLE, Rows, filled, kinds, relabel, rows_changed, values
from tests.workbooks import on_sheet, places, read
from transforms.workbook import Scalar, Sheet, Workbook


@pytest.mark.parametrize("name", ["B penduduk", "B. Penduduk", "Penduduk", "B Penduduk (2)", "xyz"])
def test_a_sheet_may_be_renamed(name: str) -> None:
    workbook = on_sheet(filled(), "B Penduduk", lambda sheet: replace(sheet, name=name))
    record = read(workbook).record
    assert values(record) == values(WHOLE)
    assert kinds(record) == []


@pytest.mark.parametrize("name", ["B Pendudk", "Penduduk", "B-Penduduk"])
def test_without_its_title_a_section_is_known_by_its_sheet(name: str) -> None:
    def change(sheet: Sheet) -> Sheet:
        relabel(sheet.rows, "B. Penduduk menurut umur dan jenis kelamin", "")
        return replace(sheet, name=name)

    record = read(on_sheet(filled(), "B Penduduk", change)).record
    assert values(record) == values(WHOLE)


def test_all_sections_on_one_sheet() -> None:
    rows = [row for sheet in filled().sheets[1:-1] for row in sheet.rows]
    text: Rows = [["" if c == "" else str(c) for c in row] for row in rows]
    record = read(Workbook("csv", (Sheet("CSV", text),))).record
    assert values(record) == values(WHOLE)
    assert kinds(record) == []


def test_a_section_that_is_not_there() -> None:
    workbook = filled()
    kept = tuple(sheet for sheet in workbook.sheets if sheet.name != "D Keluarga")
    record = read(replace(workbook, sheets=kept)).record
    assert record is not None
    (problem,) = record.problems
    assert (problem.kind, problem.section) == ("section_missing", "families")
    assert "families" not in record.sections
    assert len(record.sections) == len(FORM.sections) - 1


@pytest.mark.parametrize(("changed", "found"), [(False, []), (True, ["label_twice"])])
def test_a_section_that_is_there_twice(changed: bool, found: list[str]) -> None:
    workbook = filled()
    sheet = next(s for s in workbook.sheets if s.name == "D Keluarga")
    copy = Sheet("D Keluarga (2)", [row[:] for row in sheet.rows], sheet.merged)
    _, row, column = places()["families.families"]
    copy.rows[row][column] = 99.0 if changed else ANSWERS["families.families"]
    record = read(replace(workbook, sheets=(*workbook.sheets, copy))).record
    assert kinds(record) == found
    assert values(record) == values(WHOLE)


@pytest.mark.parametrize(("kept", "value"), [(True, "families.families"), (False, None)])
def test_a_hidden_sheet_is_read_only_where_no_other_says_anything(
    kept: bool, value: str | None
) -> None:
    workbook = filled()
    sheet = next(s for s in workbook.sheets if s.name == "D Keluarga")
    hidden = replace(sheet, name="Lama", rows=[row[:] for row in sheet.rows], is_hidden=True)
    _, row, column = places()["families.families"]
    hidden.rows[row][column] = 99.0
    sheets = (s for s in workbook.sheets if kept or s is not sheet)
    record = read(replace(workbook, sheets=(hidden, *sheets))).record
    assert kinds(record) == []
    assert values(record)["families.families"] == (ANSWERS[value] if value else 99)


def test_a_layout_known_before_does_not_hide_what_is_new() -> None:
    read(filled())
    record = read(
        rows_changed("D Keluarga", lambda rows: relabel(rows, "Jumlah remaja", "?"))
    ).record
    assert "families.adolescents" not in values(record)
    assert kinds(record) == ["row_unknown", "question_missing"]
    added = rows_changed("D Keluarga", lambda rows: rows.append(["", "Lain", 5.0, ""]))
    assert kinds(read(added).record) == ["row_unknown"]


SCRAWLS: list[Scalar] = ["", "x", "Jumlah", "Isian", "Ada", "L", 5.0, -1.5, True, "Kondom", "BKB"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_scrawls_anywhere_break_nothing_and_move_no_other_answer(data: st.DataObject) -> None:
    workbook = filled()
    at = data.draw(st.sampled_from(workbook.sheets[1:-1]))
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.integers(0, len(at.rows) - 1))
        column = data.draw(st.integers(0, len(at.rows[0]) - 1))
        at.rows[row][column] = data.draw(st.sampled_from(SCRAWLS))
    record = read(workbook).record
    if record is None:
        assert at.name == FORM.sections[0].sheet
        return
    whole = values(WHOLE)
    for question, answer in record.answers.items():
        if answer.sheet != at.name:
            assert answer.value == whole[question]
        elif answer.cell == (WHOLE and WHOLE.answers[question].cell):
            continue
        else:
            assert any(p.sheet == at.name for p in record.problems), question
