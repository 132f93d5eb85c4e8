"""The lock of a month: one run works on it at a time, and it ends with its process."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from flows.files import clear_left, lives, read_json, write_json
from flows.settings import Home, Request
from schemas.months import in_wib
from schemas.spoken import SpokenError
from transforms.merge import WIB

LOCK = ".lock"
HOLDER = ".holder.json"
"""Beside the lock: which process took it, until its run has ended by itself."""

LOCKS_OF_LINUX = Path("/proc/locks")

FOREVER = -1


class MonthBusyError(SpokenError):
    """Another run of the same month holds its lock; the message says which."""


@contextmanager
def month_lock(request: Request) -> Iterator[None]:
    """Hold the month, so that one run works on it; MonthBusyError when another does.

    Waits for the other where the request says so. What killed runs were writing is removed.
    A run that ends otherwise than by itself or by a sentence leaves its name: see `under_way`.
    """
    folder = request.home.work(request.period)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        held = lock.acquire(timeout=FOREVER if request.waits else 0)
    except Timeout:
        raise MonthBusyError(
            f"{request.period} is being run already{_holder(folder)}: wait until that run has "
            "ended, or give --wait"
        ) from None
    with held:
        clear_left(folder)
        write_json(folder / HOLDER, _self())
        try:
            yield
        except SpokenError:
            (folder / HOLDER).unlink(missing_ok=True)
            raise
        (folder / HOLDER).unlink(missing_ok=True)


def _self() -> dict[str, object]:
    command = Path(sys.argv[0]).name if sys.argv and sys.argv[0] else "python"
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(WIB).isoformat(timespec="seconds"),
        "command": command,
    }


def _holder(folder: Path) -> str:
    """Who took the lock last, in words; nothing where that is not known."""
    told = read_json(folder / HOLDER)
    if not told:
        return ""
    return f" by process {told.get('pid')} of {told.get('host')} since {told.get('since')}"


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A run of a month that has not ended by itself: it is on, or it was cut off.

    `since` is when it began, in WIB.
    """

    process: int
    since: str
    is_on: bool

    def __str__(self) -> str:
        """What is told of it, as a clause."""
        if self.is_on:
            return f"being run by process {self.process} since {self.since}"
        return f"a run was cut off, begun {self.since}: run the same command again"


def under_way(home: Home, period: str) -> UnderWay | None:
    """The run of a month that is on or was cut off; None where the last one has ended."""
    folder = home.work(period)
    told = read_json(folder / HOLDER)
    try:
        process, since = int(told["pid"]), in_wib(datetime.fromisoformat(told["since"]))
    except (KeyError, TypeError, ValueError):
        return None
    return UnderWay(process, since, _is_held(folder / LOCK, process))


def _is_held(lock: Path, process: int) -> bool:
    """Whether a lock is held, without taking it; elsewhere than on Linux, whether its process is.

    One that waits for the lock is not asked.
    """
    if not LOCKS_OF_LINUX.exists():
        return lives(str(process))
    return lock.exists() and lock.stat().st_ino in holders()


def holders() -> dict[int, int]:
    """The process that holds a lock, by the inode of the file; 0 where it is not seen from here.

    The device is left out: layered file systems name another than a file's status does.
    """
    found = {}
    for line in LOCKS_OF_LINUX.read_text(encoding="ascii").splitlines():
        words = line.split()
        if "->" in words or len(words) < 6:  # one that waits for another
            continue
        found[int(words[5].rsplit(":", 1)[1])] = max(0, int(words[4]))
    return found
