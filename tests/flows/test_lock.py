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

from flows.lock import MonthBusyError, month_lock, under_way
from flows.settings import Request, SettingError
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


def test_a_run_that_is_on_or_was_cut_off_is_known(tmp_path: Path) -> None:
    request = request_in(tmp_path)
    home = request.home
    assert under_way(home, "2026-10") is None
    other = holder(request, 60)
    on = under_way(home, "2026-10")
    assert on is not None
    assert str(on).startswith(f"being run by process {other.pid} since 20")
    assert str(on).endswith(" WIB")
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    cut = under_way(home, "2026-10")
    assert cut is not None
    assert str(cut) == f"a run was cut off, begun {cut.since}: run the same command again"
    with month_lock(request):
        pass
    assert under_way(home, "2026-10") is None


@pytest.mark.parametrize(
    ("error", "is_cut"),
    [(SettingError("said"), False), (OSError(28, "no room"), True), (KeyboardInterrupt(), True)],
)
def test_only_a_run_that_ends_otherwise_than_by_a_sentence_was_cut_off(
    tmp_path: Path, error: BaseException, is_cut: bool
) -> None:
    request = request_in(tmp_path)
    with pytest.raises(type(error)), month_lock(request):
        raise error
    assert (under_way(request.home, "2026-10") is not None) == is_cut


def test_a_run_that_waits_takes_its_turn(tmp_path: Path) -> None:
    request = replace(request_in(tmp_path), waits=True)
    other = holder(request, 1.0)
    began = time.monotonic()
    with month_lock(request):
        assert other.wait() == 0
    assert time.monotonic() - began < 30
