"""What is served: the monthly release and the monthly reminder, each run once at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.release import release
from flows.reminder import reminder, waiting
from flows.serving.timing import WAITING_CRON, Monthly
from flows.settings import Home

NAME = "monthly"
"""The name of a deployment, behind that of its flow: release/monthly."""

DAILY = "daily"

ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is served for a home, when, and whether of examples."""

    home: Home
    release: Monthly
    reminder: Monthly
    sample: bool = False


def release_deployment(plan: Plan) -> RunnerDeployment:
    """The deployment release/monthly."""
    about = "Publishes the month before: collects, checks, compares, gates."
    when, sample = plan.release, plan.sample
    return _deployment(release, when, plan, about, sample=sample, letters=True)


def reminder_deployment(plan: Plan) -> RunnerDeployment:
    """The deployment reminder/monthly."""
    about = "Lists the villages that have not reported the month before; publishes nothing."
    return _deployment(reminder, plan.reminder, plan, about, sample=plan.sample)


def waiting_deployment(plan: Plan) -> RunnerDeployment:
    """The deployment waiting/daily."""
    about = "Tells again of a release that waits for approval."
    when = Monthly(WAITING_CRON, plan.release.zone)
    return _deployment(waiting, when, plan, about, DAILY)


def _deployment(
    flow: Flow[Any, Any],
    when: Monthly,
    plan: Plan,
    about: str,
    name: str = NAME,
    **asked: bool,
) -> RunnerDeployment:
    return RunnerDeployment.from_flow(
        flow,
        name=name,
        schedule=Cron(when.cron, timezone=when.zone.key),
        concurrency_limit=ONE_AT_A_TIME,
        parameters={"home": str(plan.home.root), **asked},
        description=about,
        tags=["rumahdata"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
