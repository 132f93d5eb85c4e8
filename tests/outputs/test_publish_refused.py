"""What must hold before a release is renamed into its place, and what a power cut leaves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from outputs.manifest import MANIFEST, SUMS
from outputs.pointer import PointerError, pointed
from outputs.publish import (
    PublishedMeanwhileError,
    StageIncompleteError,
    VersionExistsError,
    publish,
    stand,
)
from tests.stages import VERSION, pointer, staged, visible

BEFORE, NEXT = "2026.09.0", "2026.11.0"
SAMPLE = "2026.12.0-CONTOH"

BROKEN = {
    "no JSON": (b"no json", "names no version"),
    "no text": (b"\xff\xfe", "names no version"),
    "a list": (b"[1]", "names no version"),
    "another file": (b'{"name": "latest"}', "names no version"),
    "no version": (b'{"version": "soon"}', "names no version"),
    "a number": (b'{"version": 2026.1}', "names no version"),
    "an example": (b'{"version": "2026.12.0-CONTOH"}', "which is an example"),
    "one that is gone": (b'{"version": "2026.12.0"}', "which is not in"),
}


@pytest.mark.parametrize(("content", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_pointer_is_told_before_anything_is_renamed(
    tmp_path: Path, content: bytes, message: str
) -> None:
    publish(staged(tmp_path, BEFORE), tmp_path, BEFORE)
    record = tmp_path / "latest.json"
    record.write_bytes(content)
    folder = staged(tmp_path)
    refused: list[Callable[[], object]] = [
        partial(publish, folder, tmp_path, VERSION),
        partial(stand, tmp_path, BEFORE),
    ]
    for call in refused:
        with pytest.raises(PointerError, match=message) as told:
            call()
        assert str(record) in str(told.value)
        assert "run again" in str(told.value)
    assert visible(tmp_path) == [BEFORE, "latest", "latest.json"]
    assert record.read_bytes() == content
    record.unlink()
    publish(folder, tmp_path, VERSION)
    assert pointer(tmp_path) == VERSION


def test_a_pointer_to_an_example_names_no_release() -> None:
    with pytest.raises(PointerError, match="which is no example"):
        pointed(b'{"version": "2026.10.0"}', "latest-CONTOH.json", sample=True)
    assert pointed(b"", "latest.json", sample=False) is None


def test_a_pointer_that_was_removed_comes_back_to_the_newest(tmp_path: Path) -> None:
    for version in (BEFORE, NEXT, SAMPLE):
        publish(staged(tmp_path, version), tmp_path, version)
    shutil.copytree(tmp_path / NEXT, tmp_path / "2026.12.0")
    (tmp_path / "2026.12.0" / "index.html").unlink()
    (tmp_path / "latest.json").unlink()
    publish(staged(tmp_path), tmp_path, VERSION)
    assert pointer(tmp_path) == NEXT


@pytest.mark.parametrize(
    ("known", "message"),
    [
        (None, ""),
        ([BEFORE], ""),
        ([], "2026.09.0 was published meanwhile"),
        ([BEFORE, NEXT], "2026.11.0 is gone"),
        ([NEXT], "2026.09.0 was published meanwhile, 2026.11.0 is gone"),
    ],
)
def test_a_release_made_after_other_releases_is_not_published(
    tmp_path: Path, known: list[str] | None, message: str
) -> None:
    for version in (BEFORE, SAMPLE):
        publish(staged(tmp_path, version), tmp_path, version)
    (tmp_path / "2026-notes").mkdir()
    folder = staged(tmp_path)
    if not message:
        assert publish(folder, tmp_path, VERSION, known).outcome == "published"
        return
    with pytest.raises(PublishedMeanwhileError, match=f"{message}.*Run the same command again"):
        publish(folder, tmp_path, VERSION, known)
    assert VERSION not in visible(tmp_path)
    assert pointer(tmp_path) == BEFORE


def test_the_disk_holds_files_then_folders_then_both_ends_of_the_rename(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = tmp_path / "releases"
    folder = staged(releases)
    forced: list[Path] = []
    modes: dict[Path, int] = {}

    def fsync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        forced.append(path)
        modes[path] = path.stat().st_mode & 0o777

    monkeypatch.setattr(os, "fsync", fsync)
    publish(folder, releases, VERSION)
    inside = ["index.html", MANIFEST, SUMS, "tables/one.csv", ".", "tables"]
    renamed = [releases, releases / ".staging", tmp_path]
    pointing = [releases / ".staging" / "latest.json", releases]
    assert set(forced[: len(inside)]) == {folder / path for path in inside}
    assert forced[len(inside) :] == renamed + pointing
    assert forced.index(folder / "tables") > forced.index(folder / "tables/one.csv")
    assert {modes[folder / path] for path in inside[:4]} == {0o444}


def zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("fault", [zeros, half, empty, Path.unlink])
@pytest.mark.parametrize("file", ["index.html", "tables/one.csv", MANIFEST, SUMS])
def test_what_a_power_cut_leaves_of_a_release_is_refused(
    tmp_path: Path, file: str, fault: Callable[[Path], None]
) -> None:
    folder = staged(tmp_path)
    fault(folder / file)
    with pytest.raises(StageIncompleteError):
        publish(folder, tmp_path, VERSION)
    assert visible(tmp_path) == []
    done = publish(staged(tmp_path), tmp_path, VERSION)
    (done.path / file).chmod(0o644)
    fault(done.path / file)
    with pytest.raises(VersionExistsError, match=file):
        stand(tmp_path, VERSION)


def test_a_stage_that_lost_every_file_is_refused(tmp_path: Path) -> None:
    folder = staged(tmp_path)
    for path in ("index.html", "tables/one.csv", MANIFEST):
        (folder / path).unlink()
    empty(folder / SUMS)
    with pytest.raises(StageIncompleteError):
        publish(folder, tmp_path, VERSION)
