"""Looks at what runs leave in the data folder: locks that are held, and what was cut off."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from flows.approval import APPROVAL, waiting_of
from flows.doctor.check import Check, fine, warned, wrong
from flows.doctor.disk import PROBE
from flows.files import LEFT
from flows.lock import LOCKS_OF_LINUX, holders
from flows.settings import Home
from outputs.standing import GOING
from schemas.spoken import some_of

LONG = 6 * 3600
"""Seconds after which a run that still holds its lock is looked after."""

SHOWN = 5


def locks(home: Home) -> Iterator[Check]:
    """Which locks are held, by which process, and since when; none is taken to find out."""
    if not LOCKS_OF_LINUX.exists():
        yield fine("locks", "this system does not tell which locks are held")
        return
    held = holders()
    busy = [(path, held[n]) for path in _lock_files(home) if (n := path.stat().st_ino) in held]
    if not busy:
        yield fine("locks", "none is held: no run is on")
    for path, process in busy:
        seconds = time.time() - path.stat().st_mtime
        told = f"{_held(path)} by process {_named(process)} since {seconds / 60:.0f} minutes"
        if seconds < LONG:
            yield fine("locks", told)
        else:
            yield warned("locks", told, "see what it does; if it hangs, end that process")


def leftovers(home: Home) -> Iterator[Check]:
    """What killed runs left: it does no harm, and runs of the same month clear most of it."""
    found = (path for path in home.staging.glob("20*-[0-9]*") if path.is_dir())
    awaited = _awaited(home)
    stages = [path for path in found if path.name not in awaited]
    cut = [
        *(home.archive / "incoming").glob("*"),
        *(p for p in (home.archive / "receipts").glob("*/*") if p.suffix != ".json"),
        *(p for p in home.root.glob("work/*/**/.*") if LEFT.fullmatch(p.name)),
        *home.root.glob("work/*/.letters-*"),
        *(p for p in home.root.glob(f"{PROBE}*") if p.name != f"{PROBE}{os.getpid()}"),
    ]
    inodes = (path.stat().st_ino for path in _lock_files(home))
    if LOCKS_OF_LINUX.exists() and not holders().keys().isdisjoint(inodes):
        yield fine("leftovers", "a run is on: what it has not finished is its own")
        return
    going = [path.name.removesuffix(GOING) for path in home.staging.glob(f"*{GOING}")]
    for version in going:
        told = f"the withdrawal of {version} was cut off: it is still below {home.releases}"
        yield wrong("leftovers", told, f"run `rumahdata withdraw {version}`")
    if not stages and not cut and not going:
        yield fine("leftovers", "no run was cut off")
        return
    if stages:
        named = some_of(sorted(path.name for path in stages), SHOWN)
        yield warned(
            "leftovers",
            f"a run was cut off while it wrote {named}",
            "run that month again: it ends well and clears this; of an edition that is not "
            f"wanted any more, remove the folder below {home.staging}",
        )
    if cut:
        yield warned(
            "leftovers",
            f"{len(cut)} files were cut off while they were written",
            "run the month again; while no run is on, files of "
            f"{some_of(sorted({str(p.parent) for p in cut}), SHOWN)} whose name is a number, or "
            "ends in one, may be removed",
        )


def _awaited(home: Home) -> set[str]:
    """The staged releases that wait for a person."""
    known = (waiting_of(home, path.parent.name) for path in home.root.glob(f"work/*/{APPROVAL}"))
    return {waiting.staged for waiting in known if waiting is not None}


def _lock_files(home: Home) -> list[Path]:
    return sorted([*home.root.glob("work/*/.lock"), *home.staging.glob("*.lock")])


def _held(path: Path) -> str:
    held = path.parent.name if path.name == ".lock" else path.stem
    return f"{held} is held"


def _named(process: int) -> str:
    try:
        command = Path("/proc", str(process), "comm").read_text(encoding="utf-8").strip()
    except OSError:
        return f"{process}" if process else "of another container or machine"
    return f"{process} ({command})"
