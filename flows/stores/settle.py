"""The few files of a store that change, each replaced only by who has seen what it held."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from flows.stores.store import RELEASES, Store, StoreError
from outputs.catalogue import Entry, Listed, ManifestError, entry_of, listed
from outputs.manifest import MANIFEST
from outputs.tombstone import WITHDRAWN, Tombstone, tombstone_of
from schemas.release import Version

ROUNDS = 60
"""How often a lost race is run again; each was won by somebody else."""

PAUSE = 0.05
"""Seconds of the longest wait after the first lost race; the wait grows with each."""


def settle(store: Store, path: str, wanted: Callable[[bytes], bytes]) -> tuple[bytes, bytes]:
    """Let a path hold what is wanted, given what it holds; what it held before and holds now.

    What is wanted is asked for after every look, so that nothing newer is lost. StoreError
    when the race is lost again and again.
    """
    for number in range(ROUNDS):
        seen = store.read(path)
        content = wanted(seen.content)
        if content == seen.content or store.swap(path, content, seen):
            return seen.content, content
        time.sleep(random.uniform(0, PAUSE * (number + 1)))  # noqa: S311 - waits, no secrets
    raise StoreError(
        f"{store.name}: {path} was changed by others {ROUNDS} times in a row; the release is "
        "published; run the same command again to list it"
    )


class Committed:
    """The releases of one sort that stand whole in a store: a manifest and no tombstone.

    `own` are those of the publisher itself; a store whose listing lags does not hide them.
    """

    def __init__(self, store: Store, own: Sequence[Entry] = (), *, sample: bool) -> None:
        self._store = store
        self._is_sample = sample
        self._known = {str(entry.version): entry for entry in own}
        self._gone: dict[str, Tombstone] = {}

    def entries(self) -> list[Entry]:
        """The entries as of now.

        A manifest never changes and is read once; whether a version was withdrawn is asked
        for every time, for that may happen meanwhile.
        """
        there = filter(self._is_of_sort, self._store.folders(RELEASES))
        standing = [name for name in {**self._known, **dict.fromkeys(there)} if not self.gone(name)]
        for name in standing:
            if name not in self._known:
                self._read(name)
        return [self._known[name] for name in standing if name in self._known]

    def told(self, below: str) -> Listed:
        """What the lists tell of as of now."""
        entries = self.entries()
        return listed(entries, self._gone.values(), below)

    def holds(self, version: Version) -> bool:
        """Whether a version stands, be it listed or not."""
        if self.gone(str(version)):
            return False
        if str(version) not in self._known:
            self._read(str(version))
        return str(version) in self._known

    def gone(self, name: str) -> Tombstone | None:
        """The tombstone of a version, None where it was not withdrawn from this store."""
        if name not in self._gone:
            found = tombstone_in(self._store, name)
            if found is None:
                return None
            self._gone[name] = found
        return self._gone[name]

    def _is_of_sort(self, name: str) -> bool:
        try:
            return Version.parse(name).is_sample == self._is_sample
        except ValueError:
            return False

    def _read(self, name: str) -> None:
        path = f"{RELEASES}/{name}/{MANIFEST}"
        manifest = self._store.read(path).content
        if not manifest:
            return
        try:
            entry = entry_of(manifest)
        except ManifestError as error:
            raise StoreError(f"{self._store.name}: {path}: {error}") from None
        if str(entry.version) != name:
            raise StoreError(
                f"{self._store.name}: {path} is the manifest of {entry.version}: put back the "
                f"manifest of {name}"
            )
        self._known[name] = entry


def tombstone_in(store: Store, version: str) -> Tombstone | None:
    """The tombstone of a version in a store; TombstoneError when it cannot be read."""
    path = f"{RELEASES}/{version}/{WITHDRAWN}"
    content = store.read(path).content
    return tombstone_of(content, f"{store.name}: {path}") if content else None


def pointer_name(version: Version) -> str:
    """The path of the file that names the newest release of this version's sort."""
    return f"{version.pointer}.json"
