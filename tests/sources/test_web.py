"""A listing page of a web server as an inbox: what is asked of it, and what comes of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.archive import Archive, Receipt
from flows.collect import Collected, collect
from flows.sources import remote
from flows.sources.addresses import open_source
from flows.sources.pulled import Pulled
from flows.sources.remote import PIECE, Patience
from flows.sources.source import NoSuchPlaceError, SourceError
from tests.sources.site import NOON, Site, served

PERIOD = "2026-10"
SHORT = Patience(4, 0.001, 0.002)
LARGE = bytes(range(256)) * (3 * PIECE // 256)


@pytest.fixture
def site() -> Iterator[Site]:
    names = ("B.xlsx", "a.xlsx", "kecamatan/desa satu/c%20 é.xls")
    with served(Site({f"{PERIOD}/{name}": name.encode() for name in names})) as running:
        yield running


def pull(site: Site, root: Path, patience: Patience = SHORT) -> Collected:
    """One collection of the month, with the memory of those before."""
    source = open_source(f"{site.address}{{period}}", PERIOD, patience)
    pulled = Pulled.of(root / "work", source.place)
    try:
        return collect(source, Archive(root / "archive"), PERIOD, pulled)
    finally:
        pulled.write()


def told(collected: Collected) -> list[tuple[str, str, int, datetime]]:
    """The receipts without the moment of the collection."""
    return [(r.name, r.sha256, r.size, r.received_at) for r in collected.receipts]


def content(root: Path, receipt: Receipt) -> bytes:
    return Archive(root / "archive").path(receipt.sha256).read_bytes()


def test_every_file_listed_is_taken_under_its_name_and_date(site: Site, tmp_path: Path) -> None:
    collected = pull(site, tmp_path)
    assert (collected.new, collected.unreadable, collected.listed) == (3, 0, 3)
    assert {f"{PERIOD}/{r.name}": content(tmp_path, r) for r in collected.receipts} == site.files
    assert {r.received_at for r in collected.receipts} == {datetime.fromtimestamp(NOON, UTC)}
    assert {r.source for r in collected.receipts} == {f"{site.address}{PERIOD}"}
    assert not list((tmp_path / "archive" / "incoming").iterdir())


@pytest.mark.parametrize("tags", [True, False], ids=["by tag", "by date and size"])
def test_only_what_is_new_or_changed_is_pulled(site: Site, tmp_path: Path, tags: bool) -> None:
    site.tags = tags
    first = pull(site, tmp_path)
    assert len(site.pulled()) == 3
    assert told(pull(site, tmp_path)) == told(first)
    assert site.pulled() == []
    site.files[f"{PERIOD}/a.xlsx"] = b"another edition"
    site.files[f"{PERIOD}/new.xlsx"] = b"new"
    again = pull(site, tmp_path)
    assert sorted(site.pulled()) == [(f"{PERIOD}/a.xlsx", ""), (f"{PERIOD}/new.xlsx", "")]
    assert (again.new, len(again.receipts)) == (2, 5)


def test_what_the_archive_lacks_is_pulled_again(site: Site, tmp_path: Path) -> None:
    first = pull(site, tmp_path)
    Archive(tmp_path / "archive").path(first.receipts[0].sha256).unlink()
    site.pulled()
    assert told(pull(site, tmp_path)) == told(first)
    assert site.pulled() == [(f"{PERIOD}/{first.receipts[0].name}", "")]


@pytest.mark.parametrize(
    ("faults", "ranges", "asked"),
    [
        ([503, 503], True, ["", "", ""]),
        (["cut"], True, ["", f"bytes={len(LARGE) // 2}-"]),
        (["cut", 503, "cut"], True, ["", *2 * [f"bytes={len(LARGE) // 2}-"], "bytes=2359296-"]),
        (["cut"], False, ["", f"bytes={len(LARGE) // 2}-"]),
        (["short", "short"], True, ["", "", ""]),
    ],
    ids=["refused twice", "cut", "cut and refused", "cut by a server without ranges", "short"],
)
def test_a_broken_pull_is_resumed(
    site: Site, tmp_path: Path, faults: list[int | str], ranges: bool, asked: list[str]
) -> None:
    path = f"{PERIOD}/large.xlsx"
    site.files, site.faults, site.ranges = {path: LARGE}, {path: faults}, ranges
    collected = pull(site, tmp_path)
    assert [content(tmp_path, receipt) for receipt in collected.receipts] == [LARGE]
    assert site.pulled() == [(path, span) for span in asked]


@pytest.mark.parametrize("faults", [4 * [503], 4 * ["cut"], 4 * ["short"], [404], [403]])
def test_a_file_that_never_comes_is_counted_and_met_again(
    site: Site, tmp_path: Path, faults: list[int | str]
) -> None:
    site.faults = {f"{PERIOD}/a.xlsx": faults}
    collected = pull(site, tmp_path)
    assert (collected.new, collected.unreadable) == (2, 1)
    again = pull(site, tmp_path)
    assert (again.new, again.unreadable) == (1, 0)


def test_many_files_that_never_come_stop_the_run(site: Site, tmp_path: Path) -> None:
    site.faults = {path: 9 * [503] for path in site.files}
    with pytest.raises(SourceError, match=r"fails: the server answers 503, at 3 files in a row"):
        pull(site, tmp_path)


def test_a_listing_that_fails_for_a_moment_is_asked_for_again(site: Site, tmp_path: Path) -> None:
    site.faults = {f"{PERIOD}/": [503, 503], f"{PERIOD}/kecamatan/": [502]}
    assert pull(site, tmp_path).new == 3


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (503, SourceError, "cannot be listed: the server answers 503, 4 times in a row"),
        (404, NoSuchPlaceError, "is not there"),
        (403, SourceError, "cannot be listed (answer 403)"),
        (302, SourceError, "cannot be listed (answer 302)"),
        (401, SourceError, "refuses the account"),
    ],
)
def test_a_listing_that_fails_stops_the_run_with_one_sentence(
    site: Site, tmp_path: Path, status: int, error: type[SourceError], words: str
) -> None:
    site.faults = {f"{PERIOD}/": 4 * [status]}
    with pytest.raises(error) as stopped:
        pull(site, tmp_path)
    assert words in str(stopped.value)
    assert f"{site.address}{PERIOD}" in str(stopped.value)


def test_a_server_that_is_down_is_said(tmp_path: Path) -> None:
    with served(Site()) as site:
        pass
    with pytest.raises(SourceError, match=r"the connection fails \(ConnectError\)"):
        pull(site, tmp_path)


HOSTILE = [
    "../2026-09/old.xlsx", "/etc/passwd", "http://127.0.0.1:1/x.xlsx", "//127.0.0.1/x.xlsx",
    "javascript:alert(1)", "file:///etc/passwd", "http://[", "?download=1", "a.xlsx#x",
    "sub/x.xlsx",
]  # fmt: skip
ESCAPING = ["..%2f..%2fetc%2fpasswd", "%2e%2e", "%2e%2e/", "a%5cb.xlsx", "a%00.xlsx", "%2fabs.xlsx"]
HIDDEN = [".hidden", "~$a.xlsx", "Thumbs.db", "desktop.ini", ".git/"]


def test_links_that_lead_elsewhere_are_not_followed(site: Site, tmp_path: Path) -> None:
    site.links = {f"{PERIOD}/": HOSTILE + ESCAPING + HIDDEN}
    collected = pull(site, tmp_path)
    assert (collected.new, collected.unreadable) == (3, len(ESCAPING))
    asked = {path for path, _ in site.pulled()}
    assert asked == set(site.files)


def test_folders_without_end_are_refused(site: Site, tmp_path: Path) -> None:
    site.files[f"{PERIOD}/{'d/' * 30}x.xlsx"] = b"x"
    with pytest.raises(SourceError, match="folders in folders without end"):
        pull(site, tmp_path)


def test_a_file_too_large_is_kept_in_part(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "LARGEST_KEPT", 2 * PIECE)
    site.files = {f"{PERIOD}/large.xlsx": LARGE}
    collected = pull(site, tmp_path)
    assert (collected.new, collected.shortened) == (1, 1)
    assert content(tmp_path, collected.receipts[0]) == LARGE[: 2 * PIECE]
    site.pulled()
    assert pull(site, tmp_path).shortened == 1
    assert site.pulled() == []


def test_the_password_travels_and_is_never_said(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "rahasia"
    monkeypatch.setenv("RUMAHDATA_INBOX_PASSWORD", secret)
    site.password = "ZGluYXM6cmFoYXNpYQ=="  # dinas:rahasia
    whole = site.address
    site.address = whole.replace("//", "//dinas@")
    collected = pull(site, tmp_path)
    assert collected.new == 3
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(word in text for text in kept for word in (secret.encode(), b"dinas@"))
    site.password = "another"
    with pytest.raises(SourceError, match="refuses the account") as stopped:
        pull(site, tmp_path)
    assert secret not in str(stopped.value)


KILLED = """
import sys
from pathlib import Path
from tests.sources.site import Site
from tests.sources.test_web import pull
pull(Site(address=sys.argv[1]), Path(sys.argv[2]))
"""


def test_killed_in_the_middle_and_run_again_it_gives_the_same(site: Site, tmp_path: Path) -> None:
    path = f"{PERIOD}/large.xlsx"
    site.files |= {path: LARGE, f"{PERIOD}/z.xlsx": b"z"}
    whole = pull(site, tmp_path / "whole")
    site.pulled()
    site.faults = {path: ["slow"]}
    command = [sys.executable, "-c", KILLED, site.address, str(tmp_path / "killed")]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(Path.cwd())}) as running:
        assert site.slow.wait(60)
        _until_a_piece_came(tmp_path / "killed")
        running.send_signal(signal.SIGKILL)
    before = [asked for asked, _ in site.pulled()]
    assert before == [f"{PERIOD}/B.xlsx", f"{PERIOD}/a.xlsx", path]
    again = pull(site, tmp_path / "killed")
    assert told(again) == told(whole)
    rest = [(path, f"bytes={PIECE}-"), (f"{PERIOD}/z.xlsx", "")]
    assert site.pulled() == [*rest, (f"{PERIOD}/kecamatan/desa satu/c%20 é.xls", "")]
    objects = [
        sorted(p.name for p in (tmp_path / home / "archive" / "objects").rglob("*") if p.is_file())
        for home in ("whole", "killed")
    ]
    assert objects[0] == objects[1]


def _until_a_piece_came(root: Path) -> None:
    while not any(
        part.stat().st_size >= PIECE for part in (root / "archive" / "incoming").glob("*.part")
    ):
        pass
