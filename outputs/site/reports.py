"""Which report of which month a village sent: on time, late, or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

import pyarrow as pa

from outputs.site.lookup import matching
from outputs.site.texts import WORDS
from schemas.columns import PERIOD, VILLAGE_CODE
from schemas.field import Text


class Report(StrEnum):
    """How the report of a village and month came."""

    ON_TIME = "on_time"
    LATE = "late"
    NONE = "none"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _LABELS[self]


_LABELS = {
    Report.ON_TIME: WORDS["report_on_time"],
    Report.LATE: WORDS["report_late"],
    Report.NONE: WORDS["report_none"],
}

Reports = Mapping[tuple[str, str], Report]


def reports(tables: Mapping[str, pa.Table], periods: Collection[str]) -> Reports:
    """The report by village and month; a village without one has no entry.

    It is late where the first one came late; a correction may come later.
    """
    sent = matching(tables["submissions"], **{PERIOD.name: periods})
    names = (VILLAGE_CODE.name, PERIOD.name, "revision", "is_late")
    rows = zip(*(sent[n].to_pylist() for n in names), strict=True)
    return {
        (village, period): Report.LATE if late else Report.ON_TIME
        for village, period, revision, late in rows
        if revision == 1
    }
