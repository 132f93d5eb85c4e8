"""The month as a Prefect flow: the same steps, recorded in a server and seen in its UI."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

from flows.discretion import install, untold
from flows.engines import Engine
from flows.settings import (
    Request,
    checked_period,
    floor_of,
    home_of,
    is_approval_needed,
    silence_telemetry,
    site_of,
    store_of,
    with_inbox,
)

silence_telemetry()

from prefect import Task, flow  # noqa: E402 - after the telemetry is off
from prefect.cache_policies import NO_CACHE  # noqa: E402

from flows.artifacts import Progress  # noqa: E402
from flows.overrides import checked_overrides  # noqa: E402
from flows.recorded import recorded_run  # noqa: E402
from flows.reuse.step import Step  # noqa: E402
from flows.reuse.tally import Tally  # noqa: E402
from flows.runner import BATCH  # noqa: E402
from flows.serving.presence import present  # noqa: E402
from flows.serving.timing import period_of_run, run_name  # noqa: E402
from flows.summary import Summary  # noqa: E402
from flows.told_run import failure_told  # noqa: E402

Given = TypeVar("Given")
Taken = TypeVar("Taken")


class AsTasks:
    """Starts every step as a Prefect task; nothing is cached by the engine."""

    def __init__(self, period: str, share: int = BATCH, *, letters: bool = True) -> None:
        self.period = period
        self.share = share
        self.tally = Tally()
        self.progress = Progress(period, len(Step) - (not letters))

    def step(self, name: str, function: Callable[..., Taken], *given: object) -> Taken:
        """Run one step as a task and wait for it."""
        taken = cast("Taken", _task(name, function)(*given))
        self.progress.show(sum(done.period == self.period for done in self.tally.done))
        return taken

    def batches(
        self, name: str, function: Callable[[Given], Taken], given: Sequence[Given]
    ) -> list[Taken]:
        """Run the batches as mapped tasks; results in the order of the batches."""
        running = _task(name, function)
        futures = [running.submit(batch) for batch in given]
        return [future.result() for future in futures]


def _task(name: str, function: Callable[..., Any]) -> Task[..., Any]:
    """A step as a task; what wraps it is sent to workers, so it holds nothing but the step."""

    @wraps(function)
    def told(*given: object) -> Any:  # noqa: ANN401 - whatever the step gives
        with untold():
            return function(*given)

    return Task(told, name=name, cache_policy=NO_CACHE, persist_result=False)


@flow(name="release", flow_run_name=run_name("release"), persist_result=False)
def release(  # noqa: PLR0913 - the parameters of a run, as a person sets them in the UI
    period: str | None = None,
    home: str | None = None,
    inbox: str | None = None,
    *,
    sample: bool = False,
    correct: bool = False,
    letters: bool = False,
    approval: bool | None = None,
    overrides: Mapping[str, str] | None = None,
    again: Sequence[Step] = (),
    village: str = "",
    until: date | None = None,
    batch: int = BATCH,
    wait: bool = True,
) -> Summary:
    """Publish the month `period` (2026-10) from its inbox; see flows.month.run_month.

    Without one it is the month before the time for which the run was scheduled.
    `overrides` are expectations of the gate by id that shall not stop it, with the reason.
    `again` names steps that are done anew although they could be reused; `batch` is how many
    files are read by one task. It waits for another run of a month unless `wait` is off.
    """
    month = period_of_run(period)
    with failure_told(month, is_sample=sample):
        asked = replace(
            request(month, home, inbox, sample=sample),
            correct=correct,
            letters=letters,
            approval=is_approval_needed() if approval is None else approval,
            overrides=checked_overrides(overrides or {}),
            again=frozenset(again),
            village=village,
            until=until,
            waits=wait,
        )
    install(asked.home)
    with present(asked.home), untold():
        return recorded_run(asked, AsTasks(asked.period, batch, letters=asked.letters))


def start(asked: Request, engine: Engine) -> Summary:
    """Run the flow for a request, its batches on an engine."""
    runner = engine.task_runner()
    flow_of_engine = release if runner is None else release.with_options(task_runner=runner)
    return flow_of_engine(
        asked.period,
        str(asked.home.root),
        asked.source or str(asked.inbox),
        sample=asked.sample,
        correct=asked.correct,
        letters=asked.letters,
        approval=asked.approval,
        overrides=dict(asked.overrides),
        again=sorted(asked.again),
        village=asked.village,
        until=asked.until,
        batch=engine.share,
        wait=asked.waits,
    )


def request(period: str, home: str | None, inbox: str | None, *, sample: bool) -> Request:
    """The request of a run from its plain parameters."""
    root = home_of(Path(home) if home else None)
    checked_period(period)
    where = root.inbox(period)
    asked = Request(root, period, where, sample, site=site_of(), store=store_of(), floor=floor_of())
    return with_inbox(asked, inbox)
