"""What must differ between the releases before and after an example's late arrivals."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow.parquet as pq

from schemas.form import FORM
from schemas.form_tables import form_tables
from schemas.protection import BY_AREA, EXPOSED
from schemas.rules import RULES, OnlyIf
from schemas.section import Log, Question
from schemas.table import status_of

Change = tuple[str, str, str, str, str]
"""Table, row, column, old, new, as in the table changes."""

HEALTH = {table.name for table in form_tables(FORM) if table.name in BY_AREA}
LOGGED = {q.table for b in FORM.blocks.values() if isinstance(b, Log) for q in b.questions("")}
TABLES = {table.name: table for table in form_tables(FORM)}
GRIDS = set(TABLES) - HEALTH - LOGGED
CONDITIONS = {rule.question: rule for rule in RULES if isinstance(rule, OnlyIf)}


def arrivals_of(directory: Path, period: str) -> dict[str, str]:
    """The kind of arrival, which is its reason, by village."""
    return {row["village_code"]: row["kind"] for row in _planted(directory, period)}


def expected_changes(directory: Path, period: str, *, rounded: bool = True) -> set[Change]:
    """Every value and status of the open grid tables that the planted arrivals change.

    Without `rounded` those alone that are published as they are.
    """
    truth = _truth(directory, period)
    found: set[Change] = set()
    for village, kind in arrivals_of(directory, period).items():
        now = truth[village]
        is_late = kind == "late_report"
        then = None if is_late else _before(directory, period, village, now)
        for question in FORM.questions.values():
            if question.id in EXPOSED and not rounded:
                continue
            if question.table in GRIDS and question.field.public and question.id in now:
                found.update(_changes(question, village, period, then, now))
    return found


def _changes(
    question: Question,
    village: str,
    period: str,
    then: Mapping[str, str] | None,
    now: Mapping[str, str],
) -> Iterator[Change]:
    """The changes of one answer; without answers before there was no report."""
    table = str(question.table)
    pairs = (("village_code", village), ("period", period), *question.keys)
    row = "; ".join(f"{name}={value}" for name, value in pairs)
    old, new = ("" if then is None else then[question.id]), now[question.id]
    if old != new:
        yield table, row, question.measure, old, new
    was, status = ("O" if then is None else _status(question, then)), _status(question, now)
    if was != status:
        yield table, row, status_of(question.measure), was, status


def _status(question: Question, answers: Mapping[str, str]) -> str:
    if answers[question.id]:
        return "A"
    rule = CONDITIONS.get(question.id)
    return "M" if rule is not None and answers[rule.on] not in ("", rule.code) else "O"


def _planted(directory: Path, period: str) -> list[dict[str, str]]:
    with (directory / "arrivals.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["period"] == period]


def _before(directory: Path, period: str, village: str, now: Mapping[str, str]) -> dict[str, str]:
    """The answers of a village before it corrected some of them."""
    rows = [row for row in _planted(directory, period) if row["village_code"] == village]
    return {**now, **{row["question"]: row["before"] for row in rows}}


def _truth(directory: Path, period: str) -> dict[str, dict[str, str]]:
    """The true answers by village and question, empty where there is none."""
    found: dict[str, dict[str, str]] = {}
    for row in pq.read_table(directory / "truth" / "answers.parquet").to_pylist():
        if row["period"] == period:
            found.setdefault(row["village_code"], {})[row["question"]] = row["value"] or ""
    return found
