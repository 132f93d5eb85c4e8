"""How the steps of a run are started: in this process, or as tasks of a Prefect flow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, Self, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.reuse.tally import Tally

BATCH = 250
"""Files a batch: a reader is started once a batch, and starting costs as much as 20 files."""

Given = TypeVar("Given")
Taken = TypeVar("Taken")


class Runner(Protocol):
    """Starts steps; what a step does never depends on which runner starts it.

    `share` is how many files a batch holds, `tally` what the steps of this run did.
    """

    share: int
    tally: Tally

    def step(self, name: str, function: Callable[..., Taken], *given: object) -> Taken:
        """Run one step and give back what it returns."""

    def batches(
        self, name: str, function: Callable[[Given], Taken], given: Sequence[Given]
    ) -> list[Taken]:
        """Run one step for each batch; results in the order of the batches."""


class InProcess:
    """Runs the steps one after another in this process, with a progress bar."""

    def __init__(self, console: Console) -> None:
        self.share = BATCH
        self.tally = Tally()
        self.progress = Progress(
            TextColumn("{task.description:<22}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
        )

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def step(self, name: str, function: Callable[..., Taken], *given: object) -> Taken:
        """Run one step as a bar of length one."""
        bar = self.progress.add_task(name, total=1)
        taken = function(*given)
        self.progress.advance(bar)
        return taken

    def batches(
        self, name: str, function: Callable[[Given], Taken], given: Sequence[Given]
    ) -> list[Taken]:
        """Run the batches in order, one tick of the bar each."""
        bar = self.progress.add_task(name, total=len(given))
        taken = []
        for batch in given:
            taken.append(function(batch))
            self.progress.advance(bar)
        return taken
