"""What each step of a month does; how the steps are started is decided elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from flows.archive import Archive, Receipt
from flows.child import FileRef, read_files
from flows.provenance import CODE_VERSION, code_digest, library_versions
from flows.settings import Request
from flows.work import write_work
from outputs.build import build
from schemas.form import FORM
from schemas.frames import check, to_arrow
from schemas.problem import Problem
from schemas.register import villages
from schemas.release import ReleaseFacts, Version
from schemas.spoken import SpokenError
from schemas.tables import public_tables, tidy_tables
from transforms.checks import Outcome, run_rules
from transforms.classification import classify
from transforms.indicators import indicator_rows
from transforms.journal import journal_frames
from transforms.merge import Month, cut_off, settle
from transforms.protect import public_frames
from transforms.record import Reading
from transforms.tidy import form_frames
from transforms.wide import Wide, spread

BATCH = 250
"""Workbooks a batch: a reader is started once a batch, and starting costs as much as 20 files."""

Frames = dict[str, pd.DataFrame]


class NothingToPublishError(SpokenError):
    """No readable report came in; the message says what was found and what to do."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Archived files that are read together, and what they are expected to be."""

    files: tuple[FileRef, ...]
    period: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A settled month with its findings, its wide answers and what each rule looked at."""

    month: Month
    wide: Wide
    problems: tuple[Problem, ...]
    outcomes: tuple[Outcome, ...]


def batches(archive: Archive, receipts: Sequence[Receipt], request: Request) -> list[Batch]:
    """The archived files of a month in batches, each distinct content once."""
    digests = sorted({receipt.sha256 for receipt in receipts})
    refs = [FileRef(submission=sha, path=archive.path(sha)) for sha in digests]
    return [
        Batch(tuple(refs[start : start + BATCH]), request.period, request.sample)
        for start in range(0, len(refs), BATCH)
    ]


def read(batch: Batch) -> list[Reading]:
    """Read a batch in a child process; a file that cannot be read comes back as a problem."""
    return read_files(batch.files, batch.period, sample=batch.sample)


def settle_and_check(
    request: Request, readings: Sequence[Reading], receipts: Sequence[Receipt]
) -> Checked:
    """Settle which reports count and run the rules over them."""
    month = settle(request.period, readings, arrivals(receipts))
    codes = tuple(villages())
    wide, broken, outcomes = run_rules(month, spread(month, codes))
    return Checked(month, wide, (*month.problems, *broken), outcomes)


def arrivals(receipts: Sequence[Receipt]) -> dict[str, datetime]:
    """The moment at which each content first arrived."""
    first: dict[str, datetime] = {}
    for receipt in receipts:
        moment = receipt.received_at
        first[receipt.sha256] = min(first.get(receipt.sha256, moment), moment)
    return first


def tidy(checked: Checked) -> Frames:
    """The internal tidy tables of the month, each checked against its contract."""
    scores, classes = _classified(checked.wide)
    frames = {
        **journal_frames(checked.month, checked.problems, villages()),
        **form_frames(checked.wide),
        "indicators": indicator_rows(checked.wide),
        "classification": classes,
        "classification_scores": scores,
    }
    return {name: check(table, frames[name]) for name, table in tidy_tables(FORM).items()}


def _classified(wide: Wide) -> tuple[pd.DataFrame, pd.DataFrame]:
    classes, scores = classify(wide)
    return scores, classes


def protect(frames: Frames) -> Frames:
    """The tables as they are published, each checked against its public contract."""
    published = public_frames(frames, villages())
    return {name: check(table, published[name]) for name, table in public_tables(FORM).items()}


def keep(request: Request, frames: Frames) -> None:
    """Write the internal tables for the data team."""
    if not frames["problems"].empty or not frames["submissions"].empty:
        write_work(request.home.work(request.period), frames)


def refuse_emptiness(request: Request, checked: Checked, receipts: Sequence[Receipt]) -> None:
    """Stop a run that has no readable report; NothingToPublishError says what to do."""
    if checked.month.submissions:
        return
    if not receipts:
        raise NothingToPublishError(
            f"no file was found for {request.period} in {request.inbox}: put the villages' "
            "workbooks there and run the same command again"
        )
    kinds = Counter(problem.kind for problem in checked.problems)
    found = ", ".join(f"{kind} ({number})" for kind, number in kinds.most_common())
    raise NothingToPublishError(
        f"none of the {len(receipts)} files of {request.period} could be used: {found}; "
        f"see {request.home.work(request.period) / 'problems.csv'}. Nothing was published"
    )


def facts(request: Request, checked: Checked, receipts: Sequence[Receipt]) -> ReleaseFacts:
    """What the release says of itself, from the inputs alone."""
    current = checked.month.current.values()
    severities = Counter(problem.severity.value for problem in checked.problems)
    return ReleaseFacts(
        version=str(Version(request.period, is_sample=request.sample)),
        period=request.period,
        is_sample=request.sample,
        issued=cut_off(request.period).isoformat(),
        villages_expected=len(villages()),
        villages_reported=len(current),
        villages_late=sum(submission.is_late for submission in current),
        problems=dict(sorted(severities.items())),
        inputs=tuple(sorted({receipt.sha256 for receipt in receipts})),
        code_version=CODE_VERSION,
        code_digest=code_digest(),
        libraries=library_versions(),
    )


def write_release(staged: Path, frames: Frames, told: ReleaseFacts) -> None:
    """Write every file of the release into the staged folder."""
    declared = public_tables(FORM)
    tables = {name: to_arrow(table, frames[name]) for name, table in declared.items()}
    build(staged, tables, declared, told)
