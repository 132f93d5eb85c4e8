"""Months become releases: late reports, corrections and editions, each change with its reason."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.compute as pc
import pytest

from flows.comparison import compare, side_of
from flows.deciding import Said, hold_section
from flows.diff_report import diff_of
from flows.releases import NotARelease, Release, published
from flows.settings import Request, SettingError
from flows.triangle import triangle_of
from flows.verification import CHECKS, Check, verify_release
from schemas.form import FORM
from schemas.schema_rules import Level
from schemas.tables import release_tables
from tests.homes import GOOD, OTHER, VILLAGE, released, request_in, send

LATE = "18.04.04.2009"
THIRD = "18.04.05.2001"
SEPTEMBER, OCTOBER = "2026-09", "2026-10"


@dataclass(frozen=True)
class Story:
    """A home in which two months were released, and the second one was corrected."""

    september: Request
    october: Request

    @property
    def releases(self) -> Path:
        return self.october.home.releases

    def release(self, version: str) -> Release:
        return Release(self.releases / version)

    def changes(self, version: str) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = self.release(version).tables["changes"].to_pylist()
        return rows

    def verified(self, version: str) -> dict[str, Check]:
        home = self.october.home
        return {check.name: check for check in verify_release(home, version)}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    october = request_in(tmp_path_factory.mktemp("story"), OCTOBER)
    september = october.of(SEPTEMBER)
    for village in (VILLAGE, OTHER, THIRD):
        send(september, f"{village}.xlsx", GOOD, village)
    released(september)
    send(september, "late.xlsx", GOOD, LATE, hour=2)
    send(september, "corrected.xlsx", GOOD | {"families.families": 210}, VILLAGE, hour=3)
    for village in (VILLAGE, OTHER):
        send(october, f"{village}.xlsx", GOOD, village, hour=4)
    hold_section(october.home, SEPTEMBER, OTHER, "D", Said("office", "angka tertukar"))
    released(october)
    send(october, "again.xlsx", GOOD | {"families.families": 190}, OTHER, hour=5)
    released(october, correct=True)
    return Story(september, october)


def test_versions_follow_from_months_and_editions(story: Story) -> None:
    names = [release.path.name for release in published(story.releases, sample=False)]
    assert names == ["2026.09.0", "2026.10.0", "2026.10.1"]
    latest = json.loads((story.releases / "latest.json").read_text("utf-8"))
    assert latest["version"] == "2026.10.1"
    assert [story.release(n).manifest["lineage"] for n in names] == [
        [],
        ["2026.09.0"],
        ["2026.09.0", "2026.10.0"],
    ]
    assert story.release("2026.10.1").periods == (SEPTEMBER, OCTOBER)


def test_a_release_holds_every_month_as_known_that_day(story: Story) -> None:
    count = {}
    for version in ("2026.09.0", "2026.10.0"):
        families = story.release(version).tables["families"]
        families = families.filter(pc.equal(families["indicator"], "families"))
        for row in families.to_pylist():
            count[version, row["period"], row["village_code"]] = row["count"]
    assert count["2026.09.0", SEPTEMBER, VILLAGE] == 200
    assert count["2026.10.0", SEPTEMBER, VILLAGE] == 210
    assert count["2026.09.0", SEPTEMBER, LATE] is None
    assert count["2026.10.0", SEPTEMBER, LATE] == 200
    assert count["2026.10.0", SEPTEMBER, OTHER] is None
    assert ("2026.09.0", OCTOBER, VILLAGE) not in count


@pytest.mark.parametrize(
    ("area", "column", "reasons"),
    [
        (LATE, "count", {"late_report"}),
        (VILLAGE, "count", {"correction"}),
        (OTHER, "count", {"decision"}),
        (THIRD, "count", set()),
        ("18.04.04", "value", {"late_report"}),
    ],
)
def test_each_change_of_an_old_month_has_the_reason_it_came_from(
    story: Story, area: str, column: str, reasons: set[str]
) -> None:
    rows = [r for r in story.changes("2026.10.0") if r["area_code"] == area]
    assert {r["period"] for r in rows} <= {SEPTEMBER}
    assert {r["reason"] for r in rows if r["column"] == column} == reasons


@pytest.mark.parametrize(
    ("area", "measures", "reasons"),
    [
        (LATE, {"reported", "on_time", "filled", "passed", "plausible"}, {"late_report"}),
        (OTHER, {"passed", "plausible"}, {"decision"}),
        (VILLAGE, set(), set()),
        ("18.04.04", {"reported", "on_time", "filled", "passed", "plausible"}, {"late_report"}),
        ("18.04.05", set(), set()),
    ],
)
def test_a_rate_of_completeness_of_an_old_month_changes_with_its_reason(
    story: Story, area: str, measures: set[str], reasons: set[str]
) -> None:
    rows = [
        row
        for row in story.changes("2026.10.0")
        if row["table"] == "completeness" and row["area_code"] == area
    ]
    assert {row["row"].partition("measure=")[2] for row in rows} == measures
    assert {row["reason"] for row in rows} == reasons
    assert {row["period"] for row in rows} <= {SEPTEMBER}


def test_a_release_from_before_a_table_is_compared_without_it(story: Story) -> None:
    before, after = (side_of(story.release(f"2026.10.{edition}")) for edition in (0, 1))
    name = "completeness"
    older = replace(
        before,
        tables={n: table for n, table in before.tables.items() if n != name},
        schema=before.schema
        | {"tables": [t for t in before.schema["tables"] if t["name"] != name]},
    )
    found = compare(older, after, release_tables(FORM))
    assert not found.unexplained
    assert [(c.change, c.table) for c in found.schema] == [("table_added", name)]
    assert [c.level for c in found.schema] == [Level.MINOR]
    assert {d.table for d, _ in found.told if d.change == "value_changed"}.isdisjoint({name})


def test_a_correction_within_the_month_makes_an_edition(story: Story) -> None:
    told = {
        (row["area_code"], row["column"], row["old"], row["new"])
        for row in story.changes("2026.10.1")
        if row["table"] == "families"
    }
    assert told == {(OTHER, "count", "200", "190")}
    assert {row["reason"] for row in story.changes("2026.10.1")} == {"correction"}


@pytest.mark.parametrize("version", ["2026.09.0", "2026.10.0", "2026.10.1"])
def test_every_release_verifies_and_is_rebuilt_to_the_same_bytes(
    story: Story, version: str
) -> None:
    checks = story.verified(version)
    results = {name: check.result for name, check in checks.items()}
    assert results == dict.fromkeys(CHECKS, "holds"), checks
    assert checks["rebuild"].told == "the same bytes"
    assert checks["pages"].told == "written anew by the rebuild"


def test_figures_on_health_of_a_published_month_stay(story: Story) -> None:
    first, later = story.release("2026.09.0"), story.release("2026.10.1")
    for name in ("contraception", "non_use", "child_nutrition"):
        rows = later.tables[name]
        kept = rows.filter(pc.equal(rows["period"], SEPTEMBER))
        assert kept.equals(first.tables[name]), name


def test_asking_again_changes_nothing(story: Story) -> None:
    for correct in (False, True):
        summary = released(story.october, correct=correct)
        assert (summary.version, summary.outcome) == ("2026.10.1", "unchanged")


def test_the_diff_of_two_releases_is_what_the_later_one_tells(story: Story) -> None:
    found = diff_of(story.releases, "2026.10.0", "2026.10.1")
    assert len(found.compared.told) == len(story.changes("2026.10.1")) > 0
    over_both = diff_of(story.releases, "2026.09.0", "2026.10.1")
    assert not over_both.compared.unexplained
    assert (
        over_both.compared.reasons
        == diff_of(story.releases, "2026.09.0", "2026.10.0").compared.reasons
    )
    same = diff_of(story.releases, "2026.10.1", "2026.10.1")
    assert same.compared.is_same


def test_the_triangle_says_what_was_known_when(story: Story) -> None:
    found = triangle_of(story.releases, "2026.10.1", "families", "18.04.04")
    assert found.versions == ("2026.09.0", "2026.10.0", "2026.10.1")
    assert found.rows == {
        SEPTEMBER: (400.0, 410.0, 410.0),
        OCTOBER: (None, 400.0, 390.0),
    }
    then = triangle_of(story.releases, "2026.10.1", "families", "18.04.04", "2026.09.0")
    assert then.rows == {SEPTEMBER: (400.0,)}


def test_wrong_names_are_answered_with_what_there_is(story: Story) -> None:
    with pytest.raises(NotARelease, match=r"2026\.09\.0, 2026\.10\.0, 2026\.10\.1"):
        diff_of(story.releases, "2026.01.0", "2026.10.0")
    with pytest.raises(SettingError, match="older one first"):
        diff_of(story.releases, "2026.10.0", "2026.09.0")
    with pytest.raises(SettingError, match="no indicator"):
        triangle_of(story.releases, "2026.10.0", "happiness", "")
    with pytest.raises(SettingError, match="kecamatan"):
        triangle_of(story.releases, "2026.10.0", "families", "18.99")
    with pytest.raises(SettingError, match="none of the versions"):
        triangle_of(story.releases, "2026.10.0", "families", "", "2026.10.1")
