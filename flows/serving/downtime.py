"""A machine that was off when a release was due publishes it when it is on again.

While the schedule is served, the moment is written down every few seconds. When it is
served again, a firing after the last such moment met nobody; it is made up for, unless a
run of it is known or the release of its month stands.
"""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterExpectedStartTime,
)
from prefect.client.schemas.objects import FlowRun

from flows.files import read_json, write_json
from flows.serving.deployments import Plan
from flows.serving.presence import prefect_home
from flows.serving.timing import month_before
from flows.settings import Home
from outputs.standing import standing, withdrawn

ALIVE = "alive.json"
MADE_UP = "made-up"
"""The tag of a run that makes up for a firing that met nobody."""

log = logging.getLogger("rumahdata.serving")


def last_alive(home: Home) -> datetime | None:
    """When the schedule of a home was last served; None where it never was."""
    try:
        return datetime.fromisoformat(read_json(prefect_home(home) / ALIVE)["alive"])
    except (ValueError, KeyError, TypeError):
        return None


def write_alive(home: Home, now: datetime) -> None:
    """Write down that the schedule is being served at this moment."""
    write_json(prefect_home(home) / ALIVE, {"alive": now.isoformat()})


async def make_up(
    client: PrefectClient, plan: Plan, deployment: UUID, now: datetime
) -> FlowRun | None:
    """Start the release of the newest firing that met nobody; None where none is owed."""
    missed = plan.release.missed(last_alive(plan.home), now)
    if missed is None:
        return None
    period = month_before(missed, plan.release.zone)
    if is_published(plan, period) or await _was_tried(client, deployment, missed, now):
        return None
    started = await client.create_flow_run_from_deployment(
        deployment,
        parameters={"period": period},
        tags=[MADE_UP],
        idempotency_key=f"{MADE_UP}-{missed.isoformat()}",
    )
    log.warning("The release of %s was due at %s: it is made now.", period, missed)
    return started


def is_published(plan: Plan, period: str) -> bool:
    """Whether the month was published in the home.

    What was withdrawn since is not published again unasked.
    """
    releases = plan.home.releases
    stand = standing(releases, sample=plan.sample)
    gone = [tombstone.version for tombstone in withdrawn(releases, sample=plan.sample)]
    return any(version.period == period for version in (*stand, *gone))


async def _was_tried(
    client: PrefectClient, deployment: UUID, missed: datetime, now: datetime
) -> bool:
    """Whether a run was planned for the firing or since, whatever became of it."""
    when = FlowRunFilterExpectedStartTime.model_validate({"after_": missed, "before_": now})
    known = await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            deployment_id=FlowRunFilterDeploymentId(any_=[deployment]), expected_start_time=when
        ),
        limit=1,
    )
    return bool(known)
