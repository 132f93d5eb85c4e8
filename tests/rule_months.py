"""Reports with other answers laid over them, and the months before, for tests of rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from schemas.field import Kind
from schemas.form import FORM
from schemas.months import previous
from schemas.section import Log
from tests.months import CODES, PERIOD, month, record
from tests.transforms.wide_months import empty_month
from transforms.history import History
from transforms.record import Record, Value
from transforms.wide import Wide, spread


def laid_over(report: Record, answers: Mapping[str, Value | None]) -> Record:
    """The same report with these answers, by question."""
    changed = {q: replace(report.answers[q], value=value) for q, value in answers.items()}
    return replace(report, answers=report.answers | changed)


def earlier_months(
    months: Sequence[Mapping[str, Value | None]], village: str = CODES[0]
) -> History:
    """Consistent months of one village, oldest first up to the month before, so laid over."""
    wides: list[Wide] = []
    period = PERIOD
    for answers in reversed(months):
        period = previous(period)
        settled = month([laid_over(record(village), answers)])
        wides.insert(0, replace(spread(settled, CODES), period=period))
    return History(tuple(wides))


def wide_of(truths: Sequence[Mapping[str, object]], villages: tuple[str, ...], period: str) -> Wide:
    """A wide month of what is true, village by village."""
    wide = replace(empty_month(villages), period=period)
    for question in FORM.questions.values():
        if isinstance(FORM.blocks[question.block], Log):
            continue
        values = [truth.get(question.id) for truth in truths]
        if question.field.kind is Kind.COUNT:
            wide.counts[question.id][:] = np.array(values, dtype=np.float64)
        elif question.field.kind in (Kind.CHOICE, Kind.FREE_TEXT):
            wide.choices[question.id][:] = values
    return wide
