"""What the last run of a month was asked for, so that it can be asked for again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from shlex import quote
from typing import Literal

from flows.files import read_json, write_json
from flows.reuse.record import FOLDER
from flows.settings import Home, Request
from schemas.spoken import SpokenError

ASKED = "asked.json"
LAST = "last"

What = Literal["release", "letters", "check"]


class NeverAskedError(SpokenError):
    """The month was never run here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of run, and its request."""

    what: What
    request: Request

    @property
    def command(self) -> str:
        """The command that asked for it, without its place."""
        flags = ("sample", "correct", "letters", "approval")
        given = [f"--{flag}" for flag in flags if getattr(self.request, flag)]
        given += [f"--override {name}" for name, _ in self.request.overrides]
        given += [f"--reason {quote(why)}" for why in {why for _, why in self.request.overrides}]
        return " ".join(("rumahdata", self.what, self.request.period, *given))


def keep_asked(what: What, request: Request) -> None:
    """Note what a run is asked for; the caller holds the month."""
    until = request.until.isoformat() if request.until else ""
    told = {
        "inbox": str(request.inbox),
        "source": request.source,
        "sample": request.sample,
        "correct": request.correct,
        "letters": request.letters,
        "approval": request.approval,
        "overrides": [list(override) for override in request.overrides],
        "until": until,
    }
    path = _path(request.home, request.period)
    write_json(path, read_json(path) | {what: told, LAST: what})


def last_asked(request: Request, what: What | None = None) -> Asked:
    """What the last run of a month, or its last of a kind, was asked for; NeverAskedError."""
    told = read_json(_path(request.home, request.period))
    try:
        kind: What = what or told[LAST]
        of_kind = told[kind]
        until = of_kind["until"]
        asked = replace(
            request,
            inbox=Path(of_kind["inbox"]),
            source=of_kind["source"],
            sample=bool(of_kind["sample"]),
            correct=bool(of_kind["correct"]),
            letters=bool(of_kind["letters"]),
            approval=bool(of_kind["approval"]),
            overrides=tuple((name, why) for name, why in of_kind.get("overrides", ())),
            until=date.fromisoformat(until) if until else None,
        )
    except (ValueError, TypeError, KeyError):
        raise NeverAskedError(
            f"{request.period} was never run in {request.home.root}: run "
            f"`rumahdata {what or 'release'} {request.period}` first"
        ) from None
    return Asked(kind, asked)


def _path(home: Home, period: str) -> Path:
    return home.work(period) / FOLDER / ASKED
