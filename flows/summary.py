"""What a person reads when a month is done, and again when they ask for its status."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from flows.examination import Case
from flows.files import write_json
from flows.releases import Release
from flows.reuse.step import Step
from flows.reuse.tally import RAN, REUSED, Tally
from flows.settings import Home
from outputs.publish import Published
from schemas.register import villages
from schemas.rules import Life
from schemas.spoken import SpokenError
from transforms.checks import silent

SUMMARY = "summary.json"
CLOSED = ("mended", "confirmed", "accepted", "unseen")


class NoSummaryError(SpokenError):
    """The month was never run here; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How a month went: reports, findings by severity, and where the release is.

    `version` and `release` are empty when the month was checked and not published.
    `problems` counts what still holds by severity, `closed` what does not by its state.
    `changed` are answers that villages changed between versions, and `unasked` those of
    them that no finding asked about. `months` counts the months that the release holds;
    `changes` those in months that `previous`, the release before, holds too, by reason.
    `ran` and `reused` name the steps of the last run, `read` and `known` count the files it
    read and those whose reading it reused.
    `gate` is what the manifest says of the checks before publishing.
    `warnings` say in a sentence each what a person should look at, such as far fewer files
    than usual. `not_copied` says why the release is not in the store that it belongs in, or
    is empty; `store` is the store that it was copied to. `waiting` says which release waits for
    a person, or is empty; `stopped` why the last run stopped, or is empty.
    """

    period: str
    version: str
    outcome: str
    release: str
    expected: int
    reported: int
    late: int
    missing: list[str]
    files: int
    files_refused: int
    files_closed: int
    problems: dict[str, int]
    closed: dict[str, int]
    changed: int
    unasked: int
    rules: int
    silent_rules: list[str]
    shadow: int
    months: int = 0
    previous: str = ""
    changes: dict[str, int] = field(default_factory=dict)
    gate: dict[str, Any] = field(default_factory=dict)
    not_copied: str = ""
    store: str = ""
    waiting: str = ""
    stopped: str = ""
    warnings: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    reused: list[str] = field(default_factory=list)
    read: int = 0
    known: int = 0


def summarise(period: str, case: Case, tally: Tally, published: Published | None = None) -> Summary:
    """The summary of a month that was checked, and published where a version is given."""
    examined = case.examined
    current = examined.month.current
    used = {s.record.submission for s in examined.month.submissions}
    files = {receipt.sha256 for receipt in case.receipts}
    states = Counter(finding.state for finding in examined.findings)
    told: Mapping[str, Any] = Release(published.path).manifest if published else {}
    summary = Summary(
        period=period,
        version=published.version if published else "",
        outcome=published.outcome if published else "",
        release=str(published.path) if published else "",
        expected=len(villages()),
        reported=len(current),
        late=len(examined.month.late),
        missing=[code for code in villages() if code not in current],
        files=len(case.receipts),
        files_refused=len(files - used),
        files_closed=case.closed,
        problems=dict(Counter(p.severity.value for p in examined.problems)),
        closed={state: states[state] for state in CLOSED if states[state]},
        changed=len(examined.changes),
        unasked=sum(not change.is_asked for change in examined.changes),
        rules=len(examined.outcomes),
        silent_rules=list(silent(examined.outcomes)),
        shadow=sum(o.found for o in examined.outcomes if o.life is Life.SHADOW),
        months=len(told.get("periods", ())),
        previous=told.get("previous", ""),
        changes=told.get("changes", {}),
        gate=told.get("gate", {}),
        warnings=list(case.warnings),
    )
    return with_steps(summary, tally)


def with_steps(summary: Summary, tally: Tally) -> Summary:
    """The summary with the steps of a run, as far as it came."""
    fresh = tally.fresh(summary.period, Step.READ)
    return replace(
        summary,
        ran=tally.steps(summary.period, RAN),
        reused=tally.steps(summary.period, REUSED),
        read=fresh,
        known=tally.pieces(summary.period, Step.READ) - fresh,
    )


def write_summary(home: Home, summary: Summary) -> None:
    """Keep the summary of a month with its working files."""
    write_json(home.work(summary.period) / SUMMARY, asdict(summary))


def write_check(home: Home, summary: Summary) -> None:
    """Keep the summary of a check; what was published of the month before stays named."""
    try:
        earlier = read_summary(home, summary.period)
    except NoSummaryError:
        earlier = summary
    kept = replace(
        summary,
        version=earlier.version,
        release=earlier.release,
        outcome="published before" if earlier.version else "",
        not_copied=earlier.not_copied,
        store=earlier.store,
    )
    write_summary(home, kept)


def write_stop(home: Home, period: str, why: str, checked: Summary | None = None) -> None:
    """Keep why the last run of a month stopped, beside what is known of the month.

    That is what this run `checked`, else what is told already; what was published stays named.
    """
    if checked is not None:
        write_check(home, replace(checked, stopped=why))
        return
    try:
        known = read_summary(home, period)
    except NoSummaryError:
        write_json(home.work(period) / SUMMARY, {"stopped": why})
        return
    outcome = "published before" if known.version else ""
    known = replace(known, stopped=why, outcome=outcome, ran=[], reused=[], read=0, known=0)
    write_summary(home, known)


def read_summary(home: Home, period: str) -> Summary:
    """The summary of a month; NoSummaryError when it was never run here, or was stopped."""
    path = home.work(period) / SUMMARY
    if not path.exists():
        raise NoSummaryError(
            f"{period} has not been run in {home.root}: run `rumahdata check {period}` first"
        )
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told.keys() == {"stopped"}:
            raise NoSummaryError(f"the last run of {period} was stopped: {told['stopped']}")
        return Summary(**told)
    except (ValueError, TypeError):
        raise NoSummaryError(
            f"{path} cannot be read: run `rumahdata check {period}` again"
        ) from None
