"""Workbook values as the printed form gives them, filled and damaged as a test asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from outputs.form_grid import answer_places, form_grids
from schemas.field import Kind
from schemas.form import FORM
from schemas.register import villages
from schemas.section import Form, Log, Question
from transforms.record import Reading
from transforms.records import read_workbook
from transforms.workbook import Scalar, Sheet, Workbook

PERIOD = "2026-10"
VILLAGE = "18.04.04.2007"
SUBMISSION = "0" * 64


def blank_form(
    village: str | None = VILLAGE, period: str | None = PERIOD, *, sample: bool = False
) -> Workbook:
    """The form as a village receives it, prefilled with its village and month."""
    return Workbook("xlsx", tuple(_copy(s) for s in _grids(village, period, FORM, sample)))


def _copy(sheet: Sheet) -> Sheet:
    return replace(sheet, rows=[row[:] for row in sheet.rows], errors={})


@cache
def _grids(village: str | None, period: str | None, form: Form, sample: bool) -> tuple[Sheet, ...]:
    place = None if village is None else villages()[village]
    sheets = []
    for grid in form_grids(form, village=place, period=period, sample=sample):
        height = max(row for row, _ in grid.cells) + 1
        rows: list[list[Scalar]] = [[""] * (grid.last_column + 1) for _ in range(height)]
        for (row, column), cell in grid.cells.items():
            value = "" if cell.value is None else cell.value
            rows[row][column] = float(value) if type(value) is int else value
        sheets.append(Sheet(grid.name, rows, tuple(grid.merged)))
    return tuple(sheets)


@cache
def places() -> dict[str, tuple[str, int, int]]:
    """Where the untouched form asks each question: sheet, row and column."""
    return answer_places(form_grids(FORM, village=None, period=None))


def fill(workbook: Workbook, answers: Mapping[str, Scalar]) -> Workbook:
    """The workbook with these answers written, by question (`question#line` in a log)."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    for question, value in answers.items():
        sheet, row, column = places()[question]
        sheets[sheet].rows[row][column] = value
    return workbook


def full_answers() -> dict[str, Scalar]:
    """A different answer to every question, as a spreadsheet holds it."""
    answers: dict[str, Scalar] = {}
    number = 0
    for question in FORM.questions.values():
        number += 1
        if question.section == FORM.sections[0].name and question.field.kind is not Kind.CHOICE:
            continue
        if isinstance(FORM.blocks[question.block], Log):
            for line in (1, 2, 3):
                answers[f"{question.id}#{line}"] = _answer(question, line)
        else:
            answers[question.id] = _answer(question, number)
    return answers


def _answer(question: Question, number: int) -> Scalar:
    if question.field.kind is Kind.COUNT:
        return float(number % ((question.field.maximum or 0) + 1))
    return question.field.example


def on_sheet(workbook: Workbook, name: str, change: Callable[[Sheet], Sheet]) -> Workbook:
    """The workbook with one sheet changed."""
    sheets = (change(s) if s.name == name else s for s in workbook.sheets)
    return replace(workbook, sheets=tuple(sheets))


def read(workbook: Workbook, *, sample: bool = False) -> Reading:
    """Read a workbook of the tests' month."""
    return read_workbook(workbook, SUBMISSION, PERIOD, sample=sample)
