"""The letters of a month as a step: written once, and again when something to be told changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flows.examination import Case, keeping_of
from flows.letter_files import FOLDER, LetterCounts, write_letters
from flows.reuse.code import code_of
from flows.reuse.keeping import Keeping, Written
from flows.reuse.record import read_record
from flows.reuse.step import Step
from flows.runner import Runner
from flows.settings import Request
from outputs.canonical import files_below
from transforms.merge import WIB, cut_off

DAYS_TO_ANSWER = 7


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a month: where they are, how many, and until when they are answered."""

    counts: LetterCounts
    until: date


def letters_step(request: Request, case: Case, runner: Runner) -> Letters:
    """Write the letters of a checked month, unless these very letters are there already.

    Those that are there keep their last day, unless it is over or another is asked for.
    """
    keeping = keeping_of(request, runner)
    until = last_day(request, keeping)
    folder = keeping.work / FOLDER

    def work() -> Written:
        counts = write_letters(request, case, until, runner)
        paths = [f"{FOLDER}/{path}" for path in files_below(folder)]
        return Written(paths, {"counts": counts.numbers(), "until": until.isoformat()})

    ingredients = letter_ingredients(case.key, until)
    standing = keeping.standing(Step.LETTERS, ingredients)
    record = keeping.reused(standing) if standing else keeping.did(Step.LETTERS, ingredients, work)
    return Letters(LetterCounts(folder, **record.told["counts"]), until)


def letter_ingredients(checked: str, until: date) -> dict[str, str]:
    """What the letters of a checked month follow from."""
    return {
        "checked month": checked,
        "last day": until.isoformat(),
        "code of letters": code_of(Step.LETTERS),
    }


def last_day(request: Request, keeping: Keeping) -> date:
    """The last day to answer: as asked for, as the letters that are there say, or a week on."""
    if request.until is not None:
        return request.until
    today = datetime.now(WIB).date()
    record = read_record(keeping.work, Step.LETTERS)
    if record is not None and (told := date.fromisoformat(record.told["until"])) >= today:
        return told
    return max(cut_off(request.period), today + timedelta(days=DAYS_TO_ANSWER))
