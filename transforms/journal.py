"""The tables that are lists of rows: activities, submissions, sections, findings, register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple

import pandas as pd

from schemas.expectation import expected_of
from schemas.field import Text
from schemas.form import FORM
from schemas.personal import masked
from schemas.problem import Problem, told_place
from schemas.register import Village
from schemas.section import Form, Log
from schemas.table import Table, status_of
from schemas.tables import tidy_tables
from transforms.findings import Finding, open_problems
from transforms.merge import Month, Submission
from transforms.record import Answer, Line, Record
from transforms.tidy import frame_of
from transforms.wide import held_back

Row = dict[str, object]


def journal_frames(
    month: Month, findings: Iterable[Finding], villages: dict[str, Village], form: Form = FORM
) -> dict[str, pd.DataFrame]:
    """The frames of all tables whose rows are events or things, not a grid of questions."""
    tables = tidy_tables(form)
    found = list(findings)
    problems = list(open_problems(found))
    rows: dict[str, Iterable[Row]] = {
        "villages": _village_rows(tables["villages"], villages.values()),
        "submissions": (_submission_row(month.period, s) for s in month.submissions),
        "sections": _section_rows(month, problems, villages, form),
        "problems": _problem_rows(month.period, found, form),
    }
    for block in form.blocks.values():
        if isinstance(block, Log):
            rows.update(_log_rows(month, problems, block))
    return {name: frame_of(tables[name], listed) for name, listed in rows.items()}


def _village_rows(table: Table, villages: Iterable[Village]) -> Iterator[Row]:
    for village in villages:
        yield dict(zip(table.names, astuple(village), strict=False))


def _submission_row(period: str, submission: Submission) -> Row:
    record = submission.record
    return {
        "village_code": record.village_code,
        "period": period,
        "revision": submission.revision,
        "is_current": submission.is_current,
        "received_on": submission.received_on,
        "is_late": submission.is_late,
        "filled_on": record.filled_on,
        "filled_by_role": record.filled_by_role,
        "form_version": record.form_version,
        "sha256": record.submission,
    }


def _section_rows(
    month: Month, problems: list[Problem], villages: dict[str, Village], form: Form
) -> Iterator[Row]:
    current, withheld = month.current, held_back(problems, form)
    for section in form.sections:
        asked = tuple(question.id for question in section.questions())
        logs = tuple(block.id for block in section.blocks if isinstance(block, Log))
        for code in villages:
            submission = current.get(code)
            if submission is None:
                state = "no_report"
            elif (submission.record.submission, section.name) in withheld:
                state = "held_back"
            else:
                state = "reported" if _says(submission.record, asked, logs) else "empty"
            yield {
                "village_code": code,
                "period": month.period,
                "section": section.name,
                "section_state": state,
            }


def _says(record: Record, asked: tuple[str, ...], logs: tuple[str, ...]) -> bool:
    """Whether a record answers any of the questions or has a line in any of the logs."""
    answers = record.answers
    return any(record.lines.get(log) for log in logs) or any(
        answers[question].value is not None for question in asked if question in answers
    )


def _problem_rows(period: str, findings: list[Finding], form: Form) -> Iterator[Row]:
    ordered = sorted(findings, key=lambda f: (_place(f.problem), f.code))
    for number, finding in enumerate(ordered, start=1):
        problem = finding.problem
        yield {
            "period": period,
            "problem_no": number,
            "finding_code": finding.code,
            "state": finding.state,
            "sha256": problem.submission or None,
            "village_code": problem.village_code or None,
            "finding": problem.kind,
            "severity": problem.severity.value,
            "section": problem.section or None,
            "question": problem.question or None,
            "sheet": masked(problem.sheet) or None,
            "cell": problem.cell or None,
            "cells": "; ".join(told_place(*place) for place in problem.cells) or None,
            "found": problem.found or None,
            "before": problem.before or None,
            **_in_both("sentence", problem.sentence()),
            **_in_both("expected", expected_of(problem, form)),
            **_in_both("action", problem.action()),
        }


def _place(problem: Problem) -> tuple[str, ...]:
    p = problem
    return (p.village_code, p.submission, p.sheet, p.kind, p.question, p.cell)


def _in_both(name: str, text: Text | None) -> Row:
    """A text as two columns, one a language."""
    return {f"{name}_id": text.id if text else None, f"{name}_en": text.en if text else None}


def _log_rows(month: Month, problems: list[Problem], log: Log) -> dict[str, list[Row]]:
    lists = dict(log.tables)
    rows: dict[str, list[Row]] = {name: [] for name in (log.table, *lists.values())}
    withheld = {submission for submission, section in held_back(problems) if section == log.id}
    for code, submission in sorted(month.current.items()):
        if submission.record.submission in withheld:
            continue
        for line in submission.record.lines.get(log.id, ()):
            key: Row = {"village_code": code, "period": month.period, log.key: line.number}
            rows[log.table].append(key | _line_measures(line, log))
            for field, table in lists.items():
                rows[table].extend(key | {name: c} for name, c in _codes(line, field, log))
    return rows


def _line_measures(line: Line, log: Log) -> Row:
    row: Row = {}
    for field in log.fields:
        if field.name in dict(log.tables):
            continue
        value = _answer(line, field.name)
        row[field.name] = value
        row[status_of(field.name)] = "O" if value is None else "A"
    return row


def _answer(line: Line, field: str) -> object:
    answer: Answer | None = line.answers.get(field)
    return None if answer is None else answer.value


def _codes(line: Line, field: str, log: Log) -> Iterator[tuple[str, str]]:
    codes = next(f.codes for f in log.fields if f.name == field)
    value = _answer(line, field)
    if codes is not None and isinstance(value, tuple):
        for code in dict.fromkeys(value):
            yield codes.name, code
