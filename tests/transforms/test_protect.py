"""What leaves the house as it is tells nothing of health, whatever the counts on it are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.form import FORM
from schemas.house_codes import VILLAGE
from schemas.indicators import INDICATORS
from schemas.protection import BY_AREA, EXPOSED
from schemas.tables import public_tables, tidy_tables
from tests.transforms.wide_months import FOUR, REGISTER, empty_month, month_of, tidy
from transforms.protect import HEALTH_ROWS, OF_ROUNDED, is_rounded, open_frames

TABLES = public_tables(FORM)
Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def opened() -> tuple[Frames, Frames]:
    """The frames of a month of all villages, and what of them is published as it is."""
    inside = tidy(month_of(REGISTER, np.arange(len(REGISTER)) % 9 != 0))
    return inside, open_frames(inside)


@settings(max_examples=25)
@given(
    counts=st.dictionaries(
        st.sampled_from(sorted(EXPOSED)),
        st.lists(st.none() | st.integers(0, 200), min_size=len(FOUR), max_size=len(FOUR)),
        min_size=1,
    )
)
def test_no_count_on_health_has_a_say_in_what_is_published_as_it_is(
    counts: dict[str, list[int | None]],
) -> None:
    wanted, other = open_frames(tidy(month_of())), month_of()
    for question, answers in counts.items():
        other.counts[question][:] = np.array(answers, dtype=np.float64)
    found = open_frames(tidy(other))
    assert found.keys() == wanted.keys()
    for name, frame in wanted.items():
        pd.testing.assert_frame_equal(found[name], frame)


def test_tables_that_follow_from_rounded_counts_are_left_out_whole(
    opened: tuple[Frames, Frames],
) -> None:
    inside, out = opened
    assert set(inside) - set(out) == set(OF_ROUNDED) == {*BY_AREA, "classification"}


@pytest.mark.parametrize(
    ("table", "column", "codes"),
    [
        (
            "indicators",
            "indicator",
            {
                "contraceptive_prevalence",
                "modern_contraceptive_prevalence",
                "long_acting_share",
                "unmet_need",
            },
        ),
        (
            "classification_scores",
            "component",
            {"contraceptive_prevalence", "long_acting_share", "unmet_need"},
        ),
        ("families", "indicator", {"eligible_couples"}),
    ],
)
def test_of_other_tables_just_the_rows_on_health_are_left_out(
    opened: tuple[Frames, Frames], table: str, column: str, codes: set[str]
) -> None:
    assert HEALTH_ROWS[table] == (column, frozenset(codes))
    inside, out = opened[0][table], opened[1][table]
    assert set(inside[column]) - set(out[column]) == codes
    kept = inside[~inside[column].isin(codes)].reset_index(drop=True)
    pd.testing.assert_frame_equal(out, kept[list(out.columns)])
    assert set(HEALTH_ROWS) == {"indicators", "classification_scores", "families"}


def test_what_is_open_keeps_its_public_columns_and_no_free_text(
    opened: tuple[Frames, Frames],
) -> None:
    for name, frame in opened[1].items():
        assert tuple(frame.columns) == TABLES[name].names
        assert {c.name for c in tidy_tables(FORM)[name].columns if not c.public}.isdisjoint(frame)
    assert "frequency_other" in opened[0]["routines"].columns
    assert "frequency_other" not in opened[1]["routines"].columns


ROUNDED = [
    ("contraception", "method", "pill", True),
    ("non_use", "reason", "pregnant", True),
    ("child_nutrition", "indicator", "stunted", True),
    ("classification", "village_code", FOUR[0], True),
    ("indicators", "indicator", "unmet_need", True),
    ("indicators", "indicator", "people", False),
    ("classification_scores", "component", "long_acting_share", True),
    ("classification_scores", "component", "partners", False),
    ("families", "indicator", "eligible_couples", True),
    ("families", "indicator", "families", False),
    ("population", "age_group", "age_0_4", False),
    ("problems", "finding", "health", False),
]


@pytest.mark.parametrize(("table", "column", "code", "rounded"), ROUNDED)
def test_a_row_is_known_to_be_rounded_by_its_keys(
    table: str, column: str, code: str, *, rounded: bool
) -> None:
    row = (("area_level", VILLAGE), ("period", "2026-10"), (column, code))
    assert is_rounded(table, row) is rounded


def test_every_indicator_is_either_open_or_rounded(opened: tuple[Frames, Frames]) -> None:
    shown = set(opened[1]["indicators"]["indicator"])
    assert shown == {i.id for i in INDICATORS if not i.protected}
    assert all(is_rounded("indicators", [("indicator", i.id)]) == i.protected for i in INDICATORS)


def test_the_frames_given_are_not_changed(opened: tuple[Frames, Frames]) -> None:
    inside = opened[0]
    copies = {name: frame.copy(deep=True) for name, frame in inside.items()}
    open_frames(inside)
    assert all(frame.equals(copies[name]) for name, frame in inside.items())


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(KeyError, match="secrets"):
        open_frames({"secrets": tidy(month_of())["non_use"]})


def test_a_month_without_reports_has_its_rows_all_the_same() -> None:
    out = open_frames(tidy(empty_month()))
    assert set(out["families"]["count_status"]) == {"O"}
    assert len(out["families"]) == len(REGISTER) * out["families"]["indicator"].nunique()
