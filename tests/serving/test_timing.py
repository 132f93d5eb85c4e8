"""When the schedule fires, and which month a firing is for."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from prefect.runtime import flow_run

from flows.serving.timing import (
    RELEASE_CRON,
    REMINDER_CRON,
    ZONE,
    month_before,
    monthly,
    period_of_run,
    zone_of,
)
from flows.settings import SettingError

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
RELEASE = monthly(RELEASE_CRON, JAKARTA, "--cron")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("cron", "now", "next_", "last"),
    [
        (RELEASE_CRON, "2026-11-10T18:59", "2026-11-10T19:00", "2026-10-10T19:00"),
        (RELEASE_CRON, "2026-11-10T19:00", "2026-12-10T19:00", "2026-11-10T19:00"),
        (RELEASE_CRON, "2026-11-10T19:00:30", "2026-12-10T19:00", "2026-11-10T19:00"),
        (RELEASE_CRON, "2026-12-31T23:59", "2027-01-10T19:00", "2026-12-10T19:00"),
        (REMINDER_CRON, "2026-11-04T01:00", "2026-12-04T01:00", "2026-11-04T01:00"),
        ("30 23 28 2 *", "2026-11-10T00:00", "2027-02-28T16:30", "2026-02-28T16:30"),
    ],
)
def test_firings_are_of_the_time_zone(cron: str, now: str, next_: str, last: str) -> None:
    when = monthly(cron, JAKARTA, "--cron")
    assert when.next(utc(now)) == utc(next_)
    assert when.last(utc(now)) == utc(last)


@pytest.mark.parametrize(
    ("alive", "now", "missed"),
    [
        (None, "2026-11-12T00:00", None),
        ("2026-11-10T18:59:55", "2026-11-12T00:00", "2026-11-10T19:00"),
        ("2026-11-10T19:00:05", "2026-11-12T00:00", None),
        ("2026-08-01T00:00", "2026-11-12T00:00", "2026-11-10T19:00"),
        ("2026-11-01T00:00", "2026-11-10T18:59:59", None),
    ],
    ids=["never served", "off when it fired", "served when it fired", "off for months", "not yet"],
)
def test_only_the_newest_firing_that_met_nobody_is_missed(
    alive: str | None, now: str, missed: str | None
) -> None:
    found = RELEASE.missed(utc(alive) if alive else None, utc(now))
    assert found == (utc(missed) if missed else None)


@pytest.mark.parametrize(
    ("moment", "zone", "period"),
    [
        ("2026-11-10T19:00", JAKARTA, "2026-10"),
        ("2027-01-10T19:00", JAKARTA, "2026-12"),
        ("2026-10-31T16:59", JAKARTA, "2026-09"),
        ("2026-10-31T17:00", JAKARTA, "2026-10"),
        ("2026-10-31T15:30", JAYAPURA, "2026-10"),
    ],
)
def test_a_moment_is_for_the_month_before_it_in_its_zone(
    moment: str, zone: ZoneInfo, period: str
) -> None:
    assert month_before(utc(moment), zone) == period


@pytest.mark.parametrize(
    ("scheduled", "zone", "period"),
    [
        ("2026-11-10T19:00:00+00:00", "", "2026-10"),
        ("2026-11-30T17:30:00+00:00", "", "2026-11"),
        ("2026-11-30T15:30:00+00:00", "Asia/Jayapura", "2026-11"),
    ],
)
def test_a_run_is_for_the_month_before_it_was_scheduled(
    scheduled: str, zone: str, period: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ZONE, zone)
    moment = datetime.fromisoformat(scheduled)
    monkeypatch.setitem(flow_run.FIELDS, "scheduled_start_time", lambda: moment)
    assert period_of_run(None) == period
    assert period_of_run("2025-01") == "2025-01"


@pytest.mark.parametrize(
    ("cron", "said"),
    [
        ("0 2 11 *", "write minute, hour, day, month and weekday"),
        ("@monthly", "write minute, hour, day, month and weekday"),
        ("0 0 2 11 * *", "write minute, hour, day, month and weekday"),
        ("0 25 11 * *", "is no schedule"),
        ("a b c d e", "is no schedule"),
        ("0 2 31 2 *", "is no schedule"),
        ("0 2 * * *", "fires more than once in a month"),
        ("0 2,3 11 * *", "fires more than once in a month"),
        ("0 2 11 * 1", "fires more than once in a month"),
    ],
)
def test_what_is_no_monthly_schedule_is_refused_by_its_option(cron: str, said: str) -> None:
    with pytest.raises(SettingError, match=said) as refused:
        monthly(cron, JAKARTA, "--reminder-cron")
    assert str(refused.value).startswith("--reminder-cron ")


@pytest.mark.parametrize("name", ["Asia/Jakart", "../etc/passwd", "WIB+7", "\0"])
def test_an_unknown_time_zone_is_refused(name: str) -> None:
    with pytest.raises(SettingError, match="is not known"):
        zone_of(name)
