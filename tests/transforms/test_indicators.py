from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.form import FORM
from schemas.frames import check
from schemas.house_codes import AREA_LEVEL
from schemas.indicators import INDICATORS as DECLARED
from schemas.register import REGENCY_CODE, districts
from schemas.result_tables import INDICATORS
from tests.transforms.wide_months import FIRST, REGISTER, empty_month, people, planning, report
from transforms.indicators import indicator_rows
from transforms.ratio import rounded_ratio, whole_percentage
from transforms.wide import Wide

DISTRICT = FIRST[:8]
SECOND = REGISTER[1]
ELSEWHERE = REGISTER[-1]
COUPLES = "families.eligible_couples"
NUMBERS = ("value", "numerator", "denominator")


def row(month: Wide, area: str, indicator: str) -> pd.Series[Any]:
    rows = check(INDICATORS, indicator_rows(month))
    found = rows[(rows["area_code"] == area) & (rows["indicator"] == indicator)]
    assert len(found) == 1
    return found.iloc[0]


ANSWERS = {
    **people(10),
    **planning(
        {"iud": 3, "female_sterilisation": 2, "male_sterilisation": 1, "implant": 4, "pill": 30},
        {"wants_child_later": 7, "wants_no_more": 5, "pregnant": 20},
    ),
    "population.age_0_4.male": 25.0,
    "population.age_75_plus.female": 4.0,
    "families.families": 100.0,
    COUPLES: 60.0,
    "families.families_with_under_fives": 40.0,
    "activity_groups.bkb.exists": "yes",
    "activity_groups.bkb.members": 13.0,
}


@pytest.mark.parametrize(
    ("indicator", "value", "numerator", "denominator"),
    [
        ("people", 329, 329, None),
        ("families", 100, 100, None),
        ("mean_family_size", 3.29, 329, 100),
        ("contraceptive_prevalence", 66.67, 40, 60),
        ("modern_contraceptive_prevalence", 66.67, 40, 60),
        ("long_acting_share", 25.0, 10, 40),
        ("unmet_need", 20.0, 12, 60),
        ("participation_bkb", 32.5, 13, 40),
        ("sex_ratio", 113.64, 175, 154),
        ("child_dependency_ratio", 37.5, 75, 200),
        ("old_age_dependency_ratio", 27.0, 54, 200),
        ("dependency_ratio", 64.5, 129, 200),
        ("ageing_index", 72.0, 54, 75),
    ],
)
def test_each_formula(
    indicator: str, value: float, numerator: int, denominator: int | None
) -> None:
    found = row(report(empty_month(), FIRST, ANSWERS), FIRST, indicator)
    assert found["value"] == value
    assert found["numerator"] == numerator
    assert found["denominator"] == denominator if denominator else pd.isna(found["denominator"])
    assert found["value_status"] == "A"
    assert (found["villages_reported"], found["villages_expected"]) == (1, 1)


def test_an_area_is_the_ratio_of_sums_and_not_the_mean_of_ratios() -> None:
    month = empty_month()
    for village, users, couples in ((FIRST, 10, 20), (SECOND, 90, 100), (ELSEWHERE, 0, 80)):
        report(month, village, planning({"pill": users}, {}) | {COUPLES: float(couples)})
    district = row(month, DISTRICT, "contraceptive_prevalence")
    regency = row(month, REGENCY_CODE, "contraceptive_prevalence")
    assert (district["value"], district["villages_reported"]) == (83.33, 2)
    assert (regency["value"], regency["villages_reported"]) == (50.0, 3)
    assert (district["villages_expected"], regency["villages_expected"]) == (12, 136)


def test_a_village_that_lacks_one_side_enters_with_neither() -> None:
    month = report(empty_month(), FIRST, planning({"pill": 10}, {}) | {COUPLES: 20.0})
    report(month, SECOND, planning({"pill": 50}, {}))
    report(month, ELSEWHERE, {COUPLES: 500.0})
    found = row(month, REGENCY_CODE, "contraceptive_prevalence")
    assert (found["numerator"], found["denominator"], found["villages_reported"]) == (10, 20, 1)


@pytest.mark.parametrize(
    ("answers", "indicator", "status"),
    [
        ({}, "contraceptive_prevalence", "O"),
        (planning({"pill": 1}, {}) | {COUPLES: 0.0}, "contraceptive_prevalence", "M"),
        (planning({}, {}), "long_acting_share", "M"),
        (people() | {"population.age_0_4.male": None}, "people", "O"),
        (
            planning({"pill": 5}, {})
            | {COUPLES: 9.0, "contraception.lactational_amenorrhoea.users": None},
            "contraceptive_prevalence",
            "A",
        ),
        (
            planning({"pill": 5}, {}) | {COUPLES: 9.0, "contraception.iud.users": None},
            "contraceptive_prevalence",
            "O",
        ),
        ({"families.families": 0.0}, "families", "A"),
        (people(0) | {"families.families": 0.0}, "mean_family_size", "M"),
    ],
)
def test_the_status_of_a_villages_figure(
    answers: dict[str, float | str | None], indicator: str, status: str
) -> None:
    found = row(report(empty_month(), FIRST, answers), FIRST, indicator)
    assert found["value_status"] == status
    assert pd.isna(found["value"]) == (status != "A")
    assert pd.isna(found["numerator"]) == (status == "O")


@pytest.mark.parametrize(
    ("exists", "members", "status"),
    [
        ("yes", 5.0, "A"),
        ("yes", None, "O"),
        (None, 5.0, "A"),
        ("no", None, "M"),
        ("no", 0.0, "M"),
        ("no", 5.0, "A"),
    ],
)
def test_participation_in_a_group_the_village_does_not_have_cannot_exist(
    exists: str | None, members: float | None, status: str
) -> None:
    group = "activity_groups.bkb"
    month = report(
        empty_month(),
        FIRST,
        {
            f"{group}.exists": exists,
            f"{group}.members": members,
            "families.families_with_under_fives": 20.0,
        },
    )
    found = row(month, FIRST, "participation_bkb")
    assert found["value_status"] == status
    assert found["villages_reported"] == (1 if status == "A" else 0)
    assert row(month, REGENCY_CODE, "participation_bkb")["value_status"] != "M"


def test_no_village_has_the_group_anywhere() -> None:
    month = empty_month()
    month.choices["activity_groups.bkb.exists"][:] = "no"
    assert row(month, REGENCY_CODE, "participation_bkb")["value_status"] == "M"


def test_an_answer_asked_back_marks_the_village_and_not_its_area() -> None:
    month = report(empty_month(), FIRST, people())
    asked = np.array([code in (FIRST, SECOND) for code in REGISTER])
    month.questioned["population.age_5_9.female"] = asked
    assert row(month, FIRST, "people")["value_status"] == "V"
    assert row(month, SECOND, "people")["value_status"] == "O"
    assert row(month, DISTRICT, "people")["value_status"] == "A"


def test_a_month_without_a_report_has_every_row_and_no_number() -> None:
    rows = check(INDICATORS, indicator_rows(empty_month()))
    assert len(rows) == (len(REGISTER) + len(districts()) + 1) * len(DECLARED)
    assert set(rows["value_status"]) == {"O"}
    assert rows[list(NUMBERS)].isna().all(axis=None)
    assert (rows["villages_reported"] == 0).all()


def test_villages_and_by_districtadd_up_to_the_regency() -> None:
    month = empty_month()
    numbers = np.random.default_rng(1)
    for answers in month.counts.values():
        answers[:] = numbers.integers(0, 50, len(answers))
        answers[numbers.random(len(answers)) < 0.1] = np.nan
    rows = check(INDICATORS, indicator_rows(month))
    counted = ["numerator", "denominator", "villages_reported", "villages_expected"]
    sums = rows.groupby(["area_level", "indicator"])[counted].sum()
    villages, by_district, regency = (sums.xs(level).to_numpy() for level in AREA_LEVEL.values)
    assert np.array_equal(villages, regency)
    assert np.array_equal(by_district, regency)


def test_a_form_without_a_question_has_no_row_for_what_needs_it() -> None:
    shorter = FORM.with_block(FORM.blocks["families"].without("families"))
    assert not {"families", "mean_family_size"} & set(
        indicator_rows(empty_month(), shorter)["indicator"]
    )


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from([1, 100]))
def test_rounding_is_exact_half_to_even(top: int, bottom: int, scale: int) -> None:
    found = rounded_ratio(np.array([float(top)]), np.array([float(bottom)]), scale)
    assert found[0] == float(round(Fraction(top * scale, bottom), 2))


@pytest.mark.parametrize(
    ("top", "bottom", "ratio"), [(1, 200, 0.0), (3, 200, 0.02), (1, 8, 0.12), (3, 8, 0.38)]
)
def test_a_half_goes_to_the_even_digit(top: int, bottom: int, ratio: float) -> None:
    assert rounded_ratio(np.array([float(top)]), np.array([float(bottom)]), 1)[0] == ratio


@pytest.mark.parametrize(
    ("top", "bottom", "percent"),
    [(0, 7, 0), (1, 200, 1), (81, 200, 41), (80, 200, 40), (2, 3, 67), (405, 1000, 41)],
)
def test_whole_percentages_round_a_half_up(top: int, bottom: int, percent: int) -> None:
    assert whole_percentage(np.array([float(top)]), np.array([float(bottom)]))[0] == percent


def test_a_quotient_of_nothing_is_undefined() -> None:
    assert np.isnan(whole_percentage(np.array([1.0]), np.array([0.0]))[0])
    assert np.isnan(rounded_ratio(np.array([np.nan]), np.array([2.0]), 1)[0])
