"""Late reports and corrections of an example: what they change, and that nothing else does."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rich.console import Console

from flows.examination import Case
from flows.example.arrivals import Arrived, arrive_late, read_arrivals
from flows.example.corrections import FEEDING
from flows.example.draft import question_of
from flows.example.latecomers import CORRECTION, LATE_REPORT
from flows.example.listing import MARKER, listed
from flows.example.month import ANSWERS, ARRIVALS, write_example
from flows.example.truth import following
from flows.month import check_month
from flows.runner import InProcess
from flows.settings import Home, Request
from schemas.field import Kind
from schemas.form import FORM
from schemas.register import villages
from schemas.spoken import SpokenError
from schemas.tables import public_tables
from tests.arrivals import GRIDS, HEALTH, TABLES, Change, arrivals_of, expected_changes
from transforms.merge import WIB, cut_off

PERIODS = ("2026-08", "2026-09", "2026-10")
NAMED = PERIODS[1]
PLACES = list(villages().values())[:30]
LATE, CORRECTED = 2, 3

Cells = dict[tuple[str, str, str], str]
"""Values as text by table, row and column, named as in the table of changes."""


@dataclass(frozen=True)
class Known:
    """The months as they are known at one time: cases, and values of their tables."""

    cases: dict[str, Case]
    cells: dict[str, Cells]
    indicators: dict[tuple[str, str], float | None]

    def findings(self, period: str) -> set[tuple[str, str, str, str]]:
        found = self.cases[period].examined.findings
        return {(f.problem.village_code, f.problem.kind, f.code, f.state) for f in found}


@dataclass(frozen=True)
class Story:
    """An example before its late arrivals, the folder as it was then, and afterwards."""

    home: Home
    earlier: Path
    before: Known
    said: Arrived
    after: Known

    def codes(self, kind: str) -> set[str]:
        return {r["village_code"] for r in read_arrivals(self.home.root) if r["kind"] == kind}


def cells_of(home: Home, period: str) -> Cells:
    """Every published cell of the open grids as text."""
    declared, found = public_tables(FORM), Cells()
    for name in GRIDS:
        table = TABLES[name]
        for row in pq.read_table(home.work(period) / "tables" / f"{name}.parquet").to_pylist():
            key = "; ".join(f"{column}={row[column]}" for column in table.key)
            for column in set(declared[name].names) - set(table.key):
                found[name, key, column] = "" if row[column] is None else str(row[column])
    return found


def known(home: Home) -> Known:
    """Check the months in their order and keep what they say."""
    cases: dict[str, Case] = {}
    with InProcess(Console(quiet=True)) as runner:
        for period in PERIODS:
            request = Request(home, period, home.inbox(period), sample=True)
            cases[period] = check_month(request, runner)[0]
    rows = pq.read_table(home.work(NAMED) / "tables" / "indicators.parquet").to_pylist()
    indicators = {(r["area_code"], r["indicator"]): r["value"] for r in rows}
    return Known(cases, {period: cells_of(home, period) for period in PERIODS}, indicators)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    home = Home(tmp_path_factory.mktemp("late") / "home")
    write_example(home.root, PERIODS[-1], seed=5, months=len(PERIODS), villages=PLACES)
    before = known(home)
    earlier = home.root.with_name("earlier")
    shutil.copytree(home.root, earlier)
    said = arrive_late(home.root, NAMED, late_reports=LATE, corrected=CORRECTED)
    return Story(home, earlier, before, said, known(home))


def changed(before: Cells, after: Cells) -> set[Change]:
    assert before.keys() == after.keys()
    return {(*at, before[at], after[at]) for at in before if before[at] != after[at]}


def test_exactly_the_cells_change_that_the_list_of_arrivals_tells(story: Story) -> None:
    expected = expected_changes(story.home.root, NAMED)
    assert changed(story.before.cells[NAMED], story.after.cells[NAMED]) == expected
    late = [c for c in expected if any(code in c[1] for code in story.codes(LATE_REPORT))]
    assert len(late) > LATE * 150
    assert len(expected) > len(late)
    assert {c[3:] for c in late if c[2].endswith("_status")} == {("O", "A"), ("O", "M")}
    assert not {c[0] for c in expected} & HEALTH


def test_a_correction_fills_takes_back_counts_anew_and_chooses_otherwise(story: Story) -> None:
    rows = [r for r in read_arrivals(story.home.root) if r["kind"] == CORRECTION]
    assert {r["village_code"] for r in rows} == story.codes(CORRECTION)
    counted = [r for r in rows if question_of(r["question"]).field.kind is Kind.COUNT]
    for code in story.codes(CORRECTION):
        own = [r for r in counted if r["village_code"] == code]
        told = {(bool(r["before"]), bool(r["after"])) for r in own}
        assert told >= {(True, True), (True, False)}, code
        assert {r["question"] for r in own} & set(FEEDING)
    assert any(not r["before"] for r in counted)
    assert len(rows) > len(counted)
    assert all(r["before"] != r["after"] for r in rows)


@pytest.mark.parametrize("period", [p for p in PERIODS if p != NAMED])
def test_no_other_month_changes(story: Story, period: str) -> None:
    assert changed(story.before.cells[period], story.after.cells[period]) == set()
    assert story.before.findings(period) == story.after.findings(period)
    assert story.before.findings(period)


def test_nothing_more_is_found_but_that_a_village_sent_twice_and_what_it_changed(
    story: Story,
) -> None:
    before, after = story.before.findings(NAMED), story.after.findings(NAMED)
    assert before
    assert before <= after
    assert {(village, kind) for village, kind, _, _ in after - before} == {
        (village, kind)
        for village in story.codes(CORRECTION)
        for kind in ("sent_twice", "changed_unasked")
    }
    assert {state for _, _, _, state in after - before} == {"told"}


def test_the_figures_of_kecamatan_and_kabupaten_change(story: Story) -> None:
    before, after = story.before.indicators, story.after.indicators
    areas = {area for area, name in after if before[area, name] != after[area, name]}
    arrived = story.codes(LATE_REPORT) | story.codes(CORRECTION)
    assert {villages()[code].district_code for code in arrived} <= areas
    assert "18.04" in areas


def truth_of(root: Path) -> dict[tuple[str, str], dict[str, str]]:
    """The true answers by village and month, as text."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in pq.read_table(root / ANSWERS).to_pylist():
        at = row["village_code"], row["period"]
        found.setdefault(at, {})[row["question"]] = row["value"] or ""
    return found


def test_the_truth_is_what_the_reports_say_afterwards(story: Story) -> None:
    truth, earlier = truth_of(story.home.root), truth_of(story.earlier)
    arrived = arrivals_of(story.home.root, NAMED)
    assert len(arrived) == LATE + CORRECTED
    current = story.after.cases[NAMED].examined.month.current
    for code in arrived:
        answers = current[code].record.answers
        asked = [q for q in answers if not q.startswith("identity.")]
        said = {q: answers[q].value for q in asked}
        told = {q: "" if value is None else str(value) for q, value in said.items()}
        assert told == {q: truth[code, NAMED][q] for q in asked}
        assert len(told) > 140
    differing = {at for at in truth if truth[at] != earlier[at]}
    assert differing == {(code, NAMED) for code in story.codes(CORRECTION)}


def test_what_arrives_is_late_listed_as_an_example_and_after_everything_else(story: Story) -> None:
    root = story.home.root
    files = {r["file"]: r["village_code"] for r in read_arrivals(root)}
    assert len(files) == LATE + CORRECTED
    last = max(r.received_at for r in story.before.cases[NAMED].receipts)
    for file in files:
        moment = datetime.fromtimestamp((root / file).stat().st_mtime, UTC)
        assert moment > last
        assert moment.astimezone(WIB).date() > cut_off(NAMED)
        assert moment.date() >= following(NAMED, 12)
    assert files.keys() <= listed(root).keys()
    month = story.after.cases[NAMED].examined.month
    assert story.codes(LATE_REPORT) <= month.late
    assert not story.codes(CORRECTION) & month.late
    assert {month.current[code].revision for code in story.codes(CORRECTION)} == {2}


def contents(root: Path) -> dict[str, tuple[str, int]]:
    files = [*sorted((root / "inbox").rglob("*.*")), root / ARRIVALS, root / MARKER]
    return {
        str(path.relative_to(root)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            int(path.stat().st_mtime) if "inbox" in path.parts else 0,
        )
        for path in files
        if path.is_file()
    }


def test_the_same_example_receives_the_same(story: Story, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(story.earlier, again)
    arrive_late(again, NAMED, late_reports=LATE, corrected=CORRECTED)
    assert contents(again) == contents(story.home.root)
    assert pq.read_table(again / ANSWERS).equals(pq.read_table(story.home.root / ANSWERS))


def test_once_all_is_read_further_reports_arrive_of_other_villages(
    story: Story, tmp_path: Path
) -> None:
    root = tmp_path / "further"
    shutil.copytree(story.home.root, root)
    first = read_arrivals(root)
    arrive_late(root, NAMED, late_reports=0, corrected=1)
    further = read_arrivals(root)
    assert further[: len(first)] == first
    assert {r["village_code"] for r in further[len(first) :]}.isdisjoint(
        r["village_code"] for r in first
    )
    with pytest.raises(SpokenError, match=r"not everything in .* has been read yet"):
        arrive_late(root, NAMED, late_reports=0, corrected=1)


def test_an_example_written_over_forgets_what_had_arrived(story: Story, tmp_path: Path) -> None:
    root = tmp_path / "anew"
    shutil.copytree(story.home.root, root)
    write_example(root, PERIODS[-1], seed=6, months=len(PERIODS), villages=PLACES[:2])
    assert read_arrivals(root) == []


@pytest.mark.parametrize(
    ("period", "asked", "message"),
    [
        ("2026-07", {}, "holds no example of 2026-07"),
        (NAMED, {"late_reports": 9}, "only 0 villages of 2026-09 can send what --late-reports 9"),
        (NAMED, {"late_reports": 0, "corrected": 99}, "what --corrections 99 asks for"),
    ],
)
def test_what_cannot_arrive_is_refused_and_nothing_is_written(
    story: Story, period: str, asked: dict[str, int], message: str
) -> None:
    before = contents(story.home.root)
    with pytest.raises(SpokenError, match=message):
        arrive_late(story.home.root, period, **asked)
    assert contents(story.home.root) == before


def test_the_summary_says_what_arrived_and_where(story: Story) -> None:
    rows = [r for r in read_arrivals(story.home.root) if r["question"]]
    told = str(story.said)
    assert f"{LATE} late reports" in told
    assert f"{CORRECTED} corrected reports with {len(rows)} answers changed" in told
    assert str(story.home.root / ARRIVALS) in told
