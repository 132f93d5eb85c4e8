"""Looks at the disk of the data folder: whether it takes files, and has room for a release."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.doctor.check import Check, fine, in_bytes, warned, wrong
from flows.settings import Home
from outputs.standing import standing
from schemas.release import Version

COPIES = 3
"""A release is staged beside those that stand, its working files are written anew, and some."""

FLOOR_BYTES, FLOOR_FILES = 200_000_000, 2_000
"""The least that is asked for: several times what a first month of 136 villages takes."""

AMPLE = 3
"""How many releases' room is enough to say no more of it."""


@dataclass(frozen=True, slots=True)
class Need:
    """What the next release needs, and how that is known."""

    bytes: int
    files: int
    reason: str


PROBE = ".probe-"
"""How the file begins that is written to see whether it can be; the process's number follows."""


def disk(home: Home) -> Iterator[Check]:
    """Whether the data folder can be written, and how much room it has."""
    if not home.root.is_dir():
        yield _absent(home.root)
        return
    yield _writable(home.root)
    need = needed(home)
    free = shutil.disk_usage(home.root).free
    told = f"{in_bytes(free)} free, {in_bytes(need.bytes)} are asked for ({need.reason})"
    yield _room("free space", told, free, need.bytes)
    if os.name == "nt":
        return
    inodes = os.statvfs(home.root)
    if not inodes.f_files:
        yield fine("free files", "this file system does not count them")
        return
    told = f"{inodes.f_favail} files (inodes) free, {need.files} are asked for"
    yield _room("free files", told, inodes.f_favail, need.files)


def needed(home: Home) -> Need:
    """What the next release needs, measured from the last with its month's working files."""
    last = _last(home.releases)
    if last is None:
        return Need(FLOOR_BYTES, FLOOR_FILES, "no release tells more")
    sizes = [*_sizes(last), *_sizes(home.work(Version.parse(last.name).period))]
    taken, files = COPIES * sum(sizes), COPIES * len(sizes)
    reason = f"{COPIES} times {last.name} took {in_bytes(taken)} and {files} files"
    return Need(max(FLOOR_BYTES, taken), max(FLOOR_FILES, files), reason)


def _absent(root: Path) -> Check:
    if root.exists():
        return wrong("data folder", f"{root} is no folder", "set RUMAHDATA_HOME to a folder")
    return warned(
        "data folder",
        f"{root} is not there",
        "give it by --home or RUMAHDATA_HOME, or run a first month, which makes it",
    )


def _writable(root: Path) -> Check:
    probe = root / f"{PROBE}{os.getpid()}"
    try:
        try:
            probe.write_bytes(b"Whether files can be written here.\n")
        finally:
            probe.unlink(missing_ok=True)
    except OSError as error:
        return wrong(
            "data folder",
            f"{root} cannot be written to ({error.strerror})",
            "let the account that runs this write there, and see that the disk is not full",
        )
    return fine("data folder", f"{root} can be written to")


def _room(name: str, told: str, free: int, need: int) -> Check:
    do = "remove what is not of this house, or move the data folder to a larger disk"
    if free < need:
        return wrong(name, told, do)
    return warned(name, told, do) if free < AMPLE * need else fine(name, told)


def _last(releases: Path) -> Path | None:
    stand = [version for sample in (False, True) for version in standing(releases, sample=sample)]
    return releases / str(max(stand)) if stand else None


def _sizes(folder: Path) -> list[int]:
    """The bytes of every file below a folder."""
    found = []
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                found.append(Path(parent, name).lstat().st_size)
            except OSError:
                continue
    return found
