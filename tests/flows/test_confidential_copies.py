"""Key and memory of the rounding: copied, put back, computed from the archive, begun anew."""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.confidential import ConfidentialError, key_file, memory_file, series_of
from flows.confidential_copies import back_up, new_series, put_back, recall
from flows.doctor.kept import rounding
from flows.releases import Release
from flows.settings import Home, Request, SettingError
from flows.verification import verify_release
from schemas.form import FORM
from schemas.protection import TREES
from tests.homes import OTHER, VILLAGE, released, request_in, send

HEALTH = {question: 7 for tree in TREES.values() for question in tree.questions}
NOW = datetime(2026, 11, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    """A home with releases of two months."""

    october: Request

    @property
    def home(self) -> Home:
        return self.october.home


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    root = tmp_path_factory.mktemp("story")
    asked = {q: n for q, n in HEALTH.items() if q in FORM.questions}
    for period in ("2026-09", "2026-10"):
        request = request_in(root, period)
        for village in (VILLAGE, OTHER):
            send(request, f"{village}.xlsx", asked, village)
        released(request)
    return Story(request)


@pytest.fixture
def story(told: Story, tmp_path: Path) -> Story:
    """A copy of that home, to break."""
    shutil.copytree(told.home.root, tmp_path / "home", symlinks=True)
    return Story(request_in(tmp_path, "2026-10"))


def files(home: Home) -> dict[str, bytes]:
    folder = home.confidential
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def checks(home: Home) -> list[str]:
    return [check.result for check in rounding(home)]


def test_a_copy_is_for_its_owner_alone_and_puts_all_back(story: Story, tmp_path: Path) -> None:
    before, copy = files(story.home), tmp_path / "copy.tar"
    assert back_up(story.home, copy).files == len(before) == 3
    assert copy.stat().st_mode & 0o777 == 0o600
    shutil.rmtree(story.home.confidential)
    assert checks(story.home) == ["WRONG"]
    with pytest.raises(ConfidentialError, match="key of the rounding"):
        released(story.october)
    assert put_back(story.home, copy).new == 3
    assert files(story.home) == before
    assert checks(story.home) == ["ok"]
    assert released(story.october).outcome == "unchanged"
    assert put_back(story.home, copy).new == 0


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda path: path.write_bytes(b"x" * 600), "is no copy"),
        (lambda path: None, "is no copy"),  # noqa: ARG005 - there is no file
        (lambda path: tarfile.open(path, "w").close(), "is no copy"),
        (lambda path: in_tar(path, "../escape"), "is no copy"),
        (lambda path: in_tar(path, "rounding.key"), "is another than in"),
    ],
    ids=["rubbish", "no file", "empty", "a path that leads out", "another key"],
)
def test_what_is_no_copy_is_refused(
    prepare: Callable[[Path], object], words: str, story: Story, tmp_path: Path
) -> None:
    before, copy = files(story.home), tmp_path / "copy.tar"
    prepare(copy)
    with pytest.raises(SettingError, match=words):
        put_back(story.home, copy)
    assert files(story.home) == before
    assert not (tmp_path / "escape").exists()


def in_tar(path: Path, name: str) -> None:
    other = path.with_suffix(".txt")
    other.write_bytes(bytes(32))
    with tarfile.open(path, "w") as tar:
        tar.add(other, name)


def test_nothing_is_copied_over_a_file_nor_from_an_empty_home(story: Story, tmp_path: Path) -> None:
    copy = tmp_path / "copy.tar"
    copy.write_text("mine")
    with pytest.raises(SettingError, match="is there already"):
        back_up(story.home, copy)
    assert copy.read_text() == "mine"
    with pytest.raises(SettingError, match="to copy"):
        back_up(Home(tmp_path / "empty"), tmp_path / "other.tar")


@pytest.mark.parametrize(
    ("lost", "is_key_there"),
    [(("2026.09.0", "2026.10.0"), False), (("2026.09.0",), True), (("2026.10.0",), True)],
)
def test_a_lost_memory_is_computed_from_archive_and_releases(
    lost: tuple[str, ...], story: Story, *, is_key_there: bool
) -> None:
    before = files(story.home)
    for version in lost:
        memory_file(story.home, version).unlink()
    if not is_key_there:
        key_file(story.home).unlink()
        del before["rounding.key"]
    assert recall(story.home, sample=False) == list(lost)
    assert files(story.home) == before
    assert recall(story.home, sample=False) == []


def test_a_memory_that_is_not_what_was_sealed_is_not_kept(story: Story) -> None:
    memory_file(story.home, "2026.10.0").unlink()
    manifest = story.home.releases / "2026.10.0" / "manifest.json"
    manifest.chmod(0o644)
    text = manifest.read_text()
    seal = Release(manifest.parent).manifest["rounding"]["memory"]
    manifest.write_text(text.replace(seal, "0" * 64))
    with pytest.raises(ConfidentialError, match="cannot be computed"):
        recall(story.home, sample=False)
    assert not memory_file(story.home, "2026.10.0").exists()


def test_a_new_series_is_declared_told_and_keeps_the_old_key(story: Story) -> None:
    old = files(story.home)
    with pytest.raises(SettingError, match="--reason"):
        new_series(story.home, "  ", "Sari", NOW)
    kept = new_series(story.home, "disk hilang 081234567890", "Sari", NOW)
    assert kept is not None
    assert kept.read_bytes() == old["rounding.key"]
    assert not key_file(story.home).exists()
    assert checks(story.home) == ["ok"]
    assert [one["ended"] for one in series_of(story.home)] == [["2026.09.0", "2026.10.0"]]
    with pytest.raises(SettingError, match="none to end"):
        new_series(story.home, "lagi", "Sari", NOW)
    november = request_in(story.home.root.parent, "2026-11")
    send(november, "a.xlsx", {q: n + 1 for q, n in HEALTH.items()}, VILLAGE)
    assert released(november).version == "2026.11.0"
    told = Release(story.home.releases / "2026.11.0").manifest["rounding"]
    assert (told["series"], told["after"]) == ("2", "2026.10.0")
    assert told["key"] != Release(story.home.releases / "2026.10.0").manifest["rounding"]["key"]
    assert told["reason"].startswith("disk hilang")
    assert "081234567890" not in told["reason"]
    names = ["privacy", "rebuild"]
    results = {c.name: c.result for c in verify_release(story.home, "2026.11.0", checks=names)}
    assert results["rebuild"] == results["privacy"] == "holds"
    (before,) = verify_release(story.home, "2026.10.0", checks=["rebuild"])
    assert before.result == "not checked"
    assert "another key" in before.told
