"""What is done about runs that a crash left behind, and about firings that met nobody."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Running, Scheduled
from prefect.tasks import Task

from flows.serving.deployments import Plan
from flows.serving.downtime import make_up, write_alive
from flows.serving.presence import machine, marked
from flows.serving.recovery import AGAIN, GRACE, Recovery
from flows.serving.timing import RELEASE_CRON, REMINDER_CRON, monthly, utc_now
from flows.settings import Home
from outputs.withdraw import withdraw
from schemas.release import Version
from tests.serving.conftest import Served
from tests.stores.publishers import small_release

pytestmark = pytest.mark.e2e

JAKARTA = ZoneInfo("Asia/Jakarta")
DUE = datetime(2026, 11, 10, 19, tzinfo=UTC)
"""Day 11 at 02:00 in Jakarta."""

HOUR = timedelta(hours=1)


def run(served: Served, act: Callable[[PrefectClient], Awaitable[None]]) -> None:
    """Let something happen with a client of the server."""

    async def acting() -> None:
        async with served.client() as client:
            await act(client)

    asyncio.run(acting())


async def deployed(client: PrefectClient) -> UUID:
    """A deployment of its own."""
    flow = await client.create_flow_from_name("release")
    return await client.create_deployment(flow, f"monthly-{uuid4()}")


async def left(
    client: PrefectClient, deployment: UUID, was: StateType, tags: tuple[str, ...] = ()
) -> FlowRun:
    """A run that was due on day 11 and was left in a state."""
    planned: State[object] = Scheduled(scheduled_time=DUE)
    made = await client.create_flow_run_from_deployment(deployment, state=planned, tags=tags)
    await client.set_flow_run_state(made.id, State[object](type=was), force=True)
    return await client.read_flow_run(made.id)


def left_mark(home: Home, run: UUID, machine: str) -> Path:
    """The mark of a run whose process is gone."""
    path = home.root / "prefect" / "runs" / f"{run}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"machine": machine, "pid": 1}), encoding="utf-8")
    return path


def recovery_of(home: Home, *monthly: UUID, daily: tuple[UUID, ...] = ()) -> Recovery:
    """What looks after these deployments from now on."""
    again = frozenset(monthly)
    return Recovery(home, JAKARTA, again.union(daily), again, utc_now())


HERE = machine()
S = StateType
CASES = {
    "running, its process dead": (S.RUNNING, HERE, (), S.CRASHED, True),
    "pending, its process dead": (S.PENDING, HERE, (), S.CRASHED, True),
    "crashed by a stop of the service": (S.CRASHED, HERE, (), S.CRASHED, True),
    "asked to be cancelled, then dead": (S.CANCELLING, HERE, (), S.CANCELLED, False),
    "started again before, dead again": (S.RUNNING, HERE, (AGAIN,), S.CRASHED, False),
    "completed": (S.COMPLETED, HERE, (), S.COMPLETED, False),
    "waiting for a person": (S.PAUSED, HERE, (), S.PAUSED, False),
    "running, its process alive": (S.RUNNING, "", (), S.RUNNING, False),
    "running before the machine was renamed": (S.RUNNING, "another", (), S.CRASHED, True),
}


@pytest.mark.parametrize(
    ("was", "on", "tags", "becomes", "is_again"), CASES.values(), ids=CASES.keys()
)
def test_a_run_is_ended_when_its_process_is_provably_dead(  # noqa: PLR0913, PLR0917
    served: Served,
    tmp_path: Path,
    was: StateType,
    on: str,
    tags: tuple[str, ...],
    becomes: StateType,
    is_again: bool,
) -> None:
    home = Home(tmp_path)

    async def act(client: PrefectClient) -> None:
        deployment = await deployed(client)
        dead = await left(client, deployment, was, tags)
        recovery = recovery_of(home, deployment)
        mark = left_mark(home, dead.id, on) if on else None
        with nullcontext() if on else marked(home, dead.id):
            started = await recovery.look(client)
        assert (await client.read_flow_run(dead.id)).state_type is becomes
        assert [one.parameters for one in started] == [{"period": "2026-10"}] * is_again
        assert all(AGAIN in one.tags for one in started)
        assert mark is None or not mark.exists()
        assert await recovery.look(client) == []

    run(served, act)


@pytest.mark.parametrize(
    ("on", "becomes"),
    [(HERE, StateType.CRASHED), ("another", StateType.RUNNING)],
    ids=["this machine", "another machine"],
)
def test_a_run_started_otherwise_is_never_started_again(
    served: Served, tmp_path: Path, on: str, becomes: StateType
) -> None:
    async def act(client: PrefectClient) -> None:
        deployment = await deployed(client)
        dead = await left(client, deployment, StateType.RUNNING)
        left_mark(Home(tmp_path), dead.id, on)
        others = recovery_of(Home(tmp_path), uuid4())
        assert await others.look(client) == []
        assert (await client.read_flow_run(dead.id)).state_type is becomes

    run(served, act)


def test_a_run_that_never_marked_itself_is_watched_before_it_is_ended(
    served: Served, tmp_path: Path
) -> None:
    async def act(client: PrefectClient) -> None:
        deployment = await deployed(client)
        earlier = await left(client, deployment, StateType.PENDING)
        recovery = recovery_of(Home(tmp_path), deployment)
        starting = await left(client, deployment, StateType.PENDING)
        assert await recovery.look(client) == []
        recovery.suspects = {run: seen - GRACE for run, seen in recovery.suspects.items()}
        (again,) = await recovery.look(client)
        assert (await client.read_flow_run(earlier.id)).state_type is StateType.CRASHED
        assert (await client.read_flow_run(starting.id)).state_type is StateType.PENDING
        assert again.deployment_id == deployment

    run(served, act)


def test_a_daily_run_that_never_marked_itself_is_ended_and_not_started_again(
    served: Served, tmp_path: Path
) -> None:
    async def act(client: PrefectClient) -> None:
        deployment = await deployed(client)
        dead = await left(client, deployment, StateType.RUNNING)
        recovery = recovery_of(Home(tmp_path), daily=(deployment,))
        recovery.suspects = {dead.id: utc_now() - GRACE}
        assert await recovery.look(client) == []
        assert (await client.read_flow_run(dead.id)).state_type is StateType.CRASHED

    run(served, act)


def test_the_steps_of_a_dead_run_are_ended_with_it(served: Served, tmp_path: Path) -> None:
    async def act(client: PrefectClient) -> None:
        dead = await left(client, await deployed(client), StateType.RUNNING)
        step = await client.create_task_run(
            Task(lambda: None, name="Read"), dead.id, dynamic_key="0", state=Running()
        )
        left_mark(Home(tmp_path), dead.id, HERE)
        await recovery_of(Home(tmp_path)).look(client)
        ended = await client.read_task_run(step.id)
        assert ended.state_type is StateType.CRASHED

    run(served, act)


def test_stopping_ends_the_interrupted_run_and_leaves_it_to_the_next_start(
    served: Served, tmp_path: Path
) -> None:
    async def act(client: PrefectClient) -> None:
        deployment = await deployed(client)
        dead = await left(client, deployment, StateType.RUNNING)
        left_mark(Home(tmp_path), dead.id, HERE)
        recovery = recovery_of(Home(tmp_path), deployment)
        await recovery.settle(client)
        assert (await client.read_flow_run(dead.id)).state_type is StateType.CRASHED
        assert len(await recovery.look(client)) == 1

    run(served, act)


@pytest.mark.parametrize(
    ("alive", "standing", "was_run", "is_made_up"),
    [
        (DUE - HOUR, "", False, True),
        (DUE - HOUR, "2026.09.0", False, True),
        (DUE - HOUR, "2026.10.0-CONTOH", False, True),
        (DUE - HOUR, "2026.10.0", False, False),
        (DUE - HOUR, "2026.10.0 withdrawn", False, False),
        (DUE - HOUR, "", True, False),
        (DUE + HOUR, "", False, False),
        (None, "", False, False),
    ],
    ids=[
        "due",
        "before",
        "example",
        "published",
        "withdrawn",
        "was run",
        "was alive",
        "never served",
    ],
)
def test_a_release_that_was_due_while_the_machine_was_off_is_made_once(  # noqa: PLR0913, PLR0917
    served: Served,
    tmp_path: Path,
    alive: datetime | None,
    standing: str,
    was_run: bool,
    is_made_up: bool,
) -> None:
    when = monthly(RELEASE_CRON, JAKARTA, "--cron")
    plan = Plan(Home(tmp_path), when, replace(when, cron=REMINDER_CRON))
    if alive:
        write_alive(plan.home, alive)
    if standing:
        version, _, fate = standing.partition(" ")
        small_release(plan.home.releases, version)
        if fate:
            withdraw(plan.home.releases, plan.home.withdrawn, Version.parse(version), DUE, "salah")

    async def act(client: PrefectClient) -> None:
        deployment = await deployed(client)
        if was_run:
            await left(client, deployment, StateType.FAILED)
        now = DUE + timedelta(days=3)
        made = await make_up(client, plan, deployment, now)
        assert (made.parameters if made else None) == (
            {"period": "2026-10"} if is_made_up else None
        )
        if made:
            again = await make_up(client, plan, deployment, now)
            assert again is not None
            assert again.id == made.id

    run(served, act)
