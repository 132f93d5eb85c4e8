"""All the questions, asked at the same time, so that one that hangs keeps none waiting."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from flows.doctor.archived import archive
from flows.doctor.check import Asked, Check, warned, wrong
from flows.doctor.clock import clock
from flows.doctor.configured import notices, settings
from flows.doctor.disk import disk
from flows.doctor.installed import versions
from flows.doctor.kept import rounding
from flows.doctor.reachable import server, store
from flows.doctor.traces import leftovers, locks
from flows.settings import Home
from schemas.spoken import SpokenError

SECONDS = 8.0
"""How long all questions together may take."""

QUESTIONS: dict[str, Asked] = {
    "settings": settings,
    "notices": notices,
    "disk": disk,
    "locks": locks,
    "leftovers": leftovers,
    "archive": archive,
    "rounding": rounding,
    "store": store,
    "clock": clock,
    "server": server,
    "versions": versions,
}
"""The groups of questions in the order in which they are told."""


@dataclass
class _Group:
    """One group that is being asked, in a thread that does not keep the process."""

    name: str
    answers: list[Check] = field(default_factory=list)
    is_done: bool = False
    thread: threading.Thread = field(default_factory=threading.Thread)


def examine(home: Home, seconds: float = SECONDS) -> list[Check]:
    """The answers to all questions, in their order; those that take longer are warned of."""
    groups = [_start(name, asked, home) for name, asked in QUESTIONS.items()]
    end = time.monotonic() + seconds
    for group in groups:
        group.thread.join(max(0.0, end - time.monotonic()))
    return [answer for group in groups for answer in _answers(group, seconds)]


def _answers(group: _Group, seconds: float) -> list[Check]:
    if group.is_done:
        return group.answers
    told = f"no answer within {seconds:.0f} seconds"
    do = "see that its server, network or disk answers, and ask again"
    return [*group.answers, warned(group.name, told, do)]


def _start(name: str, asked: Asked, home: Home) -> _Group:
    group = _Group(name)

    def run() -> None:
        try:
            for answer in asked(home):
                group.answers.append(answer)
        except (SpokenError, OSError) as error:
            group.answers.append(wrong(name, str(error), "mend this and ask again"))
        except Exception as error:  # noqa: BLE001 - one question never hides the others
            told = f"an error that was not foreseen ({type(error).__name__})"
            group.answers.append(wrong(name, told, "tell those who keep this program"))
        group.is_done = True

    group.thread = threading.Thread(target=run, daemon=True)
    group.thread.start()
    return group
