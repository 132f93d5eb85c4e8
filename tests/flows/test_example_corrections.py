"""What a village of an example corrects: its report stays whole."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.example.corrections import CONDITIONS, COUNTS, EQUALS, PEOPLE, corrections
from flows.example.draft import int_of, question_of
from flows.example.truth import Truth, truths
from schemas.register import villages

PERIOD = "2026-09"
PLACES = list(villages().values())[:40]


@cache
def month() -> list[Truth]:
    return truths(PLACES, (PERIOD,), 1)[PERIOD]


@given(place=st.integers(0, len(PLACES) - 1), seed=st.integers(0, 2**32 - 1))
def test_a_correction_keeps_the_sums_and_answers_only_what_can_be_answered(
    place: int, seed: int
) -> None:
    truth = month()[place]
    others = [other for other in month() if other is not truth]
    told = corrections(truth, others, np.random.default_rng(seed))
    after = truth | told
    assert len(told) >= 5
    assert all(truth.get(question) != answer for question, answer in told.items())
    for rule in EQUALS:
        sums = [sum(int_of(said.get(q)) for q in rule.left) for said in (truth, after)]
        assert sums[0] == sums[1], rule.id
        assert all(truth.get(q) == after.get(q) for q in rule.right)
    for condition in CONDITIONS:
        if told.get(condition.question) is not None:
            assert truth[condition.on] == condition.code
    for question, answer in told.items():
        field = question_of(question).field
        if field.codes is not None:
            assert answer in field.codes.values
        elif answer is not None:
            assert (field.minimum or 0) <= int_of(answer) <= (field.maximum or 0)


AT = "activity_groups.bkb"
CARDS = "civil_registration.families_with_card"


@pytest.mark.parametrize(
    ("blank", "own", "others", "filled"),
    [
        (CARDS, {}, [(900, {CARDS: 8}), (1100, {CARDS: 9}), (990, {CARDS: None})], 8),
        (CARDS, {}, [(1300, {CARDS: 8}), (1100, {CARDS: 9})], 9),
        (f"{AT}.attendance", {f"{AT}.sessions": 0},
         [(1000, {f"{AT}.sessions": 3, f"{AT}.attendance": 70}),
          (4000, {f"{AT}.sessions": 0, f"{AT}.attendance": 0})], 0),
        (CARDS, {}, [(1000, {CARDS: None})], None),
    ],
    ids=["nearest in people that answered", "nearest above", "no sessions, nobody came", "nobody"],
)  # fmt: skip
def test_a_count_left_blank_is_filled_as_the_village_most_like_it_has_it(
    blank: str, own: Truth, others: list[tuple[int, Truth]], filled: int | None
) -> None:
    truth = Truth({PEOPLE: 1000, f"{AT}.exists": "yes"}) | dict.fromkeys(COUNTS, 1) | own
    truth[blank] = None
    known = [{**truth, PEOPLE: people, **said} for people, said in others]
    for seed in range(5):
        told = corrections(truth, known, np.random.default_rng(seed))
        assert told.get(blank) == filled
