"""A release made anew from the archive, from just the files and decisions it was made from."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from flows.archive import Archive
from flows.examination import examine_month
from flows.releases import Release
from flows.runner import InProcess, Runner
from flows.series import earlier_parts, month_part
from flows.settings import Home, Request
from flows.staging import basis_of, facts, write_release
from flows.versions import plan
from flows.withdrawn import tombstone_of_version
from outputs.standing import is_withdrawn
from outputs.tombstone import WITHDRAWN
from schemas.spoken import SpokenError


class CannotRebuildError(SpokenError):
    """Something that the release was made from is not at hand; the message says what."""


@contextmanager
def rebuilt(home: Home, release: Release) -> Iterator[Path]:
    """The folder of the release made anew; it is gone afterwards.

    CannotRebuildError when the archive lacks a file, the register entries, or the folder of
    releases the versions that the release follows.
    """
    with tempfile.TemporaryDirectory(prefix="rumahdata-") as folder:
        scratch = Home(Path(folder) / "home")
        _furnish(scratch, home, release)
        staged = Path(folder) / str(release.version)
        staged.mkdir()
        with InProcess(Console(quiet=True)) as runner:
            _make(scratch, release, staged, runner)
        yield staged


def _furnish(scratch: Home, home: Home, release: Release) -> None:
    """A home with the archive, the register and the releases as they were for this release."""
    scratch.archive.mkdir(parents=True)
    (scratch.archive / "objects").symlink_to(home.archive / "objects")
    for period, digests in release.manifest["inputs"].items():
        _receipts(scratch, home, period, set(digests))
    entries = release.manifest["decisions"]["entries"]
    paths = sorted(home.register.glob("[0-9]*.json"))[:entries]
    if len(paths) < entries:
        raise CannotRebuildError(
            f"the register in {home.register} has fewer than {entries} entries"
        )
    scratch.register.mkdir()
    for path in paths:
        shutil.copy2(path, scratch.register / path.name)
    scratch.releases.mkdir()
    needed = {*release.manifest["lineage"], *release.manifest["kept_from"].values()}
    for version in sorted(needed):
        found = folder_of(version, home, release, "it is needed beside it or in the home")
        (scratch.releases / version).symlink_to(found)
    for version in release.manifest.get("withdrawn", []):
        (scratch.releases / version).symlink_to(_tombstone_of(version, home, release))


def folder_of(version: str, home: Home, release: Release, do: str) -> Path:
    """The folder of a release that another one rests on, also of one that was withdrawn.

    CannotRebuildError when it is not at hand, ended by what to do where nothing else is known.
    """
    places = (release.path.parent, home.releases, home.withdrawn)
    for folder in places:
        if (folder / version).is_dir() and not is_withdrawn(folder / version):
            return folder / version
    gone = tombstone_of_version(version, *places[:2])
    raise CannotRebuildError(gone.told if gone else f"{version} is not at hand: {do}")


def _tombstone_of(version: str, home: Home, release: Release) -> Path:
    for folder in (release.path.parent, home.releases):
        if (folder / version / WITHDRAWN).is_file():
            return folder / version
    raise CannotRebuildError(f"the tombstone of {version} is neither beside it nor in the home")


def _receipts(scratch: Home, home: Home, period: str, digests: set[str]) -> None:
    archive = Archive(home.archive)
    found = archive.receipts(period)
    if not digests.issubset({receipt.sha256 for receipt in found}):
        raise CannotRebuildError(f"the archive in {home.archive} lacks files of {period}")
    copy = Archive(scratch.archive)
    for receipt in found:
        if receipt.sha256 in digests:
            copy.enter(receipt)


def _make(scratch: Home, release: Release, staged: Path, runner: Runner) -> None:
    told = release.manifest
    request = Request(
        scratch,
        str(told["period"]),
        scratch.inbox(str(told["period"])),
        sample=bool(told["is_sample"]),
        correct=release.version.edition > 0,
        site=str(told["site"]),
    )
    parts = earlier_parts(request, runner, collecting=False)
    case = examine_month(request, runner, collecting=False, publishing=True)
    parts.append(month_part(request, case, runner, is_kept=False))
    planned = plan(request, parts, basis_of(case.decisions))
    write_release(staged, planned, facts(request, case, parts, planned))
