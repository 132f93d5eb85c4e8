"""The commands of the schedule: serve it, and remind who has not reported."""
# ruff: noqa: PLR0913, PLR0917, FBT002 - the options of a command are its parameters

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.serving.timing import (
    DEFAULT_ZONE,
    RELEASE_CRON,
    REMINDER_CRON,
    ZONE,
    Monthly,
    monthly,
    zone_of,
)
from flows.settings import Home
from flows.terminal import Inbox, Period, Sample, app, console, in_process, request_of

if TYPE_CHECKING:
    from flows.serving.server import Server

PORT = 4200


@app.command()
def serve(
    context: typer.Context,
    port: Annotated[
        int, typer.Option(help="The port of server and UI on 127.0.0.1.", min=1, max=65535)
    ] = PORT,
    cron: Annotated[
        str, typer.Option(help="When the month before is published: minute hour day month weekday.")
    ] = RELEASE_CRON,
    reminder_cron: Annotated[
        str, typer.Option(help="When is listed who has not reported the month before.")
    ] = REMINDER_CRON,
    time_zone: Annotated[
        str, typer.Option(envvar=ZONE, help="The time zone of both.")
    ] = DEFAULT_ZONE,
    sample: Sample = False,
) -> None:
    """Start server, UI and the monthly schedule, and stay until stopped.

    A run that a crash or a reboot cut off is ended and started again once; a release that
    fell due while the machine was off is made up for.
    """
    zone = zone_of(time_zone)
    release = monthly(cron, zone, "--cron")
    remind = monthly(reminder_cron, zone, "--reminder-cron")
    signal.signal(signal.SIGTERM, _leave)
    _start(context.obj, port, release, remind, sample=sample)


@app.command()
def reminder(
    context: typer.Context, period: Period, inbox: Inbox = None, sample: Sample = False
) -> None:
    """List who has not reported a month, with a message for each kecamatan; publish nothing."""
    from flows.reminding import remind  # noqa: PLC0415 - heavy

    asked = request_of(context, period, inbox, sample=sample)
    with in_process() as runner:
        told = remind(asked, runner)
    reported = told.expected - len(told.owing)
    console().print(f"Villages  {reported} of {told.expected} reported, {len(told.owing)} have not")
    if told.warning:
        console().print(f"Warning   {told.warning}", markup=False, soft_wrap=True)
    console().print(f"Folder    {told.folder}", soft_wrap=True)


def _leave(*_: object) -> None:
    sys.exit(0)


def _start(home: Home, port: int, release: Monthly, remind: Monthly, *, sample: bool) -> None:
    """Hold the home, start its server, then import Prefect with the settings of both."""
    from flows.serving.lock import house_lock  # noqa: PLC0415 - heavy
    from flows.serving.server import running_server, settings_of  # noqa: PLC0415

    os.environ.update(settings_of(home, port) | {ZONE: release.zone.key})
    with ExitStack() as held:
        held.enter_context(house_lock(home))
        console().print("Starting the Prefect server ...")
        server = held.enter_context(running_server(home, port))
        from flows.serving.deployments import Plan  # noqa: PLC0415 - reads the settings above
        from flows.serving.serve import serve as stay  # noqa: PLC0415

        stay(Plan(home, release, remind, sample), server, lambda: _tell(server, release, remind))
    console().print("Stopped.")


def _tell(server: Server, release: Monthly, remind: Monthly) -> None:
    now = datetime.now(UTC)
    for line in (
        f"Release   {release.cron} ({release.zone.key}), next {release.next(now):%Y-%m-%d %H:%M}",
        f"Reminder  {remind.cron} ({remind.zone.key}), next {remind.next(now):%Y-%m-%d %H:%M}",
        f"Page      {server.address}",
        "Serving; stop with Ctrl-C.",
    ):
        console().print(line, soft_wrap=True)
    sys.stdout.flush()
