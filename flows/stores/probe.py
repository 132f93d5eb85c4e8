"""Whether a store keeps its word: conditions that it ignores would let releases be replaced."""

from __future__ import annotations

from uuid import uuid4

from flows.stores.store import Seen, Store, StoreError

FOLDER = ".probe"
FIRST, SECOND, THIRD = b"1\n", b"22\n", b"333\n"

CREATE = "create only where nothing stands (If-None-Match: *)"
SWAP = "replace only what was seen (If-Match)"


class UnsafeStoreError(StoreError):
    """The store ignores a condition, so nothing was published; the message says which."""


def probe(store: Store) -> None:
    """Try both conditions on an object of the probe's own and remove it again.

    UnsafeStoreError when the store ignores one. Nothing else in the store is touched. A
    store that honours conditions one after another, but not for two writers at the same
    instant, cannot be told from a good one.
    """
    path = f"{FOLDER}/{uuid4().hex}"
    try:
        _try_create(store, path)
        _try_swap(store, path)
    finally:
        store.discard(path)


def _try_create(store: Store, path: str) -> None:
    if not store.create(path, FIRST):
        raise StoreError(f"{store.name} says that a new object {path} is there already")
    if store.create(path, SECOND) or store.read(path).content != FIRST:
        raise _unsafe(store, CREATE)


def _try_swap(store: Store, path: str) -> None:
    stale = store.read(path)
    swapped = store.swap(path, SECOND, stale)
    if not swapped or store.read(path).content != SECOND:
        raise StoreError(
            f"{store.name} refuses to {SWAP} although it still stands: take a store that "
            "supports conditional writes"
        )
    if store.swap(path, THIRD, stale) or store.read(path).content != SECOND:
        raise _unsafe(store, SWAP)
    gone = Seen(THIRD, '"00000000000000000000000000000000"')
    if store.swap(path, THIRD, gone) or store.read(path).content != SECOND:
        raise _unsafe(store, SWAP)


def _unsafe(store: Store, condition: str) -> UnsafeStoreError:
    return UnsafeStoreError(
        f"{store.name} ignores the condition to {condition}: a published release could be "
        "replaced there, so nothing was published. Use a store with conditional writes (AWS S3, "
        "Cloudflare R2, MinIO, SeaweedFS, Ceph), or switch them on"
    )
