"""Tables and indicators of one release, set against each other."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.test_protect import FOUR, month_of, tidy
from transforms.protect import public_frames

BLANKS = ("families.eligible_couples", "contraception.pill.users", "non_use.pregnant")


@given(
    st.dictionaries(
        st.sampled_from(BLANKS), st.sets(st.integers(0, len(FOUR) - 1), max_size=4), max_size=3
    )
)
@settings(max_examples=40, deadline=None)
def test_a_table_beside_an_indicator_gives_no_village_away(blank: dict[str, set[int]]) -> None:
    """Users by method add up to the numerator of the prevalence, village by village the same."""
    month = month_of(FOUR, np.ones(len(FOUR), dtype=bool))
    for question, villages in blank.items():
        month.counts[question][sorted(villages)] = np.nan
    published = public_frames(tidy(month), FOUR)
    users, figures = published["contraception"], published["indicators"]
    prevalence = figures[figures["indicator"] == "contraceptive_prevalence"]
    compared = 0
    for area in prevalence[prevalence["area_level"] != "village"].to_dict("records"):
        cells = users[users["area_code"] == area["area_code"]]
        assert set(cells["users_villages"]) == {area["villages_reported"]}
        if area["value_status"] == "A":
            assert cells["users"].sum() == area["numerator"]
            compared += 1
    assert compared or blank
