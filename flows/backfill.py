"""Months in a row, released in their order, with one summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from flows.approval import ApprovalNeededError
from flows.asking import run_release
from flows.engines import Engine
from flows.examination import NothingToPublishError
from flows.inbox import NoInboxError
from flows.settings import Request
from flows.shortage import shortage
from flows.sources.source import NoSuchPlaceError
from flows.summary import Summary
from schemas.spoken import SpokenError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one month: its summary, or why there is none.

    `stopped` says that it needs a person; a month of which nothing came does not.
    """

    period: str
    summary: Summary | None
    told: str = ""
    stopped: bool = False


def backfill(
    requests: Sequence[Request], console: Console, engine: Engine | None = None
) -> list[Outcome]:
    """Release months in their order; the first that fails ends it, one without reports does not.

    A release holds the months before it, so that none is published after one that failed.
    """
    outcomes: list[Outcome] = []
    for request in requests:
        if outcomes and outcomes[-1].stopped:
            outcomes.append(Outcome(request.period, None, "not begun", stopped=True))
            continue
        try:
            outcomes.append(Outcome(request.period, run_release(request, console, engine)))
        except (NoInboxError, NoSuchPlaceError, NothingToPublishError) as nothing:
            outcomes.append(Outcome(request.period, None, str(nothing)))
        except ApprovalNeededError as waiting:
            outcomes.append(Outcome(request.period, None, str(waiting), stopped=True))
        except (SpokenError, OSError) as error:
            told = shortage(error, request.home) or str(error)
            outcomes.append(Outcome(request.period, None, f"Stopped: {told}", stopped=True))
    return outcomes


def backfill_table(outcomes: Sequence[Outcome]) -> Table:
    """One line a month: its release, its villages, its steps, or why there is none."""
    table = Table("month", "release", "villages", "steps", "told", box=None, pad_edge=False)
    for outcome in outcomes:
        table.add_row(outcome.period, *_cells(outcome))
    return table


def _cells(outcome: Outcome) -> tuple[str, ...]:
    summary = outcome.summary
    if summary is None:
        return ("", "", "", outcome.told)
    return (
        f"{summary.version} ({summary.outcome})",
        f"{summary.reported} of {summary.expected}",
        f"{len(summary.ran)} ran, {len(summary.reused)} reused",
        "",
    )
