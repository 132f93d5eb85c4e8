"""How far a count is from what the same village counted in earlier months.

Earlier counts y_1 … y_n with sum S are taken as Poisson with an unknown mean. With
Jeffreys' prior Gamma(1/2, 0) the mean is Gamma(S + 1/2, n) and the next count is negative
binomial with r = S + 1/2 and p = n / (n + 1): its mean is m = (S + 1/2) / n and its
variance m (1 + 1/n) (Gelman et al., Bayesian Data Analysis, 3rd ed., sections 2.6-2.8).

Real counts scatter more than Poisson's. The index of dispersion of the village,
Σ (y_i - ȳ)² / ((n - 1) ȳ), is drawn towards the common index of all villages for the same
question, with the weight of PRIOR_DEGREES degrees of freedom, and is never below it; the
common index is the mean over the villages without the highest ones, at least 1. With the
index φ the variance becomes φ m (1 + 1/n); the negative binomial of that mean and variance
has p = n / (φ (n + 1)) and r = m p / (1 - p), which is the one above for φ = 1.

P(X ≤ k) = I_p(r, k + 1), the regularised incomplete beta function (NIST DLMF 8.17.24).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

PRIOR_DEGREES = 4.0
"""How many degrees of freedom the common index of dispersion counts for."""

KEPT = 0.95
"""The share of villages that the common index is taken from; errors are in the highest ones."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected of the next count, element by element; NaN without a history.

    `months` is the number of earlier counts, `mean` their mean as the model has it, and
    `r` and `p` are the parameters of the negative binomial.
    """

    months: Numbers
    mean: Numbers
    r: Numbers
    p: Numbers

    def at(self, *place: int) -> Forecast:
        """The forecast of one element."""
        return Forecast(self.months[place], self.mean[place], self.r[place], self.p[place])


def forecast(earlier: Numbers) -> Forecast:
    """Expect the next counts; `earlier` is months x questions x villages, NaN unanswered."""
    answered = ~np.isnan(earlier)
    months = answered.sum(axis=0).astype(np.float64)
    total = np.where(answered, earlier, 0.0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (total + 0.5) / months
        p = months / (dispersion(earlier, answered, months, total) * (months + 1))
        r = mean * p / (1 - p)
    return Forecast(months, mean, r, p)


def dispersion(
    earlier: Numbers, answered: NDArray[np.bool_], months: Numbers, total: Numbers
) -> Numbers:
    """The index of dispersion of each question in each village, never below the common one."""
    degrees = np.maximum(months - 1, 0)
    average = total / months
    squares = np.where(answered, (earlier - average) ** 2, 0.0).sum(axis=0)
    known = (total > 0) & (degrees > 0)
    scaled = np.where(known, squares / np.where(known, average, 1.0), 0.0)
    common = _common(np.where(known, scaled / np.maximum(degrees, 1), np.nan))[:, np.newaxis]
    own = np.where(known, degrees, 0.0)
    return np.maximum(common, (scaled + PRIOR_DEGREES * common) / (own + PRIOR_DEGREES))


def _common(index: Numbers) -> Numbers:
    """The mean index of a question over the villages without the highest ones, at least 1."""
    ordered = np.sort(index, axis=1)
    known = (~np.isnan(ordered)).sum(axis=1)
    kept = np.maximum(np.ceil(known * KEPT), 1)
    within = np.arange(index.shape[1]) < kept[:, np.newaxis]
    mean: Numbers = np.where(within, np.nan_to_num(ordered), 0.0).sum(axis=1) / kept
    return np.maximum(mean, 1.0)


def tail(count: Numbers, expected: Forecast) -> Numbers:
    """Twice the smaller of P(X ≤ count) and P(X ≥ count); NaN where either is unknown."""
    # scipy.special takes a third of a second to import and only a history needs it.
    from scipy.special import betainc  # type: ignore[import-untyped]  # noqa: PLC0415

    below = betainc(expected.r, count + 1, expected.p)
    above = np.where(count > 0, betainc(np.maximum(count, 1), expected.r, 1 - expected.p), 1.0)
    found: Numbers = 2 * np.minimum(below, above)
    return np.where(np.isnan(count), np.nan, found)


def plausible(expected: Forecast, least: float) -> tuple[int, int]:
    """The smallest and the largest count of one forecast whose tail is not below `least`."""
    middle = int(expected.mean)
    low, high = -1, middle
    while high - low > 1:
        half = (low + high) // 2
        low, high = (low, half) if _keeps(half, expected, least) else (half, high)
    smallest = high
    step = 1
    while _keeps(middle + step, expected, least):
        step *= 2
    low, high = middle + step // 2, middle + step
    while high - low > 1:
        half = (low + high) // 2
        low, high = (half, high) if _keeps(half, expected, least) else (low, half)
    return smallest, low


def _keeps(count: int, expected: Forecast, least: float) -> bool:
    return bool(tail(np.float64(count), expected) >= least)  # type: ignore[arg-type]
