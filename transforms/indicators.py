"""The indicators of a month for every village, kecamatan and the kabupaten."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schemas.form import FORM
from schemas.house_codes import VILLAGE
from schemas.indicator import Indicator
from schemas.indicators import indicators_of
from schemas.result_tables import INDICATORS
from schemas.rules import OnlyIf, rules_of
from schemas.section import Form
from transforms.areas import Areas, areas_of
from transforms.ratio import Numbers, rounded_ratio
from transforms.tidy import whole
from transforms.wide import Wide

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Parts:
    """What each village brings to an indicator.

    A village enters where it has both numerator and denominator (a plain total has no
    denominator: NaN). `impossible` are villages in which it cannot exist, such as the
    participation in a group the village does not have.
    """

    numerator: Numbers
    denominator: Numbers
    enters: Flags
    impossible: Flags


def parts_of(indicator: Indicator, wide: Wide, form: Form = FORM) -> Parts:
    """The summed answers of each village and whether it enters."""
    numerator = _sum(indicator, indicator.numerator, wide)
    plain = indicator.denominator is None
    denominator = _sum(indicator, indicator.denominator or (), wide)
    impossible = _impossible(indicator, wide, form)
    enters = ~np.isnan(numerator) & ~np.isnan(denominator) & ~impossible
    return Parts(
        numerator=numerator,
        denominator=np.full_like(denominator, np.nan) if plain else denominator,
        enters=enters,
        impossible=impossible,
    )


def _sum(indicator: Indicator, questions: tuple[str, ...], wide: Wide) -> Numbers:
    total = np.zeros(len(wide.villages))
    for question in questions:
        values = wide.counts[question]
        total = total + (np.nan_to_num(values) if question in indicator.optional else values)
    return total


def _impossible(indicator: Indicator, wide: Wide, form: Form) -> Flags:
    """Villages whose answer cannot exist and which indeed gave none, or zero."""
    impossible = np.zeros(len(wide.villages), dtype=bool)
    for rule in rules_of(form):
        if isinstance(rule, OnlyIf) and rule.question in indicator.questions:
            condition = wide.choices[rule.on]
            excluded = ~pd.isna(condition) & (condition != rule.code)
            impossible |= excluded & ~(wide.counts[rule.question] > 0)
    return impossible


def questioned_in(questions: tuple[str, ...], wide: Wide) -> Flags:
    """The villages in which any of the questions is asked back."""
    asked = np.zeros(len(wide.villages), dtype=bool)
    for question in questions:
        if question in wide.questioned:
            asked |= wide.questioned[question]
    return asked


@dataclass(frozen=True, slots=True)
class Figures:
    """A row for each area, villages first, and a column for each indicator."""

    numerator: Numbers
    denominator: Numbers
    reported: Numbers
    impossible: Numbers


def indicator_rows(wide: Wide, form: Form = FORM) -> pd.DataFrame:
    """The rows of table `indicators`: villages, then kecamatan, then the kabupaten.

    A figure of an area is the ratio of sums over the villages that enter, never a mean
    of ratios. Status O: no village entered; M: the denominator is zero, or the figure
    cannot exist in any village; V: a village's figure rests on an answer asked back.
    """
    indicators = indicators_of(form)
    areas = areas_of(wide.villages)
    villages, kinds = len(wide.villages), len(indicators)
    expected = np.concatenate([np.ones(villages, dtype=np.int64), areas.expected])
    figures = _figures([parts_of(indicator, wide, form) for indicator in indicators], areas)
    value = _values(figures, indicators)
    levels = np.array([VILLAGE] * villages + list(areas.levels), dtype=object)
    codes = np.array([*wide.villages, *areas.codes], dtype=object)
    columns = {
        "area_level": _strings(levels.repeat(kinds)),
        "area_code": _strings(codes.repeat(kinds)),
        "period": _strings(np.full(value.size, wide.period, dtype=object)),
        "indicator": _strings(
            np.tile(np.array([i.id for i in indicators], dtype=object), len(codes))
        ),
        "value": value.ravel(),
        "value_status": _strings(_statuses(figures, value, expected, _asked(indicators, wide))),
        "numerator": whole(figures.numerator.ravel()),
        "denominator": whole(figures.denominator.ravel()),
        "villages_reported": whole(figures.reported.ravel()),
        "villages_expected": whole(expected.repeat(kinds).astype(np.float64)),
    }
    return pd.DataFrame(columns)[list(INDICATORS.names)]


def _figures(parts: list[Parts], areas: Areas) -> Figures:
    enters = np.stack([part.enters for part in parts], axis=1)
    tops = np.stack([part.numerator for part in parts], axis=1)
    bottoms = np.stack([part.denominator for part in parts], axis=1)
    reported = _spread(enters.astype(np.float64), areas)
    return Figures(
        numerator=np.where(reported > 0, _spread(np.where(enters, tops, 0), areas), np.nan),
        denominator=np.where(reported > 0, _spread(np.where(enters, bottoms, 0), areas), np.nan),
        reported=reported,
        impossible=_spread(np.stack([p.impossible for p in parts], axis=1).astype(float), areas),
    )


def _spread(values: Numbers, areas: Areas) -> Numbers:
    """The villages as they are, and below them their sums by area."""
    return np.concatenate([values, areas.members @ values])


def _values(figures: Figures, indicators: tuple[Indicator, ...]) -> Numbers:
    plain = np.array([indicator.denominator is None for indicator in indicators])
    scale = np.array([indicator.scale for indicator in indicators])
    ratio = rounded_ratio(figures.numerator, figures.denominator, scale)
    return np.where(plain, figures.numerator, ratio)


def _asked(indicators: tuple[Indicator, ...], wide: Wide) -> Flags:
    return np.stack([questioned_in(i.questions, wide) for i in indicators], axis=1)


def _statuses(
    figures: Figures, value: Numbers, expected: NDArray[np.int64], asked: Flags
) -> NDArray[np.object_]:
    none = figures.reported == 0
    nowhere = figures.impossible == expected[:, np.newaxis]
    status = np.where(np.isnan(value), "M", "A").astype(object)
    status[none & ~nowhere] = "O"
    villages = status[: len(asked)]
    villages[asked & (villages == "A")] = "V"
    return status.ravel()


def _strings(values: NDArray[np.object_]) -> pd.api.extensions.ExtensionArray:
    return pd.array(values, dtype="str")
