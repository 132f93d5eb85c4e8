"""A bucket as an inbox, at a real server: what is asked of it, and what comes of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from obstore.store import S3Store

from flows.archive import Archive
from flows.collect import Collected, collect
from flows.settings import SettingError
from flows.sources.addresses import open_source
from flows.sources.pulled import Pulled
from flows.sources.remote import PIECE, Patience
from flows.sources.source import SourceError
from flows.stores.s3 import opened_bucket
from tests.sources.wire import Wire, wired
from tests.stores import servers

PERIOD = "2026-10"
NAMES = ("B.xlsx", "a.xlsx", "kecamatan/desa satu/c%2e é.xls")
PASSED = (".hidden", "~$a.xlsx", "Thumbs.db", ".git/config")
SHORT = Patience(4, 0.001, 0.002)


class Inbox:
    """A folder of the bucket behind a line."""

    def __init__(self, wire: Wire, folder: str) -> None:
        self.wire, self.folder = wire, folder
        self.address = f"s3://{servers.BUCKET}/{folder}/{{period}}"

    def objects(self) -> S3Store:
        return opened_bucket(servers.BUCKET, f"{self.folder}/{PERIOD}", {})

    def put(self, name: str, content: bytes) -> None:
        self.objects().put(name, content, use_multipart=False)

    def pulled(self) -> list[tuple[str, str]]:
        prefix = f"/{servers.BUCKET}/{self.folder}/{PERIOD}/"
        return [(path.removeprefix(prefix), span) for path, span in self.wire.pulled()]


@pytest.fixture
def inbox(seaweedfs: dict[str, str]) -> Iterator[Inbox]:
    with wired(seaweedfs["AWS_ENDPOINT_URL"]) as wire, servers.environment(seaweedfs):
        os.environ["AWS_ENDPOINT_URL"] = wire.address
        made = Inbox(wire, uuid4().hex)
        for name in (*NAMES, *PASSED):
            made.put(name, name.encode())
        yield made


def pull(inbox: Inbox, root: Path) -> Collected:
    source = open_source(inbox.address, PERIOD, SHORT)
    pulled = Pulled.of(root / "work", source.place)
    try:
        return collect(source, Archive(root / "archive"), PERIOD, pulled)
    finally:
        pulled.write()


def test_only_what_is_new_or_changed_is_pulled(inbox: Inbox, tmp_path: Path) -> None:
    collected = pull(inbox, tmp_path)
    assert {(r.name, r.source) for r in collected.receipts} == {
        (name, inbox.address.replace("{period}", PERIOD)) for name in NAMES
    }
    assert (collected.new, collected.unreadable) == (len(NAMES), 0)
    stamps = {m["path"]: m["last_modified"] for m in inbox.objects().list().collect()}
    for receipt in collected.receipts:
        assert receipt.received_at == stamps[receipt.name].replace(microsecond=0)
    assert len(inbox.pulled()) == len(NAMES)
    assert pull(inbox, tmp_path).receipts == collected.receipts
    assert inbox.pulled() == []
    inbox.put("a.xlsx", b"A.xlsx")
    inbox.put("new.xlsx", b"new")
    assert pull(inbox, tmp_path).new == 2
    assert sorted(inbox.pulled()) == [("a.xlsx", ""), ("new.xlsx", "")]


def test_a_broken_pull_is_resumed(inbox: Inbox, tmp_path: Path) -> None:
    content = os.urandom(4 * PIECE)
    inbox.put("large.xlsx", content)
    inbox.pulled()
    inbox.wire.cut = [2 * PIECE + 500_000]
    collected = pull(inbox, tmp_path)
    archived = {r.name: Archive(tmp_path / "archive").path(r.sha256) for r in collected.receipts}
    assert archived["large.xlsx"].read_bytes() == content
    asked = [span for name, span in inbox.pulled() if name == "large.xlsx"]
    assert asked[0] == ""
    assert int(asked[1].removeprefix("bytes=").removesuffix("-")) >= PIECE


def test_marks_of_folders_are_no_files_and_empty_files_are(inbox: Inbox, tmp_path: Path) -> None:
    environment = dict(os.environ)
    servers._put(environment, f"/{servers.BUCKET}/{inbox.folder}/{PERIOD}/kabupaten/", "")
    inbox.put("empty.xlsx", b"")
    collected = pull(inbox, tmp_path)
    assert (collected.new, collected.unreadable) == (len(NAMES) + 1, 0)
    assert "empty.xlsx" in {receipt.name for receipt in collected.receipts}


def test_a_name_with_a_line_break_is_said(inbox: Inbox, tmp_path: Path) -> None:
    environment = dict(os.environ)
    servers._put(environment, f"/{servers.BUCKET}/{inbox.folder}/{PERIOD}/a%0Ab.xlsx", "", b"x")
    with pytest.raises(SourceError, match="name has a line break"):
        pull(inbox, tmp_path)


def test_a_folder_without_objects_is_an_empty_inbox(inbox: Inbox, tmp_path: Path) -> None:
    inbox.address = f"s3://{servers.BUCKET}/nowhere/{{period}}"
    assert pull(inbox, tmp_path) == Collected((), 0, 0)


@pytest.mark.parametrize(
    ("setting", "value", "stop"),
    [
        ("AWS_SECRET_ACCESS_KEY", "another-secret", (SourceError, "the store refuses the key")),
        ("AWS_SECRET_ACCESS_KEY", "", (SourceError, "set AWS_SECRET_ACCESS_KEY")),
        ("AWS_SECRET_ACCESS_KEY", "two words", (SettingError, "cannot be a key")),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1", (SourceError, "the store does not answer")),
    ],
    ids=["wrong", "none", "no key", "down"],
)
def test_what_cannot_be_opened_is_one_sentence(
    inbox: Inbox, tmp_path: Path, setting: str, value: str, stop: tuple[type[Exception], str]
) -> None:
    with servers.environment({setting: value}), pytest.raises(stop[0]) as stopped:
        pull(inbox, tmp_path)
    assert stop[1] in str(stopped.value)
    for secret in (servers.OWNER[1], "another-secret", "two words"):
        assert secret not in str(stopped.value)


def test_a_bucket_that_is_not_there_is_said(inbox: Inbox, tmp_path: Path) -> None:
    inbox.address = "s3://no-such-bucket/in/{period}"
    with pytest.raises(SourceError, match=r"s3://no-such-bucket/in/2026-10"):
        pull(inbox, tmp_path)
