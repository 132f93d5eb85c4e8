from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from schemas.codelists import METHOD, REASON
from schemas.field import Kind
from schemas.form import FORM
from schemas.form_tables import PROTECTED
from schemas.frames import check
from schemas.indicators import INDICATORS
from schemas.register import REGENCY_CODE
from schemas.table import status_of
from schemas.tables import public_tables, tidy_tables, villages_column
from tests.transforms.wide_months import REGISTER, empty_month
from transforms.classification import classify
from transforms.indicators import indicator_rows
from transforms.protect import FEWEST, public_frames
from transforms.tidy import form_frames
from transforms.wide import Wide

TABLES = public_tables(FORM)
HEALTH = [indicator.id for indicator in INDICATORS if indicator.protected]
Frames = dict[str, pd.DataFrame]


def first_of(district: str, count: int) -> tuple[str, ...]:
    return tuple(code for code in REGISTER if code.startswith(district))[:count]


FOUR = (*first_of("18.04.04", 6), *first_of("18.04.05", 5), *first_of("18.04.06", 4), REGISTER[-1])
"""Sixteen villages of four kecamatan: six, five, four and one."""


def month_of(codes: tuple[str, ...], reporting: NDArray[np.bool_]) -> Wide:
    """Every count of the form answered by the villages that report, with numbers of its own."""
    month = empty_month(codes)
    primes = np.random.default_rng(7)
    for answers in month.counts.values():
        answers[reporting] = primes.integers(1, 90, len(codes))[reporting]
    for question, chosen in month.choices.items():
        if FORM.questions[question].field.kind is Kind.CHOICE:
            codes_of = FORM.questions[question].field.codes
            assert codes_of is not None
            chosen[reporting] = codes_of.codes[0].code
    month.partners[reporting] = 3
    return month


def tidy(month: Wide) -> Frames:
    classes, scores = classify(month)
    return {
        **form_frames(month),
        "indicators": indicator_rows(month),
        "classification": classes,
        "classification_scores": scores,
    }


def reports(codes: tuple[str, ...], *few: str) -> NDArray[np.bool_]:
    return np.array([code in few for code in codes])


def exposed(codes: tuple[str, ...], reporting: NDArray[np.bool_], published: set[str]) -> bool:
    """Whether some combination of published areas rests on one or two villages alone.

    The areas are rows of 0 and 1 over the reporting villages. A combination that is zero
    outside a set of villages exists exactly where leaving the set out lowers the rank.
    Villages of one kecamatan are alike, so two of each stand for all.
    """
    known = [code for code, there in zip(codes, reporting, strict=True) if there]
    rows = np.array(
        [[area in (REGENCY_CODE, code[:8]) for code in known] for area in sorted(published)],
        dtype=float,
    ).reshape(len(published), len(known))
    seen: dict[str, list[int]] = {}
    for position, code in enumerate(known):
        seen.setdefault(code[:8], []).append(position)
    stand_ins = [position for positions in seen.values() for position in positions[:2]]
    rank = np.linalg.matrix_rank(rows) if rows.size else 0
    return any(
        np.linalg.matrix_rank(np.delete(rows, targets, axis=1)) < rank
        for size in (1, 2)
        for targets in combinations(stand_ins, size)
        if rows.size
    )


def published_areas(frame: pd.DataFrame, measure: str) -> set[str]:
    return set(frame.loc[frame[measure].notna(), "area_code"])


ALL = np.ones(len(FOUR), dtype=bool)


@pytest.mark.parametrize(
    ("published", "leaks"),
    [
        ({"18.04.04", "18.04.05", "18.04.06"}, False),
        ({REGENCY_CODE}, False),
        ({REGENCY_CODE, "18.04.04"}, False),
        ({REGENCY_CODE, "18.04.04", "18.04.05", "18.04.06"}, True),
        ({FOUR[-1][:8]}, True),
        (set(), False),
    ],
)
def test_the_attack_itself_finds_what_can_be_found(published: set[str], leaks: bool) -> None:
    assert exposed(FOUR, ALL, published) is leaks


@settings(max_examples=60, deadline=None)
@given(st.lists(st.booleans(), min_size=len(FOUR), max_size=len(FOUR)))
def test_no_difference_of_published_areas_leaves_one_or_two_villages(there: list[bool]) -> None:
    reporting = np.array(there)
    month = month_of(FOUR, reporting)
    frames = {"non_use": form_frames(month)["non_use"], "indicators": indicator_rows(month)}
    out = public_frames(frames, FOUR)
    for reason in REASON.values:
        cells = out["non_use"][out["non_use"]["reason"] == reason]
        assert not exposed(FOUR, reporting, published_areas(cells, "count"))
    for name in HEALTH:
        rows = out["indicators"][out["indicators"]["indicator"] == name]
        for measure in ("value", "numerator", "denominator"):
            assert not exposed(FOUR, reporting, published_areas(rows, measure))


@pytest.mark.parametrize(
    ("counts", "districts", "regency"),
    [
        ((6, 5, 4, 0), "AAAO", "A"),
        ((6, 5, 4, 1), "AAAQ", "Q"),
        ((6, 5, 2, 0), "AAQO", "Q"),
        ((6, 2, 2, 0), "AQQO", "A"),
        ((6, 1, 1, 0), "AQQO", "Q"),
        ((1, 1, 1, 0), "QQQO", "A"),
        ((2, 0, 0, 0), "QOOO", "Q"),
        ((1, 1, 0, 0), "QQOO", "Q"),
        ((3, 0, 0, 0), "AOOO", "A"),
        ((0, 0, 0, 0), "OOOO", "O"),
    ],
)
def test_few_reporting_villages_are_suppressed(
    counts: tuple[int, ...], districts: str, regency: str
) -> None:
    homes = ("18.04.04", "18.04.05", "18.04.06", FOUR[-1][:8])
    few = [
        code
        for home, count in zip(homes, counts, strict=True)
        for code in [c for c in FOUR if c.startswith(home)][:count]
    ]
    month = month_of(FOUR, reports(FOUR, *few))
    out = public_frames(tidy(month), FOUR)
    stunted = out["child_nutrition"][out["child_nutrition"]["indicator"] == "stunted"]
    assert "".join(stunted["count_status"]) == districts + regency
    assert list(stunted["count_villages"]) == [*counts, sum(counts)]
    unmet = out["indicators"].query("indicator == 'unmet_need' and area_level != 'village'")
    assert "".join(unmet["value_status"]) == districts + regency
    truth = np.nansum(month.counts["child_nutrition.stunted"])
    assert regency != "A" or stunted["count"].iloc[-1] == truth


def test_each_measure_of_a_table_is_protected_by_its_own_reports() -> None:
    month = month_of(FOUR, ALL)
    month.counts["contraception.pill.new_users"][:2] = np.nan
    month.counts["contraception.pill.new_users"][4:6] = np.nan
    out = public_frames({"contraception": form_frames(month)["contraception"]}, FOUR)
    pill = out["contraception"].query("method == 'pill' and area_code == '18.04.04'").iloc[0]
    assert (pill["users_status"], pill["users_villages"]) == ("A", 6)
    assert pill["users"] == month.counts["contraception.pill.users"][:6].sum()
    assert (pill["new_users_status"], pill["new_users_villages"]) == ("Q", 2)


def test_sums_count_what_is_asked_back_and_not_what_is_missing() -> None:
    month = month_of(REGISTER, np.ones(len(REGISTER), dtype=bool))
    month.questioned["non_use.pregnant"] = np.arange(len(REGISTER)) < 5
    month.counts["non_use.pregnant"][5:7] = np.nan
    out = public_frames(tidy(month), REGISTER)["non_use"].query("reason == 'pregnant'")
    regency = out[out["area_level"] == "regency"].iloc[0]
    assert regency["count"] == np.nansum(month.counts["non_use.pregnant"])
    assert (regency["count_villages"], regency["villages_expected"]) == (134, 136)
    assert out[out["area_level"] == "district"]["count"].sum() == regency["count"]


@pytest.fixture(scope="module")
def published() -> tuple[Frames, Frames]:
    reporting = np.arange(len(REGISTER)) % 9 != 0
    inside = tidy(month_of(REGISTER, reporting))
    return inside, public_frames(inside, REGISTER)


def test_every_published_table_keeps_its_public_contract(published: tuple[Frames, Frames]) -> None:
    inside, out = published
    assert set(out) == set(inside)
    for name, frame in inside.items():
        check(tidy_tables(FORM)[name], frame)
        check(TABLES[name], out[name])
        assert ("village_code" in out[name].columns) == (name not in (*PROTECTED, "indicators"))


def test_protected_tables_have_a_row_for_each_area_and_key(
    published: tuple[Frames, Frames],
) -> None:
    assert len(published[1]["contraception"]) == 16 * len(METHOD.values)
    assert set(published[1]["contraception"]["area_level"]) == {"district", "regency"}
    for name in PROTECTED:
        for measure in TABLES[name].measures:
            assert villages_column(measure) in published[1][name].columns


def test_villages_keep_their_other_figures_and_lose_those_on_health(
    published: tuple[Frames, Frames],
) -> None:
    before, after = published[0]["indicators"], published[1]["indicators"]
    health = (before["area_level"] == "village") & before["indicator"].isin(HEALTH)
    other = ~before["indicator"].isin(HEALTH)
    assert after[health][["value", "numerator", "denominator"]].isna().all(axis=None)
    assert after[other].equals(before[other])
    there = before["value_status"] != "O"
    assert set(after[health & there]["value_status"]) == {"Q"}
    assert set(after[health & ~there]["value_status"]) == {"O"}


def test_a_percentage_of_nothing_is_hidden_with_the_rest() -> None:
    month = month_of(FOUR, ALL)
    for method in METHOD.values:
        month.counts[f"contraception.{method}.users"][0] = 0
    inside = tidy(month)
    share = "area_code == @FOUR[0] and indicator == 'long_acting_share'"
    assert set(inside["indicators"].query(share)["value_status"]) == {"M"}
    out = public_frames(inside, FOUR)
    assert set(out["indicators"].query(share)["value_status"]) == {"Q"}
    scores = out["classification_scores"].query("village_code == @FOUR[0]")
    assert set(scores.query("component == 'long_acting_share'")["score_status"]) == {"Q"}


def test_what_a_class_owes_to_health_is_hidden(published: tuple[Frames, Frames]) -> None:
    before, after = published
    classes = after["classification"]
    for measure in ("output_index", "village_class"):
        assert classes[measure].isna().all()
        reported = before["classification"][status_of(measure)] != "O"
        assert set(classes[reported][status_of(measure)]) == {"Q"}
    kept = ["input_index", "input_index_status", "process_index", "process_index_status"]
    assert classes[kept].equals(before["classification"][kept])
    scores = after["classification_scores"]
    health = scores["component"].isin(HEALTH)
    assert scores[health][["measured", "score"]].isna().all(axis=None)
    assert scores[~health].equals(before["classification_scores"][~health])


def test_no_free_text_leaves(published: tuple[Frames, Frames]) -> None:
    assert "frequency_other" in published[0]["routines"].columns
    assert "frequency_other" not in published[1]["routines"].columns


def test_several_months_are_protected_one_by_one() -> None:
    few = month_of(FOUR, reports(FOUR, *FOUR[:2]))
    full = month_of(FOUR, ALL)
    later = [
        form_frames(m)["non_use"].assign(period=p) for m, p in ((few, "2026-09"), (full, "2026-10"))
    ]
    out = public_frames({"non_use": pd.concat(later)}, FOUR)["non_use"]
    area = out[out["area_code"] == "18.04.04"]
    assert set(area[area["period"] == "2026-09"]["count_status"]) == {"Q"}
    assert set(area[area["period"] == "2026-10"]["count_status"]) == {"A"}


def test_the_frames_given_are_not_changed(published: tuple[Frames, Frames]) -> None:
    inside = published[0]
    copies = {name: frame.copy(deep=True) for name, frame in inside.items()}
    public_frames(inside, REGISTER)
    assert all(frame.equals(copies[name]) for name, frame in inside.items())


def test_an_unknown_table_or_village_is_refused() -> None:
    frames = tidy(month_of(FOUR, ALL))
    with pytest.raises(KeyError, match="secrets"):
        public_frames({"secrets": frames["non_use"]}, FOUR)
    with pytest.raises(ValueError, match="not in the register"):
        public_frames({"non_use": frames["non_use"]}, FOUR[1:])


def test_a_month_without_reports_is_published_as_not_reported() -> None:
    out = public_frames(tidy(empty_month()), REGISTER)
    for name in PROTECTED:
        for measure in TABLES[name].measures:
            assert set(out[name][status_of(measure)]) == {"O"}
    assert FEWEST == 3
