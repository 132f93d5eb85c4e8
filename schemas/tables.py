"""Every tidy table of the house, and the form in which each of them is published."""

from __future__ import annotations

from dataclasses import replace

from schemas.change_tables import CHANGE_TABLES
from schemas.columns import (
    AREA_CODE,
    AREA_LEVEL_COLUMN,
    VILLAGE_CODE,
    VILLAGES_EXPECTED,
    villages_reported,
)
from schemas.completeness import COMPLETENESS
from schemas.field import Text
from schemas.form_tables import ONE_VILLAGE, form_tables
from schemas.house_tables import PROBLEM_NUMBER, PROBLEMS, SUBMISSIONS, VILLAGES, sections_table
from schemas.privacy_tables import PRIVACY_AUDIT
from schemas.protected_cells import merges_of, row_column
from schemas.protection import BASE, PROTECTIONS, Guard
from schemas.result_tables import CLASSIFICATION, CLASSIFICATION_SCORES, INDICATORS
from schemas.rounding_texts import (
    FOLLOWS,
    OPEN_ACCESS,
    PARTLY_ROUNDED_ACCESS,
    ROUNDED,
    ROUNDED_ACCESS,
    UNDETAILED_ACCESS,
)
from schemas.section import Form
from schemas.table import Column, Table, status_of

ONE_AREA = Text(
    "satu wilayah (desa, kecamatan atau kabupaten)",
    "one area (a village, a kecamatan or the kabupaten)",
)
"""What a row of a table by area is of."""

WITHOUT_STATUS = ("numerator", "denominator", "measured")
"""Columns that are computed from counts and have no status of their own."""


def tidy_tables(form: Form) -> dict[str, Table]:
    """The tables of the house by name, as the data team sees them."""
    tables = (
        VILLAGES,
        SUBMISSIONS,
        sections_table(form),
        *form_tables(form),
        INDICATORS,
        CLASSIFICATION,
        CLASSIFICATION_SCORES,
        COMPLETENESS,
        PROBLEMS,
    )
    return {table.name: table for table in tables}


def public_tables(form: Form) -> dict[str, Table]:
    """The tables of a release by name: no free text, protected tables by area."""
    return {name: _published(table) for name, table in tidy_tables(form).items()}


def release_tables(form: Form) -> dict[str, Table]:
    """Every table of a release by name: of the months, between releases, and on privacy."""
    return public_tables(form) | CHANGE_TABLES | {PRIVACY_AUDIT.name: PRIVACY_AUDIT}


def identity_of(table: Table) -> tuple[str, ...]:
    """The columns by which a row is the same row in another release.

    The key; of findings, whose number is given in passing, all columns but number and state.
    """
    if PROBLEM_NUMBER.name in table.key:
        passing = {PROBLEM_NUMBER.name, "state"}
        return tuple(name for name in table.names if name not in passing)
    return table.key


def villages_column(measure: str) -> str:
    """The column of a protected table that counts the villages summed in a measure."""
    return f"{measure}_villages"


def access_to(table: Table, column: Column) -> Text:
    """How a column of a published table is open: as it is, rounded, or without details."""
    name = column.alias_of or column.name
    if table.name == PROBLEMS.name:
        return UNDETAILED_ACCESS
    if table.protected and name in table.measures:
        return ROUNDED_ACCESS
    return PARTLY_ROUNDED_ACCESS if name in _partly_rounded(table) else OPEN_ACCESS


def _published(table: Table) -> Table:
    columns = tuple(column for column in table.columns if column.public)
    if not table.protected:
        follow = _partly_rounded(table)
        return table.with_columns(
            tuple(_noted(c, FOLLOWS) if c.name in follow else c for c in columns)
        )
    measures = set(table.measures)
    summed: list[Column] = [AREA_LEVEL_COLUMN, AREA_CODE]
    for column in columns:
        if column.name == VILLAGE_CODE.name:
            continue
        summed.append(_rounded(column) if column.name in measures else _merged(table, column))
        if column.name in {status_of(measure) for measure in measures}:
            measure = column.name.removesuffix("_status")
            summed.append(villages_reported(villages_column(measure)))
    summed.append(VILLAGES_EXPECTED)
    return _with_grain(table.with_columns(tuple(summed)))


def _rounded(column: Column) -> Column:
    """The same measure as it is rounded, without the limit that holds for one village."""
    return replace(_noted(column, ROUNDED), maximum=None, example=str(2 * BASE))


def _partly_rounded(table: Table) -> frozenset[str]:
    """The columns of a table in which figures on health stand among others."""
    protection = PROTECTIONS.get(table.name)
    if table.protected or protection is None or protection.guard is Guard.OPEN:
        return frozenset()
    return frozenset((*table.measures, *WITHOUT_STATUS)) & frozenset(table.names)


def _noted(column: Column, note: Text) -> Column:
    meaning = Text(f"{column.meaning.id}; {note.id}", f"{column.meaning.en}; {note.en}")
    return replace(column, meaning=meaning)


def _merged(table: Table, column: Column) -> Column:
    """A column of codes with those that villages' rows have instead of several."""
    if column.codes is None or column.name != row_column(table.name):
        return column
    codes = (*column.codes.codes, *(merge.code for merge in merges_of(table.name)))
    if codes == column.codes.codes:
        return column
    name = f"{column.codes.name}_published"
    return replace(column, codes=replace(column.codes, name=name, codes=codes))


def _with_grain(table: Table) -> Table:
    grain = Text(
        table.grain.id.replace(ONE_VILLAGE.id, ONE_AREA.id),
        table.grain.en.replace(ONE_VILLAGE.en, ONE_AREA.en),
    )
    return replace(table, grain=grain)
