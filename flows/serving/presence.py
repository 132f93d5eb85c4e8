"""The mark of a flow run that runs here: a file with a lock that dies with its process.

The operating system gives the lock back when the process ends in whatever way, a power cut
included, and the mark is taken away by the run itself when it ends. So a mark without a
holder of its lock proves that the run's process is dead.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from filelock import FileLock, Timeout

from flows.settings import Home

FOLDER = "runs"
PREFECT = "prefect"
"""The folder of Prefect's own files, below the home."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of one flow run in a home."""

    path: Path

    @property
    def run(self) -> UUID:
        """The flow run it is of."""
        return UUID(self.path.stem)

    @property
    def is_dead(self) -> bool:
        """Whether nobody holds the lock, and the run has not taken its mark away meanwhile."""
        lock = FileLock(_lock_of(self.path))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        with lock:
            is_left = self.path.exists()
            if not is_left:
                self.remove()
        lock.release()
        return is_left

    @property
    def is_of_here(self) -> bool:
        """Whether the run was started on this machine, whose locks are seen for certain."""
        try:
            told = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return isinstance(told, dict) and told.get("machine") == machine()

    def write(self) -> None:
        """Write where the run's process is, beside and renamed."""
        told = {"machine": machine(), "pid": os.getpid()}
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps(told), encoding="utf-8")
        beside.replace(self.path)

    def remove(self) -> None:
        """Take the mark away; doing it again is harmless."""
        self.path.unlink(missing_ok=True)
        _lock_of(self.path).unlink(missing_ok=True)


def machine() -> str:
    """What tells this machine from others: its id where it has one, else its name."""
    try:
        return Path("/etc/machine-id").read_text(encoding="ascii").strip() or platform.node()
    except OSError:
        return platform.node()


def marks(home: Home) -> list[Mark]:
    """The marks of a home, in the order of their names."""
    return [Mark(path) for path in sorted(_folder(home).glob("*.json")) if _is_id(path.stem)]


@contextmanager
def present(home: Home) -> Iterator[None]:
    """Mark the flow run that runs in this process, until it has ended.

    The mark stays where the run is interrupted (a signal, a kill), so that what serves the
    schedule looks after it. A run that is suspended leaves none: another process goes on with
    it. Without a flow run nothing is marked.
    """
    from prefect.exceptions import Pause  # noqa: PLC0415 - Prefect is heavy
    from prefect.runtime import flow_run  # noqa: PLC0415

    if flow_run.id is None:
        yield
        return
    with marked(home, UUID(str(flow_run.id)), Pause):
        yield


@contextmanager
def marked(home: Home, run: UUID, *ends: type[BaseException]) -> Iterator[None]:
    """Hold the mark of a flow run; see `present`. `ends` end it as every Exception does."""
    mark = Mark(_folder(home) / f"{run}.json")
    mark.path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(_lock_of(mark.path)):
        mark.write()
        try:
            yield
        except BaseException as error:
            if isinstance(error, (Exception, *ends)):
                mark.remove()
            raise
        mark.remove()


def prefect_home(home: Home) -> Path:
    """Where Prefect keeps its database, logs and results."""
    return home.root / PREFECT


def _folder(home: Home) -> Path:
    return prefect_home(home) / FOLDER


def _lock_of(path: Path) -> Path:
    return path.with_suffix(".lock")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
