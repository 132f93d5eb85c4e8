"""A home is served by one process at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from flows.serving.presence import prefect_home
from flows.serving.server import ServerError
from flows.settings import Home


class ServedError(ServerError):
    """The home is being served by another process."""


@contextmanager
def house_lock(home: Home) -> Iterator[None]:
    """Hold the home, so that it is served once; ServedError when it is served already."""
    folder = prefect_home(home)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".serve.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise ServedError(
            f"{home.root} is being served already: stop the other `rumahdata serve` first"
        ) from None
    with lock:
        yield
