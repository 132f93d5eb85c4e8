"""A month run, and those who are to be told of it told: of its release, its wait or its failure."""

from __future__ import annotations

from flows.approval import ApprovalNeededError
from flows.month import run_month
from flows.notices.notice import told_approval, told_failure, told_release
from flows.notices.telling import tell
from flows.runner import Runner
from flows.settings import Request
from flows.summary import Summary


def told_run(request: Request, runner: Runner) -> Summary:
    """Run a month as flows.month.run_month does, and send a notice of what became of it.

    A release that waits is told once, one that stands unchanged not at all.
    """
    try:
        summary = run_month(request, runner)
    except ApprovalNeededError as waiting:
        if waiting.is_new:
            how = f"run `rumahdata approve {request.period}`"
            tell(told_approval(request.period, waiting.version, waiting.told, how))
        raise
    except Exception as error:
        tell(told_failure(request.period, error, is_sample=request.sample))
        raise
    if summary.outcome == "published":
        tell(told_release(summary, request.site))
    return summary
