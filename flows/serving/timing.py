"""When the schedule fires, which month a firing is for, and which firing was missed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from flows.settings import SettingError
from schemas.months import previous

ZONE = "RUMAHDATA_TIME_ZONE"
"""The setting that names the time zone of the schedule."""

DEFAULT_ZONE = "Asia/Jakarta"
RELEASE_CRON = "0 2 11 * *"
REMINDER_CRON = "0 8 4 * *"
WAITING_CRON = "0 9 * * *"
"""When what waits for approval is told of again: every day."""

LOOKED_AT = 60
"""How many firings ahead are looked at for two in one month."""


@dataclass(frozen=True, slots=True)
class Monthly:
    """A firing at most once a month: five fields of cron, read in a time zone."""

    cron: str
    zone: ZoneInfo

    def next(self, now: datetime) -> datetime:
        """The first firing after a moment."""
        return next(CronSim(self.cron, now.astimezone(self.zone)))

    def last(self, now: datetime) -> datetime:
        """The last firing before or at a moment."""
        local = now.astimezone(self.zone).replace(second=59, microsecond=0)
        fired = CronSim(self.cron, local, reverse=True)
        return next(moment for moment in fired if moment <= now)

    def missed(self, alive: datetime | None, now: datetime) -> datetime | None:
        """The newest firing since the schedule was last alive; None where it was never."""
        if alive is None:
            return None
        last = self.last(now)
        return last if last > alive else None


def monthly(cron: str, zone: ZoneInfo, option: str) -> Monthly:
    """A checked schedule; SettingError where it is none, or fires twice in a month."""
    if len(cron.split()) != 5:
        raise SettingError(
            f"{option} {cron!r} is no schedule: write minute, hour, day, month and weekday, as "
            f"in {RELEASE_CRON!r}"
        )
    try:
        firings = list(islice(CronSim(cron, datetime.now(zone)), LOOKED_AT))
    except CronSimError as amiss:
        raise SettingError(
            f"{option} {cron!r} is no schedule ({amiss}): write it as in {RELEASE_CRON!r}"
        ) from None
    if any((a.year, a.month) == (b.year, b.month) for a, b in pairwise(firings)):
        raise SettingError(
            f"{option} {cron!r} fires more than once in a month: a month is published once, so "
            f"give one day and one time, as in {RELEASE_CRON!r}"
        )
    return Monthly(" ".join(cron.split()), zone)


def zone_of(name: str | None = None) -> ZoneInfo:
    """The time zone of the schedule: the option, else the setting ZONE, else Asia/Jakarta.

    SettingError when there is no such zone.
    """
    named = name or os.environ.get(ZONE) or DEFAULT_ZONE
    try:
        return ZoneInfo(named)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingError(
            f"the time zone {named!r} is not known: write it as in {DEFAULT_ZONE}"
        ) from None


def month_before(moment: datetime, zone: ZoneInfo) -> str:
    """The month before the one in which a moment falls in a zone, as in 2026-10."""
    return previous(f"{moment.astimezone(zone):%Y-%m}")


def period_of_run(period: str | None) -> str:
    """The month a flow run is for: the one given, else the month before it was *scheduled*.

    The time for which a run was planned, not the time at which it starts, decides: a run
    that starts late still is for its own month.
    """
    if period is not None:
        return period
    from prefect.runtime import flow_run  # noqa: PLC0415 - Prefect is heavy

    scheduled: datetime = flow_run.scheduled_start_time
    return month_before(scheduled, zone_of())


def run_name(flow: str) -> Callable[[], str]:
    """How a run of a flow is named: release-2026-10."""

    def name() -> str:
        from prefect.runtime import flow_run  # noqa: PLC0415 - Prefect is heavy

        return f"{flow}-{period_of_run(flow_run.parameters.get('period'))}"

    return name


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)
