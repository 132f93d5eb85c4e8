"""A trace as lines of text: value, rules, file, sheet, cell, and the text as written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flows.why import Fed, Source, Trace, written
from schemas.form import FORM
from schemas.problem import echo, told_place
from schemas.protection import POLICY
from schemas.register import villages
from transforms.merge import WIB


def lines_of_trace(trace: Trace) -> Iterator[str]:
    """The cell, then one paragraph for each answer it rests on."""
    keys = " ".join(f"{name}={value}" for name, value in trace.keys.items())
    told = "; ".join(f"{value} ({where})" for where, value in trace.values.items())
    yield f"{trace.table}.{trace.column} {keys}: {told}"
    if trace.is_rounded:
        yield (
            f"Published counts on health are rounded to multiples of {POLICY.base}, and rates are "
            "computed from these; internal tables and the cells below are exact."
        )
    elif len(set(trace.values.values())) > 1:
        yield "They differ: something arrived, or was decided, after the release."
    if not trace.sources:
        yield "It does not come from an answer of the form."
    elif len(trace.sources) > 1:
        yield f"It rests on {len(trace.sources)} answers:"
    for source in trace.sources:
        yield from _source(source)


def _source(source: Source) -> Iterator[str]:
    origin = source.origin
    line = f" line {origin.line}" if origin.line else ""
    yield f"\n{origin.village_code} {villages()[origin.village_code].name}: {origin.question}{line}"
    if source.submission is None:
        yield "  no readable report"
        return
    yield f"  report   version {source.submission.revision}, {_file(source)}"
    answer = source.answer
    if answer is None:
        yield "  cell     the question was not found in it"
    else:
        read = "not reported or not readable" if answer.value is None else f"read as {answer.value}"
        yield f"  cell     {told_place(answer.sheet, answer.cell)}: “{written(answer)}”, {read}"
    for finding in source.findings:
        decided = f", decision {finding.decision}" if finding.decision else ""
        yield f"  finding  {finding.code} {finding.problem.kind} ({finding.state}{decided})"
    for finding in source.held_back:
        problem = finding.problem
        place = f" {told_place(problem.sheet, problem.cell)}" if problem.cell else ""
        yield f"  not used its section is held back: {finding.code}{place} {problem.kind}"
    if source.is_left_out:
        yield "  not used the village did not report all counts that are rounded together"
    if source.broken or source.kept:
        yield f"  rules    {len(source.kept)} hold, broken: {', '.join(source.broken) or 'none'}"


def _file(source: Source) -> str:
    came = sorted(receipt.received_at for receipt in source.receipts)
    assert source.submission is not None  # noqa: S101 - asked before
    when = f", arrived {came[0].astimezone(WIB):%Y-%m-%d %H:%M}" if came else ""
    return f"sha256 {source.submission.record.submission}{when}"


def lines_of_file(fed: Fed, archive: Path) -> Iterator[str]:
    """The file, its report, and what of it reached which table."""
    yield f"sha256 {fed.sha256}"
    yield f"archived as {archive / 'objects' / fed.sha256[:2] / fed.sha256}"
    for receipt in fed.receipts:
        when = f"{receipt.received_at.astimezone(WIB):%Y-%m-%d %H:%M}"
        yield f"arrived {when} as “{echo(receipt.name)}”, {receipt.size} bytes"
    if fed.submission is None:
        yield "It gave no report."
    else:
        yield from _report(fed)
    for finding in fed.findings:
        problem = finding.problem
        place = f"{told_place(problem.sheet, problem.cell)} " if problem.cell else ""
        yield f"  finding  {finding.code} {place}{problem.kind} ({finding.state})"
    for decision in fed.decisions:
        yield f"  decision {decision.number} {decision.act.value}, by {decision.who}"


def _report(fed: Fed) -> Iterator[str]:
    submission = fed.submission
    assert submission is not None  # noqa: S101 - asked before
    record = submission.record
    village = villages()[record.village_code]
    counts = "it counts" if submission.is_current else "a later version counts instead"
    yield f"Report of {village.code} {village.name}, version {submission.revision}: {counts}."
    letters = [s.letter for s in FORM.sections if s.name in record.sections]
    yield f"Sections {' '.join(letters)}."
    for table, number in sorted(fed.values.items()):
        yield f"  {table:<20} {number} values"
