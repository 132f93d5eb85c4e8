"""Pointer, list, feed and pages of tombstones in a store tell of what stands there now."""

from __future__ import annotations

from functools import partial

from flows.stores.settle import Committed, pointer_name, settle
from flows.stores.store import RELEASES, Store
from outputs.catalogue import feed_name, index_name, releases_json
from outputs.feed import feed_atom
from outputs.manifest import MANIFEST
from outputs.pointer import PointerError, pointed, pointer_bytes
from outputs.site.withdrawn import TOMBSTONE_PAGE, tombstone_page
from outputs.tombstone import Tombstone
from schemas.release import Version

BELOW = f"{RELEASES}/"


def list_releases(store: Store, committed: Committed, sort: Version) -> tuple[str, str]:
    """Let the store tell of every release of a sort that stands; the pointer before, after.

    The pointer comes first, then list and feed, then the pages of withdrawn versions, which
    name what takes their place. PointerError, StoreError.
    """
    before, after = _point(store, committed, sort)
    settle(store, index_name(sort), lambda _: releases_json(committed.told(BELOW)))
    settle(store, feed_name(sort), lambda _: feed_atom(committed.told(BELOW)))
    for gone in committed.told(BELOW).withdrawn:
        path = f"{BELOW}{gone.version}/{TOMBSTONE_PAGE}"
        settle(store, path, partial(_page, gone, committed))
    named = [_pointed(content, store, sort) for content in (before, after)]
    return str(named[0] or ""), str(named[1] or "")


def _page(gone: Tombstone, committed: Committed, _current: bytes) -> bytes:
    return tombstone_page(gone, committed.told(BELOW).replacement(gone.version))


def refuse_lost(store: Store, committed: Committed, sort: Version) -> None:
    """PointerError when the store's pointer names a newer release that is not there."""
    _wanted(store.read(pointer_name(sort)).content, store, committed, sort)


def _point(store: Store, committed: Committed, sort: Version) -> tuple[bytes, bytes]:
    """Settle the pointer; where nothing stands it is emptied, then removed.

    Whoever publishes between the two finds it empty; then it is looked at again.
    """
    path = pointer_name(sort)

    def wanted(current: bytes) -> bytes:
        return _wanted(current, store, committed, sort)

    before, after = settle(store, path, wanted)
    if not after:
        store.delete(path)
        _, after = settle(store, path, wanted)
    return before, after


def _pointed(content: bytes, store: Store, sort: Version) -> Version | None:
    where = f"{store.name}: {pointer_name(sort)}"
    return pointed(content, where, sample=sort.is_sample)


def _wanted(current: bytes, store: Store, committed: Committed, sort: Version) -> bytes:
    """The pointer to the newest release that stands, empty for none.

    It goes back only from a version that was withdrawn; else PointerError.
    """
    named = _pointed(current, store, sort)
    newest = max(committed.entries(), key=lambda entry: entry.version, default=None)
    if named is None or (newest and named <= newest.version) or committed.gone(str(named)):
        return pointer_bytes(newest.version, newest.sha256, BELOW) if newest else b""
    if committed.holds(named):  # listed too late
        return current
    raise PointerError(
        f"{store.name}: {pointer_name(sort)} names {named}, whose {MANIFEST} is not in the "
        f"store, so nothing was listed: copy it again from where it was published (rumahdata push "
        f"{named}), or remove {pointer_name(sort)} if it was taken away for good, and run again"
    )
