"""A published release is copied to a store: files first, manifest as the seal, pointer last."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flows.stores.listing import list_releases, refuse_lost
from flows.stores.owed import Owed, owed
from flows.stores.probe import probe
from flows.stores.settle import Committed, tombstone_in
from flows.stores.store import Store
from flows.stores.upload import DamagedReleaseError, OtherContentError, Sent, Told, Upload
from outputs.catalogue import Entry, ManifestError, entry_of
from outputs.manifest import MANIFEST, SUMS, read_sums
from outputs.publish import broken_files
from outputs.tombstone import WithdrawnError
from schemas.release import Version
from schemas.spoken import some_of

SHOWN = 5
"""How many damaged files a message names."""


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
    but these three, the pages of withdrawn versions and what the store is tried with, and
    nothing is removed. DamagedReleaseError, UnsafeStoreError, OtherContentError, PointerError,
    StoreError; WithdrawnError where home and store do not agree on what was withdrawn.
    """
    own, sort = checked_sums(release, version), Version.parse(version)
    probe(store)
    owing = owed(release, store)
    _refuse_withdrawn(owing, store)
    sums = {folder: checked_sums(folder, folder.name) for folder in owing.lacking} | {release: own}
    entries = [entry_of((folder / MANIFEST).read_bytes()) for folder in sums]
    committed = Committed(store, entries, sample=sort.is_sample)
    refuse_lost(store, committed, sort)
    sent = _send(store, sums, told)
    before, after = list_releases(store, committed, sort)
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
        nowhere=tuple(owing.nowhere),
    )


def _refuse_withdrawn(owing: Owed, store: Store) -> None:
    """What was withdrawn from the store is not brought back, what was withdrawn here must go."""
    if owing.withdrawn_there:
        gone = owing.withdrawn_there[0]
        raise WithdrawnError(
            f"{gone.told}. It is not in {store.name} any more and is not brought back, so nothing "
            f"was sent. It still stands here: run `rumahdata withdraw {gone.version} --reason "
            '"..."` here too, and make anew what rests on it'
        )
    if owing.withdrawn_here:
        gone = owing.withdrawn_here[0]
        raise WithdrawnError(
            f"{gone.told}. Files of it are still in {store.name}, so nothing was sent: run "
            f"`rumahdata withdraw {gone.version}` with this store in --to first"
        )


def _refuse_withdrawn_meanwhile(version: str, store: Store) -> None:
    gone = tombstone_in(store, version)
    if gone is not None:
        raise WithdrawnError(
            f"{gone.told}, while it was copied to {store.name}: run `rumahdata withdraw {version}` "
            "with this store in --to, which removes what was sent"
        )


def _send(store: Store, sums: dict[Path, dict[str, str]], told: Told) -> list[Sent]:
    """Send whole releases one after another."""
    total, sent = sum(map(len, sums.values())), list[Sent]()
    for folder, of_folder in sums.items():
        shifted = partial(_shifted, told, len(sent), total)
        sent += _whole(Upload(folder, store, folder.name, of_folder, shifted))
    return sent


def _whole(upload: Upload) -> list[Sent]:
    try:
        sent = upload.run()
    except OtherContentError:  # what is in the way may be a tombstone
        _refuse_withdrawn_meanwhile(upload.version, upload.store)
        raise
    _refuse_withdrawn_meanwhile(upload.version, upload.store)
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
