"""The lock of a month: one run works on it at a time, and it ends with its process."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from flows.files import clear_left, read_json, write_json
from flows.settings import Request
from schemas.spoken import SpokenError
from transforms.merge import WIB

LOCK = ".lock"
HOLDER = ".holder.json"
"""Beside the lock: which process took it last, for the one that finds it taken."""

FOREVER = -1


class MonthBusyError(SpokenError):
    """Another run of the same month holds its lock; the message says which."""


@contextmanager
def month_lock(request: Request) -> Iterator[None]:
    """Hold the month, so that one run works on it; MonthBusyError when another does.

    Waits for the other where the request says so. What killed runs were writing is removed.
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
        yield


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
