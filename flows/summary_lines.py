"""The summary of a month in words, as it is printed and shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.summary import Summary
from schemas.personal import MASK_EN, masked
from schemas.problem import counted
from schemas.spoken import number_of, some_of

SHOWN = 3
"""How many rules the summary names."""


def print_summary(console: Console, summary: Summary) -> None:
    """Print the summary as a small table and the path of the release's page."""
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, told in lines_of(summary):
        table.add_row(name, Text(told))
    console.print(table)
    if summary.release:
        page = Path(summary.release) / "index.html"
        near = page.relative_to(Path.cwd()) if page.is_relative_to(Path.cwd()) else page
        console.print(f"Page      {near}", soft_wrap=True)


def lines_of(summary: Summary) -> Iterator[tuple[str, str]]:
    """What is told of a month, each line with its name; the name is empty where it goes on."""
    yield "Month", summary.period
    yield from _release(summary)
    if summary.stopped:
        yield "Stopped", masked(summary.stopped, MASK_EN)
    reported = f"{summary.reported} of {summary.expected} reported"
    yield "Villages", f"{reported}, {summary.late} of them late, {len(summary.missing)} missing"
    if summary.stopped and summary.missing:
        yield "", f"`rumahdata reminder {summary.period}` lists the missing"
    closed = f", {summary.files_closed} not readable for us" if summary.files_closed else ""
    yield "Files", f"{summary.files} received, {summary.files_refused} not usable{closed}"
    for warning in summary.warnings:
        yield "Warning", warning
    if summary.gate:
        yield "Gate", gate_in_words(summary.gate)
    yield "Findings", counted(summary.problems)
    if summary.closed:
        yield "", ", ".join(f"{n} {state}" for state, n in summary.closed.items())
    if summary.changed:
        told = f"{summary.changed} answers between versions, {summary.unasked} not asked about"
        yield "Changed", told
    yield "Rules", _rules(summary)
    if summary.ran or summary.reused:
        yield "Steps", _steps(summary)


def _release(summary: Summary) -> Iterator[tuple[str, str]]:
    if summary.version:
        yield "Release", f"{summary.version} ({summary.outcome})"
    if summary.waiting:
        yield "Waiting", summary.waiting
    if summary.not_copied:
        yield "", f"not copied: {summary.not_copied}"
    if summary.previous:
        yield "History", f"{number_of(summary.months, 'month')}, after {summary.previous}"
        told = ", ".join(f"{n} {reason}" for reason, n in summary.changes.items()) or "none"
        yield "Changes", f"in months published before: {told}"


def gate_in_words(gate: Mapping[str, Any]) -> str:
    """What the checks before publishing found, as the manifest tells it."""
    told = f"{gate['passed']} expectations hold"
    if gate["not_asked"]:
        told += f", {gate['not_asked']} not asked"
    if gate["warned"]:
        told += f"; warnings: {', '.join(gate['warned'])}"
    if gate["overridden"]:
        told += f"; overridden: {', '.join(one['id'] for one in gate['overridden'])}"
    return told


def _rules(summary: Summary) -> str:
    told = f"{summary.rules} ran"
    if summary.silent_rules:
        named = some_of(summary.silent_rules, SHOWN)
        told += f"; {len(summary.silent_rules)} looked at nothing: {named}"
    return f"{told}; {summary.shadow} found by rules on trial" if summary.shadow else told


def _steps(summary: Summary) -> str:
    """Which steps ran and which were reused; the two numbers make up all of them."""
    told = f"{len(summary.ran)} ran ({', '.join(summary.ran)}), {len(summary.reused)} reused"
    if summary.read and summary.known:
        told += f"; {number_of(summary.read, 'file')} read, {summary.known} known"
    return told
