"""A request carried out: as a flow run where a Prefect server answers, else in this process."""

from __future__ import annotations

import os
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.request import urlopen

from rich.console import Console

from flows.engines import Engine, EngineName
from flows.settings import SERVER, Request

if TYPE_CHECKING:
    from flows.summary import Summary

HEALTH_SECONDS = 2


def run_release(asked: Request, console: Console, engine: Engine | None = None) -> Summary:
    """Publish a month, recorded in a Prefect server where one is set and answers.

    A Dask cluster is used through Prefect: without a server one is started for the run.
    """
    server, used = os.environ.get(SERVER), engine or Engine()
    is_up = bool(server) and is_healthy(str(server))
    if is_up or used.name is not EngineName.LOCAL:
        if not is_up:
            os.environ.pop(SERVER, None)  # Prefect reads it once, when it is imported
        from flows.release import start  # noqa: PLC0415 - Prefect is heavy

        where = f"the Prefect server at {server}" if is_up else "a server started for this run"
        console.print(f"Recorded as a flow run in {where}.")
        return start(asked, used)
    why = (
        f"The Prefect server at {server} does not answer"
        if server
        else f"No Prefect server is set ({SERVER})"
    )
    console.print(f"{why}: the steps run here, unrecorded.")
    from flows.runner import InProcess  # noqa: PLC0415 - heavy
    from flows.told_run import told_run  # noqa: PLC0415

    with InProcess(console) as runner:
        return told_run(asked, runner)


def is_healthy(server: str) -> bool:
    """Whether a Prefect server answers at an address."""
    try:
        with urlopen(f"{server.rstrip('/')}/health", timeout=HEALTH_SECONDS) as answer:  # noqa: S310 - the operator's own setting
            return bool(answer.status == 200)
    except (HTTPException, OSError, ValueError):
        return False
