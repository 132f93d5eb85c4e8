"""The tables that follow from rounded counts, and from nothing else on health."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from schemas.codelists import METHOD, REASON
from schemas.frames import check
from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.indicators import indicator
from schemas.protection import BASE, BY_AREA, LEVELS, METHOD_MERGES, PROTECTIONS, TREES
from schemas.register import REGENCY_CODE
from tests.transforms.shown_months import (
    PLACES,
    QUESTIONS,
    TABLES,
    Counts,
    counts_on_health,
    health_month,
    published,
    rounded,
)
from tests.transforms.wide_months import FOUR, empty_month, month_of
from transforms.rounded_tables import HEALTH, ratio_of, tree_of

Frames = dict[str, pd.DataFrame]

COUPLES = ("families.eligible_couples",)
MERGED = {part: merge.code.code for merge in METHOD_MERGES for part in merge.parts}
OF_VILLAGES = tuple(dict.fromkeys(MERGED.get(code, code) for code in METHOD.values))


@pytest.fixture(scope="module")
def frames() -> Frames:
    """Sixteen villages, the first silent, the second in part, the last kecamatan silent."""
    month = month_of(FOUR, ~np.isin(np.arange(len(FOUR)), [0, len(FOUR) - 1]))
    month.counts["contraception.pill.users"][1] = np.nan
    return published(month, rounded(month).shown)


def cells(frame: pd.DataFrame, measure: str, *keys: str) -> dict[tuple[str, ...], int | None]:
    """A measure by its keys."""
    values = (None if pd.isna(v) else int(v) for v in frame[measure])
    return dict(zip(frame[list(keys)].itertuples(index=False, name=None), values, strict=True))


@pytest.mark.parametrize(
    ("table", "column", "of_villages", "of_areas"),
    [
        ("contraception", "method", OF_VILLAGES, METHOD.values),
        ("non_use", "reason", REASON.values, REASON.values),
        ("child_nutrition", "indicator", PROTECTIONS["child_nutrition"].trees, None),
    ],
)
def test_a_table_has_a_row_for_each_area_and_each_code_of_its_level(
    frames: Frames,
    table: str,
    column: str,
    of_villages: tuple[str, ...],
    of_areas: tuple[str, ...] | None,
) -> None:
    frame = frames[table]
    areas = {VILLAGE: set(FOUR), DISTRICT: {v[:8] for v in FOUR}, REGENCY: {REGENCY_CODE}}
    for level in LEVELS:
        rows = frame[frame["area_level"] == level]
        codes = of_villages if level == VILLAGE else of_areas or of_villages
        found = set(zip(rows["area_code"], rows[column], strict=True))
        assert found == {(area, code) for area in areas[level] for code in codes}
        assert len(rows) == len(found)


@pytest.mark.parametrize("name", [*BY_AREA, "families", "indicators", "classification"])
def test_every_table_keeps_its_contract(frames: Frames, name: str) -> None:
    check(TABLES[name], frames[name])


STATUSES = [
    ("contraception", "users", VILLAGE, "OQ" + "A" * 13 + "O"),
    ("contraception", "new_users", VILLAGE, "O" + "A" * 14 + "O"),
    ("contraception", "users", DISTRICT, "AAAO"),
    ("contraception", "users", REGENCY, "A"),
    ("non_use", "count", VILLAGE, "OQ" + "A" * 13 + "O"),
    ("child_nutrition", "count", VILLAGE, "O" + "A" * 14 + "O"),
    ("child_nutrition", "count", REGENCY, "A"),
    ("families", "count", "", "OQ" + "A" * 13 + "O"),
]


@pytest.mark.parametrize(("table", "measure", "level", "wanted"), STATUSES)
def test_what_is_there_is_a_in_part_q_and_not_reported_o(
    frames: Frames, table: str, measure: str, level: str, wanted: str
) -> None:
    frame = frames[table]
    rows = frame[frame["area_level"] == level] if level else frame
    place = "area_code" if level else "village_code"
    found = rows.groupby(place, sort=False)[f"{measure}_status"].unique()
    assert "".join(*zip(*found, strict=True)) == wanted
    there = rows[f"{measure}_status"] == "A"
    assert (rows[measure].notna() == there).all()
    assert (rows.loc[there, measure] % BASE == 0).all()


@pytest.mark.parametrize(
    ("table", "measure", "villages"),
    [
        ("contraception", "users", (4, 5, 4, 0, 13)),
        ("contraception", "new_users", (5, 5, 4, 0, 14)),
        ("non_use", "count", (4, 5, 4, 0, 13)),
        ("child_nutrition", "count", (5, 5, 4, 0, 14)),
    ],
)
def test_a_sum_says_how_many_villages_it_rests_on(
    frames: Frames, table: str, measure: str, villages: tuple[int, ...]
) -> None:
    rows = frames[table].query("area_level != 'village'").groupby("area_code")
    assert (
        tuple(rows[f"{measure}_villages"].first()[list(dict.fromkeys(v[:8] for v in FOUR))])
        == (villages[:-1])
    )
    assert rows[f"{measure}_villages"].first()[REGENCY_CODE] == villages[-1]
    assert rows["villages_expected"].first().tolist() == [16, 6, 5, 4, 1]


@pytest.mark.parametrize(
    ("silent", "partly", "wanted"),
    [
        ((), (), "AAA"),
        ((0, 1, 2), (), "OAA"),
        ((0, 1), (2,), "QAA"),
        ((0,), (1,), "AAA"),
        ((0, 1, 2, 3, 4, 5), (), "OOO"),
        ((0, 1, 2, 3, 4), (5,), "OQQ"),
    ],
)
def test_an_area_is_there_with_one_village_that_is(
    silent: tuple[int, ...], partly: tuple[int, ...], wanted: str
) -> None:
    counts = np.full((len(PLACES), len(QUESTIONS)), 12.0)
    counts[list(silent)] = np.nan
    counts[list(partly), QUESTIONS.index("non_use.pregnant")] = np.nan
    month = health_month(counts)
    frame = published(month, rounded(month).shown)["non_use"].query("area_level != 'village'")
    assert "".join(frame.groupby("area_code", sort=False)["count_status"].first()) == wanted


def test_a_percentage_of_nothing_cannot_exist() -> None:
    month = health_month(np.zeros((len(PLACES), len(QUESTIONS))))
    out = published(month, rounded(month).shown)
    assert set(out["indicators"]["value_status"]) == {"M"}
    assert set(out["indicators"]["numerator"]) == {0}
    scores = out["classification_scores"].query("component == 'long_acting_share'")
    assert set(scores["score_status"]) == {"M"}


def test_a_month_without_reports_has_every_row_without_counts() -> None:
    month = empty_month(PLACES)
    out = published(month, rounded(month).shown)
    for name in BY_AREA:
        for measure in TABLES[name].measures:
            assert set(out[name][f"{measure}_status"]) == {"O"}
            assert set(out[name][f"{measure}_villages"]) == {0}
    assert set(out["classification"]["village_class_status"]) == {"O"}


def sums_by_area(out: Frames) -> dict[tuple[str, str], dict[str, int]]:
    """The published counts of couples by level, area and question, merged codes for villages."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for name, column, measure, text in (
        ("contraception", "method", "users", "contraception.{}.users"),
        ("non_use", "reason", "count", "non_use.{}"),
    ):
        for row in out[name].to_dict("records"):
            if row[f"{measure}_status"] == "A":
                place = found.setdefault((row["area_level"], row["area_code"]), {})
                place[text.format(row[column])] = int(row[measure])
    return found


def total(questions: tuple[str, ...], cells: dict[str, int]) -> int:
    """The sum of the published cells that these questions are in."""
    names = set()
    for question in questions:
        table, code, *rest = question.split(".")
        merged = ".".join([table, MERGED.get(code, code), *rest])
        names.add(question if question in cells else merged)
    return sum(cells[name] for name in names)


@settings(max_examples=12)
@given(counts=counts_on_health())
def test_indicators_and_couples_are_sums_of_published_cells_at_every_level(counts: Counts) -> None:
    month = health_month(counts)
    out = published(month, rounded(month).shown)
    sums = sums_by_area(out)
    parts: dict[tuple[str, str, str], tuple[int, int]] = {}
    for row in out["indicators"].to_dict("records"):
        place, asked = (row["area_level"], row["area_code"]), indicator(row["indicator"])
        if place not in sums:
            assert row["value_status"] in {"O", "Q"}
            assert pd.isna(row["value"])
            continue
        below = TREES["couples"].questions if asked.denominator == COUPLES else asked.denominator
        top, bottom = total(asked.numerator, sums[place]), total(below or (), sums[place])
        assert (row["numerator"], row["denominator"]) == (top, bottom)
        assert row["value_status"] == ("A" if bottom else "M")
        assert not bottom or abs(row["value"] - 100 * top / bottom) <= 0.005 + 1e-9
        parts[place[0], place[1], asked.id] = (top, bottom)
    for place, known in sums.items():
        if place[0] == VILLAGE:
            couples = cells(out["families"], "count", "village_code", "indicator")
            assert couples[place[1], "eligible_couples"] == sum(known.values())
    assert_levels_add_up(parts)


def assert_levels_add_up(parts: dict[tuple[str, str, str], tuple[int, int]]) -> None:
    for asked in HEALTH:
        by_level = {
            level: {area: p for (at, area, of), p in parts.items() if (at, of) == (level, asked.id)}
            for level in LEVELS
        }
        for home, whole in by_level[DISTRICT].items():
            inside = [part for code, part in by_level[VILLAGE].items() if code[:8] == home]
            assert tuple(map(sum, zip(*inside, strict=True))) == whole
        for whole in by_level[REGENCY].values():
            inside = list(by_level[DISTRICT].values())
            assert tuple(map(sum, zip(*inside, strict=True))) == whole


@pytest.mark.parametrize(
    ("questions", "level", "said"),
    [
        (("contraception.male_sterilisation.users",), VILLAGE, "are merged with others at village"),
        (("contraception.condom.users", "contraception.pill.users"), VILLAGE, "'condom'"),
        (("contraception.male_sterilisation.users",), DISTRICT, ""),
        (("contraception.condom.users",), REGENCY, ""),
        (tuple(f"contraception.{part}.users" for part in METHOD_MERGES[0].parts), VILLAGE, ""),
    ],
)
def test_an_indicator_across_a_merge_is_refused_where_villages_merge(
    questions: tuple[str, ...], level: str, said: str
) -> None:
    shown = rounded(health_month(np.full((len(PLACES), len(QUESTIONS)), 3.0))).shown
    asked = replace(indicator("unmet_need"), numerator=questions)
    if said:
        with pytest.raises(ValueError, match=said):
            ratio_of(asked, shown, level)
    else:
        top, bottom = ratio_of(asked, shown, level)
        assert (top % BASE == 0).all()
        assert (top <= bottom).all()


@pytest.mark.parametrize(
    ("numerator", "denominator"),
    [
        (("contraception.pill.new_users",), ("contraception.pill.users",)),
        (("child_nutrition.stunted",), ("families.eligible_couples",)),
        (("families.families",), None),
    ],
)
def test_an_indicator_of_several_trees_or_none_is_refused(
    numerator: tuple[str, ...], denominator: tuple[str, ...] | None
) -> None:
    asked = replace(indicator("unmet_need"), numerator=numerator, denominator=denominator)
    with pytest.raises(ValueError, match="not computed from one tree"):
        tree_of(asked)


def test_every_indicator_on_health_is_computed_from_the_couples() -> None:
    assert {tree_of(asked).name for asked in HEALTH} == {"couples"}
