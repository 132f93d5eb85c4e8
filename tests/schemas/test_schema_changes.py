from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.field import Code, Text
from schemas.schema_changes import SchemaChange, schema_changes
from schemas.schema_rules import RULES, Level
from schemas.table import ColumnType, Table
from tests.schemas.small_schemas import (
    PLACE,
    PLACES,
    ROOF,
    TILE,
    Tables,
    both,
    coded,
    column,
    document,
    in_place,
    one,
    table,
    tables,
)

TWO = (column("a"), column("b"))


def number(**options: object) -> Table:
    return one(type=ColumnType.INTEGER, **options)


CASES: list[tuple[str, Tables, Tables, str, str, str]] = [
    # rule, before, after, column, old, new
    ("column_removed", one(), table("homes", PLACE), "roof", "type=string", ""),
    ("key_column_added", table("homes", PLACE), one(key=True), "roof", "", "type=string"),
    ("key", one(), one(key=True), "roof", "key=false", "key=true"),
    ("key", one(key=True), one(), "roof", "key=true", "key=false"),
    ("type", one(), number(), "roof", "type=string", "type=integer"),
    ("unit", one(unit=both("m")), one(unit=both("km")), "roof", "unit=m", "unit=km"),
    ("unit", one(), one(unit=both("km")), "roof", "", "unit=km"),
    ("nullable", one(), one(nullable=True), "roof", "nullable=false", "nullable=true"),
    ("required", one(nullable=True), one(), "roof", "nullable=true", "nullable=false"),
    ("limit_widened", one(maximum=9), one(maximum=99), "roof", "maximum=9", "maximum=99"),
    ("limit_widened", one(maximum=9), one(), "roof", "maximum=9", ""),
    ("limit_widened", one(minimum=1), one(minimum=0), "roof", "minimum=1", "minimum=0"),
    ("limit_widened", one(minimum=1), one(), "roof", "minimum=1", ""),
    ("limit_narrowed", one(maximum=9), one(maximum=8), "roof", "maximum=9", "maximum=8"),
    ("limit_narrowed", one(), one(maximum=8), "roof", "", "maximum=8"),
    ("limit_narrowed", one(minimum=0.5), one(minimum=1), "roof", "minimum=0.5", "minimum=1"),
    ("limit_narrowed", one(), one(minimum=-1), "roof", "", "minimum=-1"),
    ("pattern_added", one(), one(pattern="[0-9]"), "roof", "", "pattern=[0-9]"),
    ("pattern_removed", one(pattern="[0-9]"), one(), "roof", "pattern=[0-9]", ""),
    ("pattern_changed", one(pattern="[7]"), one(pattern="7"), "roof", "pattern=[7]", "pattern=7"),
    ("pattern_broken", one(pattern="[7]"), one(pattern="8"), "roof", "pattern=[7]", "pattern=8"),
    ("pattern_broken", one(), one(pattern="[ab]"), "roof", "", "pattern=[ab]"),
    ("code_list_added", one(), one(codes=ROOF), "roof", "", "code_list=roof"),
    ("code_list_removed", one(codes=ROOF), one(), "roof", "code_list=roof", ""),
    (
        "code_list_replaced",
        one(codes=ROOF),
        one(codes=replace(ROOF, name="top")),
        "roof",
        "code_list=roof",
        "code_list=top",
    ),
    ("codes_removed", one(codes=ROOF), one(codes=TILE), "roof", "codes=straw", ""),
    ("codes_added", one(codes=TILE), one(codes=ROOF), "roof", "", "codes=straw"),
    (
        "codes_order",
        one(codes=ROOF),
        one(codes=coded("roof", "straw", "tile")),
        "roof",
        "codes=tile straw",
        "codes=straw tile",
    ),
    (
        "code_text",
        one(codes=ROOF),
        one(codes=replace(ROOF, codes=(Code("tile", Text("Genting", "Tile")), ROOF["straw"]))),
        "roof",
        "code tile=tile",
        "code tile=Genting / Tile",
    ),
    (
        "code_text",
        one(codes=ROOF),
        one(codes=replace(ROOF, source="another", label=both("Atap"))),
        "roof",
        "list=Kode; source=a source",
        "list=Atap; source=another",
    ),
    (
        "reference_added",
        (table("homes", PLACE), PLACES),
        (in_place("place"), PLACES),
        "place",
        "",
        "references=places place",
    ),
    (
        "reference_removed",
        (in_place("place"), PLACES),
        (table("homes", PLACE), PLACES),
        "place",
        "references=places place",
        "",
    ),
    (
        "reference_changed",
        (in_place("place"), PLACES),
        (in_place("spot"), PLACES),
        "place",
        "references=places place",
        "references=places spot",
    ),
    ("column_text", one(), one(label=both("Atap")), "roof", "label=roof", "label=Atap"),
    ("column_text", one(), one(meaning=both("Atap")), "roof", "meaning=roof", "meaning=Atap"),
    ("column_text", one(), one(question=both("Atap?")), "roof", "", "question=Atap?"),
    ("column_text", one(), one(example="8"), "roof", "example=7", "example=8"),
    ("table_text", one(), replace(one(), label=both("Rumah")), "", "label=homes", "label=Rumah"),
    ("table_text", one(), replace(one(), grain=both("a home")), "", "grain=a row", "grain=a home"),
    ("column_added", table("homes", PLACE), one(), "roof", "", "type=string"),
    (
        "column_order",
        table("homes", PLACE, *TWO),
        table("homes", PLACE, *TWO[::-1]),
        "",
        "columns=place a b",
        "columns=place b a",
    ),
    ("table_added", PLACES, (PLACES, one()), "", "", ""),
    ("table_removed", (PLACES, one()), PLACES, "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "before", "after", "column", "old", "new"),
    CASES,
    ids=[f"{case[0]}: {case[4]} > {case[5]}" for case in CASES],
)
def test_one_difference_is_told_as_one_change(  # noqa: PLR0913, PLR0917 - one row of the table
    rule: str, before: Tables, after: Tables, column: str, old: str, new: str
) -> None:
    first = document(*tables(before))
    second = document(*tables(after), version="2026.11.0", before=first)
    assert schema_changes(first, second) == (SchemaChange(rule, "homes", column, old, new),)
    expected = {Level.MAJOR: "2.0.0", Level.MINOR: "1.1.0", Level.PATCH: "1.0.1"}
    assert second["schema_version"] == expected[RULES[rule].level]
