"""Publishers as processes of their own: they race, and they die after so many writes."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from threading import Lock

from flows.stores.addresses import open_store
from flows.stores.push import push
from flows.stores.store import Seen, Store
from flows.stores.withdraw import withdraw_from
from outputs.canonical import write_bytes
from outputs.manifest import write_manifest
from outputs.tombstone import Tombstone
from schemas.release import Version
from schemas.spoken import SpokenError
from tests.releases import FACTS

REFUSED = 3
"""The exit status of a publisher that was told what is wrong."""

LATENCIES = (0.0, 0.0, 0.0, 0.3)
"""Seconds: most answers come at once, some when others are long done."""

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])


def small_release(
    releases: Path,
    version: str,
    content: bytes = b"a,b\r\n1,2\r\n",
    *,
    site: str = "",
    lineage: tuple[str, ...] = (),
) -> Path:
    """A whole release of four files."""
    parsed, folder = Version.parse(version), releases / version
    facts = replace(
        FACTS,
        version=version,
        period=parsed.period,
        is_sample=parsed.is_sample,
        site=site,
        lineage=lineage,
    )
    write_bytes(folder, "tables/one.csv", content)
    write_bytes(folder, "index.html", f"<!doctype html>{version}".encode())
    write_manifest(folder, facts, {})
    return folder


def silent(done: int, total: int) -> None:
    """Nobody watches."""


class Through:
    """A store that hands everything on."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.name = store.name
        self.sha256, self.files, self.folders = store.sha256, store.files, store.folders
        self.delete = store.delete

    def create(self, path: str, content: bytes) -> bool:
        return self._store.create(path, content)

    def swap(self, path: str, content: bytes, seen: Seen) -> bool:
        return self._store.swap(path, content, seen)

    def read(self, path: str) -> Seen:
        return self._store.read(path)


class Mortal(Through):
    """A store whose publisher is killed once it has written or removed so many times."""

    def __init__(self, store: Store, writes: int) -> None:
        super().__init__(store)
        self._left, self._lock = writes, Lock()
        self.delete = self._delete

    def _delete(self, path: str) -> None:
        self._store.delete(path)
        self._step()

    def create(self, path: str, content: bytes) -> bool:
        done = super().create(path, content)
        self._step()
        return done

    def swap(self, path: str, content: bytes, seen: Seen) -> bool:
        done = super().swap(path, content, seen)
        self._step()
        return done

    def _step(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


class Slow(Through):
    """A store that is far away: much happens between one request and the next."""

    def swap(self, path: str, content: bytes, seen: Seen) -> bool:
        time.sleep(random.choice(LATENCIES))
        return super().swap(path, content, seen)

    def read(self, path: str) -> Seen:
        time.sleep(random.choice(LATENCIES))
        return super().read(path)


class Interrupted(Through):
    """A store in which something else happens just before the request of this number."""

    def __init__(self, store: Store, number: int, meanwhile: Callable[[], object]) -> None:
        super().__init__(store)
        self.left, self._meanwhile = number, meanwhile
        self.folders, self.delete = self._folders, self._delete

    def create(self, path: str, content: bytes) -> bool:
        self._step()
        return super().create(path, content)

    def swap(self, path: str, content: bytes, seen: Seen) -> bool:
        self._step()
        return super().swap(path, content, seen)

    def read(self, path: str) -> Seen:
        self._step()
        return super().read(path)

    def _folders(self, below: str) -> list[str]:
        self._step()
        return self._store.folders(below)

    def _delete(self, path: str) -> None:
        self._step()
        self._store.delete(path)

    def _step(self) -> None:
        self.left -= 1
        if self.left == 0:
            self._meanwhile()


class Counting(Through):
    """A store that keeps the paths of what was asked to be written."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.created: list[str] = []
        self.swapped: list[str] = []

    def create(self, path: str, content: bytes) -> bool:
        self.created.append(path)
        return super().create(path, content)

    def swap(self, path: str, content: bytes, seen: Seen) -> bool:
        self.swapped.append(path)
        return super().swap(path, content, seen)


def start(
    address: str, release: Path, environment: dict[str, str], *, writes: int | None = None
) -> ForkServerProcess:
    """Start a publisher that is far from the store; with `writes` it is near, and dies then."""
    process = PROCESSES.Process(target=_run, args=(address, release, environment, writes))
    process.start()
    return process


def start_withdrawal(
    address: str, tombstone: Tombstone, environment: dict[str, str], *, writes: int
) -> ForkServerProcess:
    """Start a withdrawal from a store that dies after so many writes and removals."""
    given = (address, tombstone, environment, writes)
    process = PROCESSES.Process(target=_withdraw, args=given)
    process.start()
    return process


def _withdraw(address: str, tombstone: Tombstone, environment: dict[str, str], writes: int) -> None:
    os.environ.update(environment)
    withdraw_from(Mortal(open_store(address), writes), tombstone)


def _run(address: str, release: Path, environment: dict[str, str], writes: int | None) -> None:
    os.environ.update(environment)
    store = open_store(address)
    try:
        push(
            release, Slow(store) if writes is None else Mortal(store, writes), release.name, silent
        )
    except SpokenError:
        os._exit(REFUSED)
