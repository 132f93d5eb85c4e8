"""A month run, and those who are to be told of it told: of its release, its wait or its failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flows.approval import ApprovalNeededError
from flows.files import read_json, write_json
from flows.lock import MonthBusyError
from flows.month import run_month
from flows.notices.notice import told_approval, told_failure, told_release
from flows.notices.telling import tell
from flows.reuse.record import FOLDER
from flows.runner import Runner
from flows.settings import Request
from flows.summary import Summary

TOLD = "told.json"
"""The file of a month's records that names the version of which a notice was sent."""


def told_run(request: Request, runner: Runner) -> Summary:
    """Run a month as flows.month.run_month does, and send a notice of what became of it.

    A release is told once, also where the run that published it died before; one that waits
    when it is asked for first.
    """
    with failure_told(request.period, is_sample=request.sample):
        try:
            summary = run_month(request, runner)
        except ApprovalNeededError as waiting:
            if waiting.is_new:
                how = f"run `rumahdata approve {request.period}`"
                tell(told_approval(request.period, waiting.version, waiting.told, how))
            raise
    path = request.home.work(request.period) / FOLDER / TOLD
    if read_json(path).get("version") != summary.version:
        tell(told_release(summary, request.site))
        write_json(path, {"version": summary.version})
    return summary


@contextmanager
def failure_told(period: str, *, is_sample: bool = False) -> Iterator[None]:
    """Send a notice of an error that ends a run; another run's lock, or a wait, is none."""
    try:
        yield
    except (ApprovalNeededError, MonthBusyError):
        raise
    except Exception as error:
        tell(told_failure(period, error, is_sample=is_sample))
        raise
