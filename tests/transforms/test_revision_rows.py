"""What each release knew: a row for every figure that is new or was changed."""

from __future__ import annotations

import pyarrow as pa
import pytest

from schemas.change_tables import REVISIONS
from schemas.frames import arrow_schema
from schemas.result_tables import INDICATORS
from transforms.revision_rows import revision_rows

LEVELS = {5: "regency", 8: "district", 13: "village"}
"""The level of an area by the length of its code."""

Figure = tuple[str, str, float | None, int]


def figures(*told: Figure) -> pa.Table:
    rows = [
        {
            "area_level": LEVELS[len(area)],
            "area_code": area,
            "period": period,
            "indicator": "people",
            "value": value,
            "value_status": "O" if value is None else "A",
            "villages_reported": reported,
            "villages_expected": 136,
        }
        for area, period, value, reported in told
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(INDICATORS))


def told(rows: pa.Table) -> list[tuple[object, ...]]:
    names = ("area_code", "period", "revision", "version", "value", "difference")
    return [tuple(row[name] for name in names) for row in rows.to_pylist()]


def test_a_first_release_has_every_figure_of_areas_as_revision_0() -> None:
    first = figures(("18.04", "2026-09", 5.0, 2), ("18.04.04.2007", "2026-09", 5.0, 1))
    rows = revision_rows(None, first, "2026.09.0")
    assert rows.schema.equals(arrow_schema(REVISIONS))
    assert told(rows) == [("18.04", "2026-09", 0, "2026.09.0", 5.0, None)]


@pytest.mark.parametrize(
    ("later", "added"),
    [
        (("18.04", "2026-09", 5.0, 2), []),
        (("18.04", "2026-09", 7.5, 3), [("18.04", "2026-09", 1, "2026.10.0", 7.5, 2.5)]),
        (("18.04", "2026-09", 5.0, 3), [("18.04", "2026-09", 1, "2026.10.0", 5.0, 0.0)]),
        (("18.04", "2026-09", None, 0), [("18.04", "2026-09", 1, "2026.10.0", None, None)]),
        (("18.04", "2026-10", 9.0, 2), [("18.04", "2026-10", 0, "2026.10.0", 9.0, None)]),
    ],
    ids=["the same", "revised", "rests on more", "gone", "a new month"],
)
def test_a_later_release_adds_what_it_changes(
    later: Figure, added: list[tuple[object, ...]]
) -> None:
    before = revision_rows(None, figures(("18.04", "2026-09", 5.0, 2)), "2026.09.0")
    after = revision_rows(before, figures(later), "2026.10.0")
    assert told(after) == told(before) + added


def test_the_last_revision_counts_also_after_the_ninth() -> None:
    rows = revision_rows(None, figures(("18.04", "2026-09", 0.0, 2)), "2026.09.0")
    for number in range(1, 13):
        value = float(number)
        rows = revision_rows(rows, figures(("18.04", "2026-09", value, 2)), f"2026.09.{number}")
    assert [row[2] for row in told(rows)] == list(range(13))
    assert {row[5] for row in told(rows)[1:]} == {1.0}
