"""What the gate asks: bounds, contracts, outcomes that saw nothing, and what a person reads."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from outputs.gate.bounds import may_be_empty, row_bounds
from outputs.gate.candidate import Candidate
from outputs.gate.contracts import Contract, ContractError, contracts, parsed
from outputs.gate.engine import outcomes, outcomes_of
from outputs.gate.evidence import FEW, PARTLY, UNMEASURED, UNSEEN, NotAsked, evidence
from outputs.gate.sources import EVIDENCE
from outputs.gate.verdict import (
    GATE,
    GateClosedError,
    NotNeededError,
    Outcome,
    Verdict,
    read_verdict,
    require_needed,
    require_pass,
    write_verdict,
)
from outputs.tables import FOLDER, write_tables
from schemas.codelists import AGE_GROUP, SEX
from schemas.form import FORM
from schemas.gate import State, Weight
from schemas.gate_questions import OF_RELEASE, all_expectations
from schemas.tables import release_tables
from tests.releases import PERIOD, public_rows

DECLARED = release_tables(FORM)


@pytest.mark.parametrize(
    ("table", "months", "bounds"),
    [
        ("villages", 3, (136, 136)),
        ("population", 1, (136 * 32, 136 * 32)),
        ("population", 3, (3 * 136 * 32, 3 * 136 * 32)),
        ("indicators", 2, (2 * 152 * 17, 2 * 152 * 17)),
        ("contraception", 1, (136 * 6 + 16 * 8, 136 * 6 + 16 * 8)),
        ("submissions", 2, (1, None)),
        ("activities", 2, (0, None)),
        ("changes", 2, (0, None)),
    ],
)
def test_row_bounds_follow_from_villages_months_and_codes(
    table: str, months: int, bounds: tuple[int, int | None]
) -> None:
    assert row_bounds(DECLARED[table], months) == bounds


def test_only_what_may_not_have_happened_may_be_empty() -> None:
    assert may_be_empty() == {
        "activities", "activity_partners", "activity_targets", "changes", "decisions",
        "privacy_audit", "problems",
    }  # fmt: skip


def test_every_expectation_of_the_release_has_evidence_and_an_id_of_its_own() -> None:
    assert list(EVIDENCE) == list(OF_RELEASE)
    known = all_expectations(DECLARED)
    assert len(known) == 2 * len(DECLARED) + len(OF_RELEASE)
    assert all(one.sentence.id != one.sentence.en for one in OF_RELEASE.values())


HIGH = OF_RELEASE["reports.zero"]
BETWEEN = OF_RELEASE["outside.people"]


@pytest.mark.parametrize(
    ("rows", "state", "seen", "places"),
    [
        ([("a", 1.0)], State.PASSED, "1", ()),
        ([("a", 0.7), ("b", 1.3)], State.PASSED, "0.7 … 1.3", ()),
        ([("a", 1.0), ("b", 1.301)], State.FAILED, "1 … 1.301 (1/2)", ("b: 1.301",)),
        ([("a", 1000.0)], State.FAILED, "1000 (1/1)", ("a: 1000",)),
        ([("a", float("nan"))], State.FAILED, "", ()),
        ([], State.FAILED, "", ()),
    ],
)
def test_evidence_is_held_between_limits_and_what_saw_nothing_has_failed(
    rows: list[tuple[str, float]], state: State, seen: str, places: tuple[str, ...]
) -> None:
    outcome = outcomes_of({BETWEEN: lambda: evidence(rows)})[0]
    assert (outcome.state, outcome.seen, outcome.places) == (state, seen, places)
    assert outcome.why == (None if seen else UNSEEN)


def test_evidence_of_which_a_part_was_not_measured_has_failed() -> None:
    rows = [("a", 1.0), ("b", float("nan")), ("c", 1.0)]
    (outcome,) = outcomes_of({BETWEEN: lambda: evidence(rows)})
    assert (outcome.state, outcome.rows, outcome.seen) == (State.FAILED, 2, "1")
    assert outcome.why == PARTLY.format(number=1)


def _cannot() -> pd.DataFrame:
    raise NotAsked(FEW)


def _unreadable() -> pd.DataFrame:
    raise KeyError("people")


def test_what_cannot_be_asked_says_why_and_what_cannot_be_measured_has_failed() -> None:
    asked = outcomes_of({HIGH: _cannot, BETWEEN: _unreadable})
    assert [(one.state, one.why, one.seen) for one in asked] == [
        (State.NOT_ASKED, FEW, ""),
        (State.FAILED, UNMEASURED.format(error="KeyError"), ""),
    ]


def test_a_table_that_is_not_there_and_a_key_without_its_column_have_failed(tmp_path: Path) -> None:
    write_tables(tmp_path, public_rows(), DECLARED)
    (tmp_path / FOLDER / "families.parquet").unlink()
    lamed = tmp_path / FOLDER / "routines.parquet"
    pq.write_table(pq.read_table(lamed).drop_columns(["routine"]), lamed)
    found = {one.id: one for one in outcomes(Candidate(tmp_path, DECLARED, PERIOD, (PERIOD,)))}
    assert list(found) == list(all_expectations(DECLARED))
    for name, error in (
        ("families.rows", "FileNotFoundError"),
        ("families.key", "FileNotFoundError"),
        ("routines.key", "KeyError"),
    ):
        assert (found[name].state, found[name].why) == (
            State.FAILED,
            UNMEASURED.format(error=error),
        )
    assert found["routines.rows"].why is None
    assert found["villages.key"].state is State.PASSED


STOP = Outcome("reports.zero", State.FAILED, 1, "48", ("kabupaten: 48",))
WARNED = Outcome("coverage.kecamatan", State.FAILED, 15, "70", ("Suoh: 70",))
HELD = Outcome("files.types", State.PASSED, 180, "0")
UNASKED = Outcome("coverage.lost", State.NOT_ASKED, 0, why=FEW)


def verdict(*outcomes: Outcome, overridden: dict[str, str] | None = None) -> Verdict:
    return Verdict(outcomes, DECLARED, 50, overridden or {})


@pytest.mark.parametrize(
    ("given", "passes"),
    [
        (verdict(HELD, WARNED, UNASKED), True),
        (verdict(HELD, STOP), False),
        (verdict(HELD, STOP, overridden={"reports.zero": "true"}), True),
        (verdict(HELD, STOP, overridden={"reports.copied": "true"}), False),
        (verdict(), False),
    ],
)
def test_only_a_stop_that_nobody_overrode_and_an_empty_gate_keep_a_release_back(
    given: Verdict, passes: bool, tmp_path: Path
) -> None:
    if passes:
        require_pass(tmp_path, given)
        return
    with pytest.raises(GateClosedError) as closed:
        require_pass(tmp_path, given)
    assert "was not published" in str(closed.value)
    if given.outcomes:
        assert "reports.zero: At most 5 %" in str(closed.value)
        assert "(kabupaten: 48)" in str(closed.value)
        assert '--override reports.zero --reason "why"' in str(closed.value)


def test_who_is_stopped_again_is_told_the_overrides_that_are_needed_too(tmp_path: Path) -> None:
    other = replace(STOP, id="reports.copied")
    with pytest.raises(GateClosedError) as closed:
        require_pass(tmp_path, verdict(STOP, other, overridden={"reports.zero": "true"}))
    assert "--override reports.zero --override reports.copied --reason" in str(closed.value)


@pytest.mark.parametrize(
    ("overridden", "told"),
    [
        (["files.types"], "files.types holds; there is nothing to override: leave it out"),
        (["reports.zero", "files.types"], "(--override files.types)"),
        (["coverage.lost"], "coverage.lost was not asked; there is nothing to override"),
        (["reports.zero"], ""),
        ([], ""),
    ],
)
def test_an_override_that_nothing_needs_is_refused(overridden: list[str], told: str) -> None:
    given = verdict(STOP, HELD, UNASKED, overridden={"reports.zero": "true"})
    if not told:
        require_needed(overridden, given)
        return
    with pytest.raises(NotNeededError) as refused:
        require_needed(overridden, given)
    assert told in str(refused.value)


def test_a_verdict_is_read_as_it_was_written_with_the_overrides_that_were_needed(
    tmp_path: Path,
) -> None:
    given = verdict(STOP, WARNED, HELD, UNASKED, overridden={"reports.zero": "a", "other": "b"})
    write_verdict(tmp_path, given)
    found = read_verdict(tmp_path, DECLARED)
    assert found.outcomes == given.outcomes
    assert found.overridden == {"reports.zero": "a"}
    assert found.of(State.FAILED, Weight.WARN) == [WARNED]
    assert found.in_short == {
        "floor": 50,
        "passed": 1,
        "not_asked": 1,
        "warned": ["coverage.kecamatan"],
        "overridden": [{"id": "reports.zero", "reason": "a"}],
    }


def test_the_floor_that_is_set_is_the_limit_that_is_told(tmp_path: Path) -> None:
    given = replace(verdict(Outcome("coverage.kabupaten", State.PASSED, 1, "72")), floor=70)
    write_verdict(tmp_path, given)
    (told,) = json.loads((tmp_path / GATE).read_text("utf-8"))["expectations"]
    assert told["low"] == 70
    assert told["sentence"]["en"].startswith("At least 70 %")
    assert told["unit"]["id"] == "% desa"


GOOD = "-- id: Apa\n-- en: What\n-- columns: a text, b integer or null\n-- rows: 2\nSELECT 1;"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("-- en: What\n", ""), "lacks the line `-- en: ...`"),
        (GOOD.replace("a text", "a date"), "write `-- columns:"),
        (GOOD.replace("rows: 2", "rows: some"), "write `-- columns:"),
    ],
)
def test_a_contract_that_promises_nothing_is_refused(text: str, told: str) -> None:
    with pytest.raises(ContractError) as refused:
        parsed("what", text)
    assert "contracts/what.sql" in str(refused.value)
    assert told in str(refused.value)


def test_a_contract_is_read_with_its_columns_and_rows() -> None:
    found = parsed("what", GOOD)
    assert found.columns == (("a", "text", False), ("b", "integer", True))
    assert found.row_bounds(9) == (2, 2)
    assert parsed("what", GOOD.replace("rows: 2", "rows: months")).row_bounds(9) == (9, 9)
    assert parsed("what", GOOD.replace("rows: 2", "rows: 2 or more")).row_bounds(9) == (2, None)
    assert len(contracts()) >= 5


def contract(name: str) -> Contract:
    return next(one for one in contracts() if one.name == name)


def test_the_pyramid_of_the_users_query_rises_by_age() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE population (period, age_group, sex, people)")
        made = [(PERIOD, age, sex, 1) for age in sorted(AGE_GROUP.values) for sex in SEX.values]
        database.executemany("INSERT INTO population VALUES (?, ?, ?, ?)", made)
        found = database.execute(contract("population_pyramid").query).fetchall()
    assert [row[0] for row in found][::2] == list(AGE_GROUP.values)


def test_a_village_that_corrects_later_stays_on_time_in_the_users_query() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript("""
            CREATE TABLE villages (village_code, village, district);
            CREATE TABLE submissions (village_code, period, revision, is_current, is_late);
            INSERT INTO villages VALUES ('1', 'A', 'Suoh'), ('2', 'B', 'Suoh'), ('3', 'C', 'Suoh');
            INSERT INTO submissions VALUES
                ('1', '2026-10', 1, 0, 0), ('1', '2026-10', 2, 1, 1), ('2', '2026-10', 1, 1, 1);
        """)
        found = database.execute(contract("villages_that_reported").query).fetchall()
    assert [(row[0], row[4]) for row in found] == [("1", 0), ("2", 1)]
