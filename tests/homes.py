"""Small data folders with real workbooks, for tests of the flows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import openpyxl
from rich.console import Console

from flows.confidential import OWNER_ONLY, key_file
from flows.examination import Case
from flows.letter_files import LetterCounts, write_letters
from flows.month import check_month, run_month
from flows.runner import InProcess
from flows.settings import Home, Request
from flows.summary import Summary
from outputs.form_grid import answer_places, form_grids
from outputs.form_xlsx import write_form
from schemas.form import FORM
from schemas.register import villages

PERIOD = "2026-10"
VILLAGE = "18.04.04.2007"
OTHER = "18.04.04.2008"
UNTIL = date(2026, 11, 20)
KEY = sha256(b"a key that only tests know").digest()
NOON = 1_793_500_000
"""1 November 2026, in seconds since 1970."""

GOOD = {"families.families": 200, "families.families_with_under_fives": 60}
"""Answers that break no rule."""

WRONG = {"families.families": 5, "families.families_with_under_fives": 9}
"""Answers that break one rule, families_with_under_fives_within_families."""


@cache
def places() -> dict[str, tuple[str, int, int]]:
    """Sheet, row and column of every question of the form, rows and columns from zero."""
    return answer_places(form_grids(FORM))


def send(
    request: Request,
    name: str,
    answers: Mapping[str, int | str],
    village: str = VILLAGE,
    hour: int = 0,
) -> Path:
    """Put a village's form with these answers into the inbox, arriving at an hour."""
    path = request.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    grids = form_grids(FORM, village=villages()[village], period=request.period)
    write_form(path, grids, FORM)
    book = openpyxl.load_workbook(path)
    for question, value in answers.items():
        sheet, row, column = places()[question]
        book[sheet].cell(row + 1, column + 1).value = value
    book.save(path)
    arrive(path, hour)
    return path


def arrive(path: Path, hour: int) -> None:
    """Let a file arrive at an hour."""
    os.utime(path, (NOON + 3600 * hour, NOON + 3600 * hour))


def with_key(request: Request) -> Request:
    """The request, its home with a key of the rounding that the tests know."""
    request.home.confidential.mkdir(parents=True)
    key_file(request.home).write_bytes(KEY)
    key_file(request.home).chmod(OWNER_ONLY)
    return request


def request_in(root: Path, period: str = PERIOD) -> Request:
    """A request for a month of a home below a folder."""
    home = Home(root / "home")
    return Request(home, period, home.inbox(period), floor=0)


def copy_of(request: Request, root: Path) -> Request:
    """The same asked of a copy of its home below a folder, with the dates of its files."""
    here, there = request.home.root, Home(root / "home")
    shutil.copytree(here, there.root, symlinks=True)
    for path in there.root.glob("work/*/**/*.json"):
        _say_its_place(path, str(here), str(there.root))
    return replace(request, home=there, inbox=there.inbox(request.period))


def _say_its_place(path: Path, here: str, there: str) -> None:
    """Let a file that names the home it was written in name the copy."""
    told, dates = path.read_bytes(), path.stat()
    if here.encode() in told:
        path.write_bytes(told.replace(here.encode(), there.encode()))
        os.utime(path, ns=(dates.st_atime_ns, dates.st_mtime_ns))


def checked(request: Request) -> Case:
    """The month checked."""
    with InProcess(Console(quiet=True)) as runner:
        return check_month(request, runner)[0]


def lettered(request: Request) -> tuple[Case, LetterCounts]:
    """The month checked and its letters written."""
    with InProcess(Console(quiet=True)) as runner:
        case, _ = check_month(request, runner)
        return case, write_letters(request, case, UNTIL, runner)


def released(request: Request, *, correct: bool = False) -> Summary:
    """The month released, or its next edition."""
    with InProcess(Console(quiet=True)) as runner:
        return run_month(replace(request, correct=correct), runner)
