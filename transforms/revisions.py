"""What a village changed from one version of its report to the next, asked or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from schemas.form import FORM
from schemas.problem import Problem, echo
from schemas.section import Form
from transforms.doubles import UNSAID
from transforms.findings import Finding, said
from transforms.merge import Submission
from transforms.record import Answer, Record

SHOWN = 3
"""How many changes a finding names."""


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that differs from the version before; `line` is 0 outside of logs."""

    village_code: str
    revision: int
    submission: str
    section: str
    question: str
    line: int
    before: str
    after: str
    sheet: str
    cell: str
    is_asked: bool


def changes_of(
    versions: list[Submission], findings: dict[str, list[Finding]], form: Form = FORM
) -> Iterator[Change]:
    """The changes from each version of a village's report to the next.

    `findings` are those of each submission. A change is asked for when an earlier
    version has a finding about the question, its section or the whole file.
    """
    asked: set[str] = set()
    for old, new in pairwise(versions):
        for finding in findings.get(old.record.submission, ()):
            if finding.is_asked:
                asked |= _asked(finding.problem)
        yield from _between(old.record, new, asked, form)


def _asked(problem: Problem) -> set[str]:
    if problem.question:
        return {*problem.questions, problem.question}
    return {problem.section}


def _between(old: Record, new: Submission, asked: Collection[str], form: Form) -> Iterator[Change]:
    before, after = _said(old), _said(new.record)
    for key in dict.fromkeys((*after, *before)):
        question, line = key
        section = form.questions[question].section
        if section == form.sections[0].name:
            continue
        was, now = before.get(key), after.get(key)
        if _text(was) == _text(now):
            continue
        place = now or was
        yield Change(
            new.record.village_code,
            new.revision,
            new.record.submission,
            section,
            question,
            line,
            _shown(was, question, form),
            _shown(now, question, form),
            place.sheet if place else "",
            place.cell if place else "",
            question in asked or section in asked or "" in asked,
        )


def _said(record: Record) -> dict[tuple[str, int], Answer]:
    said = {(question, 0): answer for question, answer in record.answers.items()}
    for block, lines in record.lines.items():
        for line in lines:
            said |= {(f"{block}.{f}", line.number): a for f, a in line.answers.items()}
    return said


def _text(answer: Answer | None) -> str:
    return "" if answer is None else said(answer)


def unasked(changes: list[Change]) -> Iterator[Problem]:
    """One note for each section in which a version changed what it was not asked about."""
    sections: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        if not change.is_asked:
            sections.setdefault((change.submission, change.section), []).append(change)
    for (submission, section), found in sections.items():
        more = "; …" if len(found) > SHOWN else ""
        yield Problem(
            kind="changed_unasked",
            submission=submission,
            village_code=found[0].village_code,
            section=section,
            sheet=found[0].sheet,
            cell=found[0].cell,
            also=tuple((c.sheet, c.cell) for c in found[1:]),
            values=(
                ("number", str(len(found))),
                ("changes", "; ".join(_told(c) for c in found[:SHOWN]) + more),
            ),
        )


def _shown(answer: Answer | None, question: str, form: Form) -> str:
    """What an answer says, fit to be repeated: no names and no long run of digits."""
    unsaid = form.questions[question].field.kind in UNSAID
    text = _text(answer)
    return "…" if unsaid and text else echo(text)


def _told(change: Change) -> str:
    return f"{change.cell}: {change.before or '-'} → {change.after or '-'}"
