"""What each step of a month does; how the steps are started is decided elsewhere."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from flows.examination import Case
from flows.settings import Request
from flows.work import write_lists, write_work
from schemas.form import FORM
from schemas.frames import check
from schemas.register import villages
from schemas.rules import UNSEEN
from schemas.spoken import SpokenError
from schemas.tables import public_tables, tidy_tables
from schemas.work_tables import CHANGES, WORK_TABLES
from transforms.classification import classify
from transforms.examine import Examined
from transforms.indicators import indicator_rows
from transforms.journal import journal_frames
from transforms.protect import public_frames
from transforms.tidy import form_frames, frame_of

Frames = dict[str, pd.DataFrame]


class NothingToPublishError(SpokenError):
    """No readable report came in; the message says what was found and what to do."""


def tidy(examined: Examined) -> Frames:
    """The internal tidy tables of the month, each checked against its contract."""
    classes, scores = classify(examined.wide)
    frames = {
        **journal_frames(examined.month, examined.findings, villages()),
        **form_frames(examined.wide),
        "indicators": indicator_rows(examined.wide),
        "classification": classes,
        "classification_scores": scores,
    }
    return {name: check(table, frames[name]) for name, table in tidy_tables(FORM).items()}


def protect(frames: Frames) -> Frames:
    """The tables as they are published, each checked against its public contract."""
    published = public_frames(frames, villages())
    return {name: check(table, published[name]) for name, table in public_tables(FORM).items()}


def keep(request: Request, case: Case, frames: Frames) -> None:
    """Write the internal tables, and what only the data team needs, for the data team."""
    if frames["problems"].empty and frames["submissions"].empty:
        return
    folder = request.home.work(request.period)
    write_work(folder, frames)
    write_lists(folder, work_frames(request.period, case.examined))


def work_frames(period: str, examined: Examined) -> Frames:
    """The tables that never leave the house: changes between versions, and rule outcomes."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in WORK_TABLES}
    rows["changes"] = [
        {name: getattr(change, name, period) for name in CHANGES.names}
        for change in examined.changes
    ]
    for outcome in examined.outcomes:
        named: dict[str, object] = {"period": period, "rule": outcome.rule}
        unseen = sum(number for _, number in outcome.unseen)
        counts = {"looked": outcome.looked, "found": outcome.found, "unseen": unseen}
        rows["rule_outcomes"].append(named | {"life": outcome.life.value} | counts)
        rows["rule_unseen"] += [
            named | {UNSEEN.name: reason, "number": number} for reason, number in outcome.unseen
        ]
        rows["rule_failures"] += [named | {"village_code": code} for code in outcome.failed]
    return {name: check(table, frame_of(table, rows[name])) for name, table in WORK_TABLES.items()}


def refuse_emptiness(request: Request, case: Case) -> None:
    """Stop a run that has no readable report; NothingToPublishError says what to do."""
    examined, receipts = case.examined, case.receipts
    if examined.month.submissions:
        return
    if not receipts:
        raise NothingToPublishError(
            f"no file was found for {request.period} in {request.place}: put the villages' "
            "workbooks there and run the same command again"
        )
    kinds = Counter(problem.kind for problem in examined.problems)
    found = ", ".join(f"{kind} ({number})" for kind, number in kinds.most_common())
    raise NothingToPublishError(
        f"none of the {len(receipts)} files of {request.period} could be used: {found}; "
        f"see {request.home.work(request.period) / 'problems.csv'}. Nothing was published"
    )
