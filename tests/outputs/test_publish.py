import contextlib
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from outputs.manifest import SUMS, damaged
from outputs.publish import (
    Published,
    StageIncompleteError,
    VersionExistsError,
    clear_stages,
    publish,
    stage,
    stand,
)
from tests.stages import VERSION, pointer, staged, visible


class Killed(BaseException):
    """The process dies at this call."""


def test_a_release_appears_whole_read_only_and_pointed_to(tmp_path: Path) -> None:
    done = publish(staged(tmp_path), tmp_path, VERSION)
    assert done == Published(VERSION, tmp_path / VERSION, "published")
    assert visible(tmp_path) == [VERSION, "latest", "latest.json"]
    assert pointer(tmp_path) == VERSION
    assert not damaged(done.path)
    assert (done.path / "tables/one.csv").stat().st_mode & 0o222 == 0


def test_the_same_again_is_unchanged(tmp_path: Path) -> None:
    publish(staged(tmp_path), tmp_path, VERSION)
    again = staged(tmp_path)
    assert publish(again, tmp_path, VERSION).outcome == "unchanged"
    assert not again.exists()


def test_other_content_is_refused_with_what_differs_and_what_to_do(tmp_path: Path) -> None:
    publish(staged(tmp_path), tmp_path, VERSION)
    before = (tmp_path / VERSION / SUMS).read_bytes()
    with pytest.raises(VersionExistsError, match=r"tables/one\.csv") as refused:
        publish(staged(tmp_path, content=b"other"), tmp_path, VERSION)
    assert "never changes" in str(refused.value)
    assert (tmp_path / VERSION / SUMS).read_bytes() == before


def test_a_published_file_that_was_changed_is_noticed(tmp_path: Path) -> None:
    done = publish(staged(tmp_path), tmp_path, VERSION)
    file = done.path / "index.html"
    file.chmod(0o644)
    file.write_bytes(b"changed")
    with pytest.raises(VersionExistsError, match=r"index\.html"):
        publish(staged(tmp_path), tmp_path, VERSION)


@pytest.mark.parametrize("fault", ["added", "changed", "missing"])
def test_a_stage_that_is_not_whole_is_refused(tmp_path: Path, fault: str) -> None:
    folder = staged(tmp_path)
    file = folder / "tables/one.csv"
    if fault == "missing":
        file.unlink()
    else:
        (file if fault == "changed" else folder / "more.csv").write_bytes(b"x")
    with pytest.raises(StageIncompleteError):
        publish(folder, tmp_path, VERSION)
    assert visible(tmp_path) == []


@pytest.mark.parametrize(
    ("versions", "latest"),
    [
        (["2026.10.0", "2026.11.0"], "2026.11.0"),
        (["2026.11.0", "2026.10.0"], "2026.11.0"),
        (["2026.10.9", "2026.10.10"], "2026.10.10"),
        (["2026.10.10", "2026.10.9"], "2026.10.10"),
    ],
)
def test_the_pointer_never_goes_back(tmp_path: Path, versions: list[str], latest: str) -> None:
    for version in versions:
        publish(staged(tmp_path, version), tmp_path, version)
    assert pointer(tmp_path) == latest


def test_an_example_has_a_pointer_of_its_own(tmp_path: Path) -> None:
    publish(staged(tmp_path), tmp_path, VERSION)
    sample = "2026.12.0-CONTOH"
    publish(staged(tmp_path, sample), tmp_path, sample)
    assert pointer(tmp_path) == VERSION
    assert pointer(tmp_path, "latest-CONTOH") == sample


def test_a_release_that_stands_gets_its_pointer_back(tmp_path: Path) -> None:
    publish(staged(tmp_path), tmp_path, VERSION)
    (tmp_path / "latest.json").unlink()
    (tmp_path / "latest").unlink()
    done = stand(tmp_path, VERSION)
    assert done == Published(VERSION, tmp_path / VERSION, "unchanged")
    assert pointer(tmp_path) == VERSION


def test_a_damaged_release_does_not_stand(tmp_path: Path) -> None:
    file = publish(staged(tmp_path), tmp_path, VERSION).path / "index.html"
    file.chmod(0o644)
    file.write_bytes(b"changed")
    with pytest.raises(VersionExistsError, match=r"index\.html") as refused:
        stand(tmp_path, VERSION)
    assert "restore these files from the store it was copied to or from a backup" in str(
        refused.value
    )
    assert "move" not in str(refused.value)


def test_stages_are_fresh_and_leftovers_can_be_cleared(tmp_path: Path) -> None:
    first, second = stage(tmp_path, VERSION), stage(tmp_path, VERSION)
    other = stage(tmp_path, "2026.11.0")
    assert first != second
    clear_stages(tmp_path, VERSION)
    assert not first.exists()
    assert not second.exists()
    assert other.exists()


STEPS = ("fsync", "rename", "replace", "symlink", "chmod", "rmdir", "unlink")


def kill_at(patch: pytest.MonkeyPatch, number: int, *, before: bool) -> Callable[[], int]:
    """Let the call with this number, of all that change the disk, be the last one."""
    calls = 0

    def dying(real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == number and before:
                raise Killed
            result = real(*given, **named)
            if calls == number:
                raise Killed
            return result

        return call

    for name in STEPS:
        patch.setattr(os, name, dying(getattr(os, name)))
    return lambda: calls


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("exists", [True, False])
def test_killed_anywhere_and_run_again_ends_with_one_whole_release(
    tmp_path: Path, *, before: bool, exists: bool
) -> None:
    number = 0
    while True:
        number += 1
        releases = tmp_path / str(number)
        publish(staged(releases, "2026.09.0"), releases, "2026.09.0")
        if exists:
            publish(staged(releases), releases, VERSION)
        folder = staged(releases)
        with pytest.MonkeyPatch.context() as patch:
            calls = kill_at(patch, number, before=before)
            with contextlib.suppress(Killed):
                publish(folder, releases, VERSION)
            if calls() < number:
                break
        assert not (releases / VERSION).exists() or not damaged(releases / VERSION)
        assert pointer_target(releases) in {"2026.09.0", VERSION}
        clear_stages(releases, VERSION)
        publish(staged(releases), releases, VERSION)
        assert not damaged(releases / VERSION)
        assert pointer(releases) == VERSION
        shutil.rmtree(releases)
    assert number > 5


def pointer_target(releases: Path) -> str:
    target = (releases / "latest").resolve()
    assert target.is_dir()
    return target.name


def test_of_racing_publishers_one_wins_and_the_others_hear_of_it(tmp_path: Path) -> None:
    folders = [staged(tmp_path, content=b"same" if n % 2 else b"else") for n in range(8)]

    def run(folder: Path) -> str:
        try:
            return publish(folder, tmp_path, VERSION).outcome
        except VersionExistsError:
            return "refused"

    with ThreadPoolExecutor(8) as pool:
        outcomes = sorted(pool.map(run, folders))
    assert outcomes == ["published", *["refused"] * 4, *["unchanged"] * 3]
    assert not damaged(tmp_path / VERSION)
