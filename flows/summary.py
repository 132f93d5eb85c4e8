"""What a person reads when a month is done, and again when they ask for its status."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from flows.settings import Home
from flows.work import write_json
from schemas.problem import SEVERITY
from schemas.spoken import SpokenError

SUMMARY = "summary.json"
SHOWN = 3
"""How many rules the summary names."""


class NoSummaryError(SpokenError):
    """The month was never run here; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How a month went: reports, findings by severity, and where the release is."""

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
    silent_rules: list[str]


def write_summary(home: Home, summary: Summary) -> None:
    """Keep the summary of a month with its working files."""
    write_json(home.work(summary.period) / SUMMARY, asdict(summary))


def write_stop(home: Home, period: str, why: str) -> None:
    """Keep why the last run of a month stopped, in the place of its summary."""
    write_json(home.work(period) / SUMMARY, {"stopped": why})


def read_summary(home: Home, period: str) -> Summary:
    """The summary of a month; NoSummaryError when it was never run here, or was stopped."""
    path = home.work(period) / SUMMARY
    if not path.exists():
        raise NoSummaryError(
            f"{period} has not been run in {home.root}: run `rumahdata release {period}` first"
        )
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if "stopped" in told:
            raise NoSummaryError(f"the last run of {period} was stopped: {told['stopped']}")
        return Summary(**told)
    except (ValueError, TypeError):
        raise NoSummaryError(
            f"{path} cannot be read: run `rumahdata release {period}` again"
        ) from None


def print_summary(console: Console, summary: Summary) -> None:
    """Print the summary as a small table and the path of the release's page."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_row("Month", summary.period)
    table.add_row("Release", f"{summary.version} ({summary.outcome})")
    table.add_row(
        "Villages",
        f"{summary.reported} of {summary.expected} reported, {summary.late} of them late, "
        f"{len(summary.missing)} missing",
    )
    closed = f", {summary.files_closed} not readable for us" if summary.files_closed else ""
    told = f"{summary.files} received, {summary.files_refused} not usable{closed}"
    table.add_row("Files", told)
    found = ", ".join(f"{summary.problems.get(code, 0)} {code}" for code in SEVERITY.values)
    table.add_row("Findings", found)
    if summary.silent_rules:
        table.add_row("Rules that saw no report", _some(summary.silent_rules))
    console.print(table)
    page = Path(summary.release) / "index.html"
    near = page.relative_to(Path.cwd()) if page.is_relative_to(Path.cwd()) else page
    console.print(f"Page      {near}", soft_wrap=True)


def _some(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
