"""One home whose runs are killed, then finished by the same command, counted and compared."""

from __future__ import annotations

import shutil
import traceback
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self

from flows.reuse.step import Step
from flows.reuse.tally import RAN, REUSED, done_of
from flows.settings import Home
from tests.chaos.content import content_of, difference
from tests.chaos.killing import Start, ended, killed, wait_for_readers
from tests.chaos.small_month import MONTHS, copy

AGAIN = {Step.COLLECT, Step.CHECK, Step.PUBLISH}
"""Steps that may run although they were counted: an inbox is looked at in every run, and what a
check or a publication adds to that which it follows from is written after it is counted."""

SHOWN = 10
"""How many paths that differ are told of one home."""


@dataclass(slots=True)
class Outcome:
    """What trials did: kills, runs after them, steps, and homes that came out equal or not."""

    kills: int = 0
    restarts: int = 0
    ran: int = 0
    reused: int = 0
    homes: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Count another outcome in."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


@dataclass(frozen=True)
class Unbroken:
    """The prepared home, what an unbroken run makes of it, and where trials have their homes."""

    prepared: Home
    expected: Mapping[str, str] = field(repr=False)
    folder: Path


class Trial:
    """A copy of a home; at its end it must hold what an unbroken run gives.

    Whatever goes wrong becomes a fault of its outcome, and leaves the home to be looked at.
    """

    def __init__(self, name: str, unbroken: Unbroken, home: Home | None = None) -> None:
        self.name, self.unbroken = name, unbroken
        self.outcome = Outcome()
        folder = unbroken.folder / f"{name.replace(' ', '-')}"
        self.home = copy(home or unbroken.prepared, folder)
        self.before = self._counted()
        self.sessions: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        found = difference(content_of(self.home), self.unbroken.expected)[:SHOWN]
        if error is not None:
            found.append("".join(traceback.format_exception(error)))
        for session in self.sessions:
            wait_for_readers(session)
        counted = self._counted()
        self.outcome.ran = sum(counted[RAN].values()) - sum(self.before[RAN].values())
        self.outcome.reused = sum(counted[REUSED].values()) - sum(self.before[REUSED].values())
        self.outcome.homes += 1
        self.outcome.faults += [f"{self.name}: {line}" for line in found]
        if not self.outcome.faults:
            shutil.rmtree(self.home.root)
        return isinstance(error, Exception)

    def killed(self, start: Start, seconds: float) -> bool:
        """Start a run and kill it after a time; false where it ended well before."""
        done = self._counted()[RAN]
        process = start(self.home)
        self.sessions.append(process)
        is_killed = killed(process, seconds)
        self.outcome.kills += is_killed
        self._refuse_repetition(done)
        return is_killed

    def finish(self, start: Start) -> None:
        """Run to the end; RuntimeError when that fails."""
        done = self._counted()[RAN]
        code = ended(start(self.home))
        if code:
            raise RuntimeError(f"the run after the kill ended with {code}")
        self._refuse_repetition(done)

    def _refuse_repetition(self, done: Counter[tuple[str, Step]]) -> None:
        """No step that a killed run did and counted is done again."""
        mine = done - self.before[RAN]
        again = [key for key in self._counted()[RAN] - done if key in mine and key[1] not in AGAIN]
        self.outcome.faults += [f"{self.name}: {key} was done, and again" for key in again]

    def _counted(self) -> dict[str, Counter[tuple[str, Step]]]:
        """How often each step of each month ran, and was reused."""
        found: dict[str, Counter[tuple[str, Step]]] = {RAN: Counter(), REUSED: Counter()}
        for period in MONTHS:
            for one in done_of(self.home.work(period)):
                found[one.did][period, one.step] += 1
        return found
