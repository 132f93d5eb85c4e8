from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from flows.stores.addresses import open_store
from flows.stores.folder import FolderStore
from flows.stores.media import cache_control, media_type
from flows.stores.push import checked_sums, push
from flows.stores.settle import settle
from flows.stores.store import Seen, StoreError
from flows.stores.upload import DamagedReleaseError, OtherContentError
from outputs.build import build
from outputs.canonical import files_below
from outputs.pointer import PointerError
from schemas.media import UNKNOWN
from tests.releases import FACTS, declared, public_rows
from tests.stores.publishers import Interrupted, silent, small_release, start
from tests.stores.standing import Watcher, check_whole, committed, latest, listed, written

VERSION = "2026.10.0"
SECONDS = 60


def test_a_folder_holds_a_release_like_a_bucket_read_only(tmp_path: Path) -> None:
    release, root = small_release(tmp_path, VERSION), tmp_path / "store"
    done = push(release, open_store(root.as_uri()), VERSION, silent)
    assert (done.new, done.skipped, done.latest_after) == (4, 0, VERSION)
    store = FolderStore(root)
    assert latest(store) == VERSION
    assert listed(store) == [VERSION]
    lists = {"latest.json", "releases.json", "feed.atom"}
    assert set(written(root)) == {f"releases/{VERSION}/{p}" for p in files_below(release)} | lists
    for path in written(root).keys() - lists:
        assert (root / path).stat().st_mode & 0o222 == 0
    before = written(root)
    again = push(release, open_store(str(root)), VERSION, silent)
    assert (again.new, again.skipped) == (0, 4)
    assert written(root) == before


def test_killed_at_any_write_a_folder_is_finished_by_the_next(tmp_path: Path) -> None:
    release = small_release(tmp_path, VERSION)
    for writes in range(1, 30):
        root = tmp_path / f"store-{writes}"
        process = start(str(root), release, {}, writes=writes)
        process.join(SECONDS)
        store = FolderStore(root)
        assert latest(store) in {"", VERSION}
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        push(release, store, VERSION, silent)
        check_whole(store, VERSION)
        assert latest(store) == VERSION
        assert listed(store) == [VERSION]
    assert writes > 8


def test_racing_publishers_of_a_folder_lose_nothing(tmp_path: Path) -> None:
    root = tmp_path / "store"
    versions = [f"2026.{month:02}.0" for month in range(3, 11)]
    with Watcher(FolderStore(root)) as watcher:
        running = [start(str(root), small_release(tmp_path, v), {}) for v in versions]
        for process in running:
            process.join(SECONDS)
    assert [process.exitcode for process in running] == [0] * 8
    assert watcher.failed == []
    assert watcher.seen[-1] == versions[-1]
    assert listed(FolderStore(root)) == committed(FolderStore(root)) == versions[::-1]


@pytest.mark.parametrize("other", ["2026.09.0", "2026.11.0", VERSION])
def test_what_another_publisher_does_at_any_moment_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # the disk itself is not what is tried
    mine, theirs = small_release(tmp_path / "a", VERSION), small_release(tmp_path / "b", other)
    for number in range(1, 60):
        store = FolderStore(tmp_path / f"store-{number}")
        meanwhile = partial(push, theirs, store, other, silent)
        interrupted = Interrupted(store, number, meanwhile)
        push(mine, interrupted, VERSION, silent)
        if interrupted.left > 0:
            break
        expected = sorted({VERSION, other}, reverse=True)
        assert latest(store) == expected[0]
        assert listed(store) == committed(store) == expected
    assert 20 < number < 59


def test_a_version_that_another_content_has_claimed_is_refused(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    other = small_release(tmp_path / "other", VERSION, b"other")
    store.create(f"releases/{VERSION}/SHA256SUMS", (other / "SHA256SUMS").read_bytes())
    with pytest.raises(OtherContentError, match=r"SHA256SUMS.*may be removed by hand"):
        push(small_release(tmp_path, VERSION), store, VERSION, silent)
    assert store.files(f"releases/{VERSION}") == ["SHA256SUMS"]


@pytest.mark.parametrize("fault", ["changed", "missing", "added", "no sums", "other version"])
def test_a_release_that_is_not_whole_is_not_sent(tmp_path: Path, fault: str) -> None:
    release = small_release(tmp_path, VERSION)
    file = {"missing": "index.html", "no sums": "SHA256SUMS", "added": "more.csv"}.get(fault)
    if fault in {"missing", "no sums"}:
        (release / str(file)).unlink()
    elif fault != "other version":
        (release / (file or "index.html")).write_bytes(b"x")
    store = FolderStore(tmp_path / "store")
    with pytest.raises(DamagedReleaseError):
        push(release, store, "2026.11.0" if fault == "other version" else VERSION, silent)
    assert not store.root.exists()


@pytest.mark.parametrize(
    ("path", "content", "message"),
    [
        ("latest.json", b"no json", "names no version"),
        ("latest.json", b'{"version": "soon"}', "names no version"),
        ("latest.json", b'{"version": "2026.12.0-CONTOH"}', "is an example"),
        ("releases/2026.09.0/manifest.json", b"no json", "2026.09.0/manifest.json"),
        ("releases/2026.09.0/manifest.json", b"", ""),
        ("releases/drafts/manifest.json", b"no json", ""),
    ],
)
def test_what_stands_in_the_way_of_the_lists_is_named(
    tmp_path: Path, path: str, content: bytes, message: str
) -> None:
    store = FolderStore(tmp_path / "store")
    store.create(path, content)
    release = small_release(tmp_path, VERSION)
    if message:
        with pytest.raises((StoreError, PointerError), match=message):
            push(release, store, VERSION, silent)
    else:
        push(release, store, VERSION, silent)
        assert listed(store) == [VERSION]
    assert store.read(path).content == content


def test_a_race_that_is_always_lost_ends_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.stores.settle.PAUSE", 0)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    store = FolderStore(tmp_path)

    def wanted(current: bytes) -> bytes:
        store.swap("x.json", current + b"x", Seen(*_seen(store)))
        return b"mine"

    with pytest.raises(StoreError, match="run the same command again"):
        settle(store, "x.json", wanted)
    assert b"mine" not in store.read("x.json").content


def _seen(store: FolderStore) -> tuple[bytes, str]:
    seen = store.read("x.json")
    return seen.content, seen.tag


def test_every_file_of_a_release_has_a_media_type_and_is_kept_for_ever(tmp_path: Path) -> None:
    tables = declared()
    build(tmp_path / "2026.10.0-CONTOH", public_rows(tables), tables, FACTS)
    sums = checked_sums(tmp_path / "2026.10.0-CONTOH", "2026.10.0-CONTOH")
    assert len(sums) > 20
    for path in sums:
        assert media_type(path) != UNKNOWN, path
        assert "immutable" in cache_control(f"releases/2026.10.0-CONTOH/{path}")


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("style.css", "text/css; charset=utf-8"),
        ("manifest.json", "application/json"),
        ("dcat.jsonld", "application/ld+json"),
        ("tables/one.csv", "text/csv; charset=utf-8"),
        ("tables/one.parquet", "application/vnd.apache.parquet"),
        ("README.md", "text/markdown; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        ("CITATION.cff", "application/yaml"),
        ("csv-indonesia.zip", "application/zip"),
        ("release.sqlite", "application/vnd.sqlite3"),
        ("feed.atom", "application/atom+xml; charset=utf-8"),
        ("letter.PDF", "application/pdf"),
        ("what.ever", "application/octet-stream"),
    ],
)
def test_media_types(path: str, media: str) -> None:
    assert media_type(path) == media
