"""What each village's page says, gathered for all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
from markupsafe import Markup

from outputs.site.cells import told_cells
from outputs.site.drawing.lines import Series, line_chart
from outputs.site.drawing.paper import Told
from outputs.site.found import Findings, findings_by_village
from outputs.site.lookup import ByMonth, by_month, numbers, shown_months
from outputs.site.reports import Report, reports
from outputs.site.texts import WORDS
from outputs.site.village_numbers import Subject, subjects
from outputs.site.village_scores import Classified, classified
from outputs.site.village_trend import Area, Trend, pictures, trends
from schemas.completeness import COMPLETENESS, RATES, Rate
from schemas.field import Text
from schemas.house_codes import VILLAGE_TYPE
from schemas.indicators import indicators_of
from schemas.register import REGENCY_CODE
from schemas.release import ReleaseFacts
from schemas.result_tables import INDICATORS
from schemas.section import Form
from schemas.table import Table

KABUPATEN = Area(REGENCY_CODE, Text("Lampung Barat", "Lampung Barat"))
DRAWN = ("filled", "passed", "plausible")
"""The rates of completeness that are drawn for one village; the others are 0 or 100 for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A village of the register, with how its report of each shown month came."""

    code: str
    bps_code: str
    name: str
    type: Text
    district_code: str
    district: str
    reports: tuple[Report, ...]

    @property
    def now(self) -> Report:
        """How the report of the newest month came."""
        return self.reports[-1]

    @property
    def sent(self) -> int:
        """Of how many of the months there is a report."""
        return len(self.reports) - self.reports.count(Report.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that the page of a village that reported says beside the register."""

    completeness: tuple[tuple[Rate, tuple[str, ...]], ...]
    drawn: Markup
    subjects: tuple[Subject, ...]
    trends: tuple[Trend, ...]
    compared: tuple[tuple[Text, str, Markup], ...]
    classified: Classified | None
    findings: Findings | None


def listed(tables: Mapping[str, pa.Table], facts: ReleaseFacts) -> list[Listed]:
    """The villages of the register in the order of their codes."""
    periods = shown_months(facts.periods, facts.period)
    sent = reports(tables, periods)
    return [
        Listed(
            code=row["village_code"],
            bps_code=row["bps_code"],
            name=row["village"],
            type=VILLAGE_TYPE[row["type"]].label,
            district_code=row["district_code"],
            district=row["district"],
            reports=tuple(sent.get((row["village_code"], p), Report.NONE) for p in periods),
        )
        for row in sorted(tables["villages"].to_pylist(), key=lambda row: row["village_code"])
    ]


def records(
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    form: Form,
    villages: Collection[Listed],
) -> Iterator[tuple[str, Record]]:
    """What the pages of these villages say, each with its code."""
    periods = shown_months(facts.periods, facts.period)
    codes = [village.code for village in villages]
    areas = [*codes, *{village.district_code for village in villages}, REGENCY_CODE]
    indicators = indicators_of(form)
    figures = by_month(tables[INDICATORS.name], "indicator", periods, areas)
    rates = by_month(tables[COMPLETENESS.name], "measure", periods, codes)
    told = subjects(tables, declared, facts.period, codes)
    classes = classified(tables, facts.period, codes)
    findings = findings_by_village(tables["problems"], facts.period, codes)
    for village in villages:
        own = Area(village.code, Text(village.name, village.name))
        district = Area(village.district_code, Text(village.district, village.district))
        beside = (own, district, KABUPATEN)
        yield (
            own.code,
            Record(
                completeness=tuple((r, told_cells(rates.of(own.code, r.id))) for r in RATES),
                drawn=_drawn(rates, own.code),
                subjects=told[own.code],
                trends=tuple(trends(figures, indicators, beside)),
                compared=tuple(pictures(figures, indicators, beside)),
                classified=classes.get(own.code),
                findings=findings.get(own.code),
            ),
        )


def _drawn(rates: ByMonth, village: str) -> Markup:
    """The rates of a village over the months; empty where there are not two months."""
    if len(rates.periods) < 2:
        return Markup("")
    heard = Told(name="completeness", title=COMPLETENESS.label, description=WORDS["numbers_beside"])
    series = [Series(r.label, numbers(rates.of(village, r.id))) for r in RATES if r.id in DRAWN]
    return line_chart(heard, rates.periods, series, stepped=True)
