from __future__ import annotations

from dataclasses import replace

import pytest

from outputs.form_grid import GridCell, Scalar, SheetGrid, Style, answer_places, form_grids
from schemas.field import Text
from schemas.form import FORM
from schemas.register import villages
from schemas.section import (
    ANSWER_HEADING,
    Crosstab,
    Form,
    Listing,
    Log,
    Matrix,
    Question,
    Section,
)

BLANK = form_grids(FORM)
SHEETS = {grid.name: grid for grid in BLANK}
VILLAGE = villages()["18.04.04.2004"]
BOUNDED = [q for q in FORM.questions.values() if not isinstance(FORM.blocks[q.block], Log)]
REMOVABLE = [
    (block.id, field.name)
    for block in FORM.blocks.values()
    if isinstance(block, Listing | Matrix | Log)
    for field in block.fields
]


def asked(form: Form) -> set[str]:
    logs = {block.id: block for block in form.blocks.values() if isinstance(block, Log)}
    names: set[str] = set()
    for question in form.questions.values():
        lines = range(1, logs[question.block].capacity + 1) if question.block in logs else ()
        names |= {f"{question.id}#{line}" for line in lines} or {question.id}
    return names


def heading_above(grid: SheetGrid, row: int, column: int) -> object:
    rows = [r for (r, c), cell in grid.cells.items() if c == column and cell.style == Style.HEADING]
    return grid.cells[max(r for r in rows if r < row), column].value


def texts(grid: SheetGrid) -> list[object]:
    return [cell.value for cell in grid.cells.values() if cell.value is not None]


def test_every_question_has_one_answer_cell() -> None:
    cells = [cell for grid in BLANK for cell in grid.cells.values() if cell.question]
    assert len(cells) == len(asked(FORM))
    assert set(answer_places(BLANK)) == asked(FORM)
    assert {cell.style for cell in cells} == {Style.ANSWER}


def test_the_sheets_are_a_guide_the_sections_and_an_example() -> None:
    names = [grid.name for grid in BLANK]
    assert names == ["Petunjuk", *(section.sheet for section in FORM.sections), "Contoh Isian"]
    assert [grid.section for grid in BLANK] == ["", *(s.name for s in FORM.sections), ""]


def test_the_guide_has_ten_filled_lines() -> None:
    lines = [cell.value for cell in SHEETS["Petunjuk"].cells.values() if cell.style == Style.TEXT]
    said = [str(line) for line in lines if line]
    assert len(said) == 10
    assert not any("{" in line for line in said)
    assert "PUS; Remaja" in " ".join(said)


@pytest.mark.parametrize("question", BOUNDED, ids=lambda q: q.id)
def test_an_answer_stands_beside_its_label_and_below_its_heading(question: Question) -> None:
    sheet, row, column = answer_places(BLANK)[question.id]
    assert sheet == FORM.section(question.section).sheet
    assert SHEETS[sheet].cells[row, 1].value == question.row.label.id
    assert heading_above(SHEETS[sheet], row, column) == question.column.label.id


def test_the_lines_of_a_log_are_numbered() -> None:
    grid = SHEETS["K Kegiatan"]
    for line in (1, 30):
        _, row, column = answer_places(BLANK)[f"activities.title#{line}"]
        assert grid.cells[row, 0].value == line
        assert heading_above(grid, row, column) == "Nama kegiatan"


@pytest.mark.parametrize("section", FORM.sections, ids=lambda s: s.name)
def test_a_section_sheet_says_what_it_asks(section: Section) -> None:
    said = texts(SHEETS[section.sheet])
    assert f"{section.letter}. {section.title.id}" in said
    assert section.guide.id in said
    assert all(block.title.id in said for block in section.blocks)


@pytest.mark.parametrize(
    ("sample", "stamp"), [(False, "rumahdata-form 1"), (True, "rumahdata-form 1 CONTOH")]
)
def test_every_sheet_is_stamped(sample: bool, stamp: str) -> None:
    for grid in form_grids(FORM, sample=sample):
        assert grid.cells[0, grid.last_column].value == stamp
        assert str(grid.cells[0, 0].value).startswith("CONTOH") is sample


def test_a_field_outside_its_codes_is_closed() -> None:
    places = answer_places(BLANK)
    sheet, row, column = places["activity_groups.bkl.independent"]
    bkb_row = places["activity_groups.bkb.exists"][1]
    assert SHEETS[sheet].cells[bkb_row, column] == GridCell(None, Style.CLOSED)
    assert SHEETS[sheet].cells[row, column].style == Style.ANSWER


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("identity.village_code", "18.04.04.2004"),
        ("identity.village_name", VILLAGE.name),
        ("identity.district_name", "Balik Bukit"),
        ("identity.month", "Oktober"),
        ("identity.year", 2026),
    ],
)
def test_what_is_known_is_written_and_fixed(question: str, value: Scalar) -> None:
    grids = form_grids(FORM, village=VILLAGE, period="2026-10")
    sheet, row, column = answer_places(grids)[question]
    cells = next(grid for grid in grids if grid.name == sheet).cells
    assert cells[row, column] == GridCell(value, Style.FIXED, question)
    assert VILLAGE.name in grids[0].heading
    assert "Oktober 2026" in grids[0].heading


@pytest.mark.parametrize("period", ["2026-13", "2026", "Oktober"])
def test_a_month_that_is_none_is_refused(period: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        form_grids(FORM, period=period)


@pytest.mark.parametrize(("block_id", "name"), REMOVABLE)
def test_a_field_taken_out_leaves_the_form(block_id: str, name: str) -> None:
    block = FORM.blocks[block_id]
    assert not isinstance(block, Crosstab)
    form = FORM.with_block(block.without(name))
    places = answer_places(form_grids(form))
    assert set(places) == asked(form)
    assert set(places) < asked(FORM)


def test_a_changed_label_is_a_changed_form() -> None:
    block = FORM.blocks["families"]
    assert isinstance(block, Listing)
    renamed = replace(block.fields[0], label=Text("Banyaknya keluarga", "Number of families"))
    form = FORM.with_block(replace(block, fields=(renamed, *block.fields[1:])))
    grids = {grid.name: grid for grid in form_grids(form)}
    assert "Banyaknya keluarga" in texts(grids["D Keluarga"])
    assert "Jumlah keluarga" not in texts(grids["D Keluarga"])


@pytest.mark.parametrize("question", BOUNDED, ids=lambda q: q.id)
def test_no_single_choice_is_wider_than_its_box(question: Question) -> None:
    sheet, _, column = answer_places(BLANK)[question.id]
    choices = question.field.codes.codes if question.field.codes else ()
    assert all(len(code.label.id) < SHEETS[sheet].widths[column] for code in choices)


def test_the_example_shows_each_kind_of_answer_and_asks_nothing() -> None:
    example = SHEETS["Contoh Isian"]
    assert not any(cell.question for cell in example.cells.values())
    shown = {cell.value for cell in example.cells.values() if cell.style == Style.SHOWN}
    kinds = {q.field.kind: q.field for q in FORM.questions.values()}
    assert {str(value) for value in shown} >= {field.example for field in kinds.values()}


def test_the_answer_heading_is_the_reader_s() -> None:
    assert ANSWER_HEADING.id in texts(SHEETS["D Keluarga"])


@pytest.mark.parametrize("question", BOUNDED, ids=lambda q: q.id)
def test_only_rows_without_free_words_have_a_fixed_height(question: Question) -> None:
    sheet, row, _ = answer_places(BLANK)[question.id]
    assert (row in SHEETS[sheet].heights) is (question.block != "routines")
