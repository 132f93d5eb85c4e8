"""A published release is copied to a store: files first, manifest as the seal, pointer last."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from flows.stores.probe import probe
from flows.stores.settle import Committed, pointer_name, settle
from flows.stores.store import RELEASES, Store
from flows.stores.upload import DamagedReleaseError, Told, Upload
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
from outputs.pointer import pointed, pointer_bytes
from outputs.publish import broken_files
from schemas.release import Version
from schemas.spoken import some_of

SHOWN = 5
"""How many damaged files a message names."""

BELOW = f"{RELEASES}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What a push did: files and bytes that are new, files that stood there, the pointer.

    `latest_before` and `latest_after` are the versions the pointer named, or empty.
    """

    version: str
    store: str
    new: int
    skipped: int
    bytes: int
    latest_before: str
    latest_after: str


def push(release: Path, store: Store, version: str, told: Told) -> Pushed:
    """Copy releases/<version> into a store and list it there; killed anywhere, run it again.

    SHA256SUMS goes first and claims the version, manifest.json goes last and makes it a
    release; then the pointer, the list and the feed follow. Nothing that stands is replaced
    but these three and what the store is tried with, and nothing is removed.
    DamagedReleaseError, UnsafeStoreError, OtherContentError, StoreError.
    """
    sums = checked_sums(release, version)
    probe(store)
    sent = Upload(release, store, version, sums, told).run()
    before, after = _list(store, entry_of((release / MANIFEST).read_bytes()))
    new = [file for file in sent if file.outcome == "new"]
    return Pushed(
        version=version,
        store=store.name,
        new=len(new),
        skipped=len(sent) - len(new),
        bytes=sum(file.bytes for file in new),
        latest_before=before,
        latest_after=after,
    )


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


def _list(store: Store, own: Entry) -> tuple[str, str]:
    """Let pointer, list and feed tell of every release that stands; the pointer before, after."""
    version = own.version
    committed = Committed(store, own)
    before, after = settle(
        store, pointer_name(version), lambda current: _pointer(current, store, committed, version)
    )
    settle(store, index_name(version), lambda _: releases_json(committed.entries(), BELOW))
    settle(store, feed_name(version), lambda _: feed_atom(committed.entries(), BELOW))
    named = [_pointed(content, store, version) for content in (before, after)]
    return str(named[0] or ""), str(named[1] or "")


def _pointed(content: bytes, store: Store, version: Version) -> Version | None:
    where = f"{store.name}: {pointer_name(version)}"
    return pointed(content, where, sample=version.is_sample)


def _pointer(current: bytes, store: Store, committed: Committed, version: Version) -> bytes:
    """The pointer to the newest release that stands; one to a newer one is left alone."""
    newest = max(committed.entries(), key=lambda entry: entry.version)
    named = _pointed(current, store, version)
    if named and named > newest.version:
        return current
    return pointer_bytes(newest.version, newest.sha256, BELOW)
