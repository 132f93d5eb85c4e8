"""Whether a store keeps its word: conditions that it ignores would let releases be replaced."""

from __future__ import annotations

import random
import time
from uuid import uuid4

from flows.stores.store import Seen, Store, StoreError

CREATED, SWAPPED = ".probe/create.txt", ".probe/swap.txt"
"""The two objects that publishers try a store with; they stay, so that no key need delete."""

FIRST, SECOND = b"Publishers try whether this can be replaced.\n", b"It was.\n"

ROUNDS = 60
PAUSE = 0.05
"""Seconds of the longest wait after the first swap that another publisher won."""

CREATE = "create only where nothing stands (If-None-Match: *)"
SWAP = "replace only what was seen (If-Match)"


class UnsafeStoreError(StoreError):
    """The store ignores a condition, so nothing was published; the message says which."""


def probe(store: Store) -> None:
    """Try both conditions on the two objects of the probe's own, made at the first time.

    UnsafeStoreError when the store ignores one. Nothing else in the store is touched, and
    nothing is removed. Publishers may probe at the same time. A store that honours conditions
    one after another, but not for two writers at the same instant, cannot be told from a
    good one.
    """
    _try_create(store)
    _try_swap(store)


def _try_create(store: Store) -> None:
    stood = _standing(store, CREATED, FIRST).content
    other = FIRST if stood == SECOND else SECOND
    if store.create(CREATED, other) or store.read(CREATED).content != stood:
        raise _unsafe(store, CREATE)


def _try_swap(store: Store) -> None:
    """Each publisher writes what no other has, so that a tag that is stale stays stale."""
    stale = _swapped(store)
    for gone in (stale, Seen(stale.content, '"00000000000000000000000000000000"')):
        content = _unique()
        if store.swap(SWAPPED, content, gone) or store.read(SWAPPED).content == content:
            raise _unsafe(store, SWAP)


def _swapped(store: Store) -> Seen:
    """What was replaced by a swap that the store must allow."""
    for number in range(ROUNDS):
        seen = _standing(store, SWAPPED, _unique())
        swapped = store.swap(SWAPPED, _unique(), seen)
        if store.read(SWAPPED).tag == seen.tag:
            raise StoreError(
                f"{store.name} refuses to {SWAP} although it still stands: take a store that "
                "supports conditional writes"
            )
        if swapped:
            return seen
        time.sleep(random.uniform(0, PAUSE * (number + 1)))  # noqa: S311 - waits, no secrets
    raise StoreError(
        f"{store.name}: {SWAPPED} was changed by others {ROUNDS} times in a row: run the same "
        "command again"
    )


def _standing(store: Store, path: str, content: bytes) -> Seen:
    """What stands at a path, this content where nothing did; whoever came first wrote it."""
    seen = store.read(path)
    if seen.tag:
        return seen
    created = store.create(path, content)
    seen = store.read(path)
    if not seen.tag:
        said = "was written" if created else "is there already"
        raise StoreError(f"{store.name} says that {path} {said}, and cannot read it")
    return seen


def _unique() -> bytes:
    return (
        f"Publishers try whether this is replaced only when it was seen: {uuid4().hex}\n".encode()
    )


def _unsafe(store: Store, condition: str) -> UnsafeStoreError:
    return UnsafeStoreError(
        f"{store.name} ignores the condition to {condition}: a published release could be "
        "replaced there, so nothing was published. Use a store with conditional writes (AWS S3, "
        "Cloudflare R2, MinIO, SeaweedFS, Ceph), or switch them on"
    )
