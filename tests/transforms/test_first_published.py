"""Protected figures of a published month stay; whatever comes later, nothing can be subtracted."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.form import FORM
from schemas.frames import arrow_schema, to_arrow
from schemas.register import villages
from schemas.table import Table, status_of
from schemas.tables import public_tables
from tests.transforms.test_protect import month_of
from transforms.first_published import as_first_published, guarded_tables
from transforms.indicators import indicator_rows
from transforms.protect import PROTECTED_INDICATORS, public_frames
from transforms.tidy import form_frames

CODES = tuple(villages())
PERIOD = "2026-10"
TABLES = public_tables(FORM)
GUARDED = sorted(guarded_tables(TABLES))


def published(reporting: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> dict[str, pa.Table]:
    month = month_of(CODES, reporting)
    frames = public_frames({**form_frames(month), "indicators": indicator_rows(month)}, CODES)
    return {name: to_arrow(TABLES[name], frame) for name, frame in frames.items()}


def health(table: Table, rows: pa.Table) -> list[dict[str, object]]:
    """The rows that tell of health for kecamatan and kabupaten, sorted."""
    if not table.protected:
        protected = pc.is_in(rows["indicator"], pa.array(sorted(PROTECTED_INDICATORS)))
        rows = rows.filter(pc.and_(protected, pc.not_equal(rows["area_level"], "village")))
    return sorted(rows.to_pylist(), key=lambda row: [str(row[name]) for name in table.key])


SOME = np.arange(len(CODES)) % 5 != 0
MORE = np.arange(len(CODES)) % 7 != 0
FIRST, LATER = published(SOME), published(MORE)


def test_the_cases_differ_where_they_may_not() -> None:
    for name in GUARDED:
        assert health(TABLES[name], FIRST[name]) != health(TABLES[name], LATER[name]), name


@settings(max_examples=8)
@given(late=st.sets(st.integers(0, len(CODES) - 1), min_size=1, max_size=9))
def test_no_figure_on_health_of_a_published_month_changes(late: set[int]) -> None:
    reporting = SOME.copy()
    reporting[sorted(late)] = ~reporting[sorted(late)]
    now = as_first_published(published(reporting), FIRST, TABLES, [PERIOD])
    for name in GUARDED:
        assert health(TABLES[name], now[name]) == health(TABLES[name], FIRST[name]), name
        assert now[name].num_rows == FIRST[name].num_rows


def test_open_figures_do_change() -> None:
    now = as_first_published(LATER, FIRST, TABLES, [PERIOD])
    for name in TABLES.keys() & now.keys() - set(GUARDED):
        assert now[name].equals(LATER[name]), name
    assert people(now["indicators"]) == people(LATER["indicators"]) != people(FIRST["indicators"])


def people(rows: pa.Table) -> dict[str, object]:
    asked = rows.filter(pc.equal(rows["indicator"], "people"))
    return dict(zip(asked["area_code"].to_pylist(), asked["value"].to_pylist(), strict=True))


def test_a_month_that_is_not_published_is_as_it_is() -> None:
    now = as_first_published(LATER, FIRST, TABLES, ["2026-09"])
    for name in GUARDED:
        assert health(TABLES[name], now[name]) == health(TABLES[name], LATER[name]), name


@pytest.mark.parametrize("name", GUARDED)
def test_what_the_published_table_does_not_have_is_suppressed(name: str) -> None:
    table = TABLES[name]
    rows = health(table, FIRST[name])
    measure = table.measures[0]
    older = pa.Table.from_pylist(rows[1:], schema=arrow_schema(table))
    now = as_first_published(LATER, FIRST | {name: older}, TABLES, [PERIOD])[name]
    found = health(table, now)
    assert found[1:] == rows[1:]
    assert found[0][measure] is None
    assert found[0][status_of(measure)] == "Q"
    assert not [v for k, v in found[0].items() if k.endswith(("villages", "_reported")) and v]


def test_a_measure_that_is_new_is_suppressed_in_published_months() -> None:
    table = next(t for t in TABLES.values() if t.protected and len(t.measures) > 0)
    measure = table.measures[-1]
    without = FIRST[table.name].drop_columns([measure, status_of(measure)])
    now = as_first_published(LATER, FIRST | {table.name: without}, TABLES, [PERIOD])[table.name]
    assert now.schema.equals(arrow_schema(table))
    assert set(now[status_of(measure)].to_pylist()) == {"Q"}
    assert now[measure].null_count == now.num_rows
