"""Who sends something after a release, and what: reports that were missing, and corrected ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from numpy.random import Generator

from flows.examination import Case
from flows.example.corrections import blank_counts, corrections
from flows.example.draft import draft_of, question_of
from flows.example.report_faults import IDENTITY
from flows.example.trial import Report
from flows.example.truth import Truth, canonical, following
from flows.example.writers import write_report
from outputs.form_xlsx import file_stem
from schemas.register import villages
from transforms.record import Record

LATE_REPORT, CORRECTION = "late_report", "correction"
"""The kinds of arrival; a change between releases has the same as its reason."""

LATE_NOTE = " (terlambat)"
"""Ends the name of a late report, so that no report in time has the same."""

FIRST_DAY, DAYS = 12, 9
"""The day of the next month from which files arrive, and for how many days."""

WORKDAY = time(1, tzinfo=UTC), 480
"""When the day begins in Lampung, in UTC, and how many minutes it has."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report that arrives, and the answers it changes, as they are afterwards."""

    kind: str
    report: Report
    changed: Truth


@dataclass(frozen=True, slots=True)
class Post:
    """A month of which more may come: what came, what is true, and the chance."""

    period: str
    case: Case
    truths: Mapping[str, Truth]
    rng: Generator

    def late(self) -> Iterator[Arrival]:
        """A report of each village that sent nothing, in an order drawn once."""
        known = {*self.case.examined.month.current, *self.case.senders.values()}
        for code in self._drawn([code for code in self.truths if code not in known]):
            yield Arrival(LATE_REPORT, self._report(code, {}, LATE_NOTE), {})

    def corrected(self) -> Iterator[Arrival]:
        """A correction of each sound report; first where a count was left blank."""
        order = self._drawn(self._sound())
        for code in sorted(order, key=lambda code: not blank_counts(self.truths[code])):
            others = [truth for other, truth in self.truths.items() if other != code]
            changed = corrections(self.truths[code], others, self.rng)
            revision = self.case.examined.month.current[code].revision
            note = f" (perbaikan {revision + 1})"
            yield Arrival(CORRECTION, self._report(code, changed, note), changed)

    def _drawn(self, codes: Sequence[str]) -> list[str]:
        return [codes[int(i)] for i in self.rng.permutation(len(codes))]

    def _sound(self) -> list[str]:
        """The villages whose report says what is true and about which nothing holds."""
        found_at = {problem.village_code for problem in self.case.examined.problems}
        return [
            code
            for code, submission in self.case.examined.month.current.items()
            if code in self.truths
            and code not in found_at
            and _says(submission.record, self.truths[code])
        ]

    def _report(self, code: str, changed: Truth, note: str) -> Report:
        village = villages()[code]
        draft = draft_of(village, self.period, {**self.truths[code], **changed})
        name = f"{file_stem(village, self.period)}{note}{draft.suffix}"
        with TemporaryDirectory() as folder:
            path = Path(folder, f"report{draft.suffix}")
            write_report(path, draft)
            return Report(village, name, self._moment(), path.read_bytes())

    def _moment(self) -> datetime:
        """A moment of a working day, on a later day than all that has come."""
        begin, minutes = WORKDAY
        last = max(receipt.received_at for receipt in self.case.receipts)
        day = max(following(self.period, FIRST_DAY), last.date() + timedelta(days=1))
        waited = timedelta(
            days=int(self.rng.integers(DAYS)), minutes=int(self.rng.integers(minutes))
        )
        return datetime.combine(day, begin) + waited


def _says(record: Record, truth: Truth) -> bool:
    """Whether a report says everything that is true, and nothing else."""
    said = {question: answer.value for question, answer in record.answers.items()}
    for block, lines in record.lines.items():
        for line in lines:
            said |= {f"{block}.{n}#{line.number}": a.value for n, a in line.answers.items()}
    return all(
        canonical(said.get(question)) == canonical(truth.get(question))
        for question in {**said, **truth}
        if question_of(question).section != IDENTITY
    )
