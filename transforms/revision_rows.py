"""What was known of each indicator at each release: a row for every release that changed it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from schemas.change_tables import REVISIONS
from schemas.frames import arrow_schema
from schemas.house_codes import VILLAGE
from schemas.indicator import DECIMALS

SAID = ("value", "value_status", "villages_reported")
AREA = ("area_level", "area_code", "period", "indicator")

Row = dict[str, object]


def revision_rows(before: pa.Table | None, indicators: pa.Table, version: str) -> pa.Table:
    """The revisions of the release before, and one more for each figure that is new or changed.

    Figures of kecamatan and kabupaten; `before` is None for the first release.
    """
    rows: list[Row] = [] if before is None else before.to_pylist()
    last: dict[tuple[object, ...], Row] = {}
    for row in sorted(rows, key=lambda row: str(row["revision"]).zfill(6)):
        last[tuple(row[name] for name in AREA)] = row
    areas = indicators.filter(pc.not_equal(indicators["area_level"], VILLAGE))
    for figure in areas.select([*AREA, *SAID]).to_pylist():
        known = last.get(tuple(figure[name] for name in AREA))
        if known is None or any(known[name] != figure[name] for name in SAID):
            rows.append(_revised(figure, known, version))
    return pa.Table.from_pylist(rows, schema=arrow_schema(REVISIONS))


def _revised(figure: Row, known: Row | None, version: str) -> Row:
    number = 0 if known is None else int(str(known["revision"])) + 1
    return figure | {
        "revision": number,
        "version": version,
        "difference": None if known is None else _difference(figure["value"], known["value"]),
    }


def _difference(now: object, then: object) -> float | None:
    """The difference to as many decimals as figures are published with; None without both."""
    if isinstance(now, float) and isinstance(then, float):
        return round(now - then, DECIMALS)
    return None
