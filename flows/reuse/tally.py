"""What the steps of one run did: which ran, which were reused, and how long they took."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from flows.reuse.record import FOLDER
from flows.reuse.step import Step

RAN, REUSED = "ran", "reused"

DONE = "done.jsonl"
"""One line for each step that a run did or reused; lines are only added."""


@dataclass(frozen=True, slots=True)
class Done:
    """One step of one month in one run.

    `did` is RAN or REUSED. `pieces` counts what it works through, such as files, and `fresh`
    those of them that were new; both are 1 where a step that ran is not made of pieces.
    """

    run: str
    period: str
    step: Step
    did: str
    pieces: int
    fresh: int
    seconds: float
    when: str


@dataclass(slots=True)
class Tally:
    """The steps that one run did or reused, in their order."""

    run: str = field(default_factory=lambda: uuid4().hex[:12])
    done: list[Done] = field(default_factory=list)

    def add(  # noqa: PLR0913 - what is counted of a step
        self,
        work: Path,
        period: str,
        step: Step,
        *,
        is_run: bool = True,
        seconds: float = 0.0,
        pieces: int = 1,
        fresh: int = 1,
    ) -> None:
        """Count a step of a month, here and in the file of its working folder."""
        when = datetime.now(UTC).isoformat(timespec="milliseconds")
        did = RAN if is_run else REUSED
        one = Done(self.run, period, step, did, pieces, fresh, round(seconds, 3), when)
        self.done.append(one)
        append_line(work / FOLDER / DONE, json.dumps(asdict(one)))

    def fresh(self, period: str, step: Step) -> int:
        """How many pieces of a step were worked on."""
        return sum(one.fresh for one in self.done if (one.period, one.step) == (period, step))

    def pieces(self, period: str, step: Step) -> int:
        """How many pieces a step is made of."""
        return sum(one.pieces for one in self.done if (one.period, one.step) == (period, step))

    def steps(self, period: str, did: str) -> list[str]:
        """The names of the steps of a month that ran, or that were reused."""
        return [one.step.value for one in self.done if (one.period, one.did) == (period, did)]


def append_line(path: Path, line: str) -> None:
    """Add a line to a file in one write; what a killed run cut off is ended first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        is_cut = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        os.write(descriptor, ("\n" * is_cut + line + "\n").encode())
    finally:
        os.close(descriptor)


def done_of(work: Path) -> Iterator[Done]:
    """Every step that was ever done or reused for a month, oldest first; cut lines left out."""
    try:
        lines = (work / FOLDER / DONE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            told = json.loads(line)
            yield Done(**(told | {"step": Step(told["step"])}))
        except (ValueError, TypeError, KeyError):
            continue
