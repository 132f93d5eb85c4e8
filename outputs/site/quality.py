"""The quality report of a release: what its published tables say of how far it can be relied on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyarrow as pa

from outputs.canonical import FileFacts
from outputs.site.about import release_context
from outputs.site.cells import told_cells
from outputs.site.completeness import STEPS
from outputs.site.downloads import QUALITY_PAGE
from outputs.site.lookup import ByMonth, by_month, shown_months
from outputs.site.mistakes import mistakes
from outputs.site.outliers import judged
from outputs.site.outside import Outside, people, total, users
from outputs.site.quality_drawn import (
    kinds_drawn,
    outliers_drawn,
    outside_drawn,
    places_drawn,
    revised_drawn,
)
from outputs.site.quality_pictures import districts_drawn, heats, rates_drawn
from outputs.site.rendering import write_page
from outputs.site.texts import WORDS
from outputs.site.village_records import Listed, listed
from schemas import outliers
from schemas.change_tables import REVISIONS
from schemas.completeness import COMPLETENESS, MEASURE, RATES, READING
from schemas.field import Text
from schemas.gate_questions import OF_RELEASE
from schemas.months import period_name
from schemas.outside_totals import PEOPLE_SOURCE, USERS_SOURCE
from schemas.register import REGENCY_CODE
from schemas.release import ReleaseFacts
from schemas.section import Form

OUTLIERS_SHOWN = 25
"""How many outliers, the farthest first, are shown one by one."""

FIGURE = tuple(name for name in REVISIONS.key if name != "revision")
"""What tells the figures of the table of revisions apart."""

Grouped = list[tuple[tuple[str, str], list[Listed]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """What one release revised: figures of kecamatan and kabupaten, the largest difference."""

    version: str
    figures: int
    months: int
    largest: float | None
    """In per cent of the figure before."""


def write_quality_page(
    directory: Path, tables: Mapping[str, pa.Table], facts: ReleaseFacts, form: Form
) -> FileFacts:
    """Write quality.html; every number in it can be computed from the published tables."""
    periods = shown_months(facts.periods, facts.period)
    found = judged(tables, facts.period, form)
    faults = mistakes(tables["problems"], periods)
    outside = {"people": people(tables, facts.period), "users": users(tables, facts.period)}
    beside = {name: _with_total(rows) for name, rows in outside.items()}
    changed = revised(tables["revisions"], facts)
    far = sorted((o for one in found for o in one.outliers), key=lambda one: -one.farthest)
    return write_page(
        directory,
        QUALITY_PAGE,
        release_context(facts)
        | _completeness(tables, facts, periods)
        | {
            "shown": periods,
            "told": _in_period(facts),
            "mistakes": faults,
            "kinds_drawn": kinds_drawn(faults),
            "places_drawn": places_drawn(faults),
            "judged": found,
            "outliers": far[:OUTLIERS_SHOWN],
            "outliers_left_out": max(0, len(far) - OUTLIERS_SHOWN),
            "method": (outliers.METHOD, outliers.KEPT),
            "method_source": outliers.SOURCE,
            "outliers_drawn": outliers_drawn(found),
            **beside,
            "people_source": PEOPLE_SOURCE,
            "people_drawn": outside_drawn("people_by_sex", beside["people"]),
            "users_source": USERS_SOURCE,
            "users_drawn": outside_drawn("users_by_method", beside["users"]),
            "warned": [OF_RELEASE[name] for name in facts.gate.get("warned", ())],
            "revised": changed,
            "revised_drawn": revised_drawn({row.version: row.figures for row in changed}),
        },
    )


def _in_period(facts: ReleaseFacts) -> Text:
    """What the page is about, with the month in words."""
    period, text = period_name(facts.period), WORDS["quality_text"]
    return Text(text.id.format(period=period.id), text.en.format(period=period.en))


def _with_total(parts: list[Outside]) -> list[Outside]:
    return [*parts, total(WORDS["total"], parts)]


def _completeness(
    tables: Mapping[str, pa.Table], facts: ReleaseFacts, periods: Sequence[str]
) -> dict[str, object]:
    villages = listed(tables, facts)
    by_district = groupby(villages, lambda village: (village.district_code, village.district))
    members: Grouped = [(district, list(found)) for district, found in by_district]
    districts = [district for district, _ in members]
    areas = [*(village.code for village in villages), *(code for code, _ in districts)]
    rates = by_month(tables[COMPLETENESS.name], "measure", periods, [*areas, REGENCY_CODE])
    return {
        "rates": RATES,
        "rate_label": MEASURE.label,
        "reading_rates": READING,
        "whole": [(rate, told_cells(rates.of(REGENCY_CODE, rate.id))) for rate in RATES],
        "rates_drawn": rates_drawn(rates),
        "districts": _by_district(rates, [*districts, (REGENCY_CODE, "")]),
        "districts_drawn": list(districts_drawn(rates, districts)),
        "heats": heats(rates, members),
        "names": {village.code: (village.name, village.district) for village in villages},
        "steps": STEPS,
    }


def _by_district(
    rates: ByMonth, districts: Sequence[tuple[str, str]]
) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (name, told_cells(rates.last(code, rate.id) for rate in RATES)) for code, name in districts
    ]


def revised(revisions: pa.Table, facts: ReleaseFacts) -> list[Revised]:
    """What each of the releases so far revised, newest first.

    A revision that changed only of how many villages a figure is left the figure as it was.
    """
    found: dict[str, list[tuple[str, float | None]]] = {
        v: [] for v in (*facts.lineage, facts.version)
    }
    last: dict[tuple[str, ...], tuple[float | None, str]] = {}
    for row in sorted(revisions.to_pylist(), key=lambda row: row["revision"]):
        figure = tuple(row[name] for name in FIGURE)
        now = (row["value"], row["value_status"])
        if row["revision"] and last.get(figure) != now:
            share = _share(row["value"], row["difference"])
            found.setdefault(row["version"], []).append((row["period"], share))
        last[figure] = now
    return [
        Revised(
            version=version,
            figures=len(rows),
            months=len({period for period, _ in rows}),
            largest=max((abs(share) for _, share in rows if share is not None), default=None),
        )
        for version, rows in reversed(found.items())
    ]


def _share(value: float | None, difference: float | None) -> float | None:
    """A difference in per cent of the figure before; None where that is unknown or zero."""
    if value is None or difference is None or not value - difference:
        return None
    return round(100 * difference / (value - difference), 1)
