"""Every month that is known here in a line: how it went, and where its release is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.discretion import discreet
from flows.lock import under_way
from flows.settings import Home, store_of
from flows.summary import SUMMARY, NoSummaryError, Summary, read_summary
from outputs.standing import is_withdrawn, standing, withdrawn
from schemas.months import PERIOD
from schemas.problem import SEVERITY
from schemas.release import Version
from transforms.merge import WIB

HEADS = ("month", "reported", "findings", "release", "last run (WIB)", "copied")
WIDEST_COPIED = 30
SHORT = 51
"""Characters of a line without its release and whether that is copied: four columns, the gaps."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is told of one month; `when` is that of its last run, and texts may be empty."""

    period: str
    reported: str = ""
    findings: str = ""
    release: str = ""
    when: str = ""
    copied: str = ""


def months(home: Home) -> list[str]:
    """The months of which anything is here, oldest first."""
    folders = (home.root / "inbox", home.archive / "receipts", home.root / "work")
    found = {path.name for folder in folders for path in folder.glob("*") if path.is_dir()}
    return sorted(filter(PERIOD.fullmatch, found))


def overview(home: Home) -> list[Line]:
    """A line for every month that is known, oldest first."""
    return [_line(home, period) for period in months(home)]


def _line(home: Home, period: str) -> Line:
    path, now = home.work(period) / SUMMARY, under_way(home, period)
    on_the_way = [str(now)] if now else []
    if not path.is_file():
        return Line(period, release=", ".join(on_the_way or ["not run yet"]))
    when = f"{datetime.fromtimestamp(path.stat().st_mtime, WIB):%Y-%m-%d %H:%M}"
    try:
        summary = read_summary(home, period)
    except NoSummaryError as error:
        why = discreet(str(error)).replace(f"the last run of {period} was stopped", "stopped")
        told = ", ".join((*stands_of(home, period), *on_the_way, why))
        return Line(period, release=" ".join(told.split()), when=when)
    gone = bool(summary.version) and is_withdrawn(home.releases / summary.version)
    told = f"{_release(summary)}{' withdrawn' if gone else ''}"
    why = f"stopped: {' '.join(discreet(summary.stopped).split())}" if summary.stopped else ""
    return Line(
        period,
        reported=f"{summary.reported} of {summary.expected}",
        findings="/".join(str(summary.problems.get(code, 0)) for code in SEVERITY.values),
        release=", ".join(filter(None, (told, *on_the_way, why))),
        when=when,
        copied="" if gone else _copied(summary),
    )


def _release(summary: Summary) -> str:
    if summary.waiting:
        return ", ".join(filter(None, (summary.version, "one waits for approval")))
    return summary.version or "checked, not published"


def stands_of(home: Home, period: str) -> list[str]:
    """The newest version of a month whose summary does not tell it: what stands, else what went."""
    stand, gone = list[Version](), list[Version]()
    for sample in (False, True):
        stand += standing(home.releases, sample=sample)
        gone += (tombstone.version for tombstone in withdrawn(home.releases, sample=sample))
    found = [*(f"{v} withdrawn" for v in gone if v.period == period)]
    return [*found, *(str(v) for v in stand if v.period == period)][-1:]


def _copied(summary: Summary) -> str:
    """Whether a release was copied to the store of the settings by its run or a push."""
    if summary.not_copied:
        return f"no: {' '.join(discreet(summary.not_copied).split())}"
    if not summary.version or Version.parse(summary.version).is_sample:
        return ""
    store = store_of()
    if store and summary.store != store:
        return f"no: rumahdata push {summary.version}"
    return "yes" if store else "no store"


def print_overview(console: Console, home: Home, lines: Sequence[Line]) -> None:
    """Print a table with a line for each month; what does not fit is cut off.

    `rumahdata status MONTH` tells all of it.
    """
    if not lines:
        console.print(f"No month is known in {home.root}", soft_wrap=True, markup=False)
        return
    copied = min(WIDEST_COPIED, max(len(text) for text in (HEADS[-1], *(x.copied for x in lines))))
    widest = {"release": max(20, console.width - SHORT - copied), "copied": copied}
    table = Table(box=None, pad_edge=False)
    for head in HEADS:
        table.add_column(head, no_wrap=True, overflow="ellipsis", max_width=widest.get(head))
    for line in lines:
        table.add_row(*map(Text, astuple(line)))
    console.print(table)
    console.print(f"findings: {'/'.join(SEVERITY.values)}", markup=False)
