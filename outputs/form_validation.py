"""What a spreadsheet program lets a village type into an answer box, and what it says."""

from __future__ import annotations

from datetime import date

from outputs.sheet_grid import Place
from schemas.expectation import accepted
from schemas.field import Field, Kind
from schemas.form.guide import GO_ON, INPUT_TITLE, REFUSAL_TITLE
from schemas.form.identity import YEAR
from schemas.months import MONTHS

Options = dict[str, object]
"""The options of one xlsxwriter data validation."""

LIST_LIMIT = 255
"""The characters a cell's own list may hold, with its commas; a limit of the XLSX format."""

DATE_FORMAT = "dd/mm/yyyy"


def choices_of(field: Field) -> list[str]:
    """The texts of the drop-down list; empty where there is none."""
    codes = MONTHS if field.kind is Kind.MONTH else field.codes
    return [] if codes is None else [code.label.id for code in codes.codes]


def needs_list_sheet(choices: list[str]) -> bool:
    """Whether these choices do not fit into the cell's own list."""
    return len(",".join(choices)) > LIST_LIMIT or any("," in choice for choice in choices)


def validation(field: Field, source: str | None = None) -> Options:
    """The limits of a field and its sentences; `source` is a range that holds the choices."""
    options: Options = {
        "input_title": INPUT_TITLE[field.kind].id,
        "input_message": _prompt(field),
        **_limits(field, source),
    }
    refusal = accepted(field)
    if refusal is not None:
        options["error_title"] = REFUSAL_TITLE.id
        stands = options.get("error_type", "stop") != "stop"
        options["error_message"] = f"{refusal.id} {GO_ON.id}" if stands else refusal.id
    return options


def ranges(places: list[Place]) -> list[tuple[int, int, int, int]]:
    """Places as few ranges, each a run of cells in one column."""
    found: list[tuple[int, int, int, int]] = []
    for column, row in sorted((column, row) for row, column in places):
        if found and found[-1][1] == column and found[-1][2] == row - 1:
            found[-1] = (found[-1][0], column, row, column)
        else:
            found.append((row, column, row, column))
    return found


def _limits(field: Field, source: str | None) -> Options:
    choices = choices_of(field)
    if choices:
        stops = "information" if field.kind is Kind.CHOICES else "stop"
        return {"validate": "list", "source": source or choices, "error_type": stops}
    if field.kind is Kind.DATE:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": date(YEAR.minimum or 1900, 1, 1),
            "maximum": date(YEAR.maximum or 9999, 12, 31),
            "error_type": "warning",
        }
    if field.maximum is None:
        return {"validate": "any"}
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": field.minimum or 0,
        "maximum": field.maximum,
    }


def _prompt(field: Field) -> str:
    unit = "" if field.unit is None else f" ({field.unit.id})"
    return f"{field.meaning.id}{unit}"
