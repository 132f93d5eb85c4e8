"""A corrupted release is stopped by the expectation that names what is wrong with it."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.settings import FLOOR_OF_COVERAGE
from outputs.gate.candidate import Candidate
from outputs.gate.engine import outcomes
from outputs.gate.verdict import GATE, GateClosedError, Outcome, Verdict, require_pass
from schemas.form import FORM
from schemas.gate import FLOOR, State, Weight
from schemas.gate_questions import all_expectations
from schemas.tables import release_tables
from tests.e2e.conftest import EDITION, LATER, PERIOD, History, rumahdata_here
from tests.homes import GOOD, request_in, send

pytestmark = pytest.mark.e2e

Frames = Callable[[Path], None]
DECLARED = release_tables(FORM)
COUNTED = ("population", "families", "population_change", "civil_registration")


def judge(staged: Path, before: Path | None, floor: int = FLOOR) -> Verdict:
    periods = ("2026-09", PERIOD)
    found = outcomes(Candidate(staged, DECLARED, PERIOD, periods, before, floor))
    return Verdict(tuple(found), DECLARED, floor, {})


def edit(staged: Path, table: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """Change a table's Parquet file, whose types stay what they are."""
    path = staged / "tables" / f"{table}.parquet"
    schema = pq.read_schema(path)
    frame = change(pq.read_table(path).to_pandas(types_mapper=pd.ArrowDtype))
    pq.write_table(pa.Table.from_pandas(frame, schema=schema, preserve_index=False), path)


def this_month(frame: pd.DataFrame) -> pd.Series[bool]:
    return frame["period"] == PERIOD


def drop_a_kecamatan(staged: Path) -> None:
    for table, declared in DECLARED.items():
        if "village_code" in declared.key and table != "villages":
            edit(staged, table, lambda f: f[~f["village_code"].str.startswith("18.04.04.")])


def repeat_a_month(staged: Path) -> None:
    edit(staged, "population", lambda f: pd.concat([f, f[this_month(f)]]))


def count_in_thousands(staged: Path) -> None:
    edit(staged, "population", lambda f: f.assign(people=f["people"] * 1000))


def swap_two_columns(staged: Path) -> None:
    swapped = {"numerator": "denominator", "denominator": "numerator"}
    edit(staged, "indicators", lambda f: f.rename(columns=swapped)[list(f)])


def swap_men_and_women(staged: Path) -> None:
    other = {"male": "female", "female": "male"}
    edit(staged, "population", lambda f: f.assign(sex=f["sex"].map(other)))


def copy_last_month(staged: Path) -> None:
    def copied(frame: pd.DataFrame) -> pd.DataFrame:
        last = frame[frame["period"] == "2026-09"].assign(period=PERIOD)
        return pd.concat([frame[~this_month(frame)], last])

    for table in COUNTED:
        edit(staged, table, copied)


def zero_half_the_villages(staged: Path) -> None:
    def zeroed(frame: pd.DataFrame) -> pd.DataFrame:
        name = "people" if "people" in frame else "count"
        half = frame["village_code"].str[-1].isin(list("13579")) & this_month(frame)
        count = frame[name].where(~(half & frame[name].notna()), 0)
        return frame.assign(**{name: count})

    for table in COUNTED:
        edit(staged, table, zeroed)


def raise_a_share(staged: Path) -> None:
    def raised(frame: pd.DataFrame) -> pd.DataFrame:
        share = frame["indicator"] == "contraceptive_prevalence"
        return frame.assign(value=frame["value"].where(~share, frame["value"] * 100))

    edit(staged, "indicators", raised)


def number_the_codes(staged: Path) -> None:
    path = staged / "tables" / "villages.parquet"
    table = pq.read_table(path)
    place = table.schema.get_field_index("bps_code")
    numbers = table["bps_code"].cast(pa.int64())
    pq.write_table(table.set_column(place, "bps_code", numbers), path)


def empty_a_table(staged: Path) -> None:
    edit(staged, "families", lambda f: f[:0])


def leave_a_column_unexplained(staged: Path) -> None:
    path = staged / "dictionary.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if (row[0], row[3]) != ("families", "count")]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def rename_what_users_ask_for(staged: Path) -> None:
    with closing(sqlite3.connect(staged / "release.sqlite")) as database, database:
        database.execute("ALTER TABLE indicators RENAME COLUMN value TO amount")


def misname_a_village(staged: Path) -> None:
    edit(
        staged,
        "problems",
        lambda f: f.assign(village_code=f["village_code"].str.replace("18.04.04", "18.09.04")),
    )


def change_an_old_cell(staged: Path) -> None:
    def changed(frame: pd.DataFrame) -> pd.DataFrame:
        one = (frame["period"] == "2026-09") & frame["count"].notna()
        one &= one.astype(int).cumsum() == 1
        return frame.assign(count=frame["count"].where(~one, frame["count"] + 1))

    edit(staged, "families", changed)


def silence_a_kecamatan(staged: Path) -> None:
    here = "18.04.04."
    edit(
        staged,
        "submissions",
        lambda f: f[~(f["village_code"].str.startswith(here) & this_month(f))],
    )


CORRUPTED: list[tuple[Frames, str]] = [
    (drop_a_kecamatan, "register.villages"),
    (repeat_a_month, "population.key"),
    (count_in_thousands, "outside.people"),
    (swap_two_columns, "indicators.quotient"),
    (swap_men_and_women, "outside.sex_ratio"),
    (copy_last_month, "reports.copied"),
    (zero_half_the_villages, "reports.zero"),
    (raise_a_share, "indicators.bounds"),
    (number_the_codes, "files.types"),
    (empty_a_table, "families.rows"),
    (leave_a_column_unexplained, "files.dictionary"),
    (rename_what_users_ask_for, "contracts.columns"),
    (misname_a_village, "register.references"),
    (change_an_old_cell, "before.changes"),
    (silence_a_kecamatan, "coverage.lost"),
]
"""What was done to a release, and the expectation that must stop it."""


@pytest.fixture
def staged(history: History, tmp_path: Path) -> Path:
    """A copy of the edition, as it was when it was staged."""
    return Path(shutil.copytree(history.releases / EDITION, tmp_path / EDITION))


def test_the_release_as_it_was_written_passes_and_says_so(history: History, staged: Path) -> None:
    verdict = judge(staged, history.releases / LATER)
    assert verdict.stops == []
    told = json.loads((staged / GATE).read_text(encoding="utf-8"))
    assert [one["id"] for one in told["expectations"]] == list(all_expectations(DECLARED))
    assert told["counts"] == {state.value: len(verdict.of(state)) for state in State}
    require_pass(staged, verdict)


@pytest.mark.parametrize(
    ("corrupt", "named"), CORRUPTED, ids=lambda one: getattr(one, "__name__", one)
)
def test_a_corrupted_release_is_stopped_by_the_expectation_that_names_it(
    history: History, staged: Path, corrupt: Frames, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    corrupt(staged)
    verdict = judge(staged, history.releases / LATER)
    stopped = [outcome.id for outcome in verdict.stops]
    assert named in stopped
    with pytest.raises(GateClosedError) as closed:
        require_pass(staged, verdict)
    assert named in str(closed.value)
    assert all_expectations(DECLARED)[named].sentence.en in str(closed.value)
    with capsys.disabled():
        print(f"\n{corrupt.__name__}: stopped by {', '.join(stopped)}")


def outcome_of(verdict: Verdict, name: str) -> Outcome:
    return next(outcome for outcome in verdict.outcomes if outcome.id == name)


@pytest.mark.parametrize(("villages", "stops", "warns"), [(70, False, True), (40, True, True)])
def test_a_month_with_few_villages_warns_and_below_the_floor_is_stopped(
    history: History, staged: Path, villages: int, stops: bool, warns: bool
) -> None:
    share = 136 * villages // 100

    def left(frame: pd.DataFrame) -> pd.DataFrame:
        kept = sorted(set(frame.loc[this_month(frame), "village_code"]))
        spread = set(pd.Series(kept).sample(share, random_state=1))
        return frame[~this_month(frame) | frame["village_code"].isin(spread)]

    edit(staged, "submissions", left)
    verdict = judge(staged, None)
    assert (outcome_of(verdict, "coverage.kabupaten") in verdict.stops) is stops
    is_warned = outcome_of(verdict, "coverage.kecamatan") in verdict.of(State.FAILED, Weight.WARN)
    assert is_warned is warns


def test_a_month_below_the_floor_goes_out_by_a_person_with_a_reason_that_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = request_in(tmp_path)
    send(request, "a.xlsx", GOOD)
    home = request.home
    monkeypatch.setenv(FLOOR_OF_COVERAGE, "50")
    asked = ("--home", home.root, "release", PERIOD)
    stopped = rumahdata_here(*asked)
    assert stopped.returncode == 1
    said = " ".join((stopped.stdout + stopped.stderr).split())
    assert "coverage.kabupaten" in said
    assert "--override coverage.kabupaten" in said
    assert not list(home.releases.glob("2026*"))
    assert list(home.staging.glob("*/gate.html"))

    reason = "Banjir: separuh kabupaten terputus"
    overridden = (*asked, "--reason", reason, "--override", "coverage.kabupaten")
    idle = rumahdata_here(*overridden, "--override", "register.villages")
    assert idle.returncode == 1
    assert "register.villages holds; there is nothing to override" in " ".join(idle.stderr.split())
    assert not list(home.releases.glob("2026*"))
    passed = rumahdata_here(*overridden)
    assert passed.returncode == 0, passed.stderr + passed.stdout
    assert "overridden: coverage.kabupaten" in " ".join(passed.stdout.split())
    release = home.releases / "2026.10.0"
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["gate"]["overridden"] == [{"id": "coverage.kabupaten", "reason": reason}]
    assert reason in (release / "gate.html").read_text(encoding="utf-8")
    for command in (asked, overridden):
        again = rumahdata_here(*command)
        assert again.returncode == 0, again.stderr + again.stdout
        assert "2026.10.0 (unchanged)" in again.stdout
    verified = rumahdata_here("--home", home.root, "verify", "2026.10.0")
    assert "the same bytes" in verified.stdout, verified.stdout
