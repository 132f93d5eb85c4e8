"""What a crash leaves behind: runs without a process are ended, and started again once."""

from __future__ import annotations

import logging
from asyncio import to_thread
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed

from flows.notices.notice import told_failure
from flows.notices.telling import tell
from flows.serving.presence import Mark, marks
from flows.serving.timing import month_before, utc_now
from flows.settings import Home

AGAIN = "started-again"
"""The tag of a run that was started in the place of one that died."""

UNFINISHED = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)
WHY = "The process of this run ended without a word: the machine or the program stopped."
GRACE = timedelta(seconds=30)
"""How long a run without a mark is watched: its process may be starting, or ending."""

log = logging.getLogger("rumahdata.serving")


@dataclass(slots=True)
class Recovery:
    """Looks after the runs of a home in its own server.

    `served` are the deployments that are served, and `monthly` those of them whose runs are
    started again; `since` is when serving began, `suspects` are runs that should have a mark
    and were first seen without one at a moment.
    """

    home: Home
    zone: ZoneInfo
    served: frozenset[UUID]
    monthly: frozenset[UUID]
    since: datetime
    suspects: dict[UUID, datetime] = field(default_factory=dict)

    async def look(self, client: PrefectClient) -> list[FlowRun]:
        """End every run whose process is provably dead; the runs started in their place."""
        dead = [mark for mark in marks(self.home) if mark.is_dead]
        started = [await self._after(client, mark) for mark in dead]
        for run in await self._without_mark(client):
            await end(client, run)
            started.append(await self._again(client, run))
        return [run for run in started if run is not None]

    async def settle(self, client: PrefectClient) -> None:
        """End the runs whose processes ended with the service; their marks stay for its start."""
        for mark in marks(self.home):
            if mark.is_dead:
                run = await client.read_flow_run(mark.run)
                if run.state_type in UNFINISHED:
                    await end(client, run)

    async def _after(self, client: PrefectClient, mark: Mark) -> FlowRun | None:
        """What is done about a mark without a process, before it is taken away.

        A run of an earlier life of this schedule is known whatever its machine was called:
        the home is held by one. One started otherwise may be of a machine that shares the
        folder and not its locks, and is left alone.
        """
        try:
            run = await client.read_flow_run(mark.run)
        except ObjectNotFound:
            mark.remove()
            return None
        if not (mark.is_of_here or (run.deployment_id in self.served and self._is_earlier(run))):
            return None
        was = run.state_type
        if was in UNFINISHED:
            await end(client, run)
        started = None
        if was in (*UNFINISHED, StateType.CRASHED) and was is not StateType.CANCELLING:
            started = await self._again(client, run)
        mark.remove()
        return started

    async def _without_mark(self, client: PrefectClient) -> list[FlowRun]:
        """Runs of an earlier life of the schedule that never came to mark themselves.

        What ran them ended when this life began, since a home is served once. They are
        watched for GRACE, which a process that is starting or ending needs.
        """
        known = {mark.run for mark in marks(self.home)}
        runs = await unfinished(client, self.served)
        left = [run for run in runs if run.id not in known and self._is_earlier(run)]
        now = utc_now()
        self.suspects = {run.id: self.suspects.get(run.id, now) for run in left}
        return [run for run in left if now - self.suspects[run.id] >= GRACE]

    def _is_earlier(self, run: FlowRun) -> bool:
        return run.state is not None and run.state.timestamp < self.since

    async def _again(self, client: PrefectClient, run: FlowRun) -> FlowRun | None:
        """Start a run in the place of one that died, for the same month; once."""
        if run.deployment_id not in self.monthly:
            return None
        if AGAIN in run.tags:
            log.warning("Run %s died too: look at its log, then start it from the page.", run.name)
            died = f"{run.name} died twice: see its log, then start it from the server's page"
            await to_thread(tell, told_failure(run.name.rpartition("release-")[2], died))
            return None
        planned = run.expected_start_time or utc_now()
        given = {"period": month_before(planned, self.zone)} | run.parameters
        started = await client.create_flow_run_from_deployment(
            run.deployment_id,
            parameters=given,
            tags=[AGAIN],
            idempotency_key=f"{AGAIN}-{run.id}",
        )
        log.warning("Run %s died; %s runs in its place.", run.name, started.name)
        return started


async def unfinished(client: PrefectClient, deployments: Iterable[UUID]) -> list[FlowRun]:
    """The runs of deployments that are pending, running or being cancelled."""
    return await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            deployment_id=FlowRunFilterDeploymentId(any_=list(deployments)),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(UNFINISHED))),
        )
    )


async def end(client: PrefectClient, run: FlowRun) -> None:
    """Set a run whose process is dead to Crashed, or to Cancelled where that was asked.

    So are its steps that were under way.
    """
    is_cancelled = run.state_type is StateType.CANCELLING
    state: State[object] = Cancelled(message=WHY) if is_cancelled else Crashed(message=WHY)
    await client.set_flow_run_state(run.id, state, force=True)
    steps = await client.read_task_runs(
        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.id])),
        task_run_filter=TaskRunFilter(
            state=TaskRunFilterState(type=TaskRunFilterStateType(any_=list(UNFINISHED)))
        ),
    )
    for step in steps:
        await client.set_task_run_state(step.id, state, force=True)
    log.warning("Run %s was left %s by a dead process: ended.", run.name, run.state_name)
