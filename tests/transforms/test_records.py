"""From a workbook to a record: stamps, identity, problems at their cells, logs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from outputs.form_grid import form_grids
from outputs.form_xlsx import write_form
from schemas.field import Text
from schemas.form import FORM
from schemas.problem import Problem, echo
from schemas.register import villages
from schemas.section import Listing
from tests.workbooks import (
    PERIOD,
    SUBMISSION,
    VILLAGE,
    blank_form,
    fill,
    full_answers,
    on_sheet,
    places,
    read,
)
from transforms.records import SETTLED, read_file, read_workbook
from transforms.workbook import Scalar, Sheet, Workbook, address


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    return problem


def answered(answers: Mapping[str, Scalar]) -> Workbook:
    return fill(blank_form(), answers)


def test_a_blank_form_is_a_record_that_reports_nothing() -> None:
    reading = read(blank_form())
    assert reading.problems == ()
    record = reading.record
    assert record is not None
    assert (record.village_code, record.period) == (VILLAGE, PERIOD)
    assert (record.form_version, record.is_sample) == (FORM.version, False)
    assert record.sections == {section.name for section in FORM.sections}
    asked = {q for q, a in record.answers.items() if a.value is not None}
    assert asked <= {q.id for q in FORM.sections[0].questions()}
    assert record.lines == {"activities": ()}


def test_every_example_of_the_form_is_read() -> None:
    reading = read(fill(blank_form(), full_answers()))
    record = reading.record
    assert reading.problems == ()
    assert record is not None
    assert all(a.value is not None for q, a in record.answers.items() if q != "identity.filled_on")
    first, *_ = record.lines["activities"]
    assert [line.number for line in record.lines["activities"]] == [1, 2, 3]
    assert first.answers["date"].value == date(2026, 10, 13)
    assert first.answers["target"].value == ("eligible_couples", "adolescents")
    assert first.answers["partner"].value == ("health", "pkk")
    assert (first.answers["date"].sheet, first.answers["date"].cell) == (
        places()["activities.date#1"][0],
        address(*places()["activities.date#1"][1:]),
    )


def test_who_filled_it_and_when() -> None:
    record = read(
        answered({"identity.filled_on": "3 November 2026", "identity.filled_by_role": "Kader"})
    )
    assert record.record is not None
    assert record.record.filled_on == date(2026, 11, 3)
    assert record.record.filled_by_role == "cadre"


@pytest.mark.parametrize(
    "question", [q.id for q in FORM.questions.values() if q.field.name not in SETTLED]
)
def test_a_counter_example_is_a_problem_at_its_cell(question: str) -> None:
    asked = FORM.questions[question]
    log = question not in places()
    at = f"{question}#1" if log else question
    answers: dict[str, Scalar] = {at: asked.field.counter_example}
    if log:
        other = next(q for q in ("activities.date", "activities.title") if q != question)
        answers[f"{other}#1"] = FORM.questions[other].field.example
    problem = only(read(fill(blank_form(), answers)).problems)
    sheet, row, column = places()[at]
    assert (problem.sheet, problem.cell) == (sheet, address(row, column))
    assert (problem.section, problem.question) == (asked.section, question)
    assert (problem.submission, problem.village_code) == (SUBMISSION, VILLAGE)
    assert problem.found == echo(asked.field.counter_example)
    assert problem.sentence().id
    assert problem.action().en


def test_a_repair_keeps_its_value_and_says_so() -> None:
    reading = read(answered({"families.families": "1.593"}))
    assert only(reading.problems).kind == "number_thousands"
    assert reading.record is not None
    answer = reading.record.answers["families.families"]
    assert (answer.value, answer.text) == (1593, "1.593")


@pytest.mark.parametrize(("error", "kind"), [("#DIV/0!", "cell_error"), ("", "cell_without_value")])
@pytest.mark.parametrize("question", ["families.families", "activities.participants#2"])
def test_a_formulas_error_is_a_problem_at_its_cell(error: str, kind: str, question: str) -> None:
    sheet, row, column = places()[question]
    workbook = answered({"activities.title#2": "Posyandu"})
    workbook = on_sheet(workbook, sheet, lambda s: replace(s, errors={(row, column): error}))
    problem = only(read(workbook).problems)
    assert (problem.kind, problem.sheet, problem.cell) == (kind, sheet, address(row, column))


def test_a_zero_stored_beside_an_error_is_not_read() -> None:
    sheet, row, column = places()["families.families"]
    workbook = answered({"families.families": 0.0})
    workbook = on_sheet(workbook, sheet, lambda s: replace(s, errors={(row, column): ""}))
    reading = read(workbook)
    assert only(reading.problems).kind == "cell_without_value"
    assert reading.record is not None
    assert reading.record.answers["families.families"].value is None


def test_a_missing_result_in_an_empty_log_is_seen() -> None:
    sheet, row, column = places()["activities.participants#2"]
    workbook = on_sheet(blank_form(), sheet, lambda s: replace(s, errors={(row, column): ""}))
    assert read(workbook).problems


@pytest.mark.parametrize(
    ("is_example", "run_is_sample", "kind"),
    [(False, False, None), (True, True, None), (True, False, "file_is_example"),
     (False, True, "file_is_real")],
)  # fmt: skip
def test_an_example_is_never_taken_for_a_report(
    is_example: bool, run_is_sample: bool, kind: str | None
) -> None:
    reading = read(blank_form(sample=is_example), sample=run_is_sample)
    assert [p.kind for p in reading.problems] == ([kind] if kind else [])
    assert (reading.record is None) is (kind is not None)
    if reading.record is not None:
        assert reading.record.is_sample is is_example


@pytest.mark.parametrize(
    "workbook",
    [
        Workbook("xlsx", ()),
        Workbook("xlsx", (Sheet("Sheet1", []),)),
        Workbook("xlsx", (Sheet("Sheet1", [["NIK", "Nama"], [1.0, "x"]]),)),
    ],
)
def test_a_workbook_that_is_not_the_form(workbook: Workbook) -> None:
    reading = read(workbook)
    assert reading.record is None
    assert only(reading.problems).kind == "file_not_the_form"


@pytest.mark.parametrize(
    ("question", "value", "kind", "known"),
    [
        ("village_code", "18.01.04.2007", "identity_other_kabupaten", ""),
        ("village_name", "Wates", "identity_name_mismatch", ""),
        ("month", "September", "identity_other_month", VILLAGE),
        ("month", "", "identity_missing", VILLAGE),
    ],
)
def test_a_report_whose_identity_is_in_doubt_is_not_taken(
    question: str, value: str, kind: str, known: str
) -> None:
    reading = read(fill(blank_form(), {f"identity.{question}": value}))
    assert reading.record is None
    problem = only(reading.problems)
    sheet, row, column = places()[f"identity.{question}"]
    assert (problem.kind, problem.village_code) == (kind, known)
    assert (problem.sheet, problem.cell) == (sheet, address(row, column))


def test_without_its_identity_sheet_a_report_is_nobodys() -> None:
    workbook = blank_form()
    sheets = tuple(s for s in workbook.sheets if s.name != FORM.sections[0].sheet)
    reading = read(replace(workbook, sheets=sheets))
    assert reading.record is None
    assert {p.kind for p in reading.problems} == {"identity_missing"}


def test_lines_of_a_log() -> None:
    workbook = answered(
        {
            "activities.date#2": "13 Oktober 2026",
            "activities.title#2": "Posyandu",
            "activities.title#5": "Penyuluhan",
            "activities.date#7": "Jumlah",
            "activities.participants#7": 99.0,
            "activities.date#9": "lihat lampiran",
        }
    )
    reading = read(workbook)
    assert reading.record is not None
    lines = reading.record.lines["activities"]
    assert [(n.number, n.answers["title"].value) for n in lines] == [
        (1, "Posyandu"),
        (2, "Penyuluhan"),
    ]
    problem = only(reading.problems)
    assert (problem.kind, problem.found) == ("row_unknown", "…")


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("30 September 2026", ["date_outside_month"]),
        (date(2026, 11, 1), ["date_outside_month"]),
        (46308.0, ["date_serial"]),
        (46208.0, ["date_serial", "date_outside_month"]),
    ],
)
def test_the_day_of_an_activity(written: Scalar, kinds: list[str]) -> None:
    reading = read(answered({"activities.date#1": written, "activities.title#1": "Posyandu"}))
    assert [p.kind for p in reading.problems] == kinds
    assert reading.record is not None
    assert isinstance(reading.record.lines["activities"][0].answers["date"].value, date)


def test_what_villagers_write_in_words_is_never_repeated() -> None:
    def twice(sheet: Sheet) -> Sheet:
        row = sheet.rows[places()["routines.planning.frequency_other"][1]]
        return replace(sheet, rows=[*sheet.rows, [*row[:-1], "menurut Pak Budi"]])

    workbook = answered(
        {
            "routines.planning.frequency_other": "kata Ibu Siti",
            "activities.title#1": "Rapat di rumah Ibu Siti",
            "working_group.pokja": "Ada, ketua Ibu Siti",
        }
    )
    reading = read(on_sheet(workbook, "J Kegiatan Rutin", twice))
    kinds = [problem.kind for problem in reading.problems]
    assert sorted(kinds) == ["choice_with_tail", "label_twice"]
    assert not any(name in str(reading.problems) for name in ("Siti", "Budi"))


@pytest.mark.parametrize("question", ["families.families", "activities.participants#1"])
def test_a_file_is_read_as_its_workbook_is(tmp_path: Path, question: str) -> None:
    grids = form_grids(FORM, village=villages()[VILLAGE], period=PERIOD)
    sheet, row, column = places()[question]
    grid = next(grid for grid in grids if grid.name == sheet)
    grid.cells[row, column].value = "1.593 jiwa"
    write_form(tmp_path / "form.xlsx", grids, FORM)
    content = (tmp_path / "form.xlsx").read_bytes()
    assert read_file(content, SUBMISSION, PERIOD, sample=False) == read(
        answered({question: "1.593 jiwa"})
    )


def test_a_refused_file_is_its_problem_alone() -> None:
    reading = read_file(b"", SUBMISSION, PERIOD, sample=False)
    assert reading.record is None
    assert only(reading.problems).kind == "file_empty"


def rename(field: str, label: str) -> Callable[[Sheet], Sheet]:
    def change(sheet: Sheet) -> Sheet:
        return replace(
            sheet, rows=[[label if cell == field else cell for cell in row] for row in sheet.rows]
        )

    return change


def test_the_reader_knows_the_form_by_its_declarations_alone() -> None:
    block = FORM.blocks["families"]
    assert isinstance(block, Listing)
    first, *others = block.fields
    renamed = replace(first, label=Text("Rumah tangga tani", "Farm households"), aliases=())
    lower = replace(others[0], maximum=10)
    form = FORM.with_block(replace(block, fields=(renamed, lower, *others[2:])))
    workbook = answered({"families.families": 12.0, "families.eligible_couples": 11.0})
    workbook = on_sheet(workbook, "D Keluarga", rename(first.label.id, "Rumah tangga tani"))
    reading = read_workbook(workbook, SUBMISSION, PERIOD, sample=False, form=form)
    assert reading.record is not None
    assert reading.record.answers["families.families"].value == 12
    assert {p.kind for p in reading.problems} == {"number_too_large"}
    assert others[1].name not in str(reading.record.answers.keys())
