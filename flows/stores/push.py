"""A published release is copied to a store: files first, manifest as the seal, pointer last."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flows.stores.owed import owed
from flows.stores.probe import probe
from flows.stores.settle import Committed, pointer_name, settle
from flows.stores.store import RELEASES, Store
from flows.stores.upload import DamagedReleaseError, Sent, Told, Upload
from outputs.catalogue import (
    Entry,
    ManifestError,
    entry_of,
    feed_atom,
    feed_name,
    index_name,
    releases_json,
)
from outputs.manifest import MANIFEST, SUMS, read_sums
from outputs.pointer import PointerError, pointed, pointer_bytes
from outputs.publish import broken_files
from schemas.release import Version
from schemas.spoken import some_of

SHOWN = 5
"""How many damaged files a message names."""

BELOW = f"{RELEASES}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What a push did: files and bytes that are new, files that stood there, the pointer.

    `earlier` are the older releases that were copied too, and `nowhere` those that this one
    follows and that stand neither in the store nor beside it. `latest_before` and
    `latest_after` are the versions the pointer named, or empty.
    """

    version: str
    store: str
    new: int
    skipped: int
    bytes: int
    latest_before: str
    latest_after: str
    earlier: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()


def push(release: Path, store: Store, version: str, told: Told) -> Pushed:
    """Copy releases/<version> into a store and list it there; killed anywhere, run it again.

    The earlier releases that the store lacks are copied before it, oldest first. Of each,
    SHA256SUMS goes first and claims the version, manifest.json goes last and makes it a
    release; then the pointer, the list and the feed follow. Nothing that stands is replaced
    but these three and what the store is tried with, and nothing is removed.
    DamagedReleaseError, UnsafeStoreError, OtherContentError, PointerError, StoreError.
    """
    own = checked_sums(release, version)
    probe(store)
    owing = owed(release, store)
    sums = {folder: checked_sums(folder, folder.name) for folder in owing.lacking} | {release: own}
    committed = Committed(store, [entry_of((folder / MANIFEST).read_bytes()) for folder in sums])
    _refuse_lost(store, committed, Version.parse(version))
    sent = _send(store, sums, told)
    before, after = _list(store, committed, Version.parse(version))
    new = [file for file in sent if file.outcome == "new"]
    return Pushed(
        version=version,
        store=store.name,
        new=len(new),
        skipped=len(sent) - len(new),
        bytes=sum(file.bytes for file in new),
        latest_before=before,
        latest_after=after,
        earlier=tuple(folder.name for folder in owing.lacking),
        nowhere=owing.nowhere,
    )


def _send(store: Store, sums: dict[Path, dict[str, str]], told: Told) -> list[Sent]:
    """Send whole releases one after another."""
    total, sent = sum(map(len, sums.values())), list[Sent]()
    for folder, of_folder in sums.items():
        shifted = partial(_shifted, told, len(sent), total)
        sent += Upload(folder, store, folder.name, of_folder, shifted).run()
    return sent


def _shifted(told: Told, before: int, total: int, done: int, _of: int) -> None:
    told(before + done, total)


def checked_sums(release: Path, version: str) -> dict[str, str]:
    """The sha256 of every file of a whole release, SHA256SUMS with them; DamagedReleaseError."""
    if not (release / SUMS).is_file():
        raise DamagedReleaseError(f"{release} is no release, it has no {SUMS}: publish it first")
    broken = broken_files(release)
    if broken:
        raise DamagedReleaseError(
            f"the release {release} was changed after it was published "
            f"({some_of(broken, SHOWN)}): restore these files; nothing was sent"
        )
    found = _entry(release).version
    if str(found) != version:
        raise DamagedReleaseError(f"the folder {release} holds {found}, not {version}")
    return read_sums(release) | {SUMS: hashlib.sha256((release / SUMS).read_bytes()).hexdigest()}


def _entry(release: Path) -> Entry:
    try:
        return entry_of((release / MANIFEST).read_bytes())
    except (FileNotFoundError, ManifestError) as error:
        raise DamagedReleaseError(f"{release} is no release: {error}") from None


def _list(store: Store, committed: Committed, version: Version) -> tuple[str, str]:
    """Let pointer, list and feed tell of every release that stands; the pointer before, after."""
    before, after = settle(
        store,
        pointer_name(version),
        lambda current: _pointer(current, store, committed, version),
    )
    settle(store, index_name(version), lambda _: releases_json(committed.entries(), BELOW))
    settle(store, feed_name(version), lambda _: feed_atom(committed.entries(), BELOW))
    named = [_pointed(content, store, version) for content in (before, after)]
    return str(named[0] or ""), str(named[1] or "")


def _pointed(content: bytes, store: Store, version: Version) -> Version | None:
    where = f"{store.name}: {pointer_name(version)}"
    return pointed(content, where, sample=version.is_sample)


def _refuse_lost(store: Store, committed: Committed, version: Version) -> None:
    """PointerError when the store's pointer names a newer release that is not there."""
    _pointer(store.read(pointer_name(version)).content, store, committed, version)


def _pointer(current: bytes, store: Store, committed: Committed, version: Version) -> bytes:
    """The pointer to the newest release that stands; PointerError, for it never goes back."""
    named = _pointed(current, store, version)
    newest = max(committed.entries(), key=lambda entry: entry.version)
    if named is None or named <= newest.version:
        return pointer_bytes(newest.version, newest.sha256, BELOW)
    if committed.holds(named):  # listed too late
        return current
    raise PointerError(
        f"{store.name}: {pointer_name(version)} names {named}, whose {MANIFEST} is not in the "
        f"store, so nothing was listed: copy it again from where it was published (rumahdata push "
        f"{named}), or remove {pointer_name(version)} if it was taken away for good, and run again"
    )
