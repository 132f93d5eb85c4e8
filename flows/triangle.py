"""The revision triangle: what each release knew of each month, for one figure of one area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc
from rich.console import Console
from rich.table import Table

from flows.releases import release_at
from flows.settings import SettingError
from schemas.indicators import INDICATORS
from schemas.register import REGENCY_CODE, districts
from schemas.release import Version


@dataclass(frozen=True, slots=True)
class Triangle:
    """Values by month (rows) and version (columns); None where a version had no such month."""

    indicator: str
    area: str
    versions: tuple[str, ...]
    rows: dict[str, tuple[float | None, ...]]


def triangle_of(
    releases: Path, named: str, indicator: str, area: str, as_of: str | None = None
) -> Triangle:
    """The triangle of an indicator as a release tells it; SettingError for an unknown name."""
    release = release_at(releases, named)
    asked = area or REGENCY_CODE
    known = {found.id for found in INDICATORS}
    if indicator not in known:
        raise SettingError(
            f"{indicator!r} is no indicator: it is one of {', '.join(sorted(known))}"
        )
    if asked not in {REGENCY_CODE, *districts()}:
        raise SettingError(f"{area!r} is neither the kabupaten nor a kecamatan, such as 18.04.04")
    versions = (*release.manifest["lineage"], str(release.version))
    if as_of is not None and as_of not in versions:
        raise SettingError(f"{as_of!r} is none of the versions {', '.join(versions)}")
    table = release.tables["revisions"]
    wanted = pc.and_(pc.equal(table["indicator"], indicator), pc.equal(table["area_code"], asked))
    rows = table.filter(wanted).sort_by([("period", "ascending"), ("revision", "ascending")])
    shown = versions if as_of is None else (as_of,)
    return Triangle(indicator, asked, shown, _by_month(rows.to_pylist(), shown))


def _by_month(
    rows: Sequence[dict[str, object]], versions: Sequence[str]
) -> dict[str, tuple[float | None, ...]]:
    """For each month and version the last value that was published up to that version."""
    found: dict[str, tuple[float | None, ...]] = {}
    for period in dict.fromkeys(str(row["period"]) for row in rows):
        told = [
            (Version.parse(str(r["version"])), r["value"]) for r in rows if r["period"] == period
        ]
        values: list[float | None] = []
        for version in map(Version.parse, versions):
            known = [value for since, value in told if since <= version]
            values.append(known[-1] if known and isinstance(known[-1], float) else None)
        if any(value is not None for value in values):
            found[period] = tuple(values)
    return found


def print_triangle(console: Console, triangle: Triangle) -> None:
    """Print the triangle, with what each release changed in parentheses."""
    console.print(f"{triangle.indicator}, {triangle.area}: month by release")
    table = Table("month", *triangle.versions, box=None, pad_edge=False)
    for period, values in triangle.rows.items():
        table.add_row(period, *_shown(values))
    console.print(table)


def _shown(values: Sequence[float | None]) -> list[str]:
    told: list[str] = []
    before: float | None = None
    for value in values:
        if value is None:
            told.append("")
            continue
        changed = before is not None and value != before
        told.append(f"{value:g} ({value - (before or 0):+g})" if changed else f"{value:g}")
        before = value
    return told
