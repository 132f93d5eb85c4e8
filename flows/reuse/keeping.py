"""The steps of one month: each done once, and reused while its record and results stand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from flows.reuse.record import Record, is_whole, read_record, results_of, write_record
from flows.reuse.step import Step
from flows.reuse.tally import Tally


@dataclass(frozen=True, slots=True)
class Written:
    """What a step wrote, by path below the working folder, and what is told of it.

    `pieces` and `fresh` as in flows.reuse.tally.Done.
    """

    paths: Iterable[str] = ()
    told: dict[str, Any] = field(default_factory=dict)
    pieces: int = 1
    fresh: int = 1


class Starter(Protocol):
    """What starts a step, see flows.runner.Runner."""

    tally: Tally

    def step(self, name: str, function: Callable[..., Any], *given: object) -> Any:  # noqa: ANN401
        """Run one step and give back what it returns."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """The working folder of a month, and which of its steps are to be done anew.

    Where nothing `is_kept`, what stands is reused and nothing is written.
    """

    work: Path
    period: str
    starter: Starter
    again: frozenset[Step] = frozenset()
    is_kept: bool = True

    def standing(self, step: Step, ingredients: Mapping[str, str]) -> Record | None:
        """The record of a step that may be reused: same ingredients, results as written."""
        return None if self.reason(step, ingredients) else read_record(self.work, step)

    def reason(self, step: Step, ingredients: Mapping[str, str]) -> str:
        """Why a step is not reused, in words; empty where it stands."""
        record = read_record(self.work, step)
        if record is None:
            return "not done yet"
        if step in self.again:
            return "asked for"
        before, now = record.ingredients, dict(ingredients)
        changed = [name for name in now if before.get(name) != now[name]]
        if before != now:
            return f"changed: {', '.join(changed) or 'what it follows from'}"
        return "" if is_whole(self.work, record) else "its files were changed or are missing"

    def reused(self, record: Record) -> Record:
        """Count a step that stands."""
        if self.is_kept:
            pieces = int(record.told.get("pieces", 1))
            self._count_reused(record.step, pieces)
        return record

    def passed(self, *steps: Step) -> None:
        """Count steps whose results are not asked for, because those after them stand."""
        for step in steps:
            self._count_reused(step)

    def _count_reused(self, step: Step, pieces: int = 1) -> None:
        counts = {"pieces": pieces, "fresh": 0}
        self.starter.tally.add(self.work, self.period, step, is_run=False, **counts)

    def do(
        self,
        step: Step,
        title: str,
        ingredients: Mapping[str, str],
        work: Callable[[], Written],
    ) -> Record:
        """The record of a step: as it stands, else after its work was done."""
        standing = self.standing(step, ingredients)
        if standing is not None:
            return self.reused(standing)
        return self.did(step, ingredients, lambda: self.starter.step(title, work))

    def did(
        self, step: Step, ingredients: Mapping[str, str], work: Callable[[], Written]
    ) -> Record:
        """Do the work of a step, keep its record and count it."""
        start = time.perf_counter()
        written = work()
        seconds = time.perf_counter() - start
        results = results_of(self.work, written.paths) if self.is_kept else {}
        told = written.told | ({"pieces": written.pieces} if written.pieces != 1 else {})
        record = Record(step, dict(ingredients), results, told, round(seconds, 3))
        if self.is_kept:
            write_record(self.work, record)
            self.starter.tally.add(
                self.work,
                self.period,
                step,
                seconds=seconds,
                pieces=written.pieces,
                fresh=written.fresh,
            )
        return record

    def rename(self, step: Step, ingredients: Mapping[str, str]) -> None:
        """Let the record of a step say that it follows from these, which give the same."""
        record = read_record(self.work, step)
        if self.is_kept and record is not None:
            write_record(self.work, replace(record, ingredients=dict(ingredients)))
