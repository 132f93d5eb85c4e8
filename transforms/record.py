"""What one workbook says: answers with their addresses, and the problems met on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.problem import Problem

Value = int | str | date | tuple[str, ...]
"""A read answer: a count, a code or text, a date, or several codes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question's answer; `value` is None when it is not reported or cannot be read."""

    value: Value | None
    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a log, numbered from 1 in the order of the sheet; answers by field name."""

    number: int
    answers: dict[str, Answer]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a village wrote beside a finding in a marked workbook.

    `code` is the finding's code, such as K7Q3-9XZA. `stands_by` says whether the village
    says that its answer is right, and `reason` is what follows "benar, karena".
    """

    code: str
    sheet: str
    cell: str
    stands_by: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """One readable report of one village for one month; answers by question id.

    `lines` holds the lines of each log by its block id; `sections` names the sections
    of the form that were found in the file. `replies` are the village's answers to the
    findings of an earlier version, when the file is a marked workbook.
    """

    submission: str
    village_code: str
    period: str
    form_version: str
    is_sample: bool
    filled_on: date | None
    filled_by_role: str | None
    sections: frozenset[str]
    answers: dict[str, Answer]
    lines: dict[str, tuple[Line, ...]]
    problems: tuple[Problem, ...]
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file: a record, or none and the problems that say why."""

    submission: str
    record: Record | None
    problems: tuple[Problem, ...]
