"""One month from inbox to release: the order of the steps, on one screen."""

from __future__ import annotations

from filelock import FileLock, Timeout

from flows.archive import Archive
from flows.collect import Collected, collect
from flows.runner import Runner
from flows.settings import Request, SettingError
from flows.steps import (
    Checked,
    Frames,
    batches,
    facts,
    keep,
    protect,
    read,
    refuse_emptiness,
    settle_and_check,
    tidy,
    write_release,
)
from flows.summary import Summary, write_stop, write_summary
from outputs.publish import (
    Published,
    clear_stages,
    publish,
    stage,
)
from outputs.quality import gate
from schemas.register import villages
from schemas.release import ReleaseFacts
from schemas.spoken import SpokenError
from transforms.checks import silent


class MonthBusyError(SpokenError):
    """Another run of the same month holds its lock."""


def run_month(request: Request, runner: Runner) -> Summary:
    """Collect, read, check, tidy, protect, gate and publish one month.

    Raises NothingToPublishError when no readable report came in, MonthBusyError when
    the month is being run already, GateClosedError when the release is not believable,
    VersionExistsError when other content was published under the version before.
    """
    folder = request.home.work(request.period)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise MonthBusyError(
            f"{request.period} is being run already: wait until that run has ended"
        ) from None
    with lock:
        try:
            return _run(request, runner)
        except SpokenError as stopped:
            write_stop(request.home, request.period, str(stopped))
            raise


def _run(request: Request, runner: Runner) -> Summary:
    archive = Archive(request.home.archive)
    collected = runner.step("Collect", _collect, request, archive)
    receipts = collected.receipts
    listed = batches(archive, receipts, request)
    readings = [reading for batch in runner.batches("Read", read, listed) for reading in batch]
    checked = runner.step("Check", settle_and_check, request, readings, receipts)
    frames = runner.step("Tidy", tidy, checked)
    runner.step("Keep for the team", keep, request, frames)
    refuse_emptiness(request, checked, receipts)
    published = runner.step("Protect", protect, frames)
    told = facts(request, checked, receipts)
    done = _release(request, told, published, runner)
    summary = _summary(checked, collected, told, done)
    write_summary(request.home, summary)
    return summary


def _collect(request: Request, archive: Archive) -> Collected:
    if not request.inbox.is_dir():
        raise SettingError(
            f"the inbox {request.inbox} is no folder: make it and put the workbooks of "
            f"{request.period} there, or name another with --inbox"
        )
    return collect(request.inbox, archive, request.period)


def _release(request: Request, told: ReleaseFacts, published: Frames, runner: Runner) -> Published:
    clear_stages(request.home.releases, told.version)
    staged = stage(request.home.releases, told.version)
    runner.step("Write the release", write_release, staged, published, told)
    runner.step("Gate", gate, staged)
    return runner.step("Publish", publish, staged, request.home.releases, told.version)


def _summary(
    checked: Checked, collected: Collected, told: ReleaseFacts, done: Published
) -> Summary:
    current = checked.month.current
    return Summary(
        period=told.period,
        version=done.version,
        outcome=done.outcome,
        release=str(done.path),
        expected=told.villages_expected,
        reported=told.villages_reported,
        late=told.villages_late,
        missing=[code for code in villages() if code not in current],
        files=len(collected.receipts),
        files_closed=collected.unreadable,
        files_refused=len(told.inputs) - len(checked.month.submissions),
        problems=told.problems,
        silent_rules=list(silent(checked.outcomes)),
    )
