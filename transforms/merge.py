"""Which report counts: one current record a village, every version numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from schemas import months
from schemas.problem import Problem
from schemas.register import CUT_OFF_DAY
from transforms.record import Reading, Record

WIB = months.WIB


@dataclass(frozen=True, slots=True)
class Submission:
    """One readable version of a village's report, numbered from 1 in order of arrival."""

    record: Record
    revision: int
    is_current: bool
    received_on: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class Month:
    """Everything that was received for one month, settled."""

    period: str
    submissions: tuple[Submission, ...]
    problems: tuple[Problem, ...]

    @property
    def current(self) -> dict[str, Submission]:
        """The submission that counts, by village code."""
        return {s.record.village_code: s for s in self.submissions if s.is_current}

    @property
    def late(self) -> frozenset[str]:
        """The villages whose first report came after the cut-off; a correction may be later."""
        firsts = (s for s in self.submissions if s.revision == 1)
        return frozenset(s.record.village_code for s in firsts if s.is_late)

    @property
    def versions(self) -> dict[str, list[Submission]]:
        """Every submission by village code, in order of arrival."""
        found: dict[str, list[Submission]] = {}
        for submission in self.submissions:
            found.setdefault(submission.record.village_code, []).append(submission)
        return found

    def at(self, revision: int) -> Month:
        """The month as it stood when each village had sent so many versions, or all of its."""
        last = {code: min(revision, len(sent)) for code, sent in self.versions.items()}
        return replace(
            self,
            submissions=tuple(
                replace(s, is_current=s.revision == last[s.record.village_code])
                for s in self.submissions
            ),
        )


def cut_off(period: str) -> date:
    """The last day on which a report of the month is on time: day 10 of the next month."""
    year, month = (int(part) for part in period.split("-"))
    return date(year + month // 12, month % 12 + 1, CUT_OFF_DAY)


def settle(
    period: str,
    readings: Iterable[Reading],
    arrivals: Mapping[str, datetime],
    excluded: Mapping[str, int] | None = None,
    senders: Mapping[str, str] | None = None,
) -> Month:
    """Number the readable versions of each village; the latest one counts.

    `arrivals` gives the moment at which each submission (by sha256) first arrived;
    where two came at the same moment the digest decides, so that the order is stable.
    `excluded` are submissions that are not used, with the number of the decision;
    `senders` the villages that the files' names tell, by sha256.
    """
    leave_out, named = excluded or {}, senders or {}
    read = {reading.submission: reading for reading in readings}
    order = sorted(read, key=lambda sha: (arrivals.get(sha, datetime.min.replace(tzinfo=UTC)), sha))
    by_village: dict[str, list[Record]] = {}
    problems: list[Problem] = []
    for sha in order:
        reading = read[sha]
        if sha in leave_out:
            problems.append(_excluded(reading, leave_out[sha]))
            continue
        problems.extend(reading.problems)
        if reading.record is not None:
            problems.extend(_named_otherwise(reading.record, named.get(sha, "")))
            by_village.setdefault(reading.record.village_code, []).append(reading.record)
    submissions: list[Submission] = []
    for code in sorted(by_village):
        submissions.extend(_versions(period, by_village[code], arrivals))
        problems.extend(_sent_twice(by_village[code]))
    return Month(period, tuple(submissions), tuple(problems))


def _named_otherwise(record: Record, named: str) -> list[Problem]:
    """A problem when the file's name tells another village than the report does."""
    if named in ("", record.village_code):
        return []
    return [
        Problem(
            kind="name_tells_other_village",
            submission=record.submission,
            village_code=record.village_code,
            values=(("named", named), ("code", record.village_code)),
        )
    ]


def _excluded(reading: Reading, number: int) -> Problem:
    return Problem(
        kind="submission_excluded",
        submission=reading.submission,
        village_code="" if reading.record is None else reading.record.village_code,
        values=(("number", str(number)),),
    )


def _versions(
    period: str, records: list[Record], arrivals: Mapping[str, datetime]
) -> list[Submission]:
    limit = cut_off(period)
    days = [arrivals[record.submission].astimezone(WIB).date() for record in records]
    return [
        Submission(record, number, number == len(records), day, day > limit)
        for number, (record, day) in enumerate(zip(records, days, strict=True), start=1)
    ]


def _sent_twice(records: list[Record]) -> list[Problem]:
    if len(records) == 1:
        return []
    last = records[-1]
    return [
        Problem(
            kind="sent_twice",
            submission=last.submission,
            village_code=last.village_code,
            values=(("number", str(len(records))),),
        )
    ]
