"""Reports that have not come yet, tried: what the months would ask if they came."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from flows.archive import Archive
from flows.earlier import months_before
from flows.examination import Case, examine_month
from flows.reading import arrivals
from flows.runner import Runner
from flows.settings import Request
from schemas.register import Village, villages
from transforms.closing import Came
from transforms.examine import conclude, excluded, holds, look
from transforms.history import History
from transforms.merge import Month, settle
from transforms.record import Reading
from transforms.records import read_file
from transforms.wide import Wide, spread

Asked = frozenset[tuple[str, str]]
"""Every finding that asks a village for something, by its code, with its state."""


@dataclass(frozen=True)
class Report:
    """A workbook that may come: of which village, under which name, when, and its bytes."""

    village: Village
    name: str
    moment: datetime
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """The digest by which the archive will know it."""
        return hashlib.sha256(self.content).hexdigest()

    def reading(self, period: str) -> Reading:
        """What the house reads of it, as an example."""
        return read_file(self.content, self.sha256, period, sample=True)


@dataclass(frozen=True, slots=True)
class _Page:
    """One month as it is known: its case, the months before it, and what it asks."""

    case: Case
    history: History
    asked: Asked

    @property
    def period(self) -> str:
        return self.case.examined.month.period


@dataclass(frozen=True, slots=True)
class Trial:
    """A month and all that were collected after it."""

    pages: tuple[_Page, ...]

    @property
    def case(self) -> Case:
        """The month as it is known now."""
        return self.pages[0].case

    def is_quiet(self, reports: Sequence[Report]) -> bool:
        """Whether these reports read without a fault and no month would ask anything else.

        Notes are not looked at: that a village sent twice is said, and asks nothing.
        """
        first, *later = self.pages
        readings = [report.reading(first.period) for report in reports]
        if any(reading.record is None or reading.problems for reading in readings):
            return False
        month, asked = _ask(first.case, first.history, reports, readings)
        told = _usable(month, first.case)
        return asked == first.asked and all(
            _ask(page.case, _with(page.history, told))[1] == page.asked for page in later
        )


def trial_of(request: Request, runner: Runner) -> Trial:
    """The month asked for, which was collected before, and the archived months after it."""
    archive = Archive(request.home.archive)
    pages: list[_Page] = []
    for period in archive.periods():
        if period >= request.period:
            asked = request.of(period)
            case = examine_month(asked, runner, collecting=False)
            history = months_before(asked, archive, case.decisions)
            pages.append(_Page(case, history, _ask(case, history)[1]))
    return Trial(tuple(pages))


def _ask(
    case: Case,
    history: History,
    reports: Sequence[Report] = (),
    readings: Sequence[Reading] = (),
) -> tuple[Month, Asked]:
    """The month settled with some more reports, and what it asks."""
    period = case.examined.month.period
    came = arrivals(case.receipts) | {report.sha256: report.moment for report in reports}
    known = case.senders | {report.sha256: report.village.code for report in reports}
    left_out = excluded(period, case.decisions)
    month = settle(period, [*case.readings, *readings], came, left_out, known)
    looked = look(month, case.decisions, history, tuple(villages()))
    examined = conclude(looked, case.decisions, Came(came, known), tuple(villages()))
    return month, frozenset((f.code, f.state) for f in examined.findings if f.is_asked)


def _usable(month: Month, case: Case) -> Wide:
    """The month as those after it look back on it."""
    problems = (*month.problems, *holds(month, case.decisions))
    return spread(replace(month, problems=problems), tuple(villages()))


def _with(history: History, told: Wide) -> History:
    """The history with one of its months told anew."""
    return History(tuple(told if m.period == told.period else m for m in history.months))
