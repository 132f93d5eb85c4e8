"""Counts on health from report to release: rounded once, the same ever after, made anew."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from flows import publishing
from flows.confidential import key_file, key_name, memory_file, read_memory
from flows.releases import Release
from flows.settings import Home, Request
from flows.verification import verify_release
from flows.verified_privacy import privacy
from outputs.canonical import files_below
from schemas.codelists import METHOD
from schemas.protection import BASE, BY_AREA, TREES
from tests.homes import GOOD, KEY, OTHER, VILLAGE, released, request_in, send, with_key
from transforms.protect import HEALTH_ROWS, OF_ROUNDED, is_rounded

Edit = tuple[str, Callable[[dict[str, pa.Table]], pa.Table]]
THIRD = "18.04.05.2001"
SEPTEMBER, OCTOBER = "2026-09", "2026-10"
FIRST, SECOND, EDITION = "2026.09.0", "2026.10.0", "2026.10.1"
UNMISTAKABLE = 764
"""A count on health that stands nowhere else."""

OF_FILES = ("manifest.json", "datapackage.json", "croissant.json", "dcat.jsonld")
"""What tells the sizes of files, which may be any number."""


def health(seed: int, **changes: int) -> dict[str, int | str]:
    """Answers to every question on health whose printed totals are right."""
    draw = np.random.default_rng(seed)
    leaves = [leaf for tree in ("couples", "new_users") for leaf in TREES[tree].leaves]
    answers = {leaf.question: int(draw.integers(1, 40)) for leaf in leaves}
    answers |= dict.fromkeys((f"contraception.{code}.new_users" for code in METHOD.values), 1)
    answers |= {name.replace("__", "."): count for name, count in changes.items()}
    for tree in ("couples", "new_users"):
        for node in TREES[tree].nodes:
            parts = [leaf.question for leaf in TREES[tree].leaves if leaf.code in node.parts]
            answers[str(node.question)] = sum(answers[part] for part in parts)
    rest = [q for tree in TREES.values() for q in tree.questions if q not in answers]
    return {**GOOD, "families.families": 2_000, **dict.fromkeys(rest, 3), **answers}


@dataclass(frozen=True)
class Story:
    """A home with two releases and an edition in which one village corrected two counts.

    `killed` is a copy of the home as a run of the second month left it that was killed before
    it published; the next run did.
    """

    october: Request
    killed: Path

    @property
    def home(self) -> Home:
        return self.october.home

    def release(self, version: str) -> Release:
        return Release(self.home.releases / version)

    def rounded(self, version: str, period: str) -> dict[str, pa.Table]:
        """The rows of a month that follow from rounded counts."""
        found = {}
        for name in (*OF_ROUNDED, *HEALTH_ROWS):
            rows = self.release(version).tables[name]
            if name in HEALTH_ROWS:
                column, codes = HEALTH_ROWS[name]
                rows = rows.filter(pc.is_in(rows[column], pa.array(sorted(codes))))
            found[name] = rows.filter(pc.equal(rows["period"], period))
        return found


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    root = tmp_path_factory.mktemp("rounding")
    october = with_key(request_in(root, OCTOBER))
    for number, village in enumerate((VILLAGE, OTHER, THIRD)):
        planted = {"contraception__pill__users": UNMISTAKABLE} if village == VILLAGE else {}
        send(october.of(SEPTEMBER), f"{village}.xlsx", health(number, **planted), village)
        send(october, f"{village}.xlsx", health(number + 9), village, hour=4)
    shutil.move(october.inbox, root / "came")
    released(october.of(SEPTEMBER))
    shutil.move(root / "came", october.inbox)
    killed_before_it_published(october)
    shutil.copytree(october.home.root, root / "killed", symlinks=True)
    released(october)
    moved = health(10, contraception__pill__users=23) | {"child_nutrition.stunted": 4}
    send(october, "corrected.xlsx", moved, OTHER, hour=9)
    released(october, correct=True)
    return Story(october, root / "killed")


def killed_before_it_published(request: Request) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "publish", killed)
        with pytest.raises(KeyboardInterrupt):
            released(request)


def test_counts_on_health_are_there_and_multiples_at_every_level(story: Story) -> None:
    for version in (FIRST, SECOND, EDITION):
        for name in BY_AREA:
            rows = story.release(version).tables[name].to_pylist()
            levels = {row["area_level"] for row in rows if row.get("count_status", "A") == "A"}
            assert levels == {"village", "district", "regency"}
            for row in rows:
                counts = [row[m] for m in ("count", "users", "new_users") if row.get(m) is not None]
                assert all(count % BASE == 0 for count in counts)


def test_no_exact_count_on_health_is_in_any_file_of_a_release(story: Story) -> None:
    """Neither the one that stands out nor the sums it is in, in whatever form it is written."""
    ledger = read_memory(story.home, FIRST)
    kept = ledger.kept(TREES["couples"], SEPTEMBER)
    assert kept is not None
    assert UNMISTAKABLE in kept.memory.numbers
    couples = int(health(0, contraception__pill__users=UNMISTAKABLE)["families.eligible_couples"])
    assert couples % BASE
    exact = re.compile(rf"(?<![\w.])(?:{UNMISTAKABLE}|{couples})(?![\w.]| B\b)")
    for version in (FIRST, SECOND, EDITION):
        folder = story.release(version).path
        for path in files_below(folder):
            if path.endswith((".csv", ".html", ".json")) and path not in OF_FILES:
                text = (folder / path).read_text("utf-8")
                found = exact.search(text)
                assert found is None, (path, text[found.start() - 80 : found.end() + 80])


def edited(table: str, column: str, change: Callable[[Any], Any], **keys: str) -> Edit:
    """The table with one value changed, in the first row with these keys."""

    def edit(tables: dict[str, pa.Table]) -> pa.Table:
        rows = tables[table].to_pylist()
        row = next(row for row in rows if keys.items() <= row.items() and row[column] is not None)
        row[column] = change(row[column])
        return pa.Table.from_pylist(rows, schema=tables[table].schema)

    return table, edit


def without(table: str, **keys: str) -> Edit:
    """The table without the rows of these keys."""

    def edit(tables: dict[str, pa.Table]) -> pa.Table:
        rows = [row for row in tables[table].to_pylist() if not keys.items() <= row.items()]
        assert len(rows) < tables[table].num_rows
        return pa.Table.from_pylist(rows, schema=tables[table].schema)

    return table, edit


PILL = {"area_code": VILLAGE, "method": "pill", "period": OCTOBER}
CPR = {"area_code": VILLAGE, "indicator": "contraceptive_prevalence", "period": OCTOBER}
COUPLES = {"period": OCTOBER, "tree": "couples"}


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (edited("contraception", "users", lambda n: n + 1, **PILL), "multiples"),
        (edited("contraception", "users", lambda n: n + BASE, **PILL), "sums"),
        (edited("indicators", "value", lambda v: v + 1, **CPR), "computed"),
        (edited("indicators", "numerator", lambda n: n + BASE, **CPR), "computed"),
        (without("contraception", **PILL), "cells without a row: 1"),
        (without("privacy_audit", **COUPLES), "couples is not in privacy_audit"),
        (edited("privacy_audit", "pinned", lambda _: 1, **COUPLES), "couples is told by attack"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_public_files_that_break_the_rule_are_told(edit: Edit, said: str, story: Story) -> None:
    release = Release(story.release(EDITION).path)
    assert privacy(release)[0] == []
    table, change = edit
    release.tables[table] = change(release.tables)
    assert any(said in amiss for amiss in privacy(release)[0])


@pytest.mark.parametrize("version", [SECOND, EDITION])
def test_a_month_of_which_nothing_changed_stays_cell_by_cell(story: Story, version: str) -> None:
    then, now = story.rounded(FIRST, SEPTEMBER), story.rounded(version, SEPTEMBER)
    assert all(then[name].num_rows for name in then)
    assert {n: t.equals(now[n]) for n, t in then.items()} == dict.fromkeys(then, True)


def test_an_edition_changes_what_the_correction_moved_and_says_why(story: Story) -> None:
    rows = story.release(EDITION).tables["changes"].to_pylist()
    assert {row["period"] for row in rows} <= {OCTOBER}
    for row in rows:
        keys: list[tuple[str, str]] = [
            (name, value) for name, _, value in (k.partition("=") for k in row["row"].split("; "))
        ]
        is_own = row["area_code"] in {OTHER, OTHER[:8], OTHER[:5]}
        assert row["reason"] == ("correction" if is_own else "privacy"), row
        assert is_own or is_rounded(row["table"], keys)
    unmoved = [name for name in TREES if name not in {"stunted", "couples"}]
    then, now = story.rounded(SECOND, OCTOBER), story.rounded(EDITION, OCTOBER)
    nutrition = pc.is_in(then["child_nutrition"]["indicator"], pa.array(unmoved))
    assert (
        then["child_nutrition"].filter(nutrition).equals(now["child_nutrition"].filter(nutrition))
    )
    new_users = ["area_code", "method", "new_users", "new_users_status"]
    assert then["contraception"].select(new_users).equals(now["contraception"].select(new_users))


def test_each_release_tells_its_key_by_name_and_the_one_it_follows(story: Story) -> None:
    told = [story.release(v).manifest["rounding"] for v in (FIRST, SECOND, EDITION)]
    assert [t["after"] for t in told] == ["", FIRST, SECOND]
    assert {t["key"] for t in told} == {key_name(KEY)}
    assert len({t["memory"] for t in told}) == len(told)
    assert story.release(FIRST).manifest["protection"]["base"] == BASE


def test_nothing_confidential_is_below_the_releases(story: Story) -> None:
    for path in story.home.releases.rglob("*"):
        assert path.name not in {"rounding.key", "memory", "confidential", "health_counts.parquet"}
        assert not path.is_file() or KEY not in path.read_bytes()


def results(home: Home, version: str, *, rebuild: bool | None = None) -> tuple[str, str]:
    (check,) = verify_release(home, version, checks=["rebuild"], rebuild=rebuild)
    return check.result, check.told


@pytest.mark.parametrize("version", [FIRST, EDITION])
def test_a_release_is_made_anew_to_the_same_bytes(story: Story, version: str) -> None:
    assert results(story.home, version) == ("holds", "the same bytes")


@pytest.fixture
def copied(story: Story, tmp_path: Path) -> Home:
    shutil.copytree(story.home.root, tmp_path / "home", symlinks=True)
    return Home(tmp_path / "home")


@pytest.mark.parametrize(
    ("lost", "said"),
    [("key", "the key of the rounding is not in"), ("memory", "the memory of the rounding is not")],
)
def test_without_key_or_memory_it_is_not_checked_in_words(
    copied: Home, lost: str, said: str
) -> None:
    path = key_file(copied) if lost == "key" else memory_file(copied, SECOND)
    path.unlink()
    for asked, result in ((None, "not checked"), (True, "FAILED")):
        found, told = results(copied, EDITION, rebuild=asked)
        assert found == result
        assert said in told
        assert str(path) in told


def contents(folder: Path) -> Mapping[str, bytes]:
    return {path: (folder / path).read_bytes() for path in files_below(folder)}


def test_a_run_killed_before_it_published_leaves_no_trace(story: Story, tmp_path: Path) -> None:
    shutil.copytree(story.killed, tmp_path / "home", symlinks=True)
    home = Home(tmp_path / "home")
    october = Request(home, OCTOBER, home.inbox(OCTOBER), floor=0)
    assert memory_file(home, SECOND).is_file()
    assert not (home.releases / SECOND).exists()
    shutil.copy2(story.october.inbox / "corrected.xlsx", october.inbox)
    released(october)
    assert Release(home.releases / SECOND).manifest["rounding"]["after"] == FIRST
    ledger = read_memory(home, SECOND)
    for tree in TREES.values():
        kept = ledger.kept(tree, OCTOBER)
        assert kept is not None
        lowest, highest, _, shown, true = kept.memory.numbers.T
        assert (lowest == highest).all()
        np.testing.assert_array_equal(lowest, shown - true)


def test_asking_again_remembers_nothing_more(copied: Home) -> None:
    kept = contents(copied.confidential)
    summary = released(Request(copied, OCTOBER, copied.inbox(OCTOBER), floor=0), correct=True)
    assert (summary.version, summary.outcome) == (EDITION, "unchanged")
    assert contents(copied.confidential) == kept
