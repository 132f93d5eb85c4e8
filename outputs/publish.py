"""How a release becomes public: staged beside, renamed whole, pointed to last."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock

from outputs.canonical import files_below
from outputs.manifest import MANIFEST, SUMS, damaged, differences, read_sums
from outputs.pointer import PointerError, pointed, pointer_bytes
from outputs.standing import LOCK, READ_ONLY, STAGING, is_withdrawn, standing, sync, tombstone_at
from outputs.tombstone import WithdrawnError
from schemas.release import Version
from schemas.spoken import SpokenError, some_of

SHOWN = 5
"""How many differing files a message names."""

AT_ONCE = 8
"""How many files are forced to the disk together: it then writes them in one go."""

Outcome = Literal["published", "unchanged"]


class VersionExistsError(SpokenError):
    """The version is published with other content; the message says what differs."""


class PublishedMeanwhileError(SpokenError):
    """The releases are not those that this one was made after; nothing was published."""


class StageIncompleteError(SpokenError):
    """The staged folder is not what its SHA256SUMS says; nothing was published."""


@dataclass(frozen=True, slots=True)
class Published:
    """A release that stands: its version, its folder, and whether it is new."""

    version: str
    path: Path
    outcome: Outcome


def stage(releases: Path, version: str) -> Path:
    """A fresh empty folder below releases/.staging; folders of killed runs are left alone."""
    staging = releases / STAGING
    staging.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        staged = staging / f"{Version.parse(version)}-{number}"
        try:
            staged.mkdir()
        except FileExistsError:
            number += 1
        else:
            return staged


def clear_stages(releases: Path, version: str) -> None:
    """Remove what killed runs staged for this version; only while no other run of it is on."""
    for staged in (releases / STAGING).glob(f"{Version.parse(version)}-[0-9]*"):
        shutil.rmtree(staged)


def publish(
    staged: Path, releases: Path, version: str, known: Sequence[str] | None = None
) -> Published:
    """Rename the staged folder to releases/<version>, then move the pointer to it.

    The pointer is `latest`, or `latest-CONTOH` for an example; it never goes back. A
    process killed anywhere leaves a whole release or none, and the same call after it
    ends well. `known` are the versions of its sort that it was made after, where that
    matters. PublishedMeanwhileError, StageIncompleteError, VersionExistsError, PointerError;
    WithdrawnError, for the number of a withdrawn version is never used again.
    """
    parsed = Version.parse(version)
    with FileLock(releases / STAGING / LOCK):
        _refuse_withdrawn(releases / version)
        if known is not None:
            _refuse_other_releases(releases, parsed, known)
        named = current(releases, parsed)
        target = releases / version
        outcome: Outcome = "unchanged" if target.exists() else "published"
        if outcome == "unchanged":
            _refuse_other_content(staged, target, parsed)
            shutil.rmtree(staged)
        else:
            _make_durable(staged)
            staged.rename(target)
        for folder in (releases, releases / STAGING, releases.parent):
            sync(folder)
        point(releases, parsed, named)
    return Published(version, target, outcome)


def stand(releases: Path, version: str) -> Published:
    """A published release that needs no change, with its pointer moved as by `publish`.

    VersionExistsError when a file of it was changed after it was published, PointerError,
    WithdrawnError.
    """
    parsed = Version.parse(version)
    (releases / STAGING).mkdir(exist_ok=True)
    with FileLock(releases / STAGING / LOCK):
        _refuse_withdrawn(releases / version)
        named = current(releases, parsed)
        _refuse_damage(releases / version)
        point(releases, parsed, named)
    return Published(version, releases / version, "unchanged")


def broken_files(folder: Path) -> list[str]:
    """The files of a release that are not what its SHA256SUMS says; these first of all.

    Sums that were cut off or blanked, as by a power cut, say nothing of any other file.
    """
    try:
        stated = read_sums(folder)
    except (OSError, ValueError):
        return [SUMS]
    return damaged(folder) if MANIFEST in stated else [SUMS]


def _refuse_other_releases(releases: Path, version: Version, known: Sequence[str]) -> None:
    found = {str(other) for other in standing(releases, sample=version.is_sample)}
    told = [
        f"{some_of(sorted(names), SHOWN)} {what}"
        for names, what in (
            (found.difference(known), "was published meanwhile"),
            (set(known) - found, "is gone"),
        )
        if names
    ]
    if told:
        raise PublishedMeanwhileError(
            f"{version} was not published, because it was made after other releases than those "
            f"that stand now: {', '.join(told)}. Run the same command again"
        )


def _refuse_withdrawn(target: Path) -> None:
    tombstone = tombstone_at(target)
    if tombstone is not None:
        raise WithdrawnError(
            f"{tombstone.told}. Its number is never used again: run the same command again, which "
            "makes the next edition"
        )


def _refuse_damage(target: Path) -> None:
    broken = broken_files(target)
    if broken:
        raise VersionExistsError(
            f"the published release {target} was changed after it was published "
            f"({some_of(broken, SHOWN)}): restore these files from the store it was copied to or "
            "from a backup, then run again. Made a second time it would be another release of the "
            "same version"
        )


def _refuse_other_content(staged: Path, target: Path, version: Version) -> None:
    _refuse_damage(target)
    other = differences(read_sums(target), read_sums(staged))
    if other:
        raise VersionExistsError(
            f"{version} is published already with other content: {len(other)} files differ "
            f"({some_of(other, SHOWN)}). A published version never changes: what came since is "
            "archived and kept for the next one"
        )


def _make_durable(staged: Path) -> None:
    """Refuse a stage that is not whole; else force every file to the disk, read-only."""
    broken = broken_files(staged)
    if broken:
        raise StageIncompleteError(
            f"the staged release {staged} is not what its SHA256SUMS says: {some_of(broken, SHOWN)}"
        )
    files = [staged / path for path in files_below(staged)]
    for path in files:
        path.chmod(READ_ONLY)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(sync, files))
    for folder in (staged, *(path for path in staged.rglob("*") if path.is_dir())):
        sync(folder)


def current(releases: Path, version: Version) -> Version | None:
    """The version that the pointer of this sort names; PointerError when that cannot be.

    None where there is no pointer, or where what it names was withdrawn.
    """
    record = releases / f"{version.pointer}.json"
    content = record.read_bytes() if record.exists() else b""
    named = pointed(content, str(record), sample=version.is_sample)
    if named and is_withdrawn(releases / str(named)):
        return None
    if named and named > version and not (releases / str(named)).is_dir():
        raise PointerError(
            f"{record} names {named}, which is not in {releases}: restore its folder from the "
            "store it was copied to or from a backup, or remove this file, and run again"
        )
    return named


def point(releases: Path, version: Version, named: Version | None) -> None:
    """Let the pointer name this version, unless it names a newer one.

    Where it names none it comes to name the newest that stands, and is taken away where none
    does.
    """
    if named is None:
        whole = [
            v
            for v in standing(releases, sample=version.is_sample)
            if v == version or not broken_files(releases / str(v))
        ]
        if not whole:
            (releases / f"{version.pointer}.json").unlink(missing_ok=True)
            (releases / version.pointer).unlink(missing_ok=True)
            return
        version = max(whole)
    elif named > version:
        return
    _link(releases, str(version), version.pointer)
    sums = read_sums(releases / str(version))
    written = releases / STAGING / f"{version.pointer}.json"
    written.write_bytes(pointer_bytes(version, sums[MANIFEST]))
    sync(written)
    written.replace(releases / written.name)
    sync(releases)


def _link(releases: Path, version: str, pointer: str) -> None:
    link = releases / STAGING / pointer
    link.unlink(missing_ok=True)
    try:
        link.symlink_to(version)
    except OSError:  # exFAT and unprivileged Windows know no links: the JSON says the same
        return
    link.replace(releases / pointer)
