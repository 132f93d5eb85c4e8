"""The months that a release holds: each from the archive, kept beside its working files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

import pyarrow as pa

from flows.archive import Archive, Receipt
from flows.decisions import Register
from flows.examination import Case, examine_month, keeping_of, key_known
from flows.inbox import NoInboxError, collect_month, has_inbox, months_unmet
from flows.lock import month_lock
from flows.month_tables import tidied_of, tidy_keys
from flows.protected import (
    READY,
    Tables,
    declared,
    protect,
    read_published,
    write_published,
)
from flows.reading import crashed_before, reading_ingredients
from flows.reuse.code import code_of
from flows.reuse.keeping import Keeping, Written
from flows.reuse.record import Record, is_whole, read_record
from flows.reuse.step import Step
from flows.runner import Runner
from flows.settings import Home, Request
from flows.sources.source import NoSuchPlaceError
from schemas.frames import to_arrow
from schemas.months import PERIOD
from schemas.spoken import SpokenError, some_lines
from transforms.difference import differences

SHOWN = 5


class EditedTableError(SpokenError):
    """A kept table of a month was edited; the message names the cells."""


@dataclass(frozen=True)
class Part:
    """One month of a release: its tables as published, and the files it was read from.

    `key` is a digest of all that the tables follow from; `is_empty` says that no report of
    the month can be used; `warnings` are those of its collection.
    """

    period: str
    receipts: tuple[Receipt, ...]
    load: Callable[[], Tables] = field(repr=False)
    key: str = ""
    is_empty: bool = False
    warnings: tuple[str, ...] = ()

    @cached_property
    def tables(self) -> Tables:
        """Its public tables by name, at hand or read from what is kept."""
        return self.load()

    @property
    def inputs(self) -> tuple[str, ...]:
        """The sha256 of its files, each once, sorted."""
        return tuple(sorted({receipt.sha256 for receipt in self.receipts}))


def earlier_parts(request: Request, runner: Runner, *, collecting: bool = True) -> list[Part]:
    """Every earlier month of which a report can be used, oldest first.

    What came since for such a month is collected from its own inbox; months of the last year
    of which the home knows nothing are pulled first. A month is read and checked again only
    where something that its tables follow from changed. EditedTableError when what was kept
    of a month is not what was written.
    """
    if collecting:
        _meet_months_before(request)
    read = partial(_earlier, request, runner, collecting=collecting)
    periods = [period for period in months_known(request.home) if period < request.period]
    parts = [runner.step(f"Month {period}", read, period) for period in periods]
    return [part for part in parts if not part.is_empty]


def _meet_months_before(request: Request) -> None:
    archive = Archive(request.home.archive)
    for asked in months_unmet(request, archive):
        with suppress(NoSuchPlaceError), month_lock(asked):
            collect_month(asked, archive)


def months_known(home: Home) -> list[str]:
    """The months of which something came or lies in an inbox, oldest first."""
    inboxes = (path.name for path in (home.root / "inbox").glob("*") if path.is_dir())
    months = {*inboxes, *Archive(home.archive).periods()}
    return sorted(month for month in months if PERIOD.fullmatch(month))


def _earlier(request: Request, runner: Runner, period: str, *, collecting: bool) -> Part:
    """An earlier month: as it is kept, else made anew."""
    asked = request.of(period)
    archive = Archive(asked.home.archive)
    with month_lock(asked):
        warnings = _collected(asked, archive) if collecting else ()
        keeping = keeping_of(asked, runner, is_kept=collecting)
        receipts = tuple(archive.receipts(period))
        key = key_known(asked, receipts, Register(asked.home.register).decisions())
        standing = keeping.standing(Step.PROTECT, protect_ingredients(tidy_keys(key)))
        crashed = crashed_before(keeping.work, reading_ingredients(asked, receipts))
        if standing is not None and not crashed:
            part = _part(period, receipts, keeping.reused(standing), keeping.work)
            return replace(part, warnings=warnings)
        case = examine_month(asked, runner, collecting=collecting, publishing=True)
        return month_part(asked, case, runner, is_kept=collecting)


def _collected(request: Request, archive: Archive) -> tuple[str, ...]:
    """Collect what came since for an earlier month; the warnings. An inbox need not be there."""
    if not has_inbox(request):
        return ()
    try:
        return collect_month(request, archive).warnings
    except (NoInboxError, NoSuchPlaceError):
        return ()


def month_part(request: Request, case: Case, runner: Runner, *, is_kept: bool = True) -> Part:
    """An examined month as it is published; the internal tables are kept for the data team."""
    keeping = keeping_of(request, runner, is_kept=is_kept)
    tidied = tidied_of(request, case, keeping)
    ingredients = protect_ingredients(tidied.keys)
    edited = _edited(keeping, ingredients)
    made: Tables = {}

    def work() -> Written:
        published = protect(tidied.frames)
        made.update({n: to_arrow(table, published[n]) for n, table in declared().items()})
        if edited:
            _refuse_edited(request, edited, made)
        told = {"submissions": made["submissions"].num_rows}
        return Written(write_published(keeping.work, made) if is_kept else (), told)

    record = keeping.do(Step.PROTECT, "Protect", ingredients, work)
    part = _part(request.period, case.receipts, record, keeping.work, made)
    return replace(part, warnings=case.warnings)


def _part(
    period: str,
    receipts: tuple[Receipt, ...],
    record: Record,
    work: Path,
    made: Tables | None = None,
) -> Part:
    return Part(
        period=period,
        receipts=receipts,
        load=lambda: made or read_published(work),
        key=record.key,
        is_empty=not record.told["submissions"],
    )


def protect_ingredients(tidied: Sequence[str]) -> dict[str, str]:
    """What the published tables of a month follow from, by the keys of its internal ones."""
    answers, computed = tidied
    return {
        "tidy tables": answers,
        "indicators": computed,
        "code of protection": code_of(Step.PROTECT),
    }


def _edited(keeping: Keeping, ingredients: Mapping[str, str]) -> Tables:
    """What is kept under these ingredients and is not what was written; none if it is."""
    record = read_record(keeping.work, Step.PROTECT)
    if record is None or record.ingredients != dict(ingredients):
        return {}
    try:
        return {} if is_whole(keeping.work, record) else read_published(keeping.work)
    except (OSError, pa.ArrowException):
        return {}


def _refuse_edited(request: Request, edited: Tables, fresh: Tables) -> None:
    found = differences(fresh, edited, declared(), [request.period])
    if found:
        folder = request.home.work(request.period) / READY
        raise EditedTableError(
            f"the kept tables of {request.period} were edited; the archive says otherwise "
            f"(archive -> edited):{some_lines(found, SHOWN)}\nRemove {folder} and run "
            "again. What a village reported is changed by a new report or a decision, never in a "
            "table"
        )
