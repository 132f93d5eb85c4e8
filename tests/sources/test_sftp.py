"""An SFTP server as an inbox: its key, its account, and what is pulled from it."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import paramiko
import pytest

from flows.archive import Archive
from flows.collect import Collected, collect
from flows.sources.addresses import open_source
from flows.sources.pulled import Pulled
from flows.sources.remote import PIECE, Patience
from flows.sources.source import NoSuchPlaceError, SourceError
from tests.sources.sftp_server import PASSWORD, Server, sftp_server
from tests.sources.site import NOON

PERIOD = "2026-10"
NAMES = ("B.xlsx", "a.xlsx", "kecamatan/desa/c é.xls")
SHORT = Patience(4, 0.001, 0.002)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with sftp_server(tmp_path / "server") as running:
        for name in (*NAMES, ".hidden", "~$a.xlsx", ".git/config"):
            put(running, name, name.encode())
        running.write_known_hosts(tmp_path / "known_hosts")
        monkeypatch.setenv("RUMAHDATA_KNOWN_HOSTS", str(tmp_path / "known_hosts"))
        monkeypatch.setenv("RUMAHDATA_INBOX_PASSWORD", PASSWORD)
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
        yield running


def put(server: Server, name: str, content: bytes, moment: int = NOON) -> None:
    path = server.folder / "in" / PERIOD / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (moment, moment))


def pull(server: Server, root: Path, folder: str = "in") -> Collected:
    source = open_source(f"{server.address}/{folder}/{{period}}/", PERIOD, SHORT)
    pulled = Pulled.of(root / "work", source.place)
    try:
        return collect(source, Archive(root / "archive"), PERIOD, pulled)
    finally:
        pulled.write()


def test_only_what_is_new_or_changed_is_pulled(server: Server, tmp_path: Path) -> None:
    collected = pull(server, tmp_path)
    assert {(r.name, r.received_at) for r in collected.receipts} == {
        (name, datetime.fromtimestamp(NOON, UTC)) for name in NAMES
    }
    assert len(server.pulled()) == len(NAMES)
    assert pull(server, tmp_path).receipts == collected.receipts
    assert server.pulled() == []
    put(server, "a.xlsx", b"edited", NOON + 60)
    put(server, "new.xlsx", b"new")
    assert pull(server, tmp_path).new == 2
    assert server.pulled() == [f"in/{PERIOD}/a.xlsx", f"in/{PERIOD}/new.xlsx"]


def test_links_are_passed_over(server: Server, tmp_path: Path) -> None:
    (server.folder / "in" / PERIOD / "link.xlsx").symlink_to(server.folder / "in")
    (server.folder / "in" / PERIOD / "loop").symlink_to(server.folder / "in" / PERIOD)
    assert (pull(server, tmp_path).new, pull(server, tmp_path).unreadable) == (len(NAMES), 0)


def test_names_that_lead_elsewhere_or_are_not_read_are_said(server: Server, tmp_path: Path) -> None:
    put(server, "a\\b.xlsx", b"x")
    assert (pull(server, tmp_path).new, pull(server, tmp_path).unreadable) == (len(NAMES), 1)
    put(server, os.fsdecode(b"desa \xff.xlsx"), b"x")
    with pytest.raises(SourceError, match="not UTF-8"):
        pull(server, tmp_path)


def test_a_broken_line_is_opened_again_and_the_rest_pulled(server: Server, tmp_path: Path) -> None:
    content = os.urandom(3 * PIECE)
    put(server, "large.xlsx", content)
    server.cuts = [PIECE + 100_000]
    collected = pull(server, tmp_path)
    archived = {r.name: Archive(tmp_path / "archive").path(r.sha256) for r in collected.receipts}
    assert archived["large.xlsx"].read_bytes() == content
    assert server.pulled().count(f"in/{PERIOD}/large.xlsx") == 2
    assert sorted(server.starts) == [*[0] * (len(NAMES) + 1), PIECE]


def test_what_is_closed_is_counted(server: Server, tmp_path: Path) -> None:
    server.denied = {"a.xlsx", "desa"}
    collected = pull(server, tmp_path)
    assert (collected.new, collected.unreadable) == (1, 2)


def test_a_file_that_changed_just_now_is_pulled_again(server: Server, tmp_path: Path) -> None:
    now = int(datetime.now(UTC).timestamp())
    put(server, "a.xlsx", b"first edition", now)
    pull(server, tmp_path)
    put(server, "a.xlsx", b"again edition", now)
    assert pull(server, tmp_path).new == 1


def test_a_server_whose_key_is_not_known_is_told_nothing(server: Server, tmp_path: Path) -> None:
    (tmp_path / "known_hosts").write_text("")
    refused(server, tmp_path, "the key of the server is not known")
    (tmp_path / "known_hosts").unlink()
    refused(server, tmp_path, "the key of the server is not known")
    server.write_known_hosts(tmp_path / "known_hosts", paramiko.RSAKey.generate(2048))
    refused(server, tmp_path, "it may be another server")


def test_an_account_that_is_refused_is_said(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUMAHDATA_INBOX_PASSWORD", "wrong-secret")
    assert "wrong-secret" not in refused(server, tmp_path, "refuses the account")


def test_a_folder_that_is_not_there_is_said(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NoSuchPlaceError, match="a folder is not there"):
        pull(server, tmp_path, "nowhere")


def test_a_server_that_is_down_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    with sftp_server(tmp_path) as server:
        server.write_known_hosts(tmp_path / "known_hosts")
    monkeypatch.setenv("RUMAHDATA_KNOWN_HOSTS", str(tmp_path / "known_hosts"))
    refused(server, tmp_path, "cannot be listed: the server does not answer")
    assert caplog.records == []


def refused(server: Server, root: Path, words: str) -> str:
    with pytest.raises(SourceError) as stopped:
        pull(server, root)
    assert words in str(stopped.value)
    assert PASSWORD not in str(stopped.value)
    assert server.pulled() == []
    return str(stopped.value)
