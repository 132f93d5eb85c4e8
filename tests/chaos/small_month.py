"""A small month that meets every step: late, wrong, doubled, unreadable and answered files."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console

from flows.month import letters_of_month, run_month
from flows.runner import InProcess
from flows.settings import Home, Request
from tests.homes import GOOD, OTHER, PERIOD, WRONG, arrive, released, request_in, send
from tests.replies import answered

EARLIER = "2026-09"
MONTHS = (EARLIER, PERIOD)
THIRD = "18.04.04.2009"
LAST_DAY = date(2099, 1, 1)
"""A day to answer until which is never over, so that letters keep it."""


def prepare(root: Path) -> Home:
    """A home whose next run meets every step.

    The month before is published and has got a late report since; the month asked for has
    letters, which new ones replace, and has got an answered workbook, two contents under two
    names each, and files that are none.
    """
    earlier, asked = request_in(root, EARLIER), request_in(root)
    send(earlier, "sound.xlsx", GOOD)
    send(asked, "wrong.xlsx", WRONG)
    released(earlier)
    with InProcess(Console(quiet=True)) as runner:
        _, letters = letters_of_month(replace(asked, until=LAST_DAY), runner)
    answered(asked, letters.counts.folder, "benar, karena banyak balita")
    send(earlier, "late.xlsx", GOOD, OTHER, hour=6)
    sound = send(asked, "sound.xlsx", GOOD, OTHER, hour=8)
    _again(sound, "a second time.xlsx", hour=7)
    broken = asked.inbox / "none.xlsx"
    broken.write_bytes(b"no workbook")
    arrive(broken, 2)
    _again(broken, f"{THIRD}.xlsx", hour=3)
    return asked.home


def _again(path: Path, name: str, hour: int) -> None:
    """The same content under another name, which arrived at another hour."""
    shutil.copy(path, path.with_name(name))
    arrive(path.with_name(name), hour)


def copy(home: Home, to: Path) -> Home:
    """The same home elsewhere, with the dates of its files."""
    shutil.copytree(home.root, to, symlinks=True)
    return Home(to)


def run(home: Home) -> None:
    """Release the month asked for, and write its letters."""
    asked = Request(home, PERIOD, home.inbox(PERIOD), letters=True, floor=0)
    with InProcess(Console(quiet=True)) as runner:
        run_month(asked, runner)


COMMAND = ("release", PERIOD, "--letters")
"""The same as a person asks for it, without `--home`."""
