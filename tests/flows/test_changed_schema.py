"""Two releases between which the form changed: a renamed, a wider and a new measure."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from flows import comparison, staging, versions
from flows.confidential import remember
from flows.releases import Release
from flows.series import Part
from flows.settings import Home, Request
from flows.staging import basis_of, write_release
from flows.versions import Plan, plan
from outputs.build import build
from schemas.field import Text
from schemas.form import FORM
from schemas.form.units import TIMES, count
from schemas.frames import to_arrow
from schemas.health_counts import HEALTH_COUNTS
from schemas.result_tables import CLASSIFICATION_SCORES as SCORES
from schemas.section import Crosstab, Form, Log
from schemas.tables import public_tables
from tests.releases import REAL_FACTS, public_rows
from tests.transforms.wide_months import REGISTER, month_of, tidy
from transforms.health_counts import health_counts
from transforms.protect import HEALTH_ROWS, OF_ROUNDED, open_frames

SEPTEMBER, OCTOBER = "2026-09", "2026-10"
SESSIONS = count(
    "sessions",
    Text("Pertemuan", "Sessions"),
    Text("Banyaknya pertemuan kegiatan itu", "How often people met for the activity"),
    TIMES,
    99,
)


def changed_form() -> Form:
    """The form with `participants` renamed, more people allowed, and `sessions` asked too."""
    log, people = FORM.blocks["activities"], FORM.blocks["population"]
    assert isinstance(log, Log)
    assert isinstance(people, Crosstab)
    fields = [
        replace(field, name="attendance", formerly=("participants",))
        if field.name == "participants"
        else field
        for field in log.fields
    ]
    wider = replace(people, field=replace(people.field, maximum=99_999))
    return FORM.with_block(replace(log, fields=(*fields, SESSIONS))).with_block(wider)


def part(form: Form, period: str) -> Part:
    """The small release's rows of one month, the same figures in every month."""
    rows = {n: t for n, t in public_rows(public_tables(form)).items() if n not in OF_ROUNDED}
    for name, (column, codes) in HEALTH_ROWS.items():
        rows[name] = rows[name].filter(
            pc.invert(pc.is_in(rows[name][column], pa.array(sorted(codes))))
        )
    answered = tidy(month_of(REGISTER))
    scores = open_frames(answered)[SCORES.name]
    rows[SCORES.name] = to_arrow(public_tables(form)[SCORES.name], scores)
    rows[HEALTH_COUNTS.name] = to_arrow(HEALTH_COUNTS, health_counts(answered))
    tables = {name: of_month(table, period) for name, table in rows.items()}
    return Part(period, (), lambda: tables)


def of_month(rows: pa.Table, period: str) -> pa.Table:
    place = rows.schema.get_field_index("period")
    if place < 0:
        return rows
    months = pa.array([period] * rows.num_rows, pa.string())
    return rows.set_column(place, rows.schema.field(place), months)


def published(home: Home, form: Form, *periods: str) -> Plan:
    """Plan a release of these months and write it among the releases of the home."""
    request = Request(home, periods[-1], home.inbox(periods[-1]), floor=0)
    planned = plan(request, [part(form, period) for period in periods], basis_of(()))
    told = replace(
        REAL_FACTS,
        version=str(planned.version),
        period=periods[-1],
        periods=periods,
        lineage=planned.lineage,
        schema_version=planned.schema["schema_version"],
        changes=planned.compared.reasons,
        rounding=dict(planned.rounding.told),
    )
    folder = home.releases / told.version
    folder.mkdir(parents=True)
    rounding = planned.rounding
    remember(
        home, told.version, rounding.ledger, after=rounding.after, anew=rounding.anew, audited=()
    )
    write_release(request, folder, planned, told)
    return planned


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made, changed = Home(tmp_path_factory.mktemp("home")), changed_form()
    published(made, FORM, SEPTEMBER)
    with pytest.MonkeyPatch.context() as patch:
        for module in (comparison, staging, versions):
            patch.setattr(module, "FORM", changed)
        patch.setattr("outputs.build.build", partial(build, form=changed))
        published(made, changed, SEPTEMBER, OCTOBER)
    return made


CHANGES = {
    ("column_altered", "population", "people", "maximum=29999", "maximum=99999"),
    ("column_added", "activities", "attendance", None, "type=integer"),
    ("column_added", "activities", "attendance_status", None, "type=string"),
    ("column_added", "activities", "sessions", None, "type=integer"),
    ("column_added", "activities", "sessions_status", None, "type=string"),
    (
        *("column_altered", "activities", "participants", None),
        "replaced_by=attendance until=2026-12",
    ),
    (
        *("column_altered", "activities", "participants_status", None),
        "replaced_by=attendance_status until=2026-12",
    ),
}


def test_the_changes_tell_every_difference_of_the_schema_and_no_other(home: Home) -> None:
    rows = Release(home.releases / "2026.10.0").tables["changes"].to_pylist()
    told = {(r["change"], r["table"], r["column"], r["old"], r["new"]) for r in rows}
    assert told == CHANGES
    assert {(row["reason"], row["cause"]) for row in rows} == {
        ("schema_changed", "schema 1.0.0 -> 1.1.0")
    }


@pytest.mark.parametrize(
    "told",
    [
        "maximum=29999 → maximum=99999",
        "empty → type=integer",
        "Participants (old name: participants)",
        "empty → replaced_by=attendance until=2026-12",
        "This page shows all 7 changes",
    ],
)
def test_the_page_of_changes_tells_them_in_words(home: Home, told: str) -> None:
    page = (home.releases / "2026.10.0/changes.html").read_text(encoding="utf-8")
    assert told in page


def test_the_dictionary_page_has_old_and_new_names(home: Home) -> None:
    page = (home.releases / "2026.10.0/dictionary.html").read_text(encoding="utf-8")
    for name in ("participants", "participants_status", "attendance", "sessions"):
        assert f'id="activities.{name}"' in page
    assert SESSIONS.meaning.id in page


def test_the_old_name_holds_what_the_new_one_holds(home: Home) -> None:
    rows = pq.read_table(home.releases / "2026.10.0/tables/activities.parquet")
    assert rows["participants"].to_pylist() == rows["attendance"].to_pylist()
    assert rows["participants"].null_count < rows.num_rows
    first: Path = home.releases / "2026.09.0/tables/activities.parquet"
    assert "attendance" not in pq.read_schema(first).names


def test_the_proof_names_the_rule_of_each_difference(home: Home) -> None:
    proof = json.loads((home.releases / "2026.10.0/version_proof.json").read_bytes())
    schema = proof["schema"]
    assert (schema["before"], schema["after"]) == ("1.0.0", "1.1.0")
    assert {(c["rule"], c["column"], c["level"]) for c in schema["changes"]} == {
        ("limit_widened", "people", "minor"),
        ("column_added", "attendance", "minor"),
        ("column_added", "attendance_status", "minor"),
        ("column_added", "sessions", "minor"),
        ("column_added", "sessions_status", "minor"),
        ("column_replaced", "participants", "minor"),
        ("column_replaced", "participants_status", "minor"),
    }
    assert proof["changes"]["by_kind"] == {"column_added": 4, "column_altered": 3}
    assert proof["changes"]["by_reason"] == {"schema_changed": 7}
