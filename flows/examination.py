"""A month examined: collected, read, checked and settled, with the decisions in force."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from flows.archive import Archive, Receipt
from flows.checking import check
from flows.collect import Collected
from flows.confirming import enter_confirmations
from flows.decisions import Register, digest_of
from flows.earlier import keys_before, months_before, remember
from flows.files import replace_file
from flows.inbox import collect_month
from flows.reading import (
    Read,
    arrivals,
    crashed_before,
    is_known_other_sort,
    read_month,
    reading_ingredients,
)
from flows.reuse.code import code_of
from flows.reuse.keeping import Keeping, Written
from flows.reuse.record import FOLDER, digest, key_of
from flows.reuse.step import Step
from flows.runner import Runner
from flows.senders import senders
from flows.settings import Request, SettingError
from schemas.decision import Decision
from schemas.spoken import SpokenError
from transforms.closing import Confirmation
from transforms.examine import Examined
from transforms.merge import Month
from transforms.record import Reading

EXAMINED = f"{FOLDER}/examined"
"""The file of a month's working files that holds the examined month."""


class NothingToPublishError(SpokenError):
    """No readable report came in; the message says what was found and what to do."""


@dataclass(frozen=True)
class Case:
    """Everything known of a month: what arrived, what was read of it, what was found.

    `closed` counts files and folders that collecting could not open; `key` is a digest of
    all that the examined month follows from. `warnings` say in one sentence each what a person
    should look at.
    """

    receipts: tuple[Receipt, ...]
    closed: int
    decisions: tuple[Decision, ...]
    senders: dict[str, str]
    key: str
    read: Read = field(repr=False)
    examine: Callable[[], Examined] = field(repr=False)
    warnings: tuple[str, ...] = ()

    @cached_property
    def examined(self) -> Examined:
        """The month with its findings, as it was checked now or is kept."""
        return self.examine()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What was read of each file."""
        return self.read.readings


def keeping_of(request: Request, runner: Runner, *, is_kept: bool = True) -> Keeping:
    """The steps of the month of a request."""
    return Keeping(
        request.home.work(request.period), request.period, runner, request.again, is_kept
    )


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
    keeping = keeping_of(request, runner, is_kept=collecting)
    collected = (
        _collected(request, archive, keeping)
        if collecting
        else Collected(tuple(archive.receipts(request.period)), 0, 0)
    )
    if not publishing and is_known_other_sort(request, collected.receipts):
        refuse_other_sort(request)
    read = read_month(request, archive, collected.receipts, runner, keeping)
    if read.is_other_sort and not publishing:
        refuse_other_sort(request)
    return _checked(request, collected, read, register if collecting else None, keeping)


def refuse_other_sort(request: Request) -> None:
    """Stop where examples are read as reports, or reports as examples, and nothing else came."""
    do = "without --sample" if request.sample else "with --sample"
    sort = "reports and no examples" if request.sample else "examples and no reports"
    raise SettingError(f"the files of {request.period} are {sort}: run the command {do}")


def _collected(request: Request, archive: Archive, keeping: Keeping) -> Collected:
    """What an inbox holds: it is looked at in every run."""
    found: list[Collected] = []

    def work() -> Written:
        found.append(keeping.starter.step("Collect", collect_month, request, archive))
        return Written(pieces=len(found[0].receipts), fresh=found[0].new)

    keeping.did(Step.COLLECT, {}, work)
    return found[0]


def check_ingredients(
    request: Request,
    receipts: Sequence[Receipt],
    decisions: Sequence[Decision],
    crashed: Sequence[str] = (),
) -> dict[str, str]:
    """What an examined month follows from; `crashed` are files that the reader died of."""
    arrived = sorted(f"{r.sha256} {r.name} {r.received_at} {r.collected_at}" for r in receipts)
    reading = reading_ingredients(request, receipts)
    before = keys_before(request, Archive(request.home.archive), decisions)
    return {
        "code of checking": code_of(Step.CHECK),
        "code of reading": reading["code of reading"],
        "month and sort": reading["month and sort"],
        "files and arrivals": digest([*arrived, *crashed]),
        "decisions": digest_of(d for d in decisions if d.period <= request.period),
        "months before": digest(before),
    }


def key_known(request: Request, receipts: Sequence[Receipt], decisions: Sequence[Decision]) -> str:
    """The key of an examined month, its files not being read again."""
    ingredients = reading_ingredients(request, receipts)
    crashed = crashed_before(request.home.work(request.period), ingredients)
    return key_of(check_ingredients(request, receipts, decisions, crashed))


def _checked(
    request: Request,
    collected: Collected,
    read: Read,
    register: Register | None,
    keeping: Keeping,
) -> Case:
    receipts, known = collected.receipts, senders(collected.receipts)
    came = arrivals(receipts)
    archive = Archive(request.home.archive)
    decided = [Register(request.home.register).decisions()]
    made: list[Examined] = []

    def enter(month: Month, said: tuple[Confirmation, ...]) -> tuple[Decision, ...]:
        if register is not None:
            remember(request, receipts, decided[0], month)
            enter_confirmations(register, request.period, said, came)
            decided.append(register.decisions())
        return decided[-1]

    def work() -> Written:
        earlier = months_before(request, archive, decided[0])
        args = (request.period, read.readings, came, known, earlier, decided[0], enter)
        made.append(check(*args))
        if not keeping.is_kept:
            return Written()
        path = keeping.work / EXAMINED
        replace_file(path, partial(_pickle, made[0]))
        return Written([EXAMINED])

    ingredients = check_ingredients(request, receipts, decided[0], read.crashed)
    keeping.do(Step.CHECK, "Check", ingredients, work)
    if decided[-1] != decided[0]:
        ingredients = check_ingredients(request, receipts, decided[-1], read.crashed)
        keeping.rename(Step.CHECK, ingredients)
    path = keeping.work / EXAMINED
    examine = partial(made.__getitem__, 0) if made else partial(_unpickle, path)
    return Case(
        receipts=receipts,
        closed=collected.unreadable,
        decisions=decided[-1],
        senders=known,
        key=key_of(ingredients),
        read=read,
        examine=examine,
        warnings=collected.warnings,
    )


def _pickle(examined: Examined, path: Path) -> None:
    path.write_bytes(pickle.dumps(examined, protocol=pickle.HIGHEST_PROTOCOL))


def _unpickle(path: Path) -> Examined:
    """The examined month of a record that stands, which vouches for the file's digest."""
    examined = pickle.loads(path.read_bytes())  # noqa: S301 - see above
    if not isinstance(examined, Examined):
        raise TypeError(f"{path} holds no examined month")
    return examined


def refuse_emptiness(request: Request, case: Case) -> None:
    """Stop a run that has no readable report; NothingToPublishError says what to do."""
    examined, receipts = case.examined, case.receipts
    if examined.month.submissions:
        return
    if not receipts:
        raise NothingToPublishError(
            f"no file was found for {request.period} in {request.place}: put the villages' "
            "workbooks there and run the same command again"
        )
    kinds = Counter(problem.kind for problem in examined.problems)
    found = ", ".join(f"{kind} ({number})" for kind, number in kinds.most_common())
    raise NothingToPublishError(
        f"none of the {len(receipts)} files of {request.period} could be used: {found}; "
        f"see {request.home.work(request.period) / 'problems.csv'}. Nothing was published"
    )
