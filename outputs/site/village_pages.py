"""The list of all villages, and a page for each: what it reported, as published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

import pyarrow as pa

from outputs.canonical import FileFacts
from outputs.site.about import months_named, release_context
from outputs.site.downloads import VILLAGE_LIST
from outputs.site.lookup import shown_months
from outputs.site.rendering import write_page
from outputs.site.texts import WORDS
from outputs.site.village_records import KABUPATEN, Listed, Record, listed, records
from outputs.site.village_trend import FEWEST, SPAN
from schemas.completeness import MEASURE
from schemas.field import Text
from schemas.protection import BASE
from schemas.release import ReleaseFacts
from schemas.rounding_texts import RATES_OFF
from schemas.section import Form
from schemas.table import Table

LONGEST = 100_000
"""The most bytes of a village's page: it is sent on by telephone."""


def write_village_pages(
    directory: Path,
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    form: Form,
) -> list[FileFacts]:
    """Write villages/index.html and a page for every village of the register, named by its code.

    A village without a report in the months shown has a short page that says so.
    """
    villages = listed(tables, facts)
    shown = shown_months(facts.periods, facts.period)
    context = release_context(facts) | {
        "shown": shown,
        "kabupaten": KABUPATEN,
        "base": BASE,
        "rate_label": MEASURE.label,
        "nothing": _nothing(shown),
        "rates_off": RATES_OFF,
        "trend_told": WORDS["trend_text"].format(months=str(FEWEST), span=str(SPAN)),
        "has_trend": len(shown) >= FEWEST,
    }
    known = [village for village in villages if village.sent]
    told: dict[str, Record] = dict(records(tables, declared, facts, form, known))
    return [
        write_village_list(directory, villages, context),
        *(_write(directory, village, told.get(village.code), context) for village in villages),
    ]


def _nothing(shown: Sequence[str]) -> Text:
    """What the page of a village that sent nothing in the months shown says."""
    held, text = months_named(shown), WORDS["nothing_sent"]
    return Text(text.id.format(months=held.id), text.en.format(months=held.en))


def write_village_list(
    directory: Path, villages: list[Listed], context: dict[str, object]
) -> FileFacts:
    """Write villages/index.html: every village by kecamatan, with its report of the month."""
    districts = groupby(villages, lambda village: (village.district_code, village.district))
    grouped = [(district, list(members)) for district, members in districts]
    return write_page(directory, VILLAGE_LIST, context | {"districts": grouped}, "villages.html")


def _write(
    directory: Path, village: Listed, record: Record | None, context: dict[str, object]
) -> FileFacts:
    told = {"village": village, "record": record}
    return write_page(directory, f"villages/{village.code}.html", context | told, "village.html")
