from __future__ import annotations

import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.archive import Archive
from flows.collect import collect
from flows.sources.folder import files_of

PERIOD = "2026-10"
WANTED = ["B.xlsx", "a.xlsx", "kecamatan/desa/c.xls", "kecamatan/d.csv", "picture.jpg"]
PASSED = [".hidden", "~$a.xlsx", ".~lock.a.xlsx#", "Thumbs.db", "desktop.ini", ".git/config"]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    for name in (*WANTED, *PASSED):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
        os.utime(path, (1_793_500_000, 1_793_500_000))
    return folder


def files(root: Path) -> set[Path]:
    return {path for path in root.rglob("*") if path.is_file()}


def test_every_sent_file_is_taken_and_no_other(inbox: Path, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    collected = collect(inbox, archive, PERIOD)
    assert (collected.new, collected.unreadable) == (len(WANTED), 0)
    assert {receipt.name for receipt in collected.receipts} == set(WANTED)
    for receipt in collected.receipts:
        assert archive.path(receipt.sha256).read_text("utf-8") == receipt.name
        assert receipt.size == len(receipt.name)
        assert receipt.received_at == datetime.fromtimestamp(1_793_500_000, UTC)


def test_files_come_in_the_same_order_each_time(inbox: Path) -> None:
    closed: list[OSError] = []
    names = [found.name for found in files_of(inbox, closed.append)]
    assert closed == []
    assert names == ["B.xlsx", "a.xlsx", "picture.jpg", "kecamatan/d.csv", "kecamatan/desa/c.xls"]


def test_a_killed_collection_and_the_next_are_one(inbox: Path, tmp_path: Path) -> None:
    begun = datetime(2026, 11, 5, tzinfo=UTC)
    killed = Archive(tmp_path / "archive", PERIOD)
    killed.begin(begun)
    for name in (f"{PERIOD}-4711-1", f".{PERIOD}.begun.4711"):
        killed.incoming(name).write_bytes(b"cut o")
    (inbox / "later.xlsx").write_bytes(b"later")
    os.utime(inbox / "later.xlsx", (1_794_100_000, 1_794_100_000))
    first = collect(inbox, Archive(tmp_path / "archive"), PERIOD)
    moments = {receipt.name: receipt.collected_at for receipt in first.receipts}
    assert {moments[name] for name in WANTED} == {begun}
    assert moments["later.xlsx"] > begun  # it was not there when the first one began
    assert list(killed.incoming("").iterdir()) == []


def test_collecting_again_adds_nothing(inbox: Path, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    first = collect(inbox, archive, PERIOD)
    kept = {path: path.read_bytes() for path in files(tmp_path)}
    os.utime(inbox / "a.xlsx")
    again = collect(inbox, archive, PERIOD)
    assert (again.new, again.receipts) == (0, first.receipts)
    assert {path: path.read_bytes() for path in files(tmp_path)} == kept


def test_a_new_file_and_a_changed_one_are_added(inbox: Path, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    collect(inbox, archive, PERIOD)
    (inbox / "a.xlsx").write_text("second edition", encoding="utf-8")
    (inbox / "new.xlsx").write_text("new", encoding="utf-8")
    again = collect(inbox, archive, PERIOD)
    assert (again.new, len(again.receipts)) == (2, len(WANTED) + 2)
    assert sorted(r.name for r in again.receipts).count("a.xlsx") == 2


def test_a_file_removed_from_the_inbox_stays(inbox: Path, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    collect(inbox, archive, PERIOD)
    (inbox / "a.xlsx").unlink()
    assert len(collect(inbox, archive, PERIOD).receipts) == len(WANTED)


def test_links_and_what_is_no_file_are_passed_over(inbox: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.xlsx").write_text("secret", encoding="utf-8")
    (inbox / "link.xlsx").symlink_to(outside / "secret.xlsx")
    (inbox / "folder").symlink_to(outside)
    (inbox / "loop").symlink_to(inbox)
    (inbox / "ring").symlink_to(inbox / "ring")
    (inbox / "gone.xlsx").symlink_to(tmp_path / "nowhere")
    os.mkfifo(inbox / "pipe.xlsx")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(inbox / "socket.xlsx"))
        collected = collect(inbox, Archive(tmp_path / "archive"), PERIOD)
    assert {receipt.name for receipt in collected.receipts} == set(WANTED)


@pytest.mark.parametrize("error", [PermissionError, FileNotFoundError])
def test_a_file_that_cannot_be_read_is_counted_and_met_again(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[OSError]
) -> None:
    archive, open_path = Archive(tmp_path / "archive"), Path.open

    def refuse(path: Path, *arguments: str, **named: str) -> object:
        if path.name == "B.xlsx":
            raise error(path)
        return open_path(path, *arguments, **named)  # type: ignore[call-overload]

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        collected = collect(inbox, archive, PERIOD)
    assert (collected.new, collected.unreadable) == (len(WANTED) - 1, 1)
    again = collect(inbox, archive, PERIOD)
    assert (again.new, again.unreadable) == (1, 0)


def test_a_name_of_broken_bytes_is_taken(inbox: Path, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(inbox) + b"/desa \xff\n.xlsx")).write_text("x")
    archive = Archive(tmp_path / "archive")
    assert collect(inbox, archive, PERIOD).new == len(WANTED) + 1
    assert collect(inbox, archive, PERIOD).new == 0


def test_a_folder_that_is_not_there_counts_as_closed(tmp_path: Path) -> None:
    collected = collect(tmp_path / "none", Archive(tmp_path / "archive"), PERIOD)
    assert (collected.receipts, collected.new, collected.unreadable) == ((), 0, 1)


def test_a_locked_folder_is_counted_and_the_others_are_taken(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, list_folder, look_at = Archive(tmp_path / "archive"), os.scandir, Path.lstat

    def refuse_to_list(folder: str) -> object:
        if Path(folder).name == "desa":
            raise PermissionError(folder)
        return list_folder(folder)

    def refuse_to_tell(path: Path) -> os.stat_result:
        if path.name == "d.csv":
            raise PermissionError(path)
        return look_at(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refuse_to_list)
        patched.setattr(Path, "lstat", refuse_to_tell)
        collected = collect(inbox, archive, PERIOD)
    assert (collected.new, collected.unreadable) == (len(WANTED) - 2, 2)
    again = collect(inbox, archive, PERIOD)
    assert (again.new, again.unreadable) == (2, 0)
