"""One run works on a month at a time, and a dead one holds nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from flows.lock import MonthBusyError, month_lock
from flows.settings import Request
from tests.homes import request_in

HOLD = """
import sys, time
from pathlib import Path
from flows.lock import month_lock
from flows.settings import Home, Request
home = Home(Path(sys.argv[1]))
with month_lock(Request(home, "2026-10", home.inbox("2026-10"))):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(request: Request, seconds: float) -> subprocess.Popen[str]:
    """Another process that holds the month."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(request.home.root), str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_run_says_who_holds_the_month_and_a_killed_one_holds_nothing(
    tmp_path: Path,
) -> None:
    request = request_in(tmp_path)
    other = holder(request, 60)
    with pytest.raises(MonthBusyError, match=rf"by process {other.pid} of .* since 20"):
        month_lock(request).__enter__()
    with month_lock(request.of("2026-11")):
        pass  # another month is free
    left = request.home.work("2026-10") / f".problems.csv.{other.pid}"
    left.write_text("half", "utf-8")
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    with month_lock(request):
        assert not left.exists()
    with month_lock(request):
        pass  # given back, and taken again by the same process


def test_a_run_that_waits_takes_its_turn(tmp_path: Path) -> None:
    request = replace(request_in(tmp_path), waits=True)
    other = holder(request, 1.0)
    began = time.monotonic()
    with month_lock(request):
        assert other.wait() == 0
    assert time.monotonic() - began < 30
