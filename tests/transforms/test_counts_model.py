"""The count model beside a slow computation, and the false alarms it gives."""

import numpy as np
import pytest
from scipy.stats import nbinom  # type: ignore[import-untyped]

from transforms.counts_model import Forecast, forecast, plausible, tail

NONE = float("nan")


def of(*earlier: float) -> Forecast:
    return forecast(np.array(earlier, dtype=np.float64).reshape(-1, 1, 1)).at(0, 0)


def slow_tail(count: int, earlier: list[float]) -> float:
    """The predictive of a Poisson mean with Jeffreys' prior, summed term by term."""
    months, total = len(earlier), sum(earlier)
    terms = nbinom.pmf(np.arange(20_000), total + 0.5, months / (months + 1))
    return float(2 * min(terms[: count + 1].sum(), terms[count:].sum()))


@pytest.mark.parametrize(
    "earlier", [[0.0, 0.0, 0.0], [2, 3, 1, 2], [40, 41, 40, 39], [900, 901, 905]]
)
@pytest.mark.parametrize("count", [0, 1, 5, 50, 1000])
def test_steady_counts_follow_the_gamma_poisson(earlier: list[float], count: int) -> None:
    found = tail(np.array([[float(count)]]), forecast(np.array(earlier).reshape(-1, 1, 1)))
    assert found[0, 0] == pytest.approx(slow_tail(count, earlier), rel=1e-7, abs=1e-13)


@pytest.mark.parametrize("earlier", [[5.0, 40, 10, 60], [100, 300, 20], [0, 30, 0, 0, 60]])
def test_scattered_counts_have_the_mean_and_the_widened_variance(earlier: list[float]) -> None:
    expected = of(*earlier)
    n, total = len(earlier), sum(earlier)
    average = total / n
    index = sum((y - average) ** 2 for y in earlier) / ((n - 1) * average)
    mean, variance = nbinom.stats(expected.r, expected.p, moments="mv")
    assert float(mean) == pytest.approx((total + 0.5) / n)
    assert float(variance) == pytest.approx(index * float(mean) * (1 + 1 / n))
    for count in (0, 1, 20, 200):
        below, above = (
            nbinom.cdf(count, expected.r, expected.p),
            nbinom.sf(count - 1, expected.r, expected.p),
        )
        found = float(tail(np.float64(count), expected))  # type: ignore[arg-type]
        assert found == pytest.approx(2 * min(below, above), rel=1e-7, abs=1e-13)


def test_a_month_without_an_answer_is_left_out() -> None:
    assert of(40, NONE, 42, 41).mean == of(40, 42, 41).mean
    assert of(40, NONE, 42, 41).months == 3
    empty = forecast(np.full((3, 1, 2), np.nan))
    assert np.isnan(tail(np.array([[1.0, 2.0]]), empty)).all()


@pytest.mark.parametrize("earlier", [(0, 0, 0), (1, 0, 2, 1), (40, 42, 39), (1200, 1190, 1205)])
@pytest.mark.parametrize("least", [1e-5, 1e-2])
def test_the_plausible_numbers_are_those_with_a_tail(
    earlier: tuple[int, ...], least: float
) -> None:
    expected = of(*earlier)
    low, high = plausible(expected, least)
    tails = [float(tail(np.float64(n), expected)) for n in range(3000)]  # type: ignore[arg-type]
    kept = [n for n, found in enumerate(tails) if found >= least]
    assert (low, high) == (kept[0], kept[-1])
    assert kept == list(range(low, high + 1))


@pytest.mark.parametrize("months", [3, 12])
@pytest.mark.parametrize("scatter", [1, 3])
@pytest.mark.parametrize("mean", [0.3, 3, 30, 1000])
def test_false_alarms_are_as_rare_as_declared(mean: float, scatter: int, months: int) -> None:
    """A million true counts: at 1e-3 up to thrice as many where the scatter must be learnt."""
    rng = np.random.default_rng([7, months, scatter, int(10 * mean)])
    means = mean * rng.lognormal(0, 0.4, (500, 136))
    shape = (months + 1, 500, 136)
    if scatter == 1:
        counts = rng.poisson(means, shape).astype(np.float64)
    else:
        counts = rng.negative_binomial(means / (scatter - 1), 1 / scatter, shape).astype(np.float64)
    found = tail(counts[-1], forecast(counts[:-1]))
    limits = {1: (1e-3, 5e-5), 3: (4e-3, 4e-4)}
    assert np.mean(found < 1e-3) <= limits[scatter][0]
    assert np.mean(found < 1e-5) <= limits[scatter][1]


def test_a_number_ten_times_too_large_is_found_from_ten_on() -> None:
    rng = np.random.default_rng(11)
    counts = rng.poisson(20, (7, 20, 136)).astype(np.float64)
    expected = forecast(counts[:-1])
    assert np.mean(tail(counts[-1] * 10, expected) < 1e-5) > 0.999
    assert np.mean(tail(counts[-1], expected) < 1e-5) < 1e-3


def test_an_error_in_one_village_does_not_make_the_others_look_scattered() -> None:
    counts = np.random.default_rng(3).poisson(30, (6, 1, 136)).astype(np.float64)
    clean = forecast(counts)
    counts[2, 0, 5] = 3000
    spoilt = forecast(counts)
    others = np.arange(136) != 5
    assert np.allclose(clean.r[0, others], spoilt.r[0, others], rtol=0.05)
    assert spoilt.p[0, 5] < clean.p[0, 5] / 10
