"""Why a published cell says what it says, and what a file has fed: read anew from the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.archive import Receipt
from flows.examination import Case
from flows.releases import published
from flows.settings import Request, SettingError
from outputs.tables import FOLDER
from schemas.columns import PERIOD, VILLAGE_CODE
from schemas.decision import Decision
from schemas.form import FORM
from schemas.problem import echo
from schemas.protection import EXPOSED, tree_with
from schemas.release import Version
from schemas.table import Table
from schemas.tables import public_tables, tidy_tables
from transforms.findings import Finding
from transforms.health_counts import health_counts
from transforms.merge import Submission
from transforms.record import Answer
from transforms.tidy import form_frames
from transforms.tracing import NoSuchCellError, Origin, measure_of, origins
from transforms.wide import held_back

RELEASE = "release"
"""How the place of a published value begins, beside that of the internal tables."""


@dataclass(frozen=True, slots=True)
class Source:
    """One answer behind a cell: where it stands in which file, and the text as written.

    `answer` and `submission` are None where the village has no readable report or the
    question was not found in it. `held_back` are the findings for which the section of
    the answer is held back; `is_left_out` says that the published figure rests on other
    villages, because this one did not report all counts that are rounded together.
    """

    origin: Origin
    submission: Submission | None
    answer: Answer | None
    receipts: tuple[Receipt, ...]
    findings: tuple[Finding, ...]
    broken: tuple[str, ...]
    kept: tuple[str, ...]
    held_back: tuple[Finding, ...] = ()
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """A cell: its values as published and as the house has it now, and what it rests on."""

    table: str
    column: str
    keys: dict[str, str]
    values: dict[str, str]
    sources: tuple[Source, ...]

    @property
    def is_rounded(self) -> bool:
        """Whether the published value is, or follows from, rounded counts."""
        is_exposed = any(source.origin.question in EXPOSED for source in self.sources)
        return is_exposed and any(where.startswith(RELEASE) for where in self.values)


def trace(request: Request, case: Case, table: str, column: str, keys: Mapping[str, str]) -> Trace:
    """A cell back to file, sheet and cell; SettingError when there is no such cell."""
    codes = case.examined.wide.villages
    try:
        found = origins(table, column, keys, codes, FORM)
    except NoSuchCellError as unknown:
        raise SettingError(str(unknown)) from None
    return Trace(
        table=table,
        column=column,
        keys=dict(keys),
        values=published_value(request, table, column, keys),
        sources=_sources(case, found, keys),
    )


def _sources(case: Case, found: Sequence[Origin], keys: Mapping[str, str]) -> tuple[Source, ...]:
    """The answers behind a cell, with those that a figure of an area leaves out marked."""
    sources = [_source(case, origin, keys.get("revision")) for origin in found]
    if not any(origin.question in EXPOSED for origin in found):
        return tuple(sources)
    rows = health_counts(form_frames(case.examined.wide))
    partly = rows[rows["count"].isna()]
    left_out = set(zip(partly[VILLAGE_CODE.name], partly["tree"], strict=True))
    return tuple(
        replace(source, is_left_out=_place(source.origin) in left_out) for source in sources
    )


def _place(origin: Origin) -> tuple[str, str]:
    """The village of an answer and the tree of counts that it is rounded in."""
    tree = tree_with(origin.question)
    return origin.village_code, tree.name if tree else ""


def _submission(case: Case, village: str, revision: str | None) -> Submission | None:
    """The version of a village's report that is asked for, else the one that counts."""
    versions = case.examined.month.versions.get(village, [])
    if revision is None:
        return versions[-1] if versions else None
    return next((s for s in versions if str(s.revision) == revision), None)


def _source(case: Case, origin: Origin, revision: str | None) -> Source:
    submission = _submission(case, origin.village_code, revision)
    outcomes = case.examined.outcomes
    about = [o for o in outcomes if origin.question in o.questions]
    return Source(
        origin=origin,
        submission=submission,
        answer=None if submission is None else _answer(submission, origin),
        receipts=() if submission is None else _receipts(case, submission.record.submission),
        findings=tuple(f for f in case.examined.findings if _is_about(f, origin)),
        broken=tuple(o.rule for o in about if origin.village_code in o.failed),
        kept=tuple(o.rule for o in about if origin.village_code in o.passed),
        held_back=_holding(case, origin, submission),
    )


def _holding(case: Case, origin: Origin, submission: Submission | None) -> tuple[Finding, ...]:
    """The findings that hold back the section of an answer."""
    section = FORM.questions[origin.question].section
    return tuple(
        finding
        for finding in case.examined.findings
        if submission is not None
        and finding.state in ("open", "told")
        and (submission.record.submission, section) in held_back([finding.problem])
    )


def _answer(submission: Submission, origin: Origin) -> Answer | None:
    record = submission.record
    if not origin.line:
        return record.answers.get(origin.question)
    block, _, name = origin.question.partition(".")
    lines = {line.number: line for line in record.lines.get(block, ())}
    return lines[origin.line].answers.get(name) if origin.line in lines else None


def _is_about(finding: Finding, origin: Origin) -> bool:
    problem = finding.problem
    return problem.village_code == origin.village_code and origin.question in (
        problem.question,
        *problem.questions,
    )


def _receipts(case: Case, sha256: str) -> tuple[Receipt, ...]:
    return tuple(receipt for receipt in case.receipts if receipt.sha256 == sha256)


def published_value(
    request: Request, table: str, column: str, keys: Mapping[str, str]
) -> dict[str, str]:
    """A cell's value and status as text, by where it stands: the release, the internal tables.

    SettingError when neither has the table, the column or a row with these keys.
    """
    editions = [
        found
        for found in published(request.home.releases, sample=request.sample)
        if Version.parse(found.path.name).period == request.period
    ]
    version = editions[-1].path.name if editions else str(Version(request.period))
    release = request.home.releases / version / FOLDER / f"{table}.parquet"
    internal = request.home.work(request.period) / "tables" / f"{table}.parquet"
    named = (
        (f"{RELEASE} {version}", release, public_tables),
        ("internal table", internal, tidy_tables),
    )
    found: dict[str, str] = {}
    amiss = f"{request.period} was neither released nor checked here: run `rumahdata check` first"
    for where, path, declared in named:
        if path.is_file():
            content = _of_month(pq.read_table(path), request.period)
            rows, said = _rows(content, declared(FORM)[table], column, keys)
            amiss = amiss if found else said
            if rows is not None:
                found[where] = _shown(rows, column)
    if not found:
        raise SettingError(amiss)
    return found


def _of_month(content: pa.Table, period: str) -> pa.Table:
    """The rows of one month; all where the table has no months."""
    if PERIOD.name not in content.column_names:
        return content
    return content.filter(pc.equal(content[PERIOD.name], period))


def _rows(
    content: pa.Table, table: Table, column: str, keys: Mapping[str, str]
) -> tuple[pa.Table | None, str]:
    """The one row with these keys, or what is amiss with column and keys."""
    if column not in table.names:
        return (
            None,
            f"table {table.name} has no column {column!r}; it has: {', '.join(table.names)}",
        )
    for name, value in keys.items():
        if name not in table.names:
            keyed = ", ".join(name for name in table.key if name != "period")
            return None, f"table {table.name} has no column {name!r}; its keys are: {keyed}"
        content = content.filter(pc.equal(content[name].cast(pa.string()), value))
    if content.num_rows == 1:
        return content, ""
    needed = ", ".join(f"{name}=" for name in table.key if name not in keys and name != "period")
    if content.num_rows:
        return None, f"{content.num_rows} rows of table {table.name} have these keys: add {needed}"
    return None, f"no row of table {table.name} has these keys ({', '.join(keys.values())})"


def _shown(row: pa.Table, column: str) -> str:
    value = row[column][0].as_py()
    status = f"{measure_of(column)}_status"
    told = "(empty)" if value is None else str(value)
    return f"{told}, status {row[status][0].as_py()}" if status in row.column_names else told


@dataclass(frozen=True, slots=True)
class Fed:
    """What a file fed: its arrivals, its report where it gives one, and what was found in it."""

    sha256: str
    receipts: tuple[Receipt, ...]
    submission: Submission | None
    values: dict[str, int]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]


def fed(case: Case, sha256: str) -> Fed:
    """What the file with this digest fed, by table."""
    submissions = case.examined.month.submissions
    submission = next((s for s in submissions if s.record.submission == sha256), None)
    return Fed(
        sha256=sha256,
        receipts=_receipts(case, sha256),
        submission=submission,
        values=_values(case, submission),
        findings=tuple(f for f in case.examined.findings if f.problem.submission == sha256),
        decisions=tuple(d for d in case.decisions if sha256 in (d.subject, d.source)),
    )


def _values(case: Case, submission: Submission | None) -> dict[str, int]:
    """How many values of each table come from a report; none from what does not count."""
    if submission is None or not submission.is_current:
        return {}
    record = submission.record
    withheld = held_back(case.examined.problems)
    said = [q for q, answer in record.answers.items() if answer.value is not None]
    for block, lines in record.lines.items():
        said += [f"{block}.{f}" for line in lines for f, a in line.answers.items() if a.value]
    asked = (FORM.questions[question] for question in said)
    used = (q.table for q in asked if (record.submission, q.section) not in withheld)
    return dict(Counter(table for table in used if table))


def written(answer: Answer) -> str:
    """The text of an answer as it may be shown: one line, no long run of digits."""
    return echo(answer.text)
