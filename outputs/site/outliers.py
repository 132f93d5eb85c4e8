"""Villages whose published rates are far from those of the villages around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import pyarrow as pa

from outputs.site.lookup import matching
from schemas.house_codes import VILLAGE
from schemas.indicator import Indicator
from schemas.indicators import indicators_of
from schemas.outliers import FEWEST, SCALE, THRESHOLD, is_compared
from schemas.section import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The median of an area's villages and a value's modified z-score there.

    The score is None where it cannot be told: too few villages, or half of them equal.
    """

    median: float
    score: float | None

    @property
    def is_far(self) -> bool:
        """Whether the value is an outlier in this area."""
        return self.score is not None and abs(self.score) > THRESHOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlier:
    """A value of a village that is far from others of its kecamatan or of the kabupaten."""

    village: str
    indicator: Indicator
    value: float
    district: Beside
    regency: Beside

    @property
    def farthest(self) -> float:
        """The larger of the two scores, without its sign."""
        return max(abs(beside.score or 0.0) for beside in (self.district, self.regency))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One indicator: of how many villages it was looked at, and which are far, farthest first."""

    indicator: Indicator
    villages: int
    outliers: tuple[Outlier, ...]


def modified_scores(values: Sequence[float]) -> tuple[float, list[float | None]]:
    """The median and each value's modified z-score, as schemas.outliers declares it."""
    middle = median(values)
    spread = median(abs(value - middle) for value in values)
    if len(values) < FEWEST or not spread:
        return middle, [None] * len(values)
    return middle, [SCALE * (value - middle) / spread for value in values]


def judged(tables: Mapping[str, pa.Table], period: str, form: Form) -> list[Judged]:
    """Every compared indicator of a month, in the order of their declaration."""
    rows = matching(tables["indicators"], area_level=(VILLAGE,), period=(period,))
    rows = rows.filter(rows["value"].is_valid())
    known: dict[str, dict[str, float]] = {}
    names = ("indicator", "area_code", "value")
    for indicator, village, value in zip(*(rows[n].to_pylist() for n in names), strict=True):
        known.setdefault(indicator, {})[village] = value
    return [
        _judged(indicator, known.get(indicator.id, {}))
        for indicator in indicators_of(form)
        if is_compared(indicator)
    ]


def _judged(indicator: Indicator, values: Mapping[str, float]) -> Judged:
    districts: dict[str, dict[str, float]] = {}
    for village, value in values.items():
        districts.setdefault(village.rpartition(".")[0], {})[village] = value
    everywhere = _beside(values)
    found = [
        Outlier(
            village=village,
            indicator=indicator,
            value=values[village],
            district=beside,
            regency=everywhere[village],
        )
        for members in districts.values()
        for village, beside in _beside(members).items()
    ]
    far = [one for one in found if one.district.is_far or one.regency.is_far]
    far.sort(key=lambda one: (-one.farthest, one.village))
    return Judged(indicator=indicator, villages=len(values), outliers=tuple(far))


def _beside(values: Mapping[str, float]) -> dict[str, Beside]:
    if not values:
        return {}
    middle, scores = modified_scores(list(values.values()))
    pairs = zip(values, scores, strict=True)
    return {village: Beside(median=middle, score=score) for village, score in pairs}
