"""A number typed into a cell that shows dates is read as the number it is stored as."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest

from schemas.form.families import FAMILY_FIELDS
from transforms.counts import read_count
from transforms.sheets import open_workbook
from transforms.workbook import Scalar

FAMILIES = FAMILY_FIELDS[0]


@pytest.mark.parametrize(
    ("cell", "count", "kind"),
    [
        (time(0, 0), 0, "number_as_date"),
        (date(1900, 1, 1), 1, "number_as_date"),
        (date(1900, 1, 30), 30, "number_as_date"),
        (date(1900, 2, 28), None, "number_is_date"),
        (date(1900, 3, 1), 61, "number_as_date"),
        (datetime(1900, 6, 22), 174, "number_as_date"),  # noqa: DTZ001 - as a workbook gives it
        (date(1982, 2, 17), None, "number_too_large"),
        (date(2000, 1, 1), None, "number_is_date"),
    ],
)
def test_days_before_this_century_are_numbers(cell: Scalar, count: int | None, kind: str) -> None:
    value, told = read_count(cell, FAMILIES)
    assert (value, told and told.kind) == (count, kind)


@pytest.mark.parametrize("number", [0, 1, 30, 58, 61, 174, 5_000, 9_999])
def test_the_number_in_a_date_cell_of_a_workbook_is_read(number: int) -> None:
    book, content = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet["A1"].value = number
    sheet["A1"].number_format = "dd/mm/yyyy"
    sheet["B1"].value = "x"
    book.save(content)
    (read,) = open_workbook(content.getvalue()).sheets
    assert read_count(read.rows[0][0], FAMILIES)[0] == number
