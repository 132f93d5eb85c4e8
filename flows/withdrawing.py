"""A published version taken back: from the releases of the home, then from a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flows.discretion import discreet
from flows.files import write_json
from flows.given_reasons import published_reason
from flows.lock import month_lock
from flows.overview import months
from flows.releases import published
from flows.settings import Home, Request, SettingError
from flows.stores.addresses import open_store
from flows.stores.store import Store, StoreError
from flows.stores.withdraw import Removed, withdraw_from
from flows.summary import Summary
from flows.withdrawn import release_command
from outputs.pointer import pointed
from outputs.standing import standing, tombstone_at
from outputs.tombstone import Tombstone, replacement
from outputs.withdraw import NotThereError, withdraw
from schemas.release import Version
from schemas.spoken import SpokenError


class NotWithdrawnError(SpokenError):
    """A version is withdrawn, and not all of it is done; the message says how to finish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What a withdrawal did.

    `is_new` is false where the version was withdrawn before. `kept` is where the data team
    finds what it held, `instead` the release to use now, or empty; `followers` are the
    releases that stand and were made after it, on it. `removed` is what went from the store,
    None where it was not there or none was given, and `amiss` why the store's part has not
    ended, or empty.
    """

    tombstone: Tombstone
    is_new: bool
    kept: Path
    latest: tuple[str, str]
    instead: str
    followers: tuple[str, ...]
    removed: Removed | None
    amiss: str

    @property
    def anew(self) -> str:
        """The command that makes the next edition."""
        return release_command(self.tombstone.version)


def withdraw_version(  # noqa: PLR0913 - what a person says of a withdrawal
    home: Home, named: str, reason: str | None, *, by: str, to: str = "", waits: bool = False
) -> Withdrawal:
    """Take a version back here and from the store `to`; killed anywhere, call it again.

    A store that is down undoes nothing: `amiss` says so. SettingError for a version, reason
    or address that is none, NotThereError, MonthBusyError, PointerError; NotWithdrawnError
    where something else in the home is amiss, which keeps the version in no store.
    """
    version = _version(named)
    folder = home.releases / str(version)
    known = tombstone_at(folder)
    why = known.reason if known else published_reason(reason)
    if known is None and not folder.is_dir():
        raise NotThereError(_not_there(home, version))
    store, amiss = _opened(to)
    with _months_held(home, version, waits=waits):
        before = _latest(home, version)
        try:
            gone = withdraw(home.releases, home.withdrawn, version, datetime.now(UTC), why)
        except (SpokenError, OSError) as error:
            begun = tombstone_at(folder)
            if begun is not None:
                _taken_from(store, begun)
            if begun is None or isinstance(error, OSError):
                raise
            raise NotWithdrawnError(_not_finished(version, to, error)) from None
        _note_who(home, gone, by)
        removed, unsent = _taken_from(store, gone)
    stand = standing(home.releases, sample=version.is_sample)
    return Withdrawal(
        tombstone=gone,
        is_new=known is None,
        kept=home.withdrawn / str(version),
        latest=(before, _latest(home, version)),
        instead=str(replacement(version, stand) or ""),
        followers=tuple(followers(home, version)),
        removed=removed,
        amiss=amiss or unsent,
    )


def _taken_from(store: Store | None, gone: Tombstone) -> tuple[Removed | None, str]:
    """What went from a store, and why its part has not ended, or empty."""
    if store is None:
        return None, ""
    try:
        return withdraw_from(store, gone), ""
    except (SpokenError, OSError) as error:
        return None, discreet(str(error))


def _not_finished(version: Version, to: str, why: SpokenError) -> str:
    again = f"rumahdata withdraw {version}{f' --to {to}' if to else ''}"
    return f"{version} is withdrawn, but not all is done: {why}. Then run `{again}` to finish"


def followers(home: Home, version: Version) -> Iterator[str]:
    """The releases that stand and rest on a version: what it held may stand in them too."""
    for release in published(home.releases, sample=version.is_sample):
        if str(version) in release.manifest["lineage"]:
            yield str(release.version)


def with_withdrawal(home: Home, summary: Summary) -> Summary:
    """The summary of a month with what became of its release since: whether it was withdrawn."""
    gone = tombstone_at(home.releases / summary.version) if summary.version else None
    if gone is None:
        return summary
    outcome = gone.told.removeprefix(f"{summary.version} was ")
    return replace(summary, outcome=outcome, not_copied="", store="")


def _version(named: str) -> Version:
    try:
        return Version.parse(named)
    except ValueError:
        raise SettingError(
            f"{named!r} is no version: name the release to withdraw as in 2026.10.0"
        ) from None


def _not_there(home: Home, version: Version) -> str:
    sorts = (standing(home.releases, sample=sample) for sample in (False, True))
    known = ", ".join(str(v) for of_sort in sorts for v in of_sort)
    return (
        f"there is no release {version} in {home.releases} ({known or 'none stands there'}): "
        "withdraw it in the home that published it"
    )


def _opened(to: str) -> tuple[Store | None, str]:
    """The store of an address, or why it cannot be opened; SettingError."""
    try:
        return (open_store(to) if to else None), ""
    except StoreError as error:
        return None, str(error)


@contextmanager
def _months_held(home: Home, version: Version, *, waits: bool) -> Iterator[None]:
    """Hold the month and all later ones, whose runs read its releases; newest first, as runs do."""
    held = {period for period in months(home) if period > version.period} | {version.period}
    with ExitStack() as locks:
        for period in sorted(held, reverse=True):
            asked = Request(home, period, home.inbox(period), waits=waits)
            locks.enter_context(month_lock(asked))
        yield


def _latest(home: Home, version: Version) -> str:
    path = home.releases / f"{version.pointer}.json"
    content = path.read_bytes() if path.exists() else b""
    return str(pointed(content, str(path), sample=version.is_sample) or "")


def _note_who(home: Home, gone: Tombstone, by: str) -> None:
    """Keep who withdrew it, which is not published; the first who did stays."""
    path = home.withdrawn / f"{gone.version}.json"
    if path.exists():
        return
    note = {"version": str(gone.version), "withdrawn": gone.stamp, "reason": gone.reason, "by": by}
    write_json(path, note)
