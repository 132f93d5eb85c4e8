from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.canonical import FileFacts
from outputs.site.changes import (
    ROWS_SHOWN,
    Place,
    Shown,
    area_name,
    by_place,
    by_reason,
    by_table,
)
from outputs.site.pages import write_changes_page
from outputs.tables import TableFacts
from schemas.change_tables import CHANGE, CHANGES, REASON
from schemas.field import Text
from schemas.frames import arrow_schema
from schemas.register import villages
from schemas.schema_changes import SchemaChange, schema_changes
from schemas.schema_rules import RULES
from schemas.table import Table
from tests.releases import FACTS, declared
from tests.schemas.small_schemas import Tables, document, tables
from tests.schemas.test_schema_changes import CASES as SCHEMA_CASES

TABLES = declared()
VILLAGE = "18.04.04.2007"
FILE = FileFacts("tables/changes.csv", 1024, "0" * 64)
WRITTEN = {"changes": TableFacts(name="changes", rows=0, parquet=FILE, csv=FILE)}
MOST_BYTES = 500_000

BASE: dict[str, Any] = {
    "change": "value_changed",
    "table": "families",
    "period": "2026-09",
    "area_code": VILLAGE,
    "row": f"village_code={VILLAGE}; period=2026-09; indicator=families",
    "column": "count",
    "old": "12",
    "new": "1021",
    "reason": "correction",
    "cause": "submission 3f9a12c0d1ab",
}


def changes(*rows: dict[str, Any]) -> pa.Table:
    numbered = [{"change_no": n, **BASE, **row} for n, row in enumerate(rows, 1)]
    return pa.Table.from_pylist(numbered, schema=arrow_schema(CHANGES))


def shown(given: pa.Table, declared: Mapping[str, Table]) -> list[Shown]:
    return [one for p in by_place(given, declared) for month in p.months for one in month.shown]


def added(table: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("period", "area_code", "row", "column", "old", "new"))
    return {**nothing, "change": "table_added", "table": table, "reason": "schema_changed"}


CASES: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "a number": ({}, "Families and target groups · Families · Count", "12 → 1\u202f021", ""),
    "a number that was not there": (
        {"old": None},
        "Families and target groups · Families · Count",
        "empty → 1\u202f021",
        "",
    ),
    "a coded value": (
        {"column": "count_status", "old": "O", "new": "A"},
        "Families and target groups · Families · Status: Count",
        "Not reported, or section held back → Normal value",
        "",
    ),
    "a row": (
        {"change": "row_added", "column": None, "old": None, "new": None},
        "Families and target groups · Families",
        "",
        "Row added",
    ),
    "a yes that became a no": (
        {"table": "submissions", "row": "revision=1", "column": "is_current"}
        | {"old": "true", "new": "false"},
        f"{TABLES['submissions'].label.en} · 1 · {TABLES['submissions']['is_current'].label.en}",
        "yes → no",
        "",
    ),
    "a finding that is gone": (
        {"change": "row_removed", "table": "problems", "column": None, "new": None}
        | {"row": "period=2026-09; finding=file_unreadable", "old": "state=open; severity=note"},
        "Findings · A file that is damaged or no workbook",
        "State of a finding: Awaiting the village's answer; Severity: Note → empty",
        "Row removed",
    ),
    "a table": (added("decisions"), "Decisions that are part of the figures", "", "Table added"),
    "a table that no longer exists": (
        added("lost") | {"change": "table_removed"},
        "lost",
        "",
        "Table removed",
    ),
    "a column that no longer exists": (
        {"column": "lost", "old": "x", "new": None},
        "Families and target groups · Families · lost",
        "x → empty",
        "",
    ),
    "a row named by a text with semicolons": (
        {"table": "problems", "row": r"period=2026-09; text=PUS\; period=x\\y; cell=C7"}
        | {"column": "cell", "old": "A1", "new": "B2"},
        "Findings · PUS; period=x\\y · C7 · Cell",
        "A1 → B2",
        "",
    ),
    "a file": (
        {"table": "problems", "row": "sha256=" + "a1" * 32, "column": "cell"}
        | {"old": "C7", "new": "C8"},
        "Findings · a1a1a1a1a1a1… · Cell",
        "C7 → C8",
        "",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_told_in_words(case: str) -> None:
    given, what, values, kind = CASES[case]
    (told,) = shown(changes(given), TABLES)
    assert told.what.en == what
    assert (told.values.en if told.values else "") == values
    assert (told.kind.en if told.kind else "") == kind
    assert told.reason == REASON[given.get("reason", "correction")].label
    assert told.cause == Text("laporan 3f9a12c0d1ab", "submission 3f9a12c0d1ab")


def of_schema(change: SchemaChange) -> dict[str, Any]:
    """The row of a change of the schema, as a release writes it."""
    named = {"change": change.change, "column": change.column or None}
    return added(change.table) | named | {"old": change.old or None, "new": change.new or None}


@pytest.mark.parametrize("case", SCHEMA_CASES, ids=lambda case: f"{case[0]}: {case[4]} > {case[5]}")
def test_every_difference_of_two_schemas_is_told_as_it_is_written(
    case: tuple[str, Tables, Tables, str, str, str],
) -> None:
    _, before, after, _, old, new = case
    first = document(*tables(before))
    found = schema_changes(first, document(*tables(after), version="2026.11.0", before=first))
    rows = changes(*map(of_schema, found))
    (told,) = shown(rows, {table.name: table for table in tables(after)})
    assert (told.values.en if told.values else "") == (
        f"{old or 'empty'} → {new or 'empty'}" if old or new else ""
    )
    assert told.kind == CHANGE[found[0].change].label


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("table", "column"),
    [("families", "count"), ("indicators", "value"), ("families", "indicator"), ("lost", "lost")],
    ids=["integer", "number", "coded", "gone"],
)
def test_a_change_of_the_schema_is_told_of_a_column_of_any_type(
    tmp_path: Path, rule: str, table: str, column: str
) -> None:
    row = of_schema(SchemaChange(rule, table, column, "maximum=9999", "type=integer"))
    assert "maximum=9999 → type=integer" in page(changes(row), tmp_path)


@pytest.mark.parametrize("old", ["dua belas", "12,5", "2026-10-01", "1e", "#"])
def test_a_text_of_what_is_now_a_column_of_numbers_is_told_as_it_was(old: str) -> None:
    (told,) = shown(changes({"old": old}), TABLES)
    assert told.values == Text(f"{old} → 1\u202f021", f"{old} → 1\u202f021")


def test_only_a_digest_is_shortened() -> None:
    text = "n" * 64
    (told,) = shown(changes({"change": "row_added", "old": None, "new": text}), TABLES)
    assert told.values is not None
    assert text in told.values.en


def test_reasons_and_tables_are_counted_in_their_declared_order() -> None:
    rows = changes({"reason": "privacy"}, added("lost"), {}, {"table": "contraception"}, {})
    assert [(c.code, c.number) for c in by_reason(rows)] == [
        ("correction", 3),
        ("schema_changed", 1),
        ("privacy", 1),
    ]
    found = by_table(rows, TABLES)
    assert [(c.code, c.number) for c in found] == [
        ("families", 3),
        ("contraception", 1),
        ("lost", 1),
    ]
    assert found[0].label == TABLES["families"].label


def test_areas_go_from_the_whole_to_the_village_and_months_forward() -> None:
    places = by_place(
        changes(
            {"period": "2026-09"},
            {"period": "2026-08"},
            {"area_code": "18.04.04"},
            {"area_code": "18.04"},
            added("decisions"),
        ),
        TABLES,
    )
    assert [place.code for place in places] == ["", "18.04", "18.04.04", VILLAGE]
    assert [month.period for month in places[-1].months] == ["2026-08", "2026-09"]
    assert places[0].months[0].name.en == "All months"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("18.04", "Kabupaten Lampung Barat"),
        ("18.04.04", "Kecamatan Balik Bukit"),
        ("18.04.04.1001", "Pasar Liwa, Balik Bukit"),
        ("18.04.99", "18.04.99"),
    ],
)
def test_an_area_has_its_name_from_the_register(code: str, name: str) -> None:
    assert area_name(code).id == name


def sized(sizes: list[int]) -> list[Place]:
    codes = list(villages())
    return by_place(
        changes(
            *(
                {"area_code": codes[n % 136], "period": f"2026-{1 + n // 136:02}"}
                for n, size in enumerate(sizes)
                for _ in range(size)
            )
        ),
        TABLES,
    )


few_groups = st.lists(st.integers(1, 30), max_size=60)
many_groups = st.lists(st.integers(1, 2), min_size=380, max_size=500)


@given(few_groups | many_groups)
def test_every_change_is_counted_and_what_is_shown_is_bounded_and_fair(sizes: list[int]) -> None:
    months = [month for place in sized(sizes) for month in place.months]
    assert sorted(month.number for month in months) == sorted(sizes)
    assert all(month.number == len(month.shown) + month.left_out for month in months)
    counts = [len(month.shown) for month in months]
    assert sum(counts) <= ROWS_SHOWN
    if sum(sizes) <= ROWS_SHOWN:
        assert sum(counts) == sum(sizes)
    if len(sizes) <= ROWS_SHOWN:
        depth = max(counts, default=0)
        assert all(len(m.shown) == min(m.number, depth) for m in months)
    else:
        assert sum(counts) == ROWS_SHOWN


def page(rows: pa.Table, folder: Path) -> str:
    write_changes_page(folder, {"changes": rows}, TABLES, FACTS, WRITTEN)
    return (folder / "changes.html").read_text(encoding="utf-8")


def test_twenty_thousand_changes_stay_one_readable_page(tmp_path: Path) -> None:
    codes = list(villages())
    rows = changes(
        *(
            {"area_code": codes[n % 136], "period": f"2026-{1 + n % 9:02}", "old": str(n)}
            for n in range(20_000)
        )
    )
    text = page(rows, tmp_path)
    assert len(text.encode()) < MOST_BYTES
    assert text.count('<th role="rowheader" scope="row"') == ROWS_SHOWN
    assert "400 of 20\u202f000 changes" in text
    assert "The other 19\u202f600 are only in" in text
    assert text.count('<details class="place"') == 136


def test_few_changes_are_all_shown_and_open(tmp_path: Path) -> None:
    text = page(changes({}, {"area_code": "18.04"}), tmp_path)
    assert "This page shows all 2 changes" in text
    assert text.count('<details class="place"') == text.count(" open>") == 2


def test_a_release_without_changes_says_so(tmp_path: Path) -> None:
    assert "Nothing changed in months that were published before." in page(changes(), tmp_path)
