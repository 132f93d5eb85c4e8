"""Key and memory of the rounding: copied to a file, put back from it, or computed anew."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from flows.confidential import (
    OWNER_ONLY,
    OWNER_ONLY_FOLDER,
    ConfidentialError,
    key_file,
    key_name,
    key_of,
    memory_file,
    old_key_file,
    read_memory,
    remember,
    rounded_versions,
    seal,
    sealed,
    series_file,
    series_of,
)
from flows.files import replace_file, write_json
from flows.rebuild import parts_then
from flows.releases import Release
from flows.series import Part
from flows.settings import Home, SettingError
from outputs.attack.published import published_cells
from outputs.manifest import MANIFEST
from schemas.frames import to_frame
from schemas.health_counts import HEALTH_COUNTS
from schemas.personal import masked
from schemas.privacy_tables import PRIVACY_AUDIT
from schemas.protection import TREES
from schemas.register import villages
from transforms.areas import areas_of
from transforms.health_counts import answered
from transforms.merge import WIB
from transforms.rounding.leaves import Reported, leaves_of
from transforms.rounding.ledger import Ledger

MOST_BYTES = 1_000_000_000
"""More than a century of memory takes; a copy that claims more is none."""

LONGEST_REASON = 300

OURS = re.compile(r"rounding(-[0-9]+)?\.key|series\.json|memory/[0-9][0-9A-Z.-]*\.parquet")
"""The names of what is copied, below the folder of key and memory."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied or put back: the file, how many files are in it, how many were new."""

    path: Path
    files: int
    new: int = 0


def back_up(home: Home, path: Path) -> Copied:
    """Copy key and memory into a new tar file that the owner alone may read.

    SettingError where there is nothing to copy or the file is there already.
    """
    files = list(_files(home))
    if not files:
        raise SettingError(
            f"there is no key and no memory of the rounding in {home.confidential} to copy: "
            "they come with the first release"
        )
    if path.exists():
        raise SettingError(f"{path} is there already: name a new file, an old copy is kept")

    def write(beside: Path) -> None:
        beside.touch(mode=OWNER_ONLY)
        with tarfile.open(beside, "w") as tar:
            for file in files:
                tar.add(file, _name(home, file), recursive=False)

    replace_file(path.resolve(), write)
    return Copied(path, len(files))


def put_back(home: Home, path: Path) -> Copied:
    """Put back key and memory from a copy; what is here already stays.

    SettingError where the copy is none, or something here is another than in the copy.
    """
    found = _contents(path)
    other = [n for n, content in found.items() if _is_other(home.confidential / n, content)]
    if other:
        raise SettingError(
            f"{home.confidential / other[0]} is another than in {path}: nothing was put back. Move "
            f"{home.confidential} away first if the copy is the right one"
        )
    new = [name for name in found if not (home.confidential / name).exists()]
    for name in new:
        target = home.confidential / name
        target.parent.mkdir(parents=True, exist_ok=True)
        for folder in (home.confidential, target.parent):
            folder.chmod(OWNER_ONLY_FOLDER)
        replace_file(target, partial(_write, found[name]))
    return Copied(path, len(found), len(new))


def _files(home: Home) -> Iterator[Path]:
    return (path for path in sorted(home.confidential.rglob("*")) if _is_ours(_name(home, path)))


def _name(home: Home, path: Path) -> str:
    return path.relative_to(home.confidential).as_posix()


def _write(content: bytes, path: Path) -> None:
    path.touch(mode=OWNER_ONLY)
    path.write_bytes(content)


def _is_other(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() != content


def _contents(path: Path) -> dict[str, bytes]:
    """The files of a copy by name; SettingError where it is none that `back_up` wrote."""
    amiss = f"{path} is no copy of key and memory that `rumahdata backup` wrote"
    try:
        with tarfile.open(path, "r:") as tar:
            members = [member for member in tar if member.isfile()]
            if sum(member.size for member in members) > MOST_BYTES:
                raise SettingError(f"{amiss}: it holds more than any")
            found = {m.name: _read(tar, m) for m in members}
    except (OSError, tarfile.TarError) as error:
        raise SettingError(f"{amiss} ({type(error).__name__})") from None
    if not found or not all(_is_ours(name) for name in found):
        raise SettingError(amiss)
    return found


def _read(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member) or io.BytesIO()
    return file.read()


def _is_ours(name: str) -> bool:
    return OURS.fullmatch(name) is not None


def recall(home: Home, *, sample: bool) -> list[str]:
    """Compute the memory of every release that lacks one; the versions of these.

    It follows from what the archive says was true and what the releases say was published;
    the key is not needed, but where it is there each memory is compared with the seal of its
    release. ConfidentialError where it is another, CannotRebuildError where the archive or a
    release lacks something.
    """
    key, done, ledger = key_of(home, sample=sample), list[str](), Ledger()
    for version in _in_order(home, sample=sample):
        if memory_file(home, version).is_file():
            ledger = read_memory(home, version)
            continue
        release = _release(home, version)
        ledger, anew = _with_release(ledger, release, parts_then(home, release))
        told = sealed(release)
        if key and told["key"] == key_name(key) and told["memory"] != seal(key, ledger):
            raise ConfidentialError(
                f"The memory after {version} cannot be computed: the archive or the program is "
                "another than when it was made. Put it back with `rumahdata restore`"
            )
        audited = release.tables[PRIVACY_AUDIT.name].to_pylist()
        remember(home, version, ledger, after=told["after"], anew=anew, audited=audited)
        done.append(version)
    return done


def _with_release(
    ledger: Ledger, release: Release, parts: Sequence[Part]
) -> tuple[Ledger, list[tuple[str, str]]]:
    """The memory after a release, and the trees and months that were rounded for it."""
    anew: list[tuple[str, str]] = []
    codes = tuple(villages())
    for part in parts:
        counts = to_frame(HEALTH_COUNTS, part.tables[HEALTH_COUNTS.name])
        for tree in TREES.values():
            found = answered(tree, counts, codes)
            leaves = leaves_of(tree, Reported(codes, areas_of(codes), found.counts))
            cells = published_cells(release.tables, tree, part.period)
            place = pd.MultiIndex.from_frame(cells[["area_code", "category"]])
            values = pd.Series(cells["value"].to_numpy(), index=place)
            shown = values.reindex(list(leaves.ids)).to_numpy(dtype=np.int64)
            kept = ledger.kept(tree, part.period)
            known = kept.published(leaves) if kept else None
            if known is None and leaves.ids:
                ledger = ledger.with_month(tree, part.period, leaves, shown)
                anew.append((tree.name, part.period))
    return ledger, anew


def _in_order(home: Home, *, sample: bool) -> list[str]:
    """The versions that were rounded, each after the one whose memory it was rounded with."""
    following = {told["after"]: v for v, told in rounded_versions(home, sample=sample).items()}
    found: list[str] = []
    while (last := found[-1] if found else "") in following and len(found) <= len(following):
        found.append(following[last])
    return found


def _release(home: Home, version: str) -> Release:
    places = (home.releases, home.withdrawn)
    folder = next(p / version for p in places if (p / version / MANIFEST).is_file())
    return Release(folder)


def new_series(home: Home, reason: str, who: str, when: datetime) -> Path | None:
    """End the series: the next release draws another key. Where the old key is kept, if any.

    The memory stays, so that what was published is not told by what will be; where it is lost,
    `recall` computes it. SettingError without a reason or where nothing was rounded.
    """
    told = " ".join(masked(reason).split())[:LONGEST_REASON]
    if not told:
        raise SettingError("a new series needs a --reason: it is published with the next release")
    rounded = sorted(rounded_versions(home, sample=False))
    known = series_of(home)
    if not rounded or (known and known[-1]["ended"] == rounded):
        raise SettingError("no release was rounded in this series, so there is none to end")
    entry = {"by": who, "reason": told, "when": when.astimezone(WIB).isoformat(), "ended": rounded}
    home.confidential.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
    write_json(series_file(home), {"series": [*known, entry]})
    series_file(home).chmod(OWNER_ONLY)
    kept = old_key_file(home, len(known) + 1)
    with suppress(FileNotFoundError):
        key_file(home).rename(kept)
        return kept
    return None
