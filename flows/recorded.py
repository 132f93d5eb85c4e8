"""A month run as a flow: shown in the server's pages, and suspended while it waits for a person."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from httpx import HTTPError
from prefect import runtime
from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.flow_runs import suspend_flow_run
from prefect.input import RunInput

from flows.approval import ApprovalNeededError, Waiting, approve, note_flow_run, waiting_of
from flows.artifacts import show_summary, show_waiting, shown
from flows.runner import Runner
from flows.settings import Request
from flows.summary import Summary
from flows.told_run import told_run

PATIENCE_SECONDS = 60 * 24 * 3600
"""How long a suspended run waits before the server ends it; the staged release waits longer."""


class Approval(RunInput):
    """What a person enters in the server's pages to let a release be published."""

    approved_by: str
    because: str = ""


def recorded_run(request: Request, runner: Runner) -> Summary:
    """Run a month inside a flow run; ApprovalNeededError where it cannot be suspended.

    A run of a deployment is suspended while its release waits, and goes on from the top when
    a person resumes it: what was done is reused.
    """
    try:
        summary = told_run(request, runner)
    except ApprovalNeededError as waiting:
        _wait(request, waiting)
        summary = told_run(request, runner)
    shown(show_summary, request, summary)
    return summary


def _wait(request: Request, error: ApprovalNeededError) -> None:
    waiting = waiting_of(request.home, request.period)
    if waiting is None or runtime.deployment.id is None:
        raise error
    shown(show_waiting, request, waiting)
    note_flow_run(request.home, request.period, str(runtime.flow_run.id))
    waiting = waiting_of(request.home, request.period) or waiting
    if waiting.by:  # approved while this run was on its way here
        return
    entered = suspend_flow_run(
        wait_for_input=Approval, timeout=PATIENCE_SECONDS, key=waiting.sums[:32]
    )
    if entered is not None and not waiting.by:
        approve(request.home, request.period, entered.approved_by, entered.because)


def resumed(waiting: Waiting) -> str:
    """Let the flow run that is suspended for an approved release go on; its name, or empty.

    Empty where there is none, or it does not wait any more.
    """
    if not waiting.flow_run:
        return ""
    entered = {"approved_by": waiting.by, "because": waiting.because}
    amiss = (ObjectNotFound, PrefectHTTPStatusError, HTTPError)
    with suppress(*amiss), get_client(sync_client=True) as client:
        flow_run = client.read_flow_run(UUID(waiting.flow_run))
        if flow_run.state is not None and flow_run.state.is_paused():
            client.resume_flow_run(flow_run.id, run_input=entered)
            return flow_run.name
    return ""
