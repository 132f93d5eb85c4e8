"""A settled month examined: rules over every version, findings with their states, changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from schemas.decision import Act, Decision, in_force
from schemas.form import FORM
from schemas.problem import Problem
from schemas.section import Form
from transforms.checks import Outcome, run_rules
from transforms.closing import (
    Came,
    Confirmation,
    close,
    confirmations,
    of_unused,
    through_versions,
)
from transforms.findings import Finding, findings_of, open_problems
from transforms.history import History
from transforms.merge import Month
from transforms.revisions import Change, changes_of, unasked
from transforms.wide import Wide, mark_questioned, readable, spread, told


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a month before any finding is closed; findings by submission."""

    month: Month
    findings: dict[str, list[Finding]]
    outcomes: tuple[Outcome, ...]
    changes: tuple[Change, ...]
    confirmations: tuple[Confirmation, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """A month with its usable answers, its findings in their states, and what changed.

    `wide` leaves out what open findings hold back and marks what they ask back.
    """

    month: Month
    wide: Wide
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]
    changes: tuple[Change, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems that still hold, notes among them."""
        return open_problems(self.findings)


def excluded(period: str, decisions: Iterable[Decision]) -> dict[str, int]:
    """The submissions that the office does not use, with the number of the decision."""
    return {
        d.subject: d.number
        for d in in_force(decisions)
        if d.act is Act.EXCLUDE and d.period == period
    }


def look(
    month: Month,
    decisions: Sequence[Decision],
    history: History,
    villages: tuple[str, ...],
    form: Form = FORM,
) -> Looked:
    """Run the rules over every version of every report and code what is found."""
    by_submission: dict[str, list[Problem]] = {}
    for problem in (*month.problems, *holds(month, decisions), *_empty(month, form)):
        by_submission.setdefault(problem.submission, []).append(problem)
    broken, outcomes = _rules(month, history, villages, form)
    for problem in broken:
        by_submission.setdefault(problem.submission, []).append(problem)
    records = {s.record.submission: s.record for s in month.submissions}
    last = history.last(month.period)
    findings = {
        submission: findings_of(
            month.period,
            (_with_before(p, last, form) for p in problems),
            records.get(submission),
            form,
        )
        for submission, problems in by_submission.items()
    }
    changes = [c for v in month.versions.values() for c in changes_of(v, findings, form)]
    stood_by: list[Confirmation] = []
    added: list[Problem] = list(unasked(changes))
    for versions in month.versions.values():
        for said in confirmations(versions, findings):
            if isinstance(said, Confirmation):
                stood_by.append(said)
            else:
                added.append(said)
    for submission in dict.fromkeys(problem.submission for problem in added):
        mine = [problem for problem in added if problem.submission == submission]
        coded = findings_of(month.period, mine, records.get(submission), form)
        findings.setdefault(submission, []).extend(coded)
    return Looked(month, findings, outcomes, tuple(changes), tuple(stood_by))


def _rules(
    month: Month, history: History, villages: tuple[str, ...], form: Form
) -> tuple[list[Problem], tuple[Outcome, ...]]:
    """The problems of the rules for every version; the outcomes are those of the current ones."""
    last = max((s.revision for s in month.submissions), default=1)
    problems: list[Problem] = []
    for revision in range(1, last):
        then = month.at(revision)
        found, _ = run_rules(then, readable(then, villages, form), history, form)
        wanted = {s.record.submission for s in month.submissions if s.revision == revision}
        wanted -= {s.record.submission for s in month.current.values()}
        problems += [p for p in found if p.submission in wanted]
    found, outcomes = run_rules(month, readable(month, villages, form), history, form)
    return [*problems, *found], outcomes


def _empty(month: Month, form: Form) -> list[Problem]:
    """A problem for each report in which nothing but its head is filled in."""
    head = form.sections[0].name
    return [
        Problem(
            kind="report_empty",
            submission=s.record.submission,
            village_code=s.record.village_code,
        )
        for s in month.submissions
        if not any(s.record.lines.values())
        and all(
            answer.text == "" and answer.value is None
            for question, answer in s.record.answers.items()
            if form.questions[question].section != head
        )
    ]


def holds(month: Month, decisions: Iterable[Decision]) -> list[Problem]:
    """A blocking problem for each section that the office holds back."""
    found = []
    for decision in in_force(decisions):
        submission = month.current.get(decision.village_code)
        if decision.act is Act.HOLD and decision.period == month.period and submission:
            found.append(
                Problem(
                    kind="held_by_office",
                    submission=submission.record.submission,
                    village_code=decision.village_code,
                    section=decision.subject,
                    values=(("number", str(decision.number)),),
                )
            )
    return found


def _with_before(problem: Problem, last: Wide | None, form: Form) -> Problem:
    """The problem with last month's answer to its question."""
    if last is None or problem.before or problem.village_code not in last.villages:
        return problem
    place = last.villages.index(problem.village_code)
    return replace(problem, before=told(last, problem.question, place, form))


def conclude(
    looked: Looked,
    decisions: Sequence[Decision],
    came: Came,
    villages: tuple[str, ...],
    form: Form = FORM,
) -> Examined:
    """Close what is mended, confirmed or accepted; what is left decides what is usable."""
    month = looked.month
    records = {s.record.submission for s in month.submissions}
    unused = [f for sha, found in looked.findings.items() if sha not in records for f in found]
    findings = (
        *through_versions(month, looked.findings, looked.outcomes),
        *of_unused(unused, came, month),
    )
    closed = close(month.period, findings, decisions)
    problems = open_problems(closed)
    settled = replace(month, problems=problems)
    wide = mark_questioned(spread(settled, villages, form), problems)
    return Examined(settled, wide, tuple(closed), looked.outcomes, looked.changes)
