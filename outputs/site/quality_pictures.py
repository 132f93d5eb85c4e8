"""The completeness of the reports drawn: over months, by kecamatan, and village by village."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from outputs.site.cells import told_cells
from outputs.site.completeness import STEPS
from outputs.site.drawing.bars import Bar, bar_chart
from outputs.site.drawing.heat import HeatRow, heatmap
from outputs.site.drawing.lines import Series, line_chart
from outputs.site.drawing.paper import Told
from outputs.site.lookup import ByMonth, Value, numbers
from outputs.site.texts import WORDS
from outputs.site.village_records import Listed
from schemas.completeness import COMPLETENESS, RATES
from schemas.field import Text
from schemas.register import REGENCY_CODE

BY_DISTRICT = ("reported", "filled")
"""The rates that are drawn for every kecamatan."""

REPORTED, FILLED = "reported", "filled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """The villages of a kecamatan by month: how much each filled, drawn and as numbers."""

    code: str
    name: str
    picture: Markup
    rows: tuple[tuple[Listed, tuple[str, ...]], ...]


def rates_drawn(rates: ByMonth) -> Markup:
    """The kabupaten's rates: lines over the months, or bars where there is one month alone."""
    heard = Told(name="rates-drawn", title=COMPLETENESS.label, description=WORDS["numbers_beside"])
    known = [(rate.label, numbers(rates.of(REGENCY_CODE, rate.id))) for rate in RATES]
    if len(rates.periods) > 1:
        return line_chart(heard, rates.periods, [Series(*one) for one in known])
    return bar_chart(heard, [Bar(label, values[0]) for label, values in known], whole=100)


def districts_drawn(
    rates: ByMonth, districts: Sequence[tuple[str, str]]
) -> Iterator[tuple[Text, Markup]]:
    """Some of the rates of the newest month, each with a bar for every kecamatan."""
    for rate in RATES:
        if rate.id in BY_DISTRICT:
            heard = Told(
                name=f"districts-{rate.id}",
                title=rate.label,
                description=WORDS["districts_drawn"],
            )
            bars = [Bar(Text(name, name), rates.last(code, rate.id)[0]) for code, name in districts]
            yield rate.label, bar_chart(heard, bars, whole=100)


def heats(rates: ByMonth, members: Sequence[tuple[tuple[str, str], list[Listed]]]) -> list[Heat]:
    """A picture and a table for each kecamatan."""
    return [_heat(rates, code, name, villages) for (code, name), villages in members]


def _heat(rates: ByMonth, code: str, name: str, villages: Sequence[Listed]) -> Heat:
    filled = [(village, _filled(rates, village.code)) for village in villages]
    heard = Told(
        name=f"heat-{code}",
        title=WORDS["heat_title"].format(name=name),
        description=WORDS["heat_drawn"],
    )
    rows = [HeatRow(village.name, numbers(values)) for village, values in filled]
    return Heat(
        code=code,
        name=name,
        picture=heatmap(heard, rates.periods, rows, STEPS),
        rows=tuple((village, told_cells(values)) for village, values in filled),
    )


def _filled(rates: ByMonth, village: str) -> tuple[Value, ...]:
    """How much a village filled; missing, not zero, where it sent no report."""
    pairs = zip(rates.of(village, REPORTED), rates.of(village, FILLED), strict=True)
    return tuple(filled if reported[0] else (None, "O") for reported, filled in pairs)
