"""A release made anew from the archive, from just the files and decisions it was made from."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from flows.archive import Archive
from flows.confidential import (
    chain,
    key_file,
    key_name,
    key_of,
    memory_file,
    sealed,
    series_file,
    series_of,
)
from flows.examination import Case, examine_month
from flows.files import write_json
from flows.releases import Release
from flows.runner import InProcess, Runner
from flows.series import Part, earlier_parts, month_part
from flows.settings import Home, Request
from flows.staging import basis_of, facts, write_release
from flows.versions import plan
from flows.withdrawn import tombstone_of_version
from outputs.standing import is_withdrawn
from outputs.tombstone import WITHDRAWN
from schemas.gate import FLOOR
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
        _remember(scratch, home, release)
        staged = Path(folder) / str(release.version)
        staged.mkdir()
        with InProcess(Console(quiet=True)) as runner:
            _make(scratch, release, staged, runner)
        yield staged


def parts_then(home: Home, release: Release) -> list[Part]:
    """The months of a release, read and checked anew from what it was made from.

    CannotRebuildError as in `rebuilt`; key and memory are not needed.
    """
    with tempfile.TemporaryDirectory(prefix="rumahdata-") as folder:
        scratch = Home(Path(folder) / "home")
        _furnish(scratch, home, release)
        with InProcess(Console(quiet=True)) as runner:
            return _parts(_request(scratch, release), runner)[0]


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
    for version in sorted(set(release.manifest["lineage"])):
        found = folder_of(version, home, release, "it is needed beside it or in the home")
        (scratch.releases / version).symlink_to(found)
    for version in release.manifest.get("withdrawn", []):
        (scratch.releases / version).symlink_to(_tombstone_of(version, home, release))


def _remember(scratch: Home, home: Home, release: Release) -> None:
    """Key and memory as they were for this release; CannotRebuildError where they are not here."""
    after = sealed(release).get("after", "")
    if not release.version.is_sample:
        _take_key(scratch, home, release)
    versions = chain(home, after)
    if after and not versions:
        raise CannotRebuildError(f"the memory of the rounding is not in {memory_file(home, after)}")
    for version in versions:
        memory_file(scratch, version).parent.mkdir(parents=True, exist_ok=True)
        memory_file(scratch, version).symlink_to(memory_file(home, version))
        if not (scratch.releases / version).exists():
            (scratch.releases / version).symlink_to(_trace_of(version, home, release))


def _take_key(scratch: Home, home: Home, release: Release) -> None:
    """The key of a release and the series before its own, as they were then."""
    told, key = sealed(release), key_of(home, sample=False)
    if key is None:
        raise CannotRebuildError(f"the key of the rounding is not in {key_file(home)}")
    if told and told["key"] != key_name(key):
        raise CannotRebuildError(f"it was rounded with another key, named {told['key']}")
    scratch.confidential.mkdir()
    key_file(scratch).symlink_to(key_file(home))
    ended = series_of(home)[: int(told.get("series", 1)) - 1]
    if ended:
        write_json(series_file(scratch), {"series": ended})


def _trace_of(version: str, home: Home, release: Release) -> Path:
    """The folder of a version that was published, withdrawn or not."""
    for folder in (release.path.parent, home.releases):
        if (folder / version).is_dir():
            return folder / version
    raise CannotRebuildError(f"{version} is neither beside it nor in the home")


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
    request = _request(scratch, release)
    parts, case = _parts(request, runner)
    planned = plan(request, parts, basis_of(case.decisions))
    write_release(request, staged, planned, facts(request, case, parts, planned))


def _request(scratch: Home, release: Release) -> Request:
    told = release.manifest
    gate = told.get("gate")
    return Request(
        scratch,
        str(told["period"]),
        scratch.inbox(str(told["period"])),
        sample=bool(told["is_sample"]),
        correct=release.version.edition > 0,
        site=str(told["site"]),
        floor=gate["floor"] if gate else FLOOR,
        overrides=tuple((o["id"], o["reason"]) for o in gate["overridden"]) if gate else (),
    )


def _parts(request: Request, runner: Runner) -> tuple[list[Part], Case]:
    parts = earlier_parts(request, runner, collecting=False)
    case = examine_month(request, runner, collecting=False, publishing=True)
    parts.append(month_part(request, case, runner, is_kept=False))
    return parts, case
