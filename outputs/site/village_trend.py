"""The indicators of one village over months, beside those of its kecamatan and the kabupaten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from outputs.site.cells import told_cell, told_cells
from outputs.site.drawing.bars import Bar, bar_chart
from outputs.site.drawing.lines import Series, line_chart
from outputs.site.drawing.paper import Told
from outputs.site.drawing.spark import sparkline
from outputs.site.lookup import ByMonth, numbers
from outputs.site.texts import WORDS
from schemas.field import Text
from schemas.indicator import Indicator, Measure

COMPARED = (
    "contraceptive_prevalence",
    "long_acting_share",
    "unmet_need",
    "dependency_ratio",
)
"""The rates that a village's page draws beside those of its kecamatan and the kabupaten."""


FEWEST = 3
"""The fewest months with a number that are drawn as a trend: two points are none."""

SPAN = 10
"""The least that the height of a trend stands for: percentage points of a percentage, of other
figures per cent of the largest. Less would show rounding and chance as rise and fall; a village's
rates alone may be off by half of it (schemas.rounding_texts)."""

SIGNS = {Measure.PERCENTAGE: "%", Measure.RATIO: "per 100"}
"""What stands behind the name of an indicator of which a number alone does not say it."""


@dataclass(frozen=True, slots=True)
class Area:
    """A village, a kecamatan or the kabupaten: its code and its name."""

    code: str
    name: Text


Areas = tuple[Area, Area, Area]
"""A village, its kecamatan and the kabupaten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One indicator of a village over the months; `beside` are the other areas' same months.

    `spark` is its picture, as small as a word; `now` the newest values of the other areas.
    """

    indicator: Indicator
    cells: tuple[str, ...]
    now: tuple[str, ...]
    spark: Markup
    beside: tuple[tuple[Area, tuple[str, ...]], ...] = ()

    @property
    def sign(self) -> str:
        """What its numbers are measured in, as a sign; empty for totals and means."""
        return SIGNS.get(self.indicator.measure, "")


def trends(found: ByMonth, indicators: Sequence[Indicator], areas: Areas) -> Iterator[Trend]:
    """Each indicator of the village, those that are compared with the months of the others."""
    village, *others = areas
    for indicator in indicators:
        known = found.of(village.code, indicator.id)
        beside = others if indicator.id in COMPARED else []
        yield Trend(
            indicator=indicator,
            cells=told_cells(known),
            now=tuple(told_cell(*found.last(area.code, indicator.id)) for area in others),
            spark=_spark(indicator, numbers(known)),
            beside=tuple((a, told_cells(found.of(a.code, indicator.id))) for a in beside),
        )


def _spark(indicator: Indicator, values: Sequence[float | None]) -> Markup:
    known = [value for value in values if value is not None]
    if len(known) < FEWEST:
        return Markup("")
    span = SPAN if indicator.measure is Measure.PERCENTAGE else SPAN * max(map(abs, known)) / 100
    name = f"spark-{indicator.id}"
    heard = Told(name=name, title=indicator.label, description=WORDS["numbers_beside"])
    return sparkline(heard, values, span)


def pictures(
    found: ByMonth, indicators: Sequence[Indicator], areas: Areas
) -> Iterator[tuple[Text, str, Markup]]:
    """The compared indicators drawn: lines over months, bars where there is one month alone."""
    for indicator in indicators:
        known = [numbers(found.of(area.code, indicator.id)) for area in areas]
        if indicator.id in COMPARED and any(value is not None for value in known[0]):
            sign = SIGNS.get(indicator.measure, "")
            yield indicator.label, sign, _beside(found.periods, indicator, areas, known)


def _beside(
    periods: Sequence[str],
    indicator: Indicator,
    areas: Areas,
    known: Sequence[tuple[float | None, ...]],
) -> Markup:
    name = f"beside-{indicator.id}"
    heard = Told(name=name, title=indicator.label, description=WORDS["areas_drawn"])
    pairs = list(zip(areas, known, strict=True))
    if len(periods) == 1:
        return bar_chart(heard, [Bar(a.name, v[0], strong=a is areas[0]) for a, v in pairs])
    return line_chart(heard, periods, [Series(a.name, v) for a, v in pairs], from_zero=False)
