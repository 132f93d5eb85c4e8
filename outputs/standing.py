"""Which versions of a folder of releases stand, and which were withdrawn from it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from outputs.tombstone import WITHDRAWN, Tombstone, TombstoneError, tombstone_of
from schemas.release import Version

STAGING = ".staging"
LOCK = "publish.lock"
READ_ONLY = 0o444
GOING = ".withdrawn"
"""How the folder of a tombstone ends below STAGING until it takes the version's place."""


def standing(releases: Path, *, sample: bool) -> list[Version]:
    """The versions of one sort that have a folder and were not withdrawn, oldest first."""
    return [
        version
        for version in sorted(_named(releases))
        if version.is_sample == sample and not is_withdrawn(releases / str(version))
    ]


def withdrawn(releases: Path, *, sample: bool) -> list[Tombstone]:
    """The tombstones of one sort, by version, oldest first; TombstoneError.

    A withdrawal that was cut off counts: its version is as good as gone.
    """
    going = (path.name.removesuffix(GOING) for path in (releases / STAGING).glob(f"*{GOING}"))
    names = {*map(str, _named(releases)), *going}
    found = (tombstone_at(releases / name) for name in names)
    of_sort = [t for t in found if t is not None and t.version.is_sample == sample]
    return sorted(of_sort, key=lambda tombstone: tombstone.version)


def is_withdrawn(folder: Path) -> bool:
    """Whether the version of a folder was withdrawn, or a withdrawal of it was begun."""
    return (folder / WITHDRAWN).is_file() or (going_of(folder) / WITHDRAWN).is_file()


def tombstone_at(folder: Path) -> Tombstone | None:
    """The tombstone of a version's folder, in its place or on the way there; TombstoneError."""
    for path in (folder / WITHDRAWN, going_of(folder) / WITHDRAWN):
        if not path.is_file():
            continue
        found = tombstone_of(path.read_bytes(), str(path))
        if str(found.version) != folder.name and _is_version(folder.name):
            raise TombstoneError(
                f"{path} is the tombstone of {found.version}: put back that of {folder.name}"
            )
        return found
    return None


def going_of(folder: Path) -> Path:
    """Where the tombstone of a version waits until the version's folder is moved away."""
    return folder.parent / STAGING / f"{folder.name}{GOING}"


def _named(releases: Path) -> Iterator[Version]:
    found = (path.name for path in releases.glob("[0-9]*"))
    return map(Version.parse, filter(_is_version, found))


def _is_version(name: str) -> bool:
    try:
        Version.parse(name)
    except ValueError:
        return False
    return True


def sync(path: Path) -> None:
    """Force a file, or the names in a folder, to the disk."""
    if os.name == "nt" and path.is_dir():  # Windows opens no folder
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
