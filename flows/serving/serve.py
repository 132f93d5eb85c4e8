"""One process that serves the schedule: server, deployments, and what a crash left behind."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from contextlib import suppress

from httpx import HTTPError
from prefect.client.orchestration import PrefectClient, get_client
from prefect.exceptions import PrefectException
from prefect.runner import Runner

from flows.serving.deployments import (
    Plan,
    release_deployment,
    reminder_deployment,
    waiting_deployment,
)
from flows.serving.downtime import make_up, write_alive
from flows.serving.recovery import Recovery
from flows.serving.server import Server
from flows.serving.timing import utc_now

AMISS = (HTTPError, PrefectException, OSError)
"""What a client raises when the server does not answer as it should."""

LOOK_SECONDS = 10
"""How often is looked for runs whose process is dead."""

log = logging.getLogger("rumahdata.serving")


def serve(plan: Plan, server: Server, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; ServerError when the server ends by itself.

    A run that is under way when serving stops is interrupted, and started again when the
    home is served the next time.
    """
    asyncio.run(_serve(plan, server, ready))


async def _serve(plan: Plan, server: Server, ready: Callable[[], None]) -> None:
    since = utc_now()
    runner = Runner(name=f"rumahdata-{os.getpid()}", pause_on_shutdown=False, query_seconds=5)
    release = await runner.aadd_deployment(release_deployment(plan))
    reminder = await runner.aadd_deployment(reminder_deployment(plan))
    waiting = await runner.aadd_deployment(waiting_deployment(plan))
    monthly = frozenset((release, reminder))
    recovery = Recovery(plan.home, plan.release.zone, monthly | {waiting}, monthly, since)
    async with get_client() as client:
        await recovery.look(client)
        await make_up(client, plan, release, utc_now())
        write_alive(plan.home, utc_now())
        running = asyncio.create_task(runner.start())
        try:
            stop = await _asked_to_stop(runner, running)
            ready()
            await _watch(client, recovery, server, running, stop)
        finally:
            await _end(running)
            with suppress(*AMISS):  # the server may be what ended
                await recovery.settle(client)


async def _asked_to_stop(runner: Runner, running: asyncio.Task[None]) -> asyncio.Event:
    """An event that SIGTERM and SIGINT set, in the place of the runner's own handling."""
    while not (runner.started or running.done()):
        await asyncio.sleep(0.05)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _watch(
    client: PrefectClient,
    recovery: Recovery,
    server: Server,
    running: asyncio.Task[None],
    stop: asyncio.Event,
) -> None:
    """Look after the runs every few seconds until asked to stop, or the runner ends."""
    while not (stop.is_set() or running.done()):
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
        server.check()
        try:
            write_alive(recovery.home, utc_now())
            await recovery.look(client)
        except AMISS:  # the server is busy or on its way down; the next look tells
            server.check()
            log.warning("The runs could not be looked at; the next look is soon.")
    if running.done():
        running.result()


async def _end(running: asyncio.Task[None]) -> None:
    running.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await running
