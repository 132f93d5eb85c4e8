"""What a run of a month would do: which steps would run, why, and how long they took last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console

from flows.approval import waiting_of
from flows.archive import Archive, digest_of_file
from flows.asked import Asked
from flows.decisions import Register
from flows.examination import check_ingredients, keeping_of, key_known
from flows.letter_step import last_day, letter_ingredients
from flows.month_tables import OF_CHECKED, table_ingredients, tidy_keys
from flows.publishing import gate_ingredients, release_ingredients
from flows.reading import crashed_before, reading_ingredients
from flows.reuse.keeping import Keeping
from flows.reuse.record import key_of, read_record
from flows.reuse.step import Step
from flows.reuse.tally import RAN, done_of
from flows.runner import InProcess
from flows.series import months_known, protect_ingredients
from flows.settings import Request
from flows.sources.folder import files_of
from schemas.decision import Decision


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A step that would run, or would be reused where `why` is empty.

    `seconds` is how long it took when it ran last; None where it never did.
    """

    step: Step
    why: str
    seconds: float | None


def foresee(asked: Asked) -> list[Foreseen]:
    """The steps of a run that is asked for, in their order; nothing is written."""
    request = asked.request
    with InProcess(Console(quiet=True)) as runner:
        keeping = keeping_of(request, runner)
    new = new_files(request)
    took = {done.step: done.seconds for done in done_of(keeping.work) if done.did == RAN}
    reasons = _reasons(asked, keeping)
    told = f"{new} new file{'s' * (new != 1)}" if new else ""
    where = f"{request.place} is asked" if request.source else "looked at in every run"
    looked = Foreseen(Step.COLLECT, told or where, took.get(Step.COLLECT))
    following = [Foreseen(step, told or why, took.get(step)) for step, why in reasons.items()]
    return [looked, *following]


def new_files(request: Request) -> int:
    """How many contents lie in the inboxes up to a month and are not collected yet.

    Only folders are looked into; another source is asked when the month is run.
    """
    archive = Archive(request.home.archive)
    new = 0
    for period in months_known(request.home):
        if period > request.period:
            continue
        known = {receipt.sha256 for receipt in archive.receipts(period)}
        asked = request if period == request.period else request.of(period)
        listed = () if asked.source else files_of(asked.inbox, lambda _: None)
        found = {digest_of_file(asked.inbox / file.name) for file in listed}
        new += len(found - known)
    return new


def _reasons(asked: Asked, keeping: Keeping) -> dict[Step, str]:
    request = asked.request
    decisions = Register(request.home.register).decisions()
    receipts = tuple(Archive(request.home.archive).receipts(request.period))
    reading = reading_ingredients(request, receipts)
    crashed = crashed_before(keeping.work, reading)
    checking = check_ingredients(request, receipts, decisions, crashed)
    key = key_of(checking)
    found = {
        Step.READ: keeping.reason(Step.READ, reading) or _died(crashed),
        Step.CHECK: keeping.reason(Step.CHECK, checking),
        **{s: keeping.reason(s, table_ingredients(s, key)) for s in OF_CHECKED},
    }
    if asked.what == "release":
        found |= _releasing(request, key, decisions, keeping)
    if asked.what == "letters" or request.letters:
        letters = letter_ingredients(key, last_day(request, keeping))
        found[Step.LETTERS] = keeping.reason(Step.LETTERS, letters)
    return found


def _died(crashed: Sequence[str]) -> str:
    return f"the reader died of {len(crashed)} files" if crashed else ""


def _releasing(
    request: Request, checked: str, decisions: Sequence[Decision], keeping: Keeping
) -> dict[Step, str]:
    protecting = protect_ingredients(tidy_keys(checked))
    parts = [*_earlier(request, decisions), (request.period, key_of(protecting))]
    releasing = release_ingredients(request, decisions, parts)
    found = {Step.PROTECT: keeping.reason(Step.PROTECT, protecting)}
    why = keeping.reason(Step.PUBLISH, releasing)
    if not why:
        return found | dict.fromkeys((Step.STAGE, Step.GATE, Step.PUBLISH), "")
    staging = keeping.reason(Step.STAGE, releasing)
    waiting = waiting_of(request.home, request.period)
    if request.approval and not staging and waiting and not waiting.by:
        why = "waits for approval"
    gating = _gating(staging, keeping)
    return found | {Step.STAGE: staging, Step.GATE: gating, Step.PUBLISH: why}


def _gating(staging: str, keeping: Keeping) -> str:
    """Why the gate is asked of the release that would stand staged, or empty."""
    staged = read_record(keeping.work, Step.STAGE)
    if staged is None:
        return "nothing is staged yet"
    again = "the release is staged anew"
    return again if staging else keeping.reason(Step.GATE, gate_ingredients(staged.told["sums"]))


def _earlier(request: Request, decisions: Sequence[Decision]) -> Iterator[tuple[str, str]]:
    """The months before that hold a report, each with the key of its tables."""
    archive = Archive(request.home.archive)
    for period in months_known(request.home):
        if period >= request.period:
            continue
        asked = request.of(period)
        record = read_record(asked.home.work(period), Step.PROTECT)
        if record is None or record.told.get("submissions"):
            known = key_known(asked, archive.receipts(period), decisions)
            yield period, key_of(protect_ingredients(tidy_keys(known)))
