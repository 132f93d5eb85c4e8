"""Readers of files that misbehave as the file tells them to."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

from transforms.record import Reading
from transforms.sheets import open_workbook
from transforms.workbook import FileRefusedError


def _loop() -> None:
    while True:
        pass


def _fill() -> None:
    hoard = [bytes(8 << 20)]
    while True:
        hoard.append(bytes(8 << 20))


def _print() -> None:
    print("words", flush=True)
    os.write(1, b"\xff" * 64)


DEEDS: dict[str, Callable[[], object]] = {
    "abort": os.abort,
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "leave": lambda: sys.exit(0),
    "loop": _loop,
    "allocate": lambda: bytearray(2 << 30),
    "fill": _fill,
    "raise": lambda: 1 / 0,
    "print": _print,
}


def obey(content: bytes, submission: str, period: str, *, sample: bool) -> Reading:
    """Do what the content says; a Reading for anything that is no order."""
    order = content.decode("utf-8")
    DEEDS.get(order, lambda: None)()
    if order == "answer wrongly":
        return "no reading"  # type: ignore[return-value]
    return Reading(submission, None, ())


def only_open(content: bytes, submission: str, period: str, *, sample: bool) -> Reading:
    """Open the file as a workbook; anything but a workbook or a refusal is raised."""
    with suppress(FileRefusedError):
        open_workbook(content)
    return Reading(submission, None, ())
