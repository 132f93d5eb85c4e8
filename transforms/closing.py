"""Which findings are still open: mended by a later version, or closed by a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from schemas.codelists import ROLE
from schemas.decision import Act, Decision, in_force
from schemas.findings import REPLY_FINDINGS
from schemas.form import FORM
from schemas.problem import Problem, Scope, Severity, kind_of
from schemas.rules import RULES, Comparison, OnlyIf, RowsDiffer, Unusual
from schemas.section import Log
from transforms.checks import Outcome
from transforms.findings import Finding
from transforms.merge import Month, Submission
from transforms.record import Record, Reply

WITHIN_A_REPORT = frozenset(
    rule.id for rule in RULES if isinstance(rule, Comparison | OnlyIf | RowsDiffer)
)
"""The rules that look at one report alone: the same answers break them in any month."""

BY_ANSWER = frozenset(rule.id for rule in RULES if isinstance(rule, Unusual))
"""The rules that look at each of their answers by itself."""

REPLIES = frozenset(kind.id for kind in REPLY_FINDINGS)
CLOSED_AS = {Act.CONFIRM: "confirmed", Act.ACCEPT: "accepted"}


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A finding that a village stands by in a workbook it sent back, and its reason."""

    finding: Finding
    who: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Came:
    """When each file first arrived, and the village it is thought to come from, by sha256.

    The sender is known only where the file's name tells it.
    """

    arrivals: Mapping[str, datetime]
    senders: Mapping[str, str]


def can_close(act: Act, problem: Problem) -> bool:
    """Whether a decision may close a finding.

    A village confirms what it is asked back; the office may also accept what a rule
    holds back. What cannot be read can only be corrected.
    """
    if problem.severity is Severity.CONFIRM:
        return True
    is_rule = kind_of(problem.kind).scope is Scope.RULE
    return act is Act.ACCEPT and problem.severity is Severity.BLOCKING and is_rule


def confirmations(
    versions: Sequence[Submission], findings: Mapping[str, Sequence[Finding]]
) -> Iterator[Confirmation | Problem]:
    """What the answers in a village's returned workbooks confirm, and what is amiss with them.

    `findings` are those of each submission. What was mended is not among them any more,
    and an answer beside it says nothing; an answer that was there before the value changed
    was about the value before.
    """
    known: set[str] = set()
    given: dict[tuple[str, bool, str], str] = {}
    for submission in versions:
        record = submission.record
        by_code = {f.code: f for f in findings.get(record.submission, ())}
        known |= by_code.keys()
        for reply in record.replies:
            finding = by_code.get(reply.code)
            if finding is None:
                if reply.code not in known:
                    yield _reply_problem("reply_unknown_code", reply, record)
                continue
            said = (reply.code, reply.stands_by, reply.reason)
            is_old = given.setdefault(said, finding.fingerprint) != finding.fingerprint
            amiss = "reply_outdated" if is_old else _amiss(reply, finding)
            if amiss:
                yield _reply_problem(amiss, reply, record)
            else:
                yield Confirmation(finding, _who(record), reply.reason, record.submission)


def _amiss(reply: Reply, finding: Finding) -> str:
    if not finding.is_asked:
        return ""
    if not reply.stands_by:
        return "reply_not_understood"
    if not can_close(Act.CONFIRM, finding.problem):
        return "reply_must_be_mended"
    return "" if reply.reason else "reply_without_reason"


def _reply_problem(kind: str, reply: Reply, record: Record) -> Problem:
    return Problem(
        kind=kind,
        submission=record.submission,
        village_code=record.village_code,
        values=(("code", reply.code),),
    )


def _who(record: Record) -> str:
    role = record.filled_by_role
    return ROLE[role].label.id if role else record.village_code


def close(period: str, findings: Iterable[Finding], decisions: Iterable[Decision]) -> list[Finding]:
    """The findings with those closed that a decision in force is about.

    A decision holds while the fingerprint is that of the answers it was about. One about
    a rule within a single report also holds in later months in which they are the same.
    """
    closing = [d for d in in_force(decisions) if d.act in CLOSED_AS and d.period <= period]
    found: list[Finding] = []
    for finding in findings:
        decision = next((d for d in reversed(closing) if _is_about(d, finding, period)), None)
        if decision is None or not finding.is_open:
            found.append(finding)
        else:
            state = CLOSED_AS[decision.act]
            found.append(replace(finding, state=state, decision=decision.number))
    return found


def _is_about(decision: Decision, finding: Finding, period: str) -> bool:
    problem = finding.problem
    if decision.fingerprint != finding.fingerprint or not can_close(decision.act, problem):
        return False
    if decision.period == period:
        return decision.subject == finding.code
    about = (decision.village_code, decision.kind, decision.question)
    same = about == (problem.village_code, problem.kind, problem.question)
    return same and problem.kind in WITHIN_A_REPORT


def through_versions(
    month: Month, findings: Mapping[str, Sequence[Finding]], outcomes: Iterable[Outcome]
) -> Iterator[Finding]:
    """The findings of the current version of each report, and those of earlier ones.

    `findings` are those of each submission. An earlier finding that is gone is mended when
    the current version could be looked at again and is in order; where a rule could not
    look, or the answer is blank, it is unseen. What was said of an answer to a finding is
    gone with it.
    """
    looked = {o.rule: frozenset((*o.failed, *o.passed)) for o in outcomes}
    for village, versions in month.versions.items():
        current = list(findings.get(versions[-1].record.submission, ()))
        codes = {finding.code for finding in current}
        earlier: dict[str, Finding] = {}
        for submission in versions[:-1]:
            for finding in findings.get(submission.record.submission, ()):
                if finding.code not in codes and finding.problem.kind not in REPLIES:
                    earlier[finding.code] = finding
        yield from current
        for finding in earlier.values():
            seen = _is_seen(finding.problem, versions[-1].record, looked, village)
            state = "mended" if seen else "unseen"
            yield replace(finding, state=state) if finding.is_asked else finding


def _is_seen(
    problem: Problem, record: Record, looked: Mapping[str, frozenset[str]], village: str
) -> bool:
    """Whether what a finding was about could be looked at in a later version."""
    if problem.kind in looked and problem.kind not in BY_ANSWER:
        return village in looked[problem.kind]
    answer = record.answers.get(problem.question)
    if problem.question and "." in problem.question and not _in_log(problem.question):
        return answer is not None and answer.value is not None
    return not problem.section or problem.section in record.sections


def _in_log(question: str) -> bool:
    return isinstance(FORM.blocks[FORM.questions[question].block], Log)


def of_unused(findings: Iterable[Finding], came: Came, month: Month) -> Iterator[Finding]:
    """The findings of files that gave no report; mended when their sender sent one later."""
    last = {
        code: came.arrivals[versions[-1].record.submission]
        for code, versions in month.versions.items()
    }
    for finding in findings:
        problem = finding.problem
        village = problem.village_code or came.senders.get(problem.submission, "")
        arrived = came.arrivals.get(problem.submission)
        later = village in last and arrived is not None and last[village] > arrived
        mended = finding.is_open and later
        yield replace(finding, state="mended") if mended else finding
