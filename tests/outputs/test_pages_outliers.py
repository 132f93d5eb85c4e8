"""Outliers of the quality report: how a village is judged, and beside which others."""

from statistics import median

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.site.outliers import judged, modified_scores
from schemas.form import FORM
from schemas.indicators import INDICATORS
from schemas.outliers import FEWEST, SCALE, THRESHOLD, is_compared
from schemas.register import villages
from tests.releases import PERIOD, declared, public_rows

TABLES = declared()
CODES = list(villages())


SCORES: dict[str, tuple[list[float], list[float | None]]] = {
    "even": (
        [*range(1, 12)],
        [SCALE * distance / 3 for distance in range(-5, 6)],
    ),
    "one far": (
        [*range(1, 11), 100],
        [*(SCALE * distance / 3 for distance in range(-5, 5)), SCALE * 94 / 3],
    ),
    "too few": ([1, 2, 3, 4, 5, 6, 7, 8, 100], [None] * 9),
    "half of them equal": ([5.0] * 9 + [9.0], [None] * 10),
    "five villages with a tiny MAD": ([10.02, 10.0, 10.04, 10.03, 10.67], [None] * 5),
}


@pytest.mark.parametrize(("values", "scores"), SCORES.values(), ids=list(SCORES))
def test_a_modified_score_is_as_its_authors_say(
    values: list[float], scores: list[float | None]
) -> None:
    middle, found = modified_scores(values)
    assert middle == median(values)
    assert found == pytest.approx(scores)


@pytest.mark.parametrize(("number", "low", "high"), [(5, 5.0, 6.0), (FEWEST, 1.0, 2.0)])
def test_among_the_fewest_villages_chance_alone_makes_few_outliers(
    number: int, low: float, high: float
) -> None:
    values = np.random.default_rng(1).standard_normal((20_000, number))
    apart = np.abs(values - np.median(values, axis=1, keepdims=True))
    scores = SCALE * apart / np.median(apart, axis=1, keepdims=True)
    assert low < 100 * (scores > THRESHOLD).mean() < high


@given(st.lists(st.integers(0, 1000), min_size=FEWEST, max_size=40))
def test_no_more_than_half_of_the_values_are_far(values: list[int]) -> None:
    _, scores = modified_scores(values)
    far = [score for score in scores if score is not None and abs(score) > 1.0001 * SCALE]
    assert len(far) <= len(values) / 2


def indicator_rows(values: dict[str, float | None], indicator: str) -> dict[str, pa.Table]:
    made: list[dict[str, object]] = [
        {"area_level": "village", "area_code": code, "period": PERIOD, "indicator": indicator}
        | {"value": value, "value_status": "O" if value is None else "A"}
        for code, value in values.items()
    ]
    known = public_rows({"indicators": TABLES["indicators"]})["indicators"]
    first = known.to_pylist()[0]
    return {"indicators": pa.Table.from_pylist([first | row for row in made], known.schema)}


def test_an_outlier_is_marked_in_its_kecamatan_or_the_kabupaten() -> None:
    rate = "contraceptive_prevalence"
    values: dict[str, float | None] = {code: 70.0 + number % 5 for number, code in enumerate(CODES)}
    values[CODES[3]] = 12.5
    values[CODES[4]] = None
    found = {one.indicator.id: one for one in judged(indicator_rows(values, rate), PERIOD, FORM)}
    assert set(found) == {i.id for i in INDICATORS if is_compared(i)}
    assert "people" not in found
    (far,) = found[rate].outliers
    assert (far.village, far.value, found[rate].villages) == (CODES[3], 12.5, 135)
    for beside in (far.district, far.regency):
        assert beside.is_far
        assert beside.score is not None
        assert beside.score < -THRESHOLD
    assert far.regency.median == 72
