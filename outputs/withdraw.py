"""How a version is taken back: pointer and lists first, its folder moved away, a tombstone last."""

from __future__ import annotations

import errno
import shutil
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from outputs.canonical import file_facts, files_below, write_bytes
from outputs.catalogue import ManifestError, entry_of
from outputs.listing import write_lists
from outputs.manifest import MANIFEST, SUMS, read_sums
from outputs.publish import current, point
from outputs.site.withdrawn import TOMBSTONE_PAGE, tombstone_page
from outputs.standing import LOCK, READ_ONLY, STAGING, going_of, standing, sync, tombstone_at
from outputs.tombstone import WITHDRAWN, Tombstone, replacement, tombstone_bytes
from schemas.release import Version
from schemas.spoken import SpokenError

PRIVATE = 0o700


class NotThereError(SpokenError):
    """There is no release of this version to withdraw; the message says where."""


def withdraw(
    releases: Path, kept: Path, version: Version, moment: datetime, reason: str
) -> Tombstone:
    """Take a version back; killed anywhere, the same call finishes it.

    What it held is moved below the folder `kept`, on the same disk, and a tombstone takes its
    place. The order: the tombstone is written below .staging, and from its rename there on no
    command takes the version for a release; pointer, list and feed cease to name it while it
    still stands; then its folder is moved away and the tombstone into its place. So nothing
    ever names a release that is not there. Where the version is withdrawn already, moment and
    reason stay what they were. NotThereError, PointerError.
    """
    folder = releases / str(version)
    (releases / STAGING).mkdir(parents=True, exist_ok=True)
    with FileLock(releases / STAGING / LOCK):
        named = current(releases, version)
        tombstone = tombstone_at(folder)
        if tombstone is None:
            if not folder.is_dir():
                raise NotThereError(f"there is no release {version} in {releases} to withdraw")
            tombstone = _described(folder, version, moment, reason)
        if not (folder / WITHDRAWN).is_file():
            _begin(folder, tombstone)
        if named in {None, version}:
            point(releases, version, None)
        try:
            write_lists(releases, version)
        except (SpokenError, OSError):  # whatever ails another release, this one goes
            _exchange(folder, kept)
            raise
        _exchange(folder, kept)
    return tombstone


def _described(folder: Path, version: Version, moment: datetime, reason: str) -> Tombstone:
    """The tombstone of a release: the sums it stated, and those of what else is there."""
    found = {path: file_facts(folder, path).sha256 for path in files_below(folder)}
    try:
        found |= read_sums(folder)
    except (OSError, ValueError):
        found.pop(SUMS, None)
    try:
        site = entry_of((folder / MANIFEST).read_bytes()).site
    except (OSError, ManifestError):
        site = ""
    return Tombstone(
        version=version,
        moment=moment.replace(microsecond=0),
        reason=reason,
        manifest_sha256=found.get(MANIFEST, ""),
        site=site,
        files=found,
    )


def _begin(folder: Path, tombstone: Tombstone) -> None:
    """Write the tombstone whole beside, then let it wait below .staging under its name."""
    going = going_of(folder)
    if (going / WITHDRAWN).is_file():
        return
    beside = going.with_name(f"{going.name}-new")
    shutil.rmtree(beside, ignore_errors=True)
    stand = standing(folder.parent, sample=tombstone.version.is_sample)
    page = tombstone_page(tombstone, replacement(tombstone.version, stand))
    for name, content in ((TOMBSTONE_PAGE, page), (WITHDRAWN, tombstone_bytes(tombstone))):
        write_bytes(beside, name, content)
        (beside / name).chmod(READ_ONLY)
        sync(beside / name)
    sync(beside)
    shutil.rmtree(going, ignore_errors=True)
    beside.rename(going)
    sync(going.parent)


def _exchange(folder: Path, kept: Path) -> None:
    """Move the version's folder away, if it is still there, and its tombstone into the place."""
    if (folder / WITHDRAWN).is_file():
        return
    if folder.is_dir():
        kept.mkdir(PRIVATE, exist_ok=True)
        kept.chmod(PRIVATE)
        try:
            folder.rename(_free(kept, folder.name))
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            raise SpokenError(
                f"{folder} cannot be moved to {kept}, which is on another disk: make {kept} a link "
                f"to a folder on the disk of {folder.parent} that nobody else can read, and run "
                "the same command again"
            ) from None
        sync(kept)
    going_of(folder).rename(folder)
    for path in (folder.parent, folder.parent / STAGING):
        sync(path)


def _free(kept: Path, name: str) -> Path:
    """Where a folder is kept; another place where one that was put back is withdrawn again."""
    number, path = 1, kept / name
    while path.exists():
        number += 1
        path = kept / f"{name}-{number}"
    return path
