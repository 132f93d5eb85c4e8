"""Quotients of counts, rounded by whole-number arithmetic: the same on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from schemas.indicator import DECIMALS

Numbers = NDArray[np.float64]
_UNITS = 10**DECIMALS


def rounded_ratio(
    numerator: Numbers, denominator: Numbers, scale: int | NDArray[np.int64]
) -> Numbers:
    """The scaled quotient to 2 decimals, a half to the even digit; NaN where it is undefined.

    Numerator and denominator hold whole numbers; `scale` is one for all or one a column.
    """
    top, bottom, defined = _whole(numerator, denominator)
    quotient, rest = np.divmod(top * scale * _UNITS, bottom)
    twice = 2 * rest
    quotient += (twice > bottom) | ((twice == bottom) & (quotient % 2 == 1))
    return np.where(defined, quotient / _UNITS, np.nan)


def percentage_down(numerator: Numbers, denominator: Numbers) -> Numbers:
    """100 x numerator / denominator to 2 decimals, rounded down; NaN where it is undefined.

    So 100 is the share of all, and of nothing less.
    """
    top, bottom, defined = _whole(numerator, denominator)
    return np.where(defined, (100 * _UNITS * top // bottom) / _UNITS, np.nan)


def whole_percentage(numerator: Numbers, denominator: Numbers) -> Numbers:
    """100 x numerator / denominator as a whole number, a half up; NaN where that is undefined."""
    top, bottom, defined = _whole(numerator, denominator)
    return np.where(defined, (200 * top + bottom) // (2 * bottom), np.nan)


def _whole(
    numerator: Numbers, denominator: Numbers
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    defined = ~np.isnan(numerator) & ~np.isnan(denominator) & (denominator > 0)
    top = np.where(defined, numerator, 0).astype(np.int64)
    return top, np.where(defined, denominator, 1).astype(np.int64), defined
