"""The command `python -m tests.chaos.run`: kill a small month everywhere, and print what came."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import partial
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.chaos.content import content_of, difference
from tests.chaos.killing import command, ended, month
from tests.chaos.small_month import copy, prepare
from tests.chaos.trial import Outcome, Unbroken
from tests.chaos.trials import at_writes, chain, with_little_memory

MOST_KILLS = 8
"""Kills of one chain."""

MEMORY = [megabytes << 20 for megabytes in (32, 16, 24, 48, 64, 96, 128, 192)]
"""Address space that a run gets beyond what it begins with, in bytes."""

Job = Callable[[], Outcome]


def main() -> int:
    """Do the trials that are asked for; 1 where a home came out otherwise."""
    asked, begin = _asked(), time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="rumahdata-chaos-"))
    unbroken, seconds = _unbroken(folder, runs=1 if asked.every else 2)
    told = Table("trial", "kills", "restarts", "steps run", "reused", "homes", "took", box=None)
    whole = Outcome()
    with ProcessPoolExecutor(asked.workers, mp_context=get_context("fork")) as pool:
        for name, jobs, kills in _phases(asked, unbroken, seconds):
            start = time.monotonic()
            outcome = _done(pool, asked.workers, jobs, kills)
            took = time.monotonic() - start
            _row(told, name, outcome, took)
            whole.add(outcome)
            print(f"{name}: {outcome.kills} kills, {took:.0f} s", file=sys.stderr, flush=True)
    _row(told, "all", whole, time.monotonic() - begin)
    return _tell(told, whole, unbroken)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.run", description=__doc__)
    parser.add_argument("--kills", type=int, default=190, help="kills of warm runs at random")
    parser.add_argument("--commands", type=int, default=10, help="kills of the real command")
    parser.add_argument("--every", type=int, default=1, help="kill at every so many-th write")
    parser.add_argument("--memory", type=int, default=len(MEMORY), help="runs of little memory")
    parser.add_argument("--workers", type=int, default=2, help="processes that share the trials")
    parser.add_argument("--seed", type=int, default=1, help="of the moments at random")
    return parser.parse_args()


def _unbroken(folder: Path, runs: int) -> tuple[Unbroken, float]:
    """The prepared home, what unbroken runs make of it, and how long one took in seconds.

    The run that is walked through from write to write is another unbroken one.
    """
    prepared = prepare(folder / "prepared")
    took, contents = [], []
    for number in range(runs):
        home = copy(prepared, folder / f"unbroken-{number}")
        start = time.monotonic()
        _refuse_failure(ended(month(home)))
        took.append(time.monotonic() - start)
        contents.append(content_of(home))
        shutil.rmtree(home.root)
        if left := difference(contents[0], contents[-1]):
            raise SystemExit("\n".join(["Two unbroken runs differ:", *left]))
    return Unbroken(prepared, contents[0], folder), max(took)


def _seconds_of_command(unbroken: Unbroken) -> float:
    """How long the real command takes, which gives the same."""
    home = copy(unbroken.prepared, unbroken.folder / "command")
    start = time.monotonic()
    _refuse_failure(ended(command(home)))
    took = time.monotonic() - start
    if left := difference(content_of(home), unbroken.expected):
        raise SystemExit("\n".join(["The command gives otherwise than the warm run:", *left]))
    shutil.rmtree(home.root)
    return took


def _refuse_failure(code: int) -> None:
    if code:
        raise SystemExit(f"an unbroken run ended with {code}")


Phase = tuple[str, Iterable[Job], int]
"""A name, its jobs, and the kills after which no more of them is begun."""


def _phases(asked: argparse.Namespace, unbroken: Unbroken, seconds: float) -> Iterator[Phase]:
    seeds = count(asked.seed * 1_000_000)
    if asked.kills:
        killed = partial(chain, unbroken, min(MOST_KILLS, asked.kills), seconds)
        yield "at random", (partial(killed, seed) for seed in seeds), asked.kills
    if asked.commands:
        most, took = min(MOST_KILLS, asked.commands), _seconds_of_command(unbroken)
        killed = partial(chain, unbroken, most, took, as_command=True)
        yield "of the command", (partial(killed, seed) for seed in seeds), asked.commands
    if asked.every:
        at = partial(at_writes, unbroken, shares=asked.workers, every=asked.every)
        walks = [partial(at, share) for share in range(asked.workers)]
        yield "at writes", walks, 0
    if asked.memory:
        tries = [partial(with_little_memory, unbroken, more) for more in MEMORY[: asked.memory]]
        yield "little memory", tries, 0


def _done(pool: ProcessPoolExecutor, workers: int, jobs: Iterable[Job], kills: int) -> Outcome:
    """What jobs came to: all of them, or until there were so many kills."""
    whole, waiting = Outcome(), iter(jobs)
    running: set[Future[Outcome]] = set()
    while True:
        while len(running) < workers and not (kills and whole.kills + len(running) >= kills):
            job = next(waiting, None)
            if job is None:
                break
            running.add(pool.submit(job))
        if not running:
            return whole
        ended_now, running = wait(running, return_when=FIRST_COMPLETED)
        for future in ended_now:
            whole.add(future.result())


def _row(table: Table, name: str, outcome: Outcome, seconds: float) -> None:
    numbers = (outcome.kills, outcome.restarts, outcome.ran, outcome.reused, outcome.homes)
    table.add_row(name, *map(str, numbers), f"{seconds:.0f} s")


def _tell(table: Table, whole: Outcome, unbroken: Unbroken) -> int:
    console = Console(width=100, highlight=False)
    console.print(table)
    if whole.faults:
        console.print("\n".join(whole.faults), markup=False, soft_wrap=True)
        console.print(f"{len(whole.faults)} faults; the homes are in {unbroken.folder}")
        return 1
    told = f"{whole.homes} homes of {len(unbroken.expected)} files and folders"
    console.print(f"{told}: bytes equal the unbroken run's in all")
    shutil.rmtree(unbroken.folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
