"""The example month: its totals, its rules, its planted faults and its safety."""

from __future__ import annotations

import csv
import hashlib
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from python_calamine import load_workbook

from flows.example.calibration import PEOPLE, USERS, apportion
from flows.example.draft import Draft, draft_of
from flows.example.faults import FaultKind
from flows.example.listing import MARKER
from flows.example.month import ANSWERS, FAULTS, write_example
from flows.example.planting import KINDS, plant_faults
from flows.example.report_faults import arrivals
from flows.example.truth import Truth, canonical, truths
from schemas.form import FORM
from schemas.problem import kind_of
from schemas.register import Village, villages
from schemas.spoken import SpokenError
from tests.months import CODES, month, record
from tests.rule_months import wide_of
from transforms.checks import run_rules, silent
from transforms.history import History

PERIODS = ("2026-08", "2026-09", "2026-10")
PLACES = list(villages().values())
COPIED = "last_month_copied"


@cache
def months() -> dict[str, list[Truth]]:
    return truths(PLACES, PERIODS, 1)


def total(truth: Truth, questions: tuple[str, ...]) -> int:
    return sum(v for q in questions if isinstance(v := truth[q], int))


def test_apportion_is_exact_and_keeps_proportions() -> None:
    assert apportion(10, np.array([1.0, 1.0, 1.0])).tolist() == [4, 3, 3]
    assert apportion(0, np.array([0.5, 0.5])).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        *(((f"population.total.{sex}",), count) for sex, count in PEOPLE.items()),
        *(((f"contraception.{method}.users",), count) for method, count in USERS.items()),
    ],
)
def test_the_last_month_meets_the_published_totals(
    questions: tuple[str, ...], expected: int
) -> None:
    assert sum(total(truth, questions) for truth in months()["2026-10"]) == expected


@pytest.mark.parametrize("seed", [1, 77003])
def test_the_truth_keeps_every_rule_beside_its_own_months(seed: int) -> None:
    periods = ("2026-06", "2026-07", *PERIODS)
    said = truths(PLACES, periods, seed)
    wides = [wide_of(said[period], CODES, period) for period in periods]
    settled = month([record(code) for code in CODES])
    problems, outcomes = run_rules(settled, wides[-1], History(tuple(wides[:-1])))
    assert problems == ()
    assert silent(outcomes) == ()


def test_the_truth_keeps_within_limits_and_codes() -> None:
    for truth in months()["2026-10"]:
        assert truth.keys() >= {q for q in FORM.questions if not q.startswith("activities.")}
        for name, value in truth.items():
            field = FORM.questions[name.split("#")[0]].field
            if isinstance(value, int) and field.maximum is not None:
                assert (field.minimum or 0) <= value <= field.maximum, name
            if field.codes is not None and value is not None:
                codes = value if isinstance(value, tuple) else (value,)
                assert set(codes) <= {*field.codes.values, 10}, name
            if name.startswith("activities.date"):
                assert isinstance(value, date)
                assert (value.year, value.month) == (2026, 10)


@pytest.mark.parametrize("sex", ["male", "female"])
def test_each_month_follows_from_the_one_before(sex: str) -> None:
    for before, after in zip(months()["2026-09"], months()["2026-10"], strict=True):
        change = [
            total(after, (f"population_change.{event}.{sex}",))
            for event in ("births", "arrivals", "deaths", "departures")
        ]
        grown = change[0] + change[1] - change[2] - change[3]
        people = f"population.total.{sex}"
        assert total(after, (people,)) == total(before, (people,)) + grown


def known_drafts(places: list[Village], month: list[Truth]) -> list[Draft]:
    """Reports of villages whose earlier months are known, beside that of another."""
    drafts = [draft_of(v, "2026-10", dict(t)) for v, t in zip(places, month, strict=False)]
    for draft, other in zip(drafts, reversed(drafts), strict=True):
        draft.months, draft.other = 3, other
    return drafts


def test_a_full_month_has_every_kind_of_fault() -> None:
    month = months()["2026-10"]
    drafts = known_drafts(PLACES[:90], month)
    planted = {
        kind.name: next(
            (d.planted[-1] for d in drafts if kind.plant(d, np.random.default_rng(1))), None
        )
        for kind in KINDS
    }
    missing = [name for name, fault in planted.items() if fault is None]
    assert missing == []
    for fault in filter(None, planted.values()):
        assert not fault.expected or kind_of(fault.expected).id == fault.expected


def test_faults_go_into_a_share_of_the_villages_at_most_three_each() -> None:
    month = months()["2026-10"]
    drafts = [draft_of(v, "2026-10", dict(t)) for v, t in zip(PLACES[:30], month, strict=False)]
    plant_faults(drafts, np.random.default_rng(3))
    faulty = [{fault.kind for fault in draft.planted} for draft in drafts if draft.planted]
    assert 8 <= len(faulty) <= 11
    assert max(map(len, faulty)) <= 3


def test_a_month_of_all_villages_lacks_no_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    month = months()["2026-10"]
    drafts = known_drafts(PLACES, month)
    planted: set[str] = set()

    def seen(kind: FaultKind) -> FaultKind:
        def plant(draft: Draft, rng: np.random.Generator) -> bool:
            done = kind.plant(draft, rng)
            planted.update([kind.name] * done)
            return done

        return FaultKind(kind.name, plant)

    monkeypatch.setattr("flows.example.planting.KINDS", tuple(seen(kind) for kind in KINDS))
    plant_faults(drafts, np.random.default_rng(4))
    assert {kind.name for kind in KINDS} - planted == set()


def test_a_copied_month_lists_every_answer_that_is_not_true() -> None:
    earlier, now = months()["2026-09"], months()["2026-10"]
    drafts = [draft_of(v, "2026-10", dict(t)) for v, t in zip(PLACES, now, strict=True)]
    sent = arrivals(drafts, earlier, "2026-09", np.random.default_rng(1))
    copies = [d for d in sent.delivered if any(f.kind == COPIED for f in d.draft.planted)]
    assert len(copies) == 1
    copy = copies[0].draft
    true = now[PLACES.index(copy.village)]
    wrong = {
        q for q in (*copy.truth, *true) if canonical(copy.truth.get(q)) != canonical(true.get(q))
    }
    assert {f.question for f in copy.planted} == wrong
    assert len(wrong) > 10
    assert copy.cells["identity.month"].value == "Oktober"
    days = [v for q, v in copy.truth.items() if q.startswith("activities.date#")]
    assert all(isinstance(day, date) and day.month == 10 for day in days)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("example")
    write_example(directory, "2026-10", seed=7, villages=PLACES[:28])
    return directory


def faults(directory: Path) -> list[dict[str, str]]:
    with (directory / FAULTS).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def digests(directory: Path) -> dict[str, str]:
    return {
        str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def cell_of(path: Path, sheet: str, address: str) -> str:
    book = load_workbook(str(path))
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    value = rows[int(address[1:]) - 1][ord(address[0]) - ord("A")]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def test_every_cell_fault_stands_where_it_is_listed(example: Path) -> None:
    listed = [row for row in faults(example) if row["cell"]]
    assert len(listed) > 10
    for row in listed:
        found = cell_of(example / row["file"], row["sheet"], row["cell"])
        is_formula = row["kind_of_fault"] in ("cell_error", "cell_without_value")
        assert found == row["written"] or (is_formula and found in ("", "#DIV/0!")), row


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("html", b"<html"),
        ("truncated", b"PK\x03\x04"),
        ("empty", b""),
        ("locked", b"\xd0\xcf\x11\xe0"),
        ("other_workbook", b"PK\x03\x04"),
    ],
)
def test_damaged_files_are_damaged(tmp_path: Path, kind: str, start: bytes) -> None:
    from flows.example.report_faults import DAMAGES

    content = DAMAGES[kind](b"PK\x03\x04 a workbook")
    assert content.startswith(start)
    assert content != b"PK\x03\x04 a workbook"


def test_the_truth_is_written_for_every_village(example: Path) -> None:
    table = pq.read_table(example / ANSWERS)
    assert table.column_names == ["village_code", "period", "question", "value"]
    assert set(table["village_code"].to_pylist()) == {v.code for v in PLACES[:28]}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    places = PLACES[:4]
    write_example(one, "2026-10", seed=1, months=2, villages=places)
    first = digests(one)
    write_example(one, "2026-10", seed=1, months=2, villages=places)
    assert digests(one) == first
    write_example(two, "2026-10", seed=2, months=2, villages=places)
    assert digests(two) != first
    assert {p.name for p in (one / "inbox").iterdir()} == {"2026-09", "2026-10"}


def test_a_folder_with_real_reports_is_refused(tmp_path: Path) -> None:
    report = tmp_path / "inbox" / "2026-10" / "laporan.xlsx"
    report.parent.mkdir(parents=True)
    report.write_bytes(b"real")
    with pytest.raises(SpokenError, match=r"laporan\.xlsx"):
        write_example(tmp_path, "2026-10", villages=PLACES[:2])
    assert report.read_bytes() == b"real"
    assert not (tmp_path / MARKER).exists()


def test_only_what_an_example_wrote_of_the_same_months_is_replaced(tmp_path: Path) -> None:
    places = PLACES[:2]
    first = write_example(tmp_path, "2026-10", villages=places)
    assert first.replaced == 0
    assert "replaced" not in str(first)
    before = digests(tmp_path)
    with pytest.raises(SpokenError, match="holds an example of 2026-10, from which 2026-11"):
        write_example(tmp_path, "2026-11", villages=places)
    assert digests(tmp_path) == before
    both = write_example(tmp_path, "2026-11", months=2, villages=places)
    assert f"replaced  {first.files} files of an earlier example" in str(both)
    report = next((tmp_path / "inbox" / "2026-11").glob("*.*"))
    report.write_bytes(b"a report under the name of an example")
    before = digests(tmp_path)
    with pytest.raises(SpokenError, match="or was changed since"):
        write_example(tmp_path, "2026-11", months=2, villages=places)
    assert digests(tmp_path) == before


def test_the_summary_says_what_was_written(tmp_path: Path) -> None:
    said = str(write_example(tmp_path, "2026-10", villages=PLACES[:4]))
    assert "CONTOH" in said
    assert "4 villages" in said
    assert str(tmp_path / FAULTS) in said
