"""One month from inbox to release: the order of the steps, on one screen."""

from __future__ import annotations

from datetime import date

from flows.examination import Case, examine_month, month_lock
from flows.letter_files import LetterCounts, write_letters
from flows.runner import Runner
from flows.settings import Request
from flows.steps import Frames, facts, keep, protect, refuse_emptiness, tidy, write_release
from flows.summary import Summary, summarise, write_check, write_stop, write_summary
from outputs.publish import Published, clear_stages, publish, stage
from outputs.quality import gate
from schemas.release import ReleaseFacts
from schemas.spoken import SpokenError


def run_month(request: Request, runner: Runner) -> Summary:
    """Collect, read, check, tidy, protect, gate and publish one month.

    Raises NothingToPublishError when no readable report came in, MonthBusyError when
    the month is being run already, GateClosedError when the release is not believable,
    VersionExistsError when other content was published under the version before.
    """
    with month_lock(request):
        try:
            case, frames = _checked(request, runner, publishing=True)
            refuse_emptiness(request, case)
            published = runner.step("Protect", protect, frames)
            told = facts(request, case)
            done = _release(request, told, published, runner)
        except SpokenError as stopped:
            write_stop(request.home, request.period, str(stopped))
            raise
        summary = summarise(request.period, case, done)
        write_summary(request.home, summary)
        return summary


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
    case, _ = _checked(request, runner, publishing=False)
    summary = summarise(request.period, case)
    write_check(request.home, summary)
    return case, summary


def _checked(request: Request, runner: Runner, *, publishing: bool) -> tuple[Case, Frames]:
    case = examine_month(request, runner, publishing=publishing)
    frames = runner.step("Tidy", tidy, case.examined)
    runner.step("Keep for the team", keep, request, case, frames)
    return case, frames


def _release(request: Request, told: ReleaseFacts, published: Frames, runner: Runner) -> Published:
    clear_stages(request.home.releases, told.version)
    staged = stage(request.home.releases, told.version)
    runner.step("Write the release", write_release, staged, published, told)
    runner.step("Gate", gate, staged)
    return runner.step("Publish", publish, staged, request.home.releases, told.version)
