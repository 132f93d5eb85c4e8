"""How many villages of each kecamatan reported: in one month, and month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from outputs.site.lookup import shown_months
from schemas.completeness import percentage

STEPS = (50, 75, 90, 100)
"""The shares, in per cent, at which a cell of the month by month view takes the next colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The villages of an area, those that reported, and what was held back.

    Late are those whose first report came late; a correction may come later.
    """

    area: str
    expected: int
    reported: int
    late: int
    held_back: int

    @property
    def share(self) -> float:
        """The share that reported, in per cent, as it is published."""
        return percentage(self.reported, self.expected)

    @property
    def step(self) -> int:
        """How many of the steps the share has reached: 0 is the least, 4 is all."""
        return sum(self.share >= step for step in STEPS)


def completeness(tables: Mapping[str, pa.Table], period: str) -> list[Reported]:
    """Each kecamatan in the order of the codes; the whole kabupaten last, with no name."""
    villages = tables["villages"].select(["village_code", "district_code", "district"]).to_pylist()
    district = {row["village_code"]: (row["district_code"], row["district"]) for row in villages}
    expected = Counter(district.values())
    sent = _of_month(tables["submissions"], period)
    current = sent.filter(sent["is_current"])
    reported = _count(current, district)
    first = sent.filter(pc.equal(sent["revision"], 1))
    late = _count(first.filter(first["is_late"]), district)
    sections = _of_month(tables["sections"], period)
    held = _count(sections.filter(pc.equal(sections["section_state"], "held_back")), district)
    areas = [(area[1], [area]) for area in sorted(expected)]
    return [
        Reported(
            area=name,
            expected=sum(expected[area] for area in members),
            reported=sum(reported[area] for area in members),
            late=sum(late[area] for area in members),
            held_back=sum(held[area] for area in members),
        )
        for name, members in [*areas, ("", sorted(expected))]
    ]


def over_time(
    tables: Mapping[str, pa.Table], periods: Sequence[str]
) -> tuple[tuple[str, ...], list[tuple[Reported, ...]]]:
    """The months that pages show, and for each area a row with one cell a month."""
    shown = shown_months(periods, periods[-1])
    by_month = [completeness(tables, period) for period in shown]
    return shown, list(zip(*by_month, strict=True))


def _of_month(rows: pa.Table, period: str) -> pa.Table:
    return rows.filter(pc.equal(rows["period"], period))


def _count(rows: pa.Table, district: Mapping[str, tuple[str, str]]) -> Counter[tuple[str, str]]:
    return Counter(district[code] for code in rows["village_code"].to_pylist())
