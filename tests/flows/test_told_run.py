"""Who is to be told is told once of a release, a wait and a failure."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from flows.approval import ApprovalNeededError, approve, overdue, waiting_of
from flows.lock import MonthBusyError, month_lock
from flows.runner import InProcess
from flows.settings import NOTIFY, Request
from flows.told_run import told_run
from schemas.spoken import SpokenError
from tests.homes import GOOD, OTHER, copy_of, released, request_in, send


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file to which a command adds every notice it is given, a line each."""
    lines, command = tmp_path / "told.jsonl", tmp_path / "tell.sh"
    command.write_text(f'#!/bin/sh\ntr -d "\\n" >> "{lines}"\necho >> "{lines}"\n', "utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(NOTIFY, f"command:{command}")
    return lines


def run(request: Request) -> None:
    with InProcess(Console(quiet=True)) as runner:
        told_run(request, runner)


def events(told: Path) -> list[tuple[str, str]]:
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    notices = [json.loads(line) for line in lines if line]
    return [(notice["event"], notice["version"]) for notice in notices]


def came_in(root: Path) -> Request:
    """A month for which one report came."""
    request = request_in(root)
    send(request, "one.xlsx", GOOD)
    return request


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Request:
    """Such a month, of which the release waits for a person whom nobody told."""
    request = replace(came_in(tmp_path_factory.mktemp("staged")), approval=True)
    with pytest.raises(ApprovalNeededError):
        released(request)
    return request


def test_a_release_is_told_and_one_that_stands_is_not(tmp_path: Path, told: Path) -> None:
    request = came_in(tmp_path)
    for _ in range(2):
        run(request)
    assert events(told) == [("release", "2026.10.0")]


def test_a_release_is_told_by_the_next_run_where_its_own_was_killed(
    staged: Request, tmp_path: Path, told: Path
) -> None:
    request = replace(copy_of(staged, tmp_path), approval=False)
    assert released(request).outcome == "published"  # and killed before it told
    run(request)
    assert events(told) == [("release", "2026.10.0")]


def test_another_run_of_the_month_is_no_failure(tmp_path: Path, told: Path) -> None:
    request = came_in(tmp_path)
    with month_lock(request), pytest.raises(MonthBusyError):
        run(request)
    assert events(told) == []


def test_a_failure_is_told_and_stays_one(tmp_path: Path, told: Path) -> None:
    request = request_in(tmp_path)
    request.inbox.mkdir(parents=True)
    with pytest.raises(SpokenError, match="no file was found"):
        run(request)
    assert events(told) == [("failure", "")]


def test_a_wait_is_told_once_for_what_waits(tmp_path: Path, told: Path) -> None:
    request = replace(came_in(tmp_path), approval=True)
    for _ in range(2):
        with pytest.raises(ApprovalNeededError):
            run(request)
    send(request, "two.xlsx", GOOD, OTHER)
    with pytest.raises(ApprovalNeededError):
        run(request)
    approve(request.home, request.period, "Ibu", "")
    run(request)
    waits = ("approval", "2026.10.0")
    assert events(told) == [waits, waits, ("release", "2026.10.0")]


def test_what_waits_longer_than_a_day_is_overdue_until_it_is_approved(
    staged: Request, tmp_path: Path, told: Path
) -> None:
    request = copy_of(staged, tmp_path)
    with pytest.raises(ApprovalNeededError):
        run(request)
    waiting = waiting_of(request.home, request.period)
    assert waiting is not None
    asked = datetime.fromisoformat(waiting.asked)
    later = asked + timedelta(days=1, seconds=1)
    assert overdue(request.home, asked + timedelta(hours=23)) == []
    assert overdue(request.home, later) == [(request.period, waiting)]
    approve(request.home, request.period, "Ibu", "")
    assert overdue(request.home, later) == []
