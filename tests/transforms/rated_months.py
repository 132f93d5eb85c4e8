"""Months whose completeness is looked at, and the rates of an area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pandas as pd

from schemas.completeness import COMPLETENESS
from schemas.frames import check
from tests.months import CODES, ON_TIME, PERIOD
from transforms.completeness import completeness_rows, expected_questions
from transforms.merge import Month, settle
from transforms.record import Answer, Reading, Record

VILLAGE = CODES[0]
ASKED = expected_questions()
ALL = len(ASKED)

Row = tuple[float | None, str, int, int]


def rates(frame: pd.DataFrame, area: str = VILLAGE) -> dict[str, Row]:
    """Value, status, numerator and denominator of each rate of an area."""
    return {
        row["measure"]: (
            None if pd.isna(row["value"]) else row["value"],
            row["value_status"],
            row["numerator"],
            row["denominator"],
        )
        for row in frame[frame["area_code"] == area].to_dict("records")
    }


def rows_of(settled: Month, villages: tuple[str, ...] = CODES) -> pd.DataFrame:
    return check(COMPLETENESS, completeness_rows(settled, villages))


def blank(report: Record, *questions: str) -> Record:
    """The report with these answers left blank; all of them where none is named."""
    emptied = {q: Answer(None, "", "", "") for q in questions or report.answers}
    return replace(report, answers=report.answers | emptied)


def came(*reports: Record, days: Sequence[int] = (0,)) -> Month:
    """The month of these reports, each so many days after one that is on time."""
    hours = {
        r.submission: ON_TIME + timedelta(days=d, hours=n)
        for n, (r, d) in enumerate(zip(reports, days, strict=True))
    }
    return settle(PERIOD, [Reading(r.submission, r, ()) for r in reports], hours)
