from __future__ import annotations

import pytest

from schemas.schema_changes import Document, schema_changes
from schemas.table import ColumnType, Table
from tests.schemas.small_schemas import (
    PLACE,
    PLACES,
    Tables,
    both,
    column,
    document,
    in_place,
    table,
    tables,
)

RENAMED = table("places", column("spot", key=True, formerly=("place",)))
X = {"label": both("x"), "meaning": both("x")}


def renamed(*names: str, **options: object) -> Table:
    """The table after its column was called by each of the names in turn."""
    now = names[-1]
    former = tuple(name for name in dict.fromkeys(names) if name != now)
    return table("homes", PLACE, column(now, formerly=former, **X, **options))


MONTHS = ("2026.10.0", "2026.11.0", "2026.12.0", "2027.01.0", "2027.02.0", "2027.03.0")
LIVES: list[tuple[str, list[tuple[str, Tables]], set[tuple[str, str]], str]] = [
    # what happens, the releases, the changes of the last of them, its schema version
    (
        "renamed",
        [("2026.10.0", renamed("a")), ("2026.11.0", renamed("a", "b"))],
        {("column_added", "b"), ("column_replaced", "a")},
        "1.1.0",
    ),
    (
        "a part of the key renamed",
        [("2026.10.0", renamed("a", key=True)), ("2026.11.0", renamed("a", "b", key=True))],
        {("column_added", "b"), ("column_replaced", "a")},
        "1.1.0",
    ),
    (
        "renamed and of another type",
        [
            ("2026.10.0", renamed("a")),
            ("2026.11.0", renamed("a", "b", type=ColumnType.INTEGER)),
        ],
        {("column_added", "b"), ("column_replaced", "a"), ("type", "a")},
        "2.0.0",
    ),
    (
        "renamed again while the first name is written",
        [
            ("2026.10.0", renamed("a")),
            ("2026.11.0", renamed("a", "b")),
            ("2026.12.0", renamed("a", "b", "c")),
        ],
        {("column_added", "c"), ("column_replaced", "b"), ("replacement_changed", "a")},
        "1.2.0",
    ),
    (
        "renamed back",
        [
            ("2026.10.0", renamed("a")),
            ("2026.11.0", renamed("a", "b")),
            ("2026.12.0", renamed("a", "b", "a")),
        ],
        {("column_restored", "a"), ("column_replaced", "b")},
        "1.2.0",
    ),
    (
        "still written in the third month",
        [
            ("2026.10.0", renamed("a")),
            *((version, renamed("a", "b")) for version in MONTHS[1:4]),
        ],
        set(),
        "1.1.0",
    ),
    (
        "no longer written in the fourth month",
        [
            ("2026.10.0", renamed("a")),
            *((version, renamed("a", "b")) for version in MONTHS[1:5]),
        ],
        {("alias_ended", "a")},
        "2.0.0",
    ),
    (
        "a month without a release moves the end",
        [
            ("2026.10.0", renamed("a")),
            ("2026.11.0", renamed("a", "b")),
            ("2027.01.0", renamed("a", "b")),
        ],
        {("until_moved", "a")},
        "1.1.1",
    ),
    (
        "the old name given to another column at once",
        [
            ("2026.10.0", renamed("a")),
            *((version, renamed("a", "b")) for version in MONTHS[1:4]),
            ("2027.02.0", table("homes", PLACE, column("b", **X), column("a"))),
        ],
        {("name_reused", "a")},
        "2.0.0",
    ),
    (
        "a column referred to renamed",
        [
            ("2026.10.0", (in_place("place"), PLACES)),
            ("2026.11.0", (in_place("spot"), RENAMED)),
        ],
        {("reference_renamed", "place"), ("column_added", "spot"), ("column_replaced", "place")},
        "1.1.0",
    ),
    (
        "the renamed column removed before the old name ran out",
        [
            ("2026.10.0", renamed("a")),
            ("2026.11.0", renamed("a", "b")),
            ("2026.12.0", table("homes", PLACE)),
        ],
        {("column_removed", "b"), ("alias_ended", "a")},
        "2.0.0",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("releases", "told", "version"), [life[1:] for life in LIVES], ids=[life[0] for life in LIVES]
)
def test_the_life_of_an_old_name_is_told(
    releases: list[tuple[str, Tables]], told: set[tuple[str, str]], version: str
) -> None:
    before: Document | None = None
    last: Document | None = None
    for release, given in releases:
        before, last = last, document(*tables(given), version=release, before=last)
    assert before is not None
    assert last is not None
    assert {(change.rule, change.column) for change in schema_changes(before, last)} == told
    assert last["schema_version"] == version
