"""How a release becomes public: staged beside, renamed whole, pointed to last."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock

from outputs.canonical import files_below, json_bytes
from outputs.manifest import MANIFEST, damaged, differences, read_sums
from schemas.release import Version
from schemas.spoken import SpokenError, some_of

STAGING = ".staging"
LOCK = "publish.lock"
READ_ONLY = 0o444
SHOWN = 5
"""How many differing files a message names."""

Outcome = Literal["published", "unchanged"]


class VersionExistsError(SpokenError):
    """The version is published with other content; the message says what differs."""


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


def publish(staged: Path, releases: Path, version: str, *, pointer: str = "") -> Published:
    """Rename the staged folder to releases/<version>, then move the pointer to it.

    The pointer is `latest`, or `latest-CONTOH` for an example; it never goes back. A
    process killed anywhere leaves a whole release or none, and the same call after it
    ends well. StageIncompleteError, VersionExistsError.
    """
    parsed = Version.parse(version)
    with FileLock(releases / STAGING / LOCK):
        target = releases / version
        outcome: Outcome = "unchanged" if target.exists() else "published"
        if outcome == "unchanged":
            _refuse_other_content(staged, target, parsed)
            shutil.rmtree(staged)
        else:
            _make_durable(staged)
            staged.rename(target)
        _sync(releases)
        _point(releases, parsed, pointer or parsed.pointer)
    return Published(version, target, outcome)


def stand(releases: Path, version: str, *, pointer: str = "") -> Published:
    """A published release that needs no change, with its pointer moved as by `publish`.

    VersionExistsError when a file of it was changed after it was published.
    """
    parsed = Version.parse(version)
    (releases / STAGING).mkdir(exist_ok=True)
    with FileLock(releases / STAGING / LOCK):
        _refuse_damage(releases / version)
        _point(releases, parsed, pointer or parsed.pointer)
    return Published(version, releases / version, "unchanged")


def _refuse_damage(target: Path) -> None:
    broken = damaged(target)
    if broken:
        raise VersionExistsError(
            f"the published release {target} was changed after it was published "
            f"({some_of(broken, SHOWN)}): restore these files or move the folder away, then run "
            "again"
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
    broken = damaged(staged)
    if broken:
        raise StageIncompleteError(
            f"the staged release {staged} is not what its SHA256SUMS says: {some_of(broken, SHOWN)}"
        )
    for path in files_below(staged):
        _sync(staged / path)
        (staged / path).chmod(READ_ONLY)
    for folder in (staged, *(path for path in staged.rglob("*") if path.is_dir())):
        _sync(folder)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows opens no folder
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _point(releases: Path, version: Version, pointer: str) -> None:
    """Let the pointer name this version, unless it names a newer one."""
    record = releases / f"{pointer}.json"
    if record.exists():
        current = json.loads(record.read_text(encoding="utf-8"))["version"]
        if Version.parse(current) > version:
            return
    _link(releases, str(version), pointer)
    sums = read_sums(releases / str(version))
    content = {
        "version": str(version),
        "period": version.period,
        "manifest": f"{version}/{MANIFEST}",
        "manifest_sha256": sums[MANIFEST],
    }
    written = releases / STAGING / f"{pointer}.json"
    written.write_bytes(json_bytes(content))
    _sync(written)
    written.replace(record)
    _sync(releases)


def _link(releases: Path, version: str, pointer: str) -> None:
    link = releases / STAGING / pointer
    link.unlink(missing_ok=True)
    try:
        link.symlink_to(version)
    except OSError:  # exFAT and unprivileged Windows know no links: the JSON says the same
        return
    link.replace(releases / pointer)
