"""One month from inbox to release: the order of the steps, on one screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flows.copying import copied, keep_summary, store_of_run
from flows.examination import Case, examine_month, month_lock
from flows.letter_files import LetterCounts, write_letters
from flows.runner import Runner
from flows.series import Part, earlier_parts, month_part
from flows.settings import Request
from flows.staging import basis_of, facts, write_release
from flows.steps import keep, refuse_emptiness, tidy
from flows.summary import Summary, summarise, write_check, write_stop
from flows.versions import plan
from outputs.catalogue import write_catalogue
from outputs.publish import Published, clear_stages, publish, stage, stand
from outputs.quality import gate
from schemas.spoken import SpokenError


def run_month(request: Request, runner: Runner) -> Summary:
    """Collect, read, check, tidy, protect, compare, gate and publish one month.

    The release holds every earlier month too, with what came for it since. Raises
    NothingToPublishError when no readable report came in, MonthBusyError when the month is
    being run already, UnexplainedChangeError when a published value would change without a
    reason, GateClosedError when the release is not believable, VersionExistsError when the
    month is published with other content and no new edition was asked for. A release that
    is published and not copied to the store of the settings stands: NotCopiedError.
    """
    store = store_of_run(request)
    with month_lock(request):
        try:
            parts, keys = earlier_parts(request, runner)
            case = examine_month(request, runner, publishing=True)
            refuse_emptiness(request, case)
            parts.append(month_part(request, case, runner, keys))
            done = _release(request, case, parts, runner)
        except SpokenError as stopped:
            write_stop(request.home, request.period, str(stopped))
            raise
        warnings = [warning for part in parts for warning in part.warnings]
        summary = replace(summarise(request.period, case, done), warnings=warnings)
        keep_summary(request, summary, store)
        runner.step("List the releases", write_catalogue, request.home.releases)
        return copied(request, summary, store, runner)


def check_month(request: Request, runner: Runner) -> tuple[Case, Summary]:
    """Collect, read and check one month and write its working files; publish nothing."""
    with month_lock(request):
        return _examined(request, runner)


def letters_of_month(
    request: Request, deadline: date, runner: Runner
) -> tuple[Summary, LetterCounts]:
    """Check one month and write its letters, to be answered until a day."""
    with month_lock(request):
        case, summary = _examined(request, runner)
        return summary, write_letters(request, case, deadline, runner)


def _examined(request: Request, runner: Runner) -> tuple[Case, Summary]:
    case = examine_month(request, runner)
    frames = runner.step("Tidy", tidy, case.examined)
    runner.step("Keep for the team", keep, request, case, frames)
    summary = summarise(request.period, case)
    write_check(request.home, summary)
    return case, summary


def _release(request: Request, case: Case, parts: list[Part], runner: Runner) -> Published:
    planned = runner.step("Compare", plan, request, parts, basis_of(case.decisions))
    releases, version = request.home.releases, str(planned.version)
    if planned.stands is not None:
        return runner.step("Publish", stand, releases, version)
    told = facts(request, case, parts, planned)
    clear_stages(releases, version)
    staged = stage(releases, version)
    runner.step("Write the release", write_release, staged, planned, told)
    runner.step("Gate", gate, staged, planned.declared)
    return runner.step("Publish", publish, staged, releases, version, planned.known)
