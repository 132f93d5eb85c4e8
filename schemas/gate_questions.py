"""Every expectation of the gate: of each table by its declaration, and of the whole release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from schemas import gate_units as units
from schemas.field import Text
from schemas.gate import FLOOR, PROGRAM, Expectation, Weight
from schemas.gate_reports import OF_FILES, OF_REPORTS, at_least
from schemas.gate_totals import OF_TOTALS
from schemas.table import Table

OF_TABLES = ROWS, KEY = "rows", "key"
_UNITS = {ROWS: units.ROWS, KEY: units.ROWS_ALIKE}


@cache
def of_table(table: Table) -> Mapping[str, Expectation]:
    """What is expected of one table by its declaration, by the last part of the id."""
    name, grain = table.label, table.grain
    sentences = {
        ROWS: Text(
            f"{name.id}: banyaknya baris sesuai desa, bulan dan kode yang ada",
            f"{name.en}: as many rows as its villages, months and codes allow",
        ),
        KEY: Text(f"{name.id}: {grain.id}", f"{name.en}: {grain.en}"),
    }
    return {
        part: Expectation(
            id=f"{table.name}.{part}",
            weight=Weight.STOP,
            sentence=sentence,
            looked_at=units.ROWS,
            unit=_UNITS[part],
            todo=PROGRAM,
        )
        for part, sentence in sentences.items()
    }


OF_RELEASE = {e.id: e for e in (*OF_FILES, *OF_REPORTS, *OF_TOTALS)}
"""What is expected of a release as a whole, by id, in the order in which it is asked."""


FLOORED = "coverage.kabupaten"
"""The expectation whose limit is a setting."""


def of_release(floor: int) -> dict[str, Expectation]:
    """The same with the floor of coverage that is set."""
    asked = replace(OF_RELEASE[FLOORED], sentence=at_least(floor), low=floor)
    return OF_RELEASE | {FLOORED: asked}


def all_expectations(declared: Mapping[str, Table], floor: int = FLOOR) -> dict[str, Expectation]:
    """Every expectation by id: table by table, then of the whole."""
    of_tables = (e for table in declared.values() for e in of_table(table).values())
    return {e.id: e for e in of_tables} | of_release(floor)
