"""What fsspec opens as an inbox, with its file systems of memory and of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import fsspec
import pytest

from flows.archive import Archive
from flows.collect import Collected, collect
from flows.sources import files
from flows.sources.addresses import open_source
from flows.sources.files import FilesRemote
from flows.sources.pulled import Pulled
from flows.sources.remote import Patience, RemoteSource
from flows.sources.source import NoSuchPlaceError, SourceError

PERIOD = "2026-10"
SHORT = Patience(2, 0.001, 0.002)


@pytest.fixture
def folder() -> Iterator[str]:
    """A folder in memory, with files and what is passed over."""
    memory, root = fsspec.filesystem("memory"), uuid4().hex
    for name in ("a.xlsx", "kecamatan/b.xlsx", ".hidden", "~$a.xlsx", ".git/config"):
        memory.pipe(f"/{root}/{PERIOD}/{name}", name.encode())
    yield root
    memory.rm(f"/{root}", recursive=True)


def pull(source: RemoteSource, root: Path) -> Collected:
    pulled = Pulled.of(root / "work", source.place)
    try:
        return collect(source, Archive(root / "archive"), PERIOD, pulled)
    finally:
        pulled.write()


def opened(address: str) -> RemoteSource:
    source = open_source(address, PERIOD, SHORT)
    assert isinstance(source, RemoteSource)
    return source


def test_only_what_is_new_or_changed_is_pulled(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "STILL", files.STILL * 0)
    source = opened(f"memory://{folder}/{{period}}")
    assert {receipt.name for receipt in pull(source, tmp_path).receipts} == {
        "a.xlsx",
        "kecamatan/b.xlsx",
    }
    assert pull(source, tmp_path).new == 0
    fsspec.filesystem("memory").pipe(f"/{folder}/{PERIOD}/a.xlsx", b"b.xlsx")
    assert pull(source, tmp_path).new == 1


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPlaceError, match=r"memory://nowhere/2026-10: a folder is not there"):
        pull(opened("memory://nowhere/{period}"), tmp_path)


def test_links_are_passed_over(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.xlsx").write_text("a")
    (inbox / "link.xlsx").symlink_to(inbox / "a.xlsx")
    (inbox / "loop").symlink_to(inbox)
    source = local(inbox)
    assert [receipt.name for receipt in pull(source, tmp_path).receipts] == ["a.xlsx"]


def test_folders_without_end_are_refused(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "/".join("d" * 30)).mkdir(parents=True)
    with pytest.raises(SourceError, match="folders in folders without end"):
        pull(local(inbox), tmp_path)


def local(inbox: Path) -> RemoteSource:
    """A folder of this machine as fsspec sees it."""
    remote = FilesRemote("local", str(inbox), lambda: fsspec.filesystem("file"))
    return RemoteSource(remote, PERIOD, SHORT)
