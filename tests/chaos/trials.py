"""The trials: chains of kills at random, a kill at every write, and too little memory."""

from __future__ import annotations

import os
import shutil
import signal
from random import Random

from flows.settings import Home
from tests.chaos.boundaries import Boundaries
from tests.chaos.content import content_of, difference
from tests.chaos.killing import Start, command, ended, forked, month, short_of_memory
from tests.chaos.small_month import copy, run
from tests.chaos.trial import Outcome, Trial, Unbroken


def chain(
    unbroken: Unbroken, most: int, seconds: float, seed: int, *, as_command: bool = False
) -> Outcome:
    """Kill runs of one home at random moments within `seconds` until one ends by itself.

    After so many kills at most it is left to end.
    """
    random = Random(seed)
    start: Start = command if as_command else month
    with Trial(f"{'commands' if as_command else 'chain'} {seed}", unbroken) as trial:
        while trial.outcome.kills < most:
            if not trial.killed(start, random.random() * seconds):
                break
            trial.outcome.restarts += 1
        else:
            trial.finish(start)
    return trial.outcome


def at_writes(unbroken: Unbroken, share: int, shares: int, every: int) -> Outcome:
    """Kill at each write (every so many, one share of them) of a run; finish each home apart.

    At a write the run stops, and a fork of it, which has the same memory and open files, is
    killed. The home is copied as that leaves it, and finished by the same command.
    """
    outcome = Outcome()
    home = copy(unbroken.prepared, unbroken.folder / f"walked-{share}")

    def met(number: int) -> None:
        if number % every or number // every % shares != share:
            return
        dead = _killed_here()
        with Trial(f"write {number}", unbroken, home) as trial:
            _as_left_by(dead, trial.home)
            trial.outcome.kills, trial.outcome.restarts = 1, 1
            trial.finish(month)
        outcome.add(trial.outcome)

    watching = Boundaries(home, met)
    watching.watch()
    run(home)
    watching.is_on = False
    left = difference(content_of(home), unbroken.expected)
    outcome.faults += [f"the run that was walked through: {line}" for line in left]
    shutil.rmtree(home.root)
    return outcome


def _killed_here() -> int:
    """The number of the process that was killed."""
    process = forked(lambda: os.kill(os.getpid(), signal.SIGKILL))
    code = ended(process)
    if code != -signal.SIGKILL:
        raise RuntimeError(f"a fork that was to be killed ended with {code}")
    return process


def _as_left_by(dead: int, home: Home) -> None:
    """Name what was being written after the process that was killed, not the one that walks on."""
    for path in home.root.rglob(f".*.{os.getpid()}"):
        path.rename(path.with_suffix(f".{dead}"))


def with_little_memory(unbroken: Unbroken, more: int) -> Outcome:
    """A run with little memory, which may end anyhow, and the same with enough."""
    with Trial(f"memory {more >> 20} MB", unbroken) as trial:
        if ended(short_of_memory(trial.home, more)):
            trial.outcome.kills, trial.outcome.restarts = 1, 1
        trial.finish(month)
    return trial.outcome
