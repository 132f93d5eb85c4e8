"""A version is taken back from a store: a tombstone claims it, the lists let go, its files go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from flows.stores.listing import list_releases
from flows.stores.settle import Committed, settle, tombstone_in
from flows.stores.store import RELEASES, Store, StoreError
from flows.stores.upload import PARALLEL, OtherContentError
from outputs.manifest import MANIFEST
from outputs.site.withdrawn import TOMBSTONE_PAGE
from outputs.tombstone import WITHDRAWN, Tombstone, tombstone_bytes
from schemas.spoken import SpokenError

STAYS = frozenset({WITHDRAWN, TOMBSTONE_PAGE})
ROUNDS = 5
"""How often a store is looked at again: somebody may be copying the version meanwhile."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What a withdrawal did in a store: how many files went, and the pointer before and after."""

    store: str
    files: int
    latest_before: str
    latest_after: str


def withdraw_from(store: Store, tombstone: Tombstone) -> Removed | None:
    """Take a version back from a store, None where it is not there; killed anywhere, call again.

    The tombstone is created first: from then on no publisher takes the version for a release
    or copies it again. Then pointer, list and feed let go of it while it is still whole, its
    page is replaced, its manifest is removed, then all else. So nothing ever names a release
    that is not whole. OtherContentError, PointerError; StoreError, also where the store is empty.
    """
    version = str(tombstone.version)
    folder = f"{RELEASES}/{version}"
    if not store.files(folder):
        _refuse_emptiness(store)
        return None
    _refuse_other(store, folder, tombstone)
    settle(store, f"{folder}/{WITHDRAWN}", lambda now: now or tombstone_bytes(tombstone))
    committed = Committed(store, sample=tombstone.version.is_sample)
    committed.gone(version)  # also where the listing of the store lags
    try:
        before, after = list_releases(store, committed, tombstone.version)
    except SpokenError:  # whatever ails another release, this one goes, its own page too
        _emptied(store, version)
        _remove(store, folder, {TOMBSTONE_PAGE})
        raise
    return Removed(store.name, _emptied(store, version), before, after)


def left_in(store: Store, version: str) -> set[str]:
    """The files of a version that are in a store; what stands in its place is none of them."""
    return set(store.files(f"{RELEASES}/{version}")) - STAYS


def _refuse_emptiness(store: Store) -> None:
    """A store in which nothing is at all, as on a disk that is not mounted, says nothing."""
    if not store.folders(RELEASES):
        raise StoreError(
            f"{store.name} holds no release at all: check the address, and that its disk is "
            "mounted. If nothing was ever copied there, nothing is to be taken back from it"
        )


def _refuse_other(store: Store, folder: str, tombstone: Tombstone) -> None:
    held = store.read(f"{folder}/{MANIFEST}").content
    if not held or tombstone_in(store, str(tombstone.version)) is not None:
        return
    if hashlib.sha256(held).hexdigest() != tombstone.manifest_sha256:
        raise OtherContentError(
            f"{store.name}/{folder} holds another {MANIFEST} than the release that was withdrawn "
            "here: withdraw it from the home that published it, whose checksums tell its copies"
        )


def _emptied(store: Store, version: str) -> int:
    """Remove all files of a version but its tombstone, the manifest first; how many there were."""
    number, folder = 0, f"{RELEASES}/{version}"
    for _ in range(ROUNDS):
        left = left_in(store, version)
        if not left:
            return number
        number += len(left)
        _remove(store, folder, left & {MANIFEST})
        _remove(store, folder, left - {MANIFEST})
    raise StoreError(
        f"{store.name}/{folder} is being written to: end the copy that is going on, and run the "
        "same command again"
    )


def _remove(store: Store, folder: str, paths: Iterable[str]) -> None:
    try:
        with ThreadPoolExecutor(PARALLEL) as pool:
            list(pool.map(store.delete, [f"{folder}/{path}" for path in sorted(paths)]))
    except StoreError as error:
        raise StoreError(
            f"{error}. Files of {folder} are still there: for a bucket, a withdrawal needs a key "
            "that may delete (s3:DeleteObject)"
        ) from None
