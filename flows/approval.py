"""A staged release that waits for a person: what was asked, and who approved it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.files import read_json, write_json
from flows.settings import Home
from schemas.personal import masked
from schemas.spoken import SpokenError

APPROVAL = "approval.json"
"""The file of a month's working files that says what waits, and what was approved."""

REMIND_AFTER = timedelta(days=1)
"""How long a release waits before it is told of again, every day; it is never published unasked."""


class ApprovalNeededError(SpokenError):
    """A release is staged and waits for a person; the message says where, and what to do.

    `told` says in a sentence what it holds; `is_new` that it is asked for the first time.
    """

    def __init__(self, message: str, version: str, told: str, *, is_new: bool) -> None:
        super().__init__(message)
        self.version, self.told, self.is_new = version, told, is_new


class NothingToApproveError(SpokenError):
    """No staged release of the month waits; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A staged release, named by the digest of its SHA256SUMS.

    `told` says in a sentence what it holds, `asked` is when it was first asked for; `by` and
    `because` say who approved it and why, and are empty while it waits. `flow_run` is the id
    of the flow run that is suspended for it, or empty.
    """

    version: str
    staged: str
    sums: str
    told: str
    asked: str = ""
    flow_run: str = ""
    by: str = ""
    because: str = ""
    approved: str = ""

    def folder(self, home: Home) -> Path:
        """Where it is staged."""
        return home.staging / self.staged


def waiting_of(home: Home, period: str) -> Waiting | None:
    """What waits or waited last for approval in a month; None where nothing ever did."""
    try:
        return Waiting(**read_json(_path(home, period)))
    except TypeError:
        return None


def require_approval(home: Home, period: str, asked: Waiting) -> None:
    """Go on where this very release was approved; else ask for it: ApprovalNeededError."""
    known = waiting_of(home, period)
    is_new = known is None or known.sums != asked.sums
    if known is None or is_new:
        known = replace(asked, asked=_now())
        write_json(_path(home, period), asdict(known))
    if not known.by:
        page = known.folder(home) / "index.html"
        raise ApprovalNeededError(
            f"{known.version} is staged and waits for approval: look at {page}, then run "
            f"`rumahdata approve {period}`. It is published only then",
            known.version,
            known.told,
            is_new=is_new,
        )


def approve(home: Home, period: str, by: str, because: str) -> Waiting:
    """Enter that a person approves what waits; NothingToApproveError when nothing does."""
    waiting = waiting_of(home, period)
    if waiting is None or waiting.by or not waiting.folder(home).is_dir():
        raise NothingToApproveError(
            f"no release of {period} waits for approval: `rumahdata plan {period}` tells what is "
            "to be done"
        )
    if not by.strip():
        raise NothingToApproveError("no name was given: say who approves the release")
    approved = replace(waiting, by=by.strip(), because=masked(because), approved=_now())
    write_json(_path(home, period), asdict(approved))
    return approved


def overdue(home: Home, now: datetime) -> list[tuple[str, Waiting]]:
    """The months whose staged release waits longer than REMIND_AFTER, oldest month first."""
    found = []
    for path in sorted((home.root / "work").glob(f"*/{APPROVAL}")):
        waiting = waiting_of(home, path.parent.name)
        if waiting is None or waiting.by or not waiting.folder(home).is_dir():
            continue
        if now - datetime.fromisoformat(waiting.asked) > REMIND_AFTER:
            found.append((path.parent.name, waiting))
    return found


def note_flow_run(home: Home, period: str, flow_run: str) -> None:
    """Keep which flow run is suspended until a person approves."""
    waiting = waiting_of(home, period)
    if waiting is not None:
        write_json(_path(home, period), asdict(replace(waiting, flow_run=flow_run)))


def _path(home: Home, period: str) -> Path:
    return home.work(period) / APPROVAL


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
