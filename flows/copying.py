"""The copy of a published release to the store of the settings, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from flows.lock import MonthBusyError, month_lock
from flows.runner import Runner
from flows.settings import Home, Request
from flows.stores.addresses import open_store
from flows.stores.push import push
from flows.stores.store import Store
from flows.stores.upload import untold
from flows.summary import SUMMARY, NoSummaryError, Summary, read_summary, write_summary
from schemas.release import Version
from schemas.spoken import SpokenError


class NotCopiedError(SpokenError):
    """A release is published and was not copied; the message says why and how to copy it."""


def store_of_run(request: Request) -> Store | None:
    """The store a run copies its release to; an example goes nowhere. SettingError, StoreError."""
    return open_store(request.store) if request.store and not request.sample else None


def keep_summary(request: Request, summary: Summary, store: Store | None) -> None:
    """Keep the summary of a published month; a run that is killed now has copied nothing."""
    awaited = f"the copy to {store.name} has not ended" if store else ""
    write_summary(request.home, replace(summary, not_copied=awaited))


def copied(request: Request, summary: Summary, store: Store | None, runner: Runner) -> Summary:
    """Copy the release of a month and keep what became of it; NotCopiedError."""
    if store is None:
        return summary
    release = Path(summary.release)
    try:
        done = runner.step("Copy to the store", push, release, store, summary.version, untold)
    except (SpokenError, OSError) as error:
        write_summary(request.home, replace(summary, not_copied=str(error)))
        raise NotCopiedError(
            f"{summary.version} is published in {release}, but it was not copied to {store.name}: "
            f"{error}. To copy it, run `rumahdata push {summary.version}` or the same command again"
        ) from None
    summary = replace(summary, store=request.store)
    write_summary(request.home, summary)
    mark_copied(request.home, done.earlier, request.store)
    return summary


def mark_copied(home: Home, versions: Iterable[str], store: str) -> None:
    """Let the months of these versions say that they are in this store."""
    for version in versions:
        period = Version.parse(version).period
        if not (home.work(period) / SUMMARY).exists():
            continue
        # A month that is run just now tells of its own copy.
        asked = Request(home, period, home.inbox(period))
        with suppress(MonthBusyError, NoSummaryError), month_lock(asked):
            summary = read_summary(home, period)
            if summary.version == version:
                write_summary(home, replace(summary, not_copied="", store=store))
