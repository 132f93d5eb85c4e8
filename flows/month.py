"""One month from inbox to release: the order of the steps, on one screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.approval import ApprovalNeededError
from flows.asked import keep_asked
from flows.copying import copied, keep_summary, store_of_run
from flows.examination import Case, examine_month, keeping_of, refuse_emptiness
from flows.inbox import refuse_nowhere
from flows.lock import month_lock
from flows.month_tables import tidied_of
from flows.publishing import publish_months
from flows.runner import Runner
from flows.series import earlier_parts, month_part
from flows.settings import Request
from flows.summary import (
    Summary,
    summarise,
    with_steps,
    write_check,
    write_stop,
    write_summary,
)
from outputs.listing import write_catalogue
from schemas.spoken import SpokenError

if TYPE_CHECKING:
    from flows.letter_step import Letters


def run_month(request: Request, runner: Runner) -> Summary:
    """Collect, read, check, tidy, protect, compare, gate and publish one month.

    The release holds every earlier month too, with what came for it since. Raises
    NothingToPublishError when no readable report came in, MonthBusyError when the month is
    being run already, UnexplainedChangeError when a published value would change without a
    reason, GateClosedError when the release is not believable, ApprovalNeededError when it
    waits for a person, VersionExistsError when the month is published with other content and
    no new edition was asked for. A release that is published and not copied to the store of
    the settings stands: NotCopiedError.
    """
    store = store_of_run(request)
    refuse_nowhere(request)
    with month_lock(request):
        keep_asked("release", request)
        case: Case | None = None
        try:
            parts = earlier_parts(request, runner)
            case = examine_month(request, runner, publishing=True)
            part = month_part(request, case, runner)
            refuse_emptiness(request, case)
            done = publish_months(request, case, [*parts, part], runner)
        except SpokenError as stopped:
            _keep_stop(request, case, runner, stopped)
            raise
        warnings = [warning for one in (*parts, part) for warning in one.warnings]
        summary = summarise(request.period, case, runner.tally, done)
        summary = replace(summary, warnings=warnings)
        keep_summary(request, summary, store)
        runner.step("List the releases", write_catalogue, request.home.releases)
        try:
            summary = copied(request, summary, store, runner)
        finally:  # a store that is down keeps no letter back
            if request.letters:
                _letters(request, case, runner)
        if request.letters:
            summary = with_steps(summary, runner.tally)
            write_summary(request.home, summary)
        return summary


def _keep_stop(request: Request, case: Case | None, runner: Runner, why: SpokenError) -> None:
    """Keep why a run ended and published nothing: it waits for a person, or was stopped."""
    checked = None if case is None else summarise(request.period, case, runner.tally)
    if checked is not None and isinstance(why, ApprovalNeededError):
        write_check(request.home, replace(checked, waiting=str(why)))
    else:
        write_stop(request.home, request.period, str(why), checked)


def check_month(request: Request, runner: Runner) -> tuple[Case, Summary]:
    """Collect, read and check one month and write its working files; publish nothing."""
    refuse_nowhere(request)
    with month_lock(request):
        keep_asked("check", request)
        case = _examined(request, runner)
        return case, _told(request, case, runner)


def letters_of_month(request: Request, runner: Runner) -> tuple[Summary, Letters]:
    """Check one month and write its letters, to be answered until the day of the request."""
    refuse_nowhere(request)
    with month_lock(request):
        keep_asked("letters", request)
        case = _examined(request, runner)
        letters = _letters(request, case, runner)
        return _told(request, case, runner), letters


def _letters(request: Request, case: Case, runner: Runner) -> Letters:
    from flows.letter_step import letters_step  # noqa: PLC0415 - writing workbooks is heavy

    return letters_step(request, case, runner)


def _examined(request: Request, runner: Runner) -> Case:
    case = examine_month(request, runner)
    tidied_of(request, case, keeping_of(request, runner))
    return case


def _told(request: Request, case: Case, runner: Runner) -> Summary:
    summary = summarise(request.period, case, runner.tally)
    write_check(request.home, summary)
    return summary
