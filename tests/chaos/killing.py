"""A run in a process of its own: forked from a warm one or started anew, killed, waited for."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from flows.settings import TELEMETRY_OFF, Home
from tests.chaos.small_month import COMMAND, run

Start = Callable[[Home], int]
"""Starts a run of a home; the id of its process, and of its session."""

ROOT = Path(__file__).resolve().parent.parent.parent
PAUSE = 0.002
LONGEST = 900
"""Seconds after which a run hangs, on the slowest machine."""

READERS_SECONDS = 120
"""A reader that lost its run ends as soon as its file is read."""


def forked(work: Callable[[], None], *, is_told: bool = True) -> int:
    """Do work in a fork of this process, a session of its own; its process id."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        os.setsid()
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - the fork must not return into what it was forked from
        if is_told:
            traceback.print_exc()
    finally:
        os._exit(code)


def month(home: Home) -> int:
    """A run of the month in a fork; its process id."""
    return forked(lambda: run(home))


def short_of_memory(home: Home, more: int) -> int:
    """The same with so many bytes of address space more than this process has."""
    status = Path("/proc/self/statm").read_text(encoding="ascii")
    limit = int(status.split()[0]) * resource.getpagesize() + more

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))
        run(home)

    return forked(work, is_told=False)


def command(home: Home) -> int:
    """The real command as a process of its own; its process id."""
    settings = ("PREFECT_", "RUMAHDATA_")
    plain = {k: v for k, v in os.environ.items() if not k.startswith(settings)}
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "--home", str(home.root), *COMMAND],
        cwd=ROOT,
        env=plain | TELEMETRY_OFF,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    process.returncode = 0  # it is waited for below, by its id
    return process.pid


def ended(process: int) -> int:
    """Wait for a process and for the readers it started; its exit code, below 0 a signal's.

    One that hangs is killed.
    """
    status = _status(process, LONGEST)
    if status is None:
        os.kill(process, signal.SIGKILL)
        status = os.waitpid(process, 0)[1]
    wait_for_readers(process)
    return os.waitstatus_to_exitcode(status)


def _status(process: int, seconds: float) -> int | None:
    """The status of a process that ends within a time; None where it does not."""
    until = time.monotonic() + seconds
    while True:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            return status
        if time.monotonic() >= until:
            return None
        time.sleep(PAUSE)


def killed(process: int, seconds: float) -> bool:
    """Kill a run after a time; false where it ended well before. Its readers end by themselves.

    RuntimeError when it ended otherwise.
    """
    status = _status(process, seconds)
    if status is not None:
        if status:
            raise RuntimeError(f"a run ended with {os.waitstatus_to_exitcode(status)}")
        return False
    os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL


def wait_for_readers(session: int) -> None:
    """Wait until no process of a run is left; RuntimeError when one stays."""
    until = time.monotonic() + READERS_SECONDS
    while left := _of_session(session):
        if time.monotonic() > until:
            raise RuntimeError(f"processes {left} of a run that ended are still there")
        time.sleep(PAUSE)


def _of_session(session: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        state, _, _, its = told.rpartition(")")[2].split()[:4]
        if int(its) == session and state != "Z":
            found.append(int(path.parent.name))
    return found
