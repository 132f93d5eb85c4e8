"""A month's inbox by its setting: which source an address means, and when a person is warned."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from flows.archive import Archive
from flows.inbox import NoInboxError, collect_month, months_unmet
from flows.overview import months
from flows.runner import InProcess
from flows.series import earlier_parts
from flows.settings import INBOX, PASSWORD, Home, Request, SettingError, with_inbox
from flows.sources.addresses import open_source
from flows.sources.folder import FolderSource
from flows.sources.remote import RemoteSource
from flows.sources.source import NoSuchPlaceError, SourceError
from flows.summary import read_summary
from flows.summary_lines import lines_of, print_summary
from outputs.gate.verdict import GateClosedError
from tests.homes import GOOD, checked, released, request_in, send
from tests.sources.site import Site, served

PERIOD, BEFORE = "2026-10", "2026-09"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (INBOX, PASSWORD, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with served(Site()) as running:
        yield running


def put(site: Site, period: str, number: int) -> None:
    """Let the page of a month list so many files."""
    for path in [path for path in site.files if path.startswith(period)]:
        del site.files[path]
    site.files |= {f"{period}/{n:03}.xlsx": f"{period} {n}".encode() for n in range(number)}


def report(site: Site, period: str, root: Path) -> None:
    """Let the page of a month list a village's report."""
    local = Request(Home(root / period), period, root / period)
    site.files[f"{period}/laporan.xlsx"] = send(local, "laporan.xlsx", GOOD).read_bytes()


def test_the_inbox_is_the_option_else_the_setting_else_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = request_in(tmp_path)
    assert with_inbox(asked, None) == asked
    monkeypatch.setenv(INBOX, "s3://rumah/in/{period}")
    pulled = with_inbox(asked, None)
    assert (pulled.source, pulled.place) == ("s3://rumah/in/{period}", "s3://rumah/in/2026-10")
    assert with_inbox(asked, str(tmp_path)) == replace(asked, inbox=tmp_path)
    assert with_inbox(asked, "sftp://a/b").source == "sftp://a/b"
    example = replace(asked, sample=True)
    assert with_inbox(example, None) == example


def test_earlier_months_are_pulled_by_the_same_template(tmp_path: Path) -> None:
    asked = request_in(tmp_path)
    each = replace(asked, source="s3://rumah/in/{period}").of(BEFORE)
    assert each.place == "s3://rumah/in/2026-09"
    one = replace(asked, source="s3://rumah/in").of(BEFORE)
    assert (one.source, one.inbox) == ("", asked.home.inbox(BEFORE))


ADDRESSES = [
    ("ftp://name:rahasia@host/in", "holds"),
    ("https://name:rahasia@host/in", "holds"),
    ("https://host/in?token=rahasia", "holds more than a name"),
    ("https://host/in#rahasia", "holds more than a name"),
    ("simplecache::s3://rumah/in", "holds more than a name"),
    ("https:///in", "names no host"),
    ("sftp:///in", "names no host"),
    ("sftp://host:many/in", "is none"),
    ("https://[half", "is none"),
    ("s3://R/in", "names no bucket"),
    ("s3://rumah/../in", "names no bucket"),
    ("unheard://host/in", "no inbox can be opened by unheard://"),
]


@pytest.mark.parametrize(("address", "words"), ADDRESSES)
def test_an_address_that_is_none_is_said_without_secrets(
    tmp_path: Path, address: str, words: str
) -> None:
    with pytest.raises(SettingError) as stopped:
        open_source(with_inbox(request_in(tmp_path), address).source, PERIOD)
    assert words in str(stopped.value)
    assert "rahasia" not in str(stopped.value)


@pytest.mark.parametrize("kind", ["http", "ftp"])
def test_a_password_is_not_sent_in_the_clear(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setenv(PASSWORD, "rahasia")
    with pytest.raises(SettingError, match="unencrypted") as stopped:
        open_source(f"{kind}://dinas@data.example.id/in", PERIOD)
    assert "rahasia" not in str(stopped.value)


def test_a_bucket_needs_its_keys() -> None:
    with pytest.raises(SourceError, match="set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"):
        open_source("s3://rumah/in", PERIOD)


def test_a_folder_for_each_month_is_a_source(tmp_path: Path) -> None:
    (tmp_path / PERIOD).mkdir()
    for address in (f"{tmp_path}/{{period}}", f"{tmp_path.as_uri()}/{{period}}"):
        assert open_source(address, PERIOD) == FolderSource(tmp_path / PERIOD)
        with pytest.raises(NoSuchPlaceError, match="is no folder"):
            open_source(address, BEFORE)
    assert isinstance(open_source("https://host/in", PERIOD), RemoteSource)


def warned(request: Request, site: Site, number: int) -> list[str]:
    """What is warned of when so many files are listed."""
    put(site, request.period, number)
    asked = replace(request, source=f"{site.address}{{period}}")
    warnings = collect_month(asked, Archive(request.home.archive)).warnings
    return [warning.replace(site.address, "") for warning in warnings]


@pytest.mark.parametrize(
    ("before", "now", "is_warned"),
    [
        ([30], 20, False),
        ([30], 19, True),
        ([5], 1, False),
        ([], 1, False),
        ([30, 4, 30], 4, True),
        ([4, 30, 4], 4, False),
    ],
)
def test_far_fewer_files_than_usual_are_warned_of(
    tmp_path: Path, site: Site, before: list[int], now: int, is_warned: bool
) -> None:
    told = (
        f"2026-10: {now} files in 2026-10, while 30 are usual: is everything there that was sent?"
    )
    expected = [told] if is_warned else []
    for month, number in enumerate(before, start=10 - len(before)):
        warned(request_in(tmp_path, f"2026-{month:02}"), site, number)
    assert warned(request_in(tmp_path), site, now) == expected


def test_far_fewer_files_than_before_are_warned_of_until_they_are_back(
    tmp_path: Path, site: Site
) -> None:
    request = request_in(tmp_path)
    told = "2026-10: 9 files in 2026-10, where 20 were before: were files removed?"
    assert warned(request, site, 20) == []
    assert [warned(request, site, 9), warned(request, site, 9)] == [[told], [told]]
    assert warned(request, site, 19) == []


def test_a_folder_is_compared_too(tmp_path: Path) -> None:
    request = request_in(tmp_path)
    request.inbox.mkdir(parents=True)
    archive = Archive(request.home.archive)
    for number in range(9):
        (request.inbox / f"{number}.xlsx").write_text(str(number))
    assert collect_month(request, archive).warnings == ()
    for number in range(8):
        (request.inbox / f"{number}.xlsx").unlink()
    assert "where 9 were before" in collect_month(request, archive).warnings[0]
    other = replace(request, inbox=tmp_path / "other")
    other.inbox.mkdir()
    assert collect_month(other, archive).warnings == ()


def test_an_inbox_that_is_gone_is_no_end_for_what_came_from_it(tmp_path: Path, site: Site) -> None:
    request = replace(request_in(tmp_path), source=f"{site.address}{{period}}")
    archive = Archive(request.home.archive)
    with pytest.raises(NoSuchPlaceError, match="is not there"):
        collect_month(request, archive)
    put(site, PERIOD, 2)
    collected = collect_month(request, archive)
    put(site, PERIOD, 0)
    gone = collect_month(request, archive)
    assert (gone.receipts, gone.new) == (collected.receipts, 0)
    assert "is not there" in gone.warnings[0]


def test_a_month_is_released_with_what_came_for_the_one_before_and_warnings_of_both(
    tmp_path: Path, site: Site
) -> None:
    request = replace(request_in(tmp_path), source=f"{site.address}{{period}}")
    report(site, BEFORE, tmp_path)
    site.files |= {f"{BEFORE}/{number}.xlsx": b"damaged" for number in range(8)}
    checked(request.of(BEFORE))
    site.files = {f"{BEFORE}/late.xlsx": b"damaged otherwise"}
    report(site, PERIOD, tmp_path)
    summary = released(request)
    assert (summary.months, summary.reported, summary.files) == (2, 1, 1)
    assert "late.xlsx" in {r.name for r in Archive(request.home.archive).receipts(BEFORE)}
    assert read_summary(request.home, PERIOD) == summary
    told = io.StringIO()
    print_summary(Console(file=told, width=300), summary)
    lines = [line.split() for line in told.getvalue().splitlines()]
    words = [" ".join(line[1:]) for line in lines if line[0] == "Warning"]
    assert [word.replace(site.address, "") for word in words] == [
        "2026-09: 1 file in 2026-09, where 9 were before: were files removed?",
        "2026-10: 1 file in 2026-10, while 9 are usual: is everything there that was sent?",
    ]


def test_a_home_that_knows_no_month_meets_those_before_in_the_inbox(
    tmp_path: Path, site: Site
) -> None:
    request = replace(request_in(tmp_path), source=f"{site.address}{{period}}")
    site.files = {f"{period}/a.xlsx": b"damaged" for period in ("2025-09", "2025-10", BEFORE)}
    with InProcess(Console(quiet=True)) as runner:
        assert earlier_parts(request, runner) == []  # no report of them can be used
    archive = Archive(request.home.archive)
    assert archive.periods() == ["2025-10", BEFORE]
    unmet = [asked.period for asked in months_unmet(request, archive)]
    assert unmet == [f"2025-{m}" for m in (11, 12)] + [f"2026-{m:02}" for m in range(1, 9)]
    assert months_unmet(replace(request, source="s3://rumah/in"), archive) == []


def test_what_is_remembered_and_cannot_be_read_is_pulled_again(tmp_path: Path, site: Site) -> None:
    request = request_in(tmp_path)
    warned(request, site, 3)
    path = request.home.work(PERIOD) / "pulled.json"
    for damaged in ("", "[]", "{}", '{"objects": 1}'):
        path.write_text(damaged)
        assert warned(request, site, 3) == []
        assert len(Archive(request.home.archive).receipts(PERIOD)) == 3


def test_a_month_without_an_inbox_leaves_no_trace(tmp_path: Path) -> None:
    request = request_in(tmp_path, "2027-05")
    for run in (released, checked):
        with pytest.raises(NoInboxError, match="2027-05 is no folder"):
            run(request)
    assert months(request.home) == []
    assert not list(tmp_path.iterdir())


def test_a_run_that_fails_hides_neither_the_release_nor_what_was_checked(tmp_path: Path) -> None:
    request = request_in(tmp_path)
    send(request, "a.xlsx", GOOD)
    with pytest.raises(GateClosedError):
        released(replace(request, floor=50))
    stopped = read_summary(request.home, PERIOD)
    assert (stopped.version, stopped.reported, len(stopped.missing)) == ("", 1, 135)
    assert "coverage.kabupaten" in dict(lines_of(stopped))["Stopped"]
    published = released(request)
    assert not published.stopped
    with pytest.raises(NoInboxError):
        released(replace(request, inbox=tmp_path / "nowhere"))
    told = dict(lines_of(read_summary(request.home, PERIOD)))
    assert told["Release"] == "2026.10.0 (published before)"
    assert told["Stopped"].startswith(f"the inbox {tmp_path / 'nowhere'} is no folder")
    assert told["Villages"].startswith("1 of 136 reported")
    again = released(request)
    assert (again.outcome, again.stopped) == ("unchanged", "")
