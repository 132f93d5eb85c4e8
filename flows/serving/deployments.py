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
from flows.reminder import reminder
from flows.serving.timing import Monthly
from flows.settings import Home

NAME = "monthly"
"""The name of each deployment, behind that of its flow: release/monthly."""

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
    return _deployment(release, plan.release, plan, about)


def reminder_deployment(plan: Plan) -> RunnerDeployment:
    """The deployment reminder/monthly."""
    about = "Lists the villages that have not reported the month before; publishes nothing."
    return _deployment(reminder, plan.reminder, plan, about)


def _deployment(flow: Flow[Any, Any], when: Monthly, plan: Plan, about: str) -> RunnerDeployment:
    return RunnerDeployment.from_flow(
        flow,
        name=NAME,
        schedule=Cron(when.cron, timezone=when.zone.key),
        concurrency_limit=ONE_AT_A_TIME,
        parameters={"home": str(plan.home.root), "sample": plan.sample},
        description=about,
        tags=["rumahdata"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
