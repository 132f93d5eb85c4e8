"""The month as a Prefect flow: the same steps, recorded in a server and seen in its UI."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

from flows.settings import (
    Request,
    checked_period,
    home_of,
    silence_telemetry,
    site_of,
    store_of,
)

silence_telemetry()

from prefect import Task, flow  # noqa: E402 - after the telemetry is off
from prefect.cache_policies import NO_CACHE  # noqa: E402

from flows.month import run_month  # noqa: E402
from flows.serving.presence import present  # noqa: E402
from flows.serving.timing import period_of_run, run_name  # noqa: E402
from flows.summary import Summary  # noqa: E402

Given = TypeVar("Given")
Taken = TypeVar("Taken")


class AsTasks:
    """Starts every step as a Prefect task; nothing is cached by the engine."""

    def step(self, name: str, function: Callable[..., Taken], *given: object) -> Taken:
        """Run one step as a task and wait for it."""
        return cast("Taken", _task(name, function)(*given))

    def batches(
        self, name: str, function: Callable[[Given], Taken], given: Sequence[Given]
    ) -> list[Taken]:
        """Run the batches as mapped tasks; results in the order of the batches."""
        running = _task(name, function)
        futures = [running.submit(batch) for batch in given]
        return [future.result() for future in futures]


def _task(name: str, function: Callable[..., Any]) -> Task[..., Any]:
    return Task(function, name=name, cache_policy=NO_CACHE, persist_result=False)


@flow(name="release", flow_run_name=run_name("release"), persist_result=False)
def release(
    period: str | None = None,
    home: str | None = None,
    inbox: str | None = None,
    *,
    sample: bool = False,
    correct: bool = False,
) -> Summary:
    """Publish the month `period` (2026-10) from its inbox; see flows.month.run_month.

    Without one it is the month before the time for which the run was scheduled.
    """
    asked = request(period_of_run(period), home, inbox, sample=sample)
    with present(asked.home):
        return run_month(replace(asked, correct=correct), AsTasks())


def request(period: str, home: str | None, inbox: str | None, *, sample: bool) -> Request:
    """The request of a run from its plain parameters."""
    root = home_of(Path(home) if home else None)
    checked_period(period)
    where = root.inbox(period)
    asked = Request(root, period, where, sample, site=site_of(), store=store_of())
    return replace(asked, inbox=Path(inbox).resolve()) if inbox else asked
