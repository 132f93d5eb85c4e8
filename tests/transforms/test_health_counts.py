"""The exact counts of a month: each village enters a tree with all of its counts or none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.form import FORM
from schemas.frames import check
from schemas.health_counts import HEALTH_COUNTS
from schemas.protection import TREES, Tree
from schemas.rules.terms import MAY_BE_BLANK
from tests.transforms.wide_months import FIRST, FOUR, REGISTER, empty_month, month_of, report
from transforms.health_counts import answered, health_counts
from transforms.tidy import form_frames
from transforms.wide import Wide

Counted = dict[str, int | None]

COUPLES, STUNTED = TREES["couples"], TREES["stunted"]
SEVEN = dict.fromkeys(COUPLES.questions, 7.0)
MAL = "contraception.lactational_amenorrhoea.users"
PILL = "contraception.pill.users"


def counted(month: Wide) -> pd.DataFrame:
    return check(HEALTH_COUNTS, health_counts(form_frames(month)))


def by_tree(rows: pd.DataFrame) -> dict[tuple[str, str], Counted]:
    """The counts by code, of each tree and village."""
    found: dict[tuple[str, str], Counted] = {}
    for row in rows.to_dict("records"):
        count = None if pd.isna(row["count"]) else int(row["count"])
        found.setdefault((row["tree"], row["village_code"]), {})[row["code"]] = count
    return found


def counts_of(rows: pd.DataFrame, tree: Tree, village: str = FIRST) -> Counted:
    return by_tree(rows).get((tree.name, village), {})


CASES = [
    ("all of it", SEVEN, dict.fromkeys(COUPLES.codes, 7)),
    ("zeros are counts", dict.fromkeys(COUPLES.questions, 0.0), dict.fromkeys(COUPLES.codes, 0)),
    ("MAL may be blank", SEVEN | {MAL: None},
     dict.fromkeys(COUPLES.codes, 7) | {"lactational_amenorrhoea": 0}),
    ("a method is missing", SEVEN | {PILL: None}, dict.fromkeys(COUPLES.codes)),
    ("a reason is missing", SEVEN | {"non_use.pregnant": None}, dict.fromkeys(COUPLES.codes)),
    ("methods without reasons", {q: 7.0 for q in COUPLES.questions if q.startswith("contra")},
     dict.fromkeys(COUPLES.codes)),
    ("MAL alone", {MAL: 3.0}, dict.fromkeys(COUPLES.codes)),
    ("the sums alone",
     {"contraception.total.users": 56.0, "non_use.total": 28.0, "families.eligible_couples": 84.0},
     {}),
    ("another tree", {"child_nutrition.stunted": 3.0}, {}),
    ("nothing", {}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_village_enters_with_all_counts_of_a_tree_or_none(
    answers: dict[str, float | str | None], wanted: Counted
) -> None:
    rows = counted(report(empty_month(), FIRST, answers))
    assert counts_of(rows, COUPLES) == wanted
    assert set(rows["village_code"]) <= {FIRST}


def test_what_is_asked_back_counts() -> None:
    month = report(empty_month(), FIRST, dict(SEVEN))
    month.questioned[PILL] = np.array([code == FIRST for code in REGISTER])
    assert counts_of(counted(month), COUPLES) == dict.fromkeys(COUPLES.codes, 7)


@settings(max_examples=15)
@given(
    blanks=st.sets(
        st.tuples(
            st.integers(0, len(FOUR) - 1),
            st.sampled_from([q for tree in TREES.values() for q in tree.questions]),
        ),
        max_size=60,
    )
)
def test_every_tree_by_itself_whatever_is_blank(blanks: set[tuple[int, str]]) -> None:
    month = month_of()
    for place, question in blanks:
        month.counts[question][place] = np.nan
    found = by_tree(counted(month))
    for tree in TREES.values():
        for place, village in enumerate(FOUR):
            answers = {
                leaf.code: month.counts[leaf.question][place]
                for leaf in tree.leaves
                if not np.isnan(month.counts[leaf.question][place])
            }
            needed = {leaf.code for leaf in tree.leaves if leaf.question not in MAY_BE_BLANK}
            wanted: Counted = dict.fromkeys(tree.codes) if answers else {}
            if needed <= set(answers):
                wanted = {code: int(answers.get(code, 0)) for code in tree.codes}
            assert found.get((tree.name, village), {}) == wanted


def test_a_form_that_no_longer_asks_for_a_leaf_has_no_rows_of_its_tree() -> None:
    shorter = FORM.with_block(FORM.blocks["child_nutrition"].without("stunted"))
    rows = health_counts(form_frames(month_of()), shorter)
    assert set(rows["tree"]) == set(TREES) - {"stunted"}


def test_a_month_is_laid_out_village_by_village() -> None:
    month = month_of(FOUR, np.arange(len(FOUR)) > 1)
    month.counts[PILL][2] = np.nan
    rows = counted(month)
    found = answered(COUPLES, rows, FOUR)
    assert found.counts.shape == (len(FOUR), len(COUPLES.codes))
    assert np.flatnonzero(np.isnan(found.counts).all(axis=1)).tolist() == [0, 1, 2]
    assert np.flatnonzero(found.partly).tolist() == [2]
    for place, leaf in enumerate(COUPLES.leaves):
        np.testing.assert_array_equal(found.counts[3:, place], month.counts[leaf.question][3:])
    turned = answered(COUPLES, rows, FOUR[::-1])
    np.testing.assert_array_equal(turned.counts, found.counts[::-1])
    assert not answered(STUNTED, rows, FOUR).partly.any()


def test_a_village_of_no_register_is_refused() -> None:
    with pytest.raises(KeyError, match=f"{FOUR[0]} .* is not in the register"):
        answered(COUPLES, counted(month_of()), FOUR[1:])
