"""`rumahdata serve` on a clean home: it fires, is killed in the middle, and publishes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun, StateType

from flows.serving.recovery import AGAIN
from flows.serving.timing import month_before
from flows.settings import FLOOR_OF_COVERAGE, TELEMETRY_OFF, Home, Request
from tests.e2e.conftest import ROOT, rumahdata
from tests.homes import GOOD, send
from tests.serving.conftest import free_port

pytestmark = pytest.mark.e2e

JAKARTA = ZoneInfo("Asia/Jakarta")
LEADS = (25, 60, 120)
"""How many seconds a server may take to start before the schedule fires; tried in this order."""


@contextmanager
def serving(home: Home, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """The command in a process group of its own, once it serves."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "RUMAHDATA_"))}
    env[FLOOR_OF_COVERAGE] = "0"
    command = ["--home", str(home.root), "serve", "--port", str(port), *options]
    with subprocess.Popen(
        [sys.executable, "-m", "flows.cli", *command],
        cwd=ROOT,
        env=env | TELEMETRY_OFF,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as child:
        try:
            assert child.stdout is not None
            printed: list[str] = []
            while "Serving" not in "".join(printed):
                printed.append(child.stdout.readline())
                assert printed[-1], "".join(printed)
            yield child
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)


def wait_for(what: Callable[[], bool], seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.2)


def runs(port: int) -> list[FlowRun]:
    """The runs that are over or under way, oldest first."""
    with SyncPrefectClient(f"http://127.0.0.1:{port}/api") as client:
        known = [run for run in client.read_flow_runs() if run.state_type != StateType.SCHEDULED]
    return sorted(known, key=lambda run: str(run.created))


def unfinished_steps(port: int) -> list[str]:
    """The steps that the server thinks are under way."""
    with SyncPrefectClient(f"http://127.0.0.1:{port}/api") as client:
        return [
            run.name for run in client.read_task_runs() if run.state and not run.state.is_final()
        ]


def refuses_another(home: Home, other: Path, port: int) -> None:
    """A home is served once, and a port is used once; both are told in a sentence."""
    for named, at, said in (
        (home.root, free_port(), "is being served already"),
        (other, port, f"port {port} is in use"),
    ):
        refused = rumahdata("--home", named, "serve", "--port", at)
        assert refused.returncode == 1
        assert said in " ".join(refused.stderr.split())
        assert "Traceback" not in refused.stderr


def fires_at(moment: datetime) -> str:
    return f"{moment.minute} {moment.hour} {moment.day} {moment.month} *"


@contextmanager
def serving_before_it_fires(
    home: Home, port: int
) -> Iterator[tuple[subprocess.Popen[str], datetime]]:
    """The command, serving a schedule that fires within the minute, and when it does."""
    for lead in LEADS:
        due = datetime.now(JAKARTA) + timedelta(seconds=lead + 60)
        due = due.replace(second=0, microsecond=0)
        with serving(home, port, "--cron", fires_at(due)) as child:
            if datetime.now(JAKARTA) < due:
                yield child, due
                return
    pytest.fail("the server starts too slowly")


def test_the_schedule_publishes_with_nobody_watching_and_outlives_a_kill(tmp_path: Path) -> None:
    home, port = Home(tmp_path / "home"), free_port()
    marks = home.root / "prefect" / "runs"
    with serving_before_it_fires(home, port) as (child, due):
        period = month_before(due, JAKARTA)
        send(Request(home, period, home.inbox(period), floor=0), "laporan.xlsx", GOOD)
        refuses_another(home, tmp_path / "other", port)
        wait_for(lambda: bool(list(marks.glob("*.json"))), 120)
        os.killpg(child.pid, signal.SIGKILL)
    version = f"{period.replace('-', '.')}.0"
    assert not (home.releases / version).exists(), "killed in the middle"
    with serving(home, port, "--cron", fires_at(due)) as child:
        wait_for((home.releases / version).exists)
        wait_for(lambda: all(run.state and run.state.is_final() for run in runs(port)))
        first, second = runs(port)
        wait_for(lambda: unfinished_steps(port) == [])  # their states follow as events
        child.send_signal(signal.SIGTERM)
        rest = child.communicate(timeout=60)[0]
    assert child.returncode == 0
    assert rest.endswith("Stopped.\n")
    assert (first.state_type, first.name) == (StateType.CRASHED, f"release-{period}")
    assert first.expected_start_time == due
    assert (second.state_type, second.name) == (StateType.COMPLETED, f"release-{period}")
    assert AGAIN in second.tags
    assert list(marks.glob("*")) == []
    summary = json.loads((home.work(period) / "summary.json").read_text(encoding="utf-8"))
    assert summary["version"] == version
