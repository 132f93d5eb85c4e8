from dataclasses import replace
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.site.revisions import Known, State, as_of
from schemas.change_tables import REVISIONS
from schemas.form import FORM
from schemas.frames import arrow_schema
from schemas.indicators import indicators_of
from schemas.result_tables import INDICATORS
from tests.releases import FACTS
from transforms.revision_rows import revision_rows

Values = dict[str, float | None]
MONTHS = [f"2025-{month:02}" for month in range(1, 13)] + [f"2026-{m:02}" for m in range(1, 5)]


def version(number: int) -> str:
    return f"{MONTHS[number].replace('-', '.')}.0"


def indicators(values: Values, villages: int = 100) -> pa.Table:
    rows = [
        {
            "area_level": level,
            "area_code": code,
            "period": period,
            "indicator": "people",
            "value": value if level == "regency" else 1.0,
            "value_status": "O" if value is None and level == "regency" else "A",
            "villages_reported": villages,
            "villages_expected": 136,
        }
        for period, value in values.items()
        for level, code in (("regency", "18.04"), ("district", "18.04.04"))
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(INDICATORS))


def published(releases: list[pa.Table]) -> pa.Table:
    known = None
    for number, table in enumerate(releases):
        known = revision_rows(known, table, version(number))
    return known


def triangle(releases: list[pa.Table]) -> Any:
    last = len(releases) - 1
    facts = replace(
        FACTS,
        version=version(last),
        lineage=tuple(map(version, range(last))),
        periods=tuple(MONTHS[: last + 1]),
    )
    return as_of(published(releases), facts, FORM)


def cells(releases: list[pa.Table], period: str) -> list[Known]:
    found = triangle(releases)
    people = next(t for t in found.triangles if t.indicator.id == "people")
    return list(dict(people.months)[period])


NOT_YET = (State.UNKNOWN, None, None)
CASES: dict[str, tuple[list[pa.Table], list[tuple[State, float | None, float | None]]]] = {
    "published and never touched": (
        [indicators({"2025-01": 5.0}), indicators({"2025-01": 5.0})],
        [(State.SAME, 5.0, None), (State.FIRST, 5.0, None)],
    ),
    "revised": (
        [indicators({"2025-01": 5.0}), indicators({"2025-01": 7.5})],
        [(State.CHANGED, 7.5, 2.5), (State.FIRST, 5.0, None)],
    ),
    "revised, then kept": (
        [indicators({"2025-01": v}) for v in (5.0, 4.0, 4.0)],
        [(State.SAME, 4.0, -1.0), (State.CHANGED, 4.0, -1.0), (State.FIRST, 5.0, None)],
    ),
    "published later": (
        [indicators({}), indicators({"2025-01": 5.0})],
        [(State.FIRST, 5.0, None), NOT_YET],
    ),
    "not known, then reported": (
        [indicators({"2025-01": None}), indicators({"2025-01": 5.0})],
        [(State.CHANGED, 5.0, None), (State.FIRST, None, None)],
    ),
    "more villages, the same figure": (
        [indicators({"2025-01": 5.0}), indicators({"2025-01": 5.0}, villages=101)],
        [(State.SAME, 5.0, 0.0), (State.FIRST, 5.0, None)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_figure_is_shown_as_known_at_each_release_newest_first(case: str) -> None:
    releases, expected = CASES[case]
    found = cells(releases, "2025-01")
    assert [(known.state, known.value, known.difference) for known in found] == expected


def test_a_missing_value_shows_its_status() -> None:
    assert cells([indicators({"2025-01": None})], "2025-01")[0].status == "O"


values = st.one_of(st.none(), st.integers(0, 3).map(float))


@given(st.lists(st.lists(values, min_size=4, max_size=4), min_size=1, max_size=5))
def test_every_cell_is_what_its_release_said(history: list[list[float | None]]) -> None:
    said = [
        {MONTHS[month]: value for month, value in enumerate(row) if month <= number}
        for number, row in enumerate(history)
    ]
    releases = [indicators(table) for table in said]
    for month in range(len(history)):
        period = MONTHS[month]
        if not any(period in table for table in said):
            continue
        told = [table.get(period) for table in reversed(said)]
        found = cells(releases, period)
        assert [known.value for known in found] == told
        states = [known.state for known in found]
        assert states.count(State.FIRST) == 1
        changed = [a != b for a, b in pairwise(told)]
        first = states.index(State.FIRST)
        assert [state is State.CHANGED for state in states[:first]] == changed[:first]


def test_the_last_twelve_months_and_releases_are_shown_and_the_others_counted() -> None:
    releases = [indicators(dict.fromkeys(MONTHS[: n + 1], 1.0)) for n in range(len(MONTHS))]
    found = triangle(releases)
    assert found.versions == tuple(version(n) for n in range(15, 3, -1))
    assert (found.months_left_out, found.releases_left_out) == (4, 4)
    assert [t.indicator for t in found.triangles] == list(indicators_of(FORM))
    for one in found.triangles:
        assert [period for period, _ in one.months] == MONTHS[:3:-1]


def test_a_column_stands_for_every_release_also_one_that_changed_nothing() -> None:
    found = triangle([indicators({"2025-01": 5.0}), indicators({"2025-01": 5.0})])
    assert found.versions == (version(1), version(0))
    assert sum(t.changed for t in found.triangles) == 0


def test_only_the_kabupaten_is_shown() -> None:
    both = published([indicators({"2025-01": 5.0})])
    assert set(both["area_level"].to_pylist()) == {"regency", "district"}
    assert both.schema.equals(arrow_schema(REVISIONS))
    assert cells([indicators({"2025-01": 5.0})], "2025-01")[0].value == 5.0
