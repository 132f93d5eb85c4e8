"""A month examined: collected, read, checked and settled, with the decisions in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from filelock import FileLock, Timeout

from flows.archive import Archive, Receipt
from flows.collect import Collected
from flows.decisions import Register
from flows.earlier import months_before, remember
from flows.inbox import collect_month
from flows.reading import arrivals, batches, read
from flows.runner import Runner
from flows.senders import senders
from flows.settings import Request, SettingError
from schemas.decision import Act, Decision
from schemas.register import villages
from schemas.spoken import SpokenError
from transforms.closing import Came, Confirmation
from transforms.examine import Examined, conclude, excluded, look
from transforms.history import History
from transforms.merge import settle
from transforms.record import Reading


class MonthBusyError(SpokenError):
    """Another run of the same month holds its lock."""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything known of a month: what arrived, what was read of it, what was found.

    `closed` counts files and folders that collecting could not open; `warnings` say in one
    sentence each what a person should look at.
    """

    receipts: tuple[Receipt, ...]
    closed: int
    readings: tuple[Reading, ...]
    decisions: tuple[Decision, ...]
    senders: dict[str, str]
    examined: Examined
    warnings: tuple[str, ...] = ()


@contextmanager
def month_lock(request: Request) -> Iterator[None]:
    """Hold the month, so that one run works on it; MonthBusyError when another does."""
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
        yield


def examine_month(
    request: Request, runner: Runner, *, collecting: bool = True, publishing: bool = False
) -> Case:
    """Collect (unless not asked to), read and check a month.

    What villages confirm in workbooks they sent back is entered in the register when
    collecting; without it no decision is added, and nothing is written but what was read
    of the months before. Unless publishing, SettingError when every file is of the other
    sort, an example or a report.
    """
    archive, register = Archive(request.home.archive), Register(request.home.register)
    collected = (
        runner.step("Collect", collect_month, request, archive)
        if collecting
        else Collected(tuple(archive.receipts(request.period)), 0, 0)
    )
    receipts = collected.receipts
    listed = batches(archive, receipts, request)
    readings = [reading for batch in runner.batches("Read", read, listed) for reading in batch]
    if not publishing:
        refuse_other_sort(request, readings)
    decisions = register.decisions()
    earlier = runner.step("Months before", months_before, request, archive, decisions)
    enter_in = register if collecting else None
    return runner.step("Check", _check, request, collected, readings, earlier, decisions, enter_in)


def refuse_other_sort(request: Request, readings: Sequence[Reading]) -> None:
    """Stop where examples are read as reports, or reports as examples, and nothing else came."""
    other = "file_is_real" if request.sample else "file_is_example"
    kinds = [{problem.kind for problem in reading.problems} for reading in readings]
    is_other = any(other in found for found in kinds)
    if is_other and all(reading.record is None for reading in readings):
        do = "without --sample" if request.sample else "with --sample"
        sort = "reports and no examples" if request.sample else "examples and no reports"
        raise SettingError(f"the files of {request.period} are {sort}: run the command {do}")


def _check(  # noqa: PLR0913, PLR0917 - what a month is judged from
    request: Request,
    collected: Collected,
    readings: Sequence[Reading],
    earlier: History,
    decisions: tuple[Decision, ...],
    register: Register | None,
) -> Case:
    came, codes = arrivals(collected.receipts), tuple(villages())
    known = senders(collected.receipts)
    month = settle(request.period, readings, came, excluded(request.period, decisions), known)
    looked = look(month, decisions, earlier, codes)
    if register is not None:
        remember(request, collected.receipts, decisions, month)
        enter_confirmations(register, request.period, looked.confirmations, came)
        decisions = register.decisions()
    return Case(
        receipts=collected.receipts,
        closed=collected.unreadable,
        readings=tuple(readings),
        decisions=decisions,
        senders=known,
        examined=conclude(looked, decisions, Came(came, known), codes),
        warnings=collected.warnings,
    )


def enter_confirmations(
    register: Register,
    period: str,
    said: Sequence[Confirmation],
    came: dict[str, datetime],
) -> None:
    """Enter what villages confirm in their workbooks, each once; its time is the arrival's."""
    entered = {(d.source, d.subject) for d in register.decisions()}
    for one in said:
        if (one.source, one.finding.code) in entered:
            continue
        register.enter(partial(_confirmed, period, one, came[one.source]))


def _confirmed(period: str, one: Confirmation, when: datetime, number: int) -> Decision:
    problem = one.finding.problem
    return Decision(
        number=number,
        act=Act.CONFIRM,
        period=period,
        subject=one.finding.code,
        who=one.who,
        when=when,
        why=one.why,
        village_code=problem.village_code,
        kind=problem.kind,
        question=problem.question,
        fingerprint=one.finding.fingerprint,
        source=one.source,
    )
