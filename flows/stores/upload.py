"""The files of one version on their way into a store: none is replaced, every one is compared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Literal

from flows.stores.store import RELEASES, Store, StoreError
from outputs.manifest import MANIFEST, SUMS
from schemas.spoken import SpokenError, some_of

PARALLEL = 4
"""Uploads at a time."""

LARGE = 8 << 20
"""Bytes from which a file is sent while no other large one is: each is in memory whole."""

ATTEMPTS = 5
SHOWN = 5
"""How many files a message names."""

Outcome = Literal["new", "same", "other"]
Told = Callable[[int, int], None]
"""Called with how many files are done, and of how many."""


def untold(_done: int, _total: int) -> None:
    """Tell nobody how far a copy is."""


class DamagedReleaseError(SpokenError):
    """The release that should be copied is not what its sums say; it was not published."""


class OtherContentError(StoreError):
    """The store holds other content under this version; the message names the files."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was looked at: new, or the same as what stood there; the bytes sent."""

    path: str
    outcome: Outcome
    bytes: int


@dataclass
class Upload:
    """A release's folder, the store, and the sha256 of every file of the version."""

    release: Path
    store: Store
    version: str
    sums: dict[str, str]
    told: Told
    _large: Lock = field(default_factory=Lock, init=False)
    _counting: Lock = field(default_factory=Lock, init=False)
    _done: int = field(default=0, init=False)
    _present: frozenset[str] = field(default=frozenset(), init=False)

    def run(self) -> list[Sent]:
        """Send SHA256SUMS, which claims the version, then the files, then the manifest.

        OtherContentError, DamagedReleaseError when a file changes meanwhile, StoreError.
        """
        self._present = frozenset(self.store.files(f"{RELEASES}/{self.version}"))
        self._refuse(self._present - self.sums.keys(), "which the release does not have")
        self.told(0, len(self.sums))
        claim = self._settled([SUMS])
        files = self._settled(sorted(self.sums.keys() - {SUMS, MANIFEST}))
        return claim + files + self._settled([MANIFEST])

    def _settled(self, paths: list[str]) -> list[Sent]:
        with ThreadPoolExecutor(PARALLEL) as pool:
            sent = list(pool.map(self._send, paths))
        self._refuse((file.path for file in sent if file.outcome == "other"), "with other content")
        return sent

    def _target(self, path: str) -> str:
        return f"{RELEASES}/{self.version}/{path}"

    def _send(self, path: str) -> Sent:
        is_large = (self.release / path).stat().st_size >= LARGE
        with self._large if is_large else nullcontext():
            sent = (
                self._stood(path, self.store.sha256(self._target(path)))
                if path in self._present
                else self._created(path)
            )
        with self._counting:
            self._done += 1
            self.told(self._done, len(self.sums))
        return sent

    def _created(self, path: str) -> Sent:
        content = (self.release / path).read_bytes()
        if hashlib.sha256(content).hexdigest() != self.sums[path]:
            raise DamagedReleaseError(
                f"{self.release / path} changed while the release was sent: restore it and run "
                "again"
            )
        for _ in range(ATTEMPTS):
            if self.store.create(self._target(path), content):
                return Sent(path, "new", len(content))
            # A request that was retried, or another publisher, has written it.
            if found := self.store.sha256(self._target(path)):
                return self._stood(path, found)
        raise StoreError(
            f"{self.store.name}: {self._target(path)} cannot be written and cannot be read; run "
            "the same command again"
        )

    def _stood(self, path: str, found: str) -> Sent:
        return Sent(path, "same" if found == self.sums[path] else "other", 0)

    def _refuse(self, paths: Iterable[str], how: str) -> None:
        other = sorted(paths)
        if not other:
            return
        raise OtherContentError(
            f"{self.store.name}/{self._target('')} holds {some_of(other, SHOWN)} {how}. "
            "Nothing was replaced: a published version never changes. Restore these files from "
            "where they were published, or publish the next edition. A version whose folder in "
            f"the store has no {MANIFEST} was never published: that folder may be removed by hand"
        )
