"""A notice and its words: counts and versions, and nothing of what a village or a person sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from flows.discretion import discreet
from schemas.form import SAMPLE_WORD
from schemas.problem import counted
from schemas.spoken import SpokenError

if TYPE_CHECKING:
    from flows.summary import Summary

Event = Literal["failure", "approval", "release", "reminder"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told: of which event, of which month and version, in a line and in sentences.

    `version` is empty where no release is spoken of.
    """

    event: Event
    period: str
    version: str
    subject: str
    body: str


def told_release(summary: Summary, site: str = "") -> Notice:
    """That a month is published; `site` is the address below which releases are, or empty."""
    changes = sum(summary.changes.values())
    missing = len(summary.missing)
    lines = [
        f"Villages: {summary.reported} of {summary.expected} reported, {missing} missing.",
        f"Files: {summary.files} received, {summary.files_refused} not usable.",
        f"Findings: {counted(summary.problems)}.",
        f"Changes in months published before: {changes}.",
    ]
    lines += [f"Warning: {warning}" for warning in summary.warnings]
    if summary.not_copied:
        lines.append("It is not copied to the store: see `rumahdata status`.")
    if site:
        lines.append(f"Page: {site}{summary.version}/index.html")
    said = "is published" if summary.outcome == "published" else "stands as it was"
    return _notice("release", summary.period, f"{summary.version} {said}", lines, summary.version)


def told_failure(period: str, error: BaseException | str, *, is_sample: bool = False) -> Notice:
    """That the run of a month failed, by the error or by the sentence of a SpokenError.

    The text of another error may hold anything and is not told, only its type.
    """
    lines = [sentence_of(error), f"`rumahdata status {period}` says how the month stands."]
    return _notice("failure", period, f"the run of {_month(period, is_sample)} failed", lines)


def told_approval(period: str, version: str, summary_words: str, how: str) -> Notice:
    """That a release waits for a person: what it holds, and `how` it is approved or refused."""
    lines = [summary_words, f"To let it be published or not: {how}"]
    return _notice("approval", period, f"{version} waits for approval", lines, version)


def told_reminder(
    period: str, missing_count: int, until: date | None = None, *, is_sample: bool = False
) -> Notice:
    """That so many villages have sent no report of a month, which is due on a day."""
    villages = "1 village has" if missing_count == 1 else f"{missing_count} villages have"
    due = f" Reports are due on {until.isoformat()}." if until else ""
    lines = [f"{villages} sent no readable report of {period}.{due}"]
    subject = f"{_month(period, is_sample)}: {missing_count} reports are missing"
    return _notice("reminder", period, subject, lines)


def sentence_of(error: BaseException | str) -> str:
    """What may be told of an error outside the house."""
    if isinstance(error, str | SpokenError):
        return discreet(str(error))
    return f"An error that was not foreseen ({type(error).__name__}): see the log."


def _month(period: str, is_sample: bool) -> str:  # noqa: FBT001 - a word of the subject
    return f"{period} ({SAMPLE_WORD})" if is_sample else period


def _notice(event: Event, period: str, said: str, lines: list[str], version: str = "") -> Notice:
    subject = " ".join(discreet(f"Rumah Data: {said}").split())
    return Notice(event, period, version, subject, discreet("\n".join(lines)))
