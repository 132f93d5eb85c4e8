"""A release that is published stands, whatever becomes of its copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from flows.cli import app
from flows.copying import NotCopiedError, copied, keep_summary, mark_copied, store_of_run
from flows.lock import month_lock
from flows.month import run_month
from flows.runner import InProcess
from flows.settings import STORE, Home, Request, SettingError
from flows.stores import s3
from flows.stores.credentials import KEYS
from flows.stores.folder import FolderStore
from flows.stores.store import StoreError
from flows.summary import Summary, read_summary, write_check, write_stop, write_summary
from schemas.spoken import SpokenError
from tests.homes import GOOD, request_in, send
from tests.stores.publishers import small_release
from tests.stores.servers import keys
from tests.stores.standing import committed

VERSION = "2026.10.0"


def summary_of(home: Home, version: str) -> Summary:
    release = small_release(home.releases, version)
    return Summary(
        period=version[:7].replace(".", "-"), version=version, outcome="published",
        release=str(release), expected=136, reported=1, late=0, missing=[], files=1,
        files_refused=0, files_closed=0, problems={}, closed={}, changed=0, unasked=0, rules=1,
        silent_rules=[], shadow=0,
    )  # fmt: skip


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    return replace(request_in(tmp_path), store=str(tmp_path / "store"))


def copy(request: Request, summary: Summary) -> Summary:
    store = store_of_run(request)
    keep_summary(request, summary, store)
    with InProcess(Console(quiet=True)) as runner, month_lock(request):
        return copied(request, summary, store, runner)


def status(home: Home, period: str = "2026-10") -> str:
    done = CliRunner().invoke(app, ["--home", str(home.root), "status", period])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def a_file(path: Path) -> None:
    path.write_bytes(b"a file")


def another_release(path: Path) -> None:
    other = small_release(path.parent / "other", VERSION, b"other")
    FolderStore(path).create(f"releases/{VERSION}/SHA256SUMS", (other / "SHA256SUMS").read_bytes())


def careless(path: Path) -> None:
    (path / "latest.json").mkdir(parents=True)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (a_file, "Not a directory"),
        (another_release, "with other content"),
        (careless, "Is a directory"),
    ],
)
def test_a_copy_that_fails_is_told_apart_from_the_release(
    request_: Request, fault: Callable[[Path], None], why: str
) -> None:
    fault(Path(request_.store))
    with pytest.raises(NotCopiedError, match=f"{VERSION} is published in .*{why}") as told:
        copy(request_, summary_of(request_.home, VERSION))
    assert f"`rumahdata push {VERSION}` or the same command again" in str(told.value)
    shown = status(request_.home)
    assert f"Release {VERSION} (published) not copied: " in shown
    assert why in shown


def test_a_bucket_that_is_down_is_no_reason_to_call_a_release_stopped(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(s3.RETRY, "max_retries", 0)
    for name, value in keys("http://127.0.0.1:9", "key", "secret").items():
        monkeypatch.setenv(name, value)
    with pytest.raises(NotCopiedError, match="the store does not answer"):
        copy(replace(request_, store="s3://rumah/data"), summary_of(request_.home, VERSION))
    assert "not copied: s3://rumah/data: cannot read" in status(request_.home)


def test_a_run_that_is_killed_while_it_copies_has_not_copied(request_: Request) -> None:
    keep_summary(request_, summary_of(request_.home, VERSION), FolderStore(Path("/srv/data")))
    assert "not copied: the copy to /srv/data has not ended" in status(request_.home)


def test_the_same_again_and_a_check_between(request_: Request) -> None:
    summary = summary_of(request_.home, VERSION)
    a_file(Path(request_.store))
    with pytest.raises(NotCopiedError):
        copy(request_, summary)
    write_check(request_.home, replace(summary, version="", release=""))
    assert "not copied: " in status(request_.home)
    Path(request_.store).unlink()
    stands = replace(summary, store=request_.store)
    assert copy(request_, summary) == stands == read_summary(request_.home, "2026-10")
    assert committed(FolderStore(Path(request_.store))) == [VERSION]


@pytest.mark.parametrize(
    ("arguments", "is_told"),
    [([], False), (["2026.11.0"], False), (["--to", "{other}"], True), (["2026.09.0"], True)],
)
def test_a_push_to_the_store_of_the_settings_ends_what_status_says(
    request_: Request,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    is_told: bool,
) -> None:
    monkeypatch.setenv(STORE, request_.store)
    summary = replace(summary_of(request_.home, VERSION), not_copied="the store was down")
    write_summary(request_.home, summary)
    for version in ("2026.09.0", "2026.11.0"):
        small_release(request_.home.releases, version)
    given = [argument.format(other=tmp_path / "other") for argument in arguments]
    done = CliRunner().invoke(app, ["--home", str(request_.home.root), "push", *given])
    assert done.exit_code == 0, done.output
    assert ("not copied: the store was down" in status(request_.home)) == is_told


def test_the_next_month_copies_what_the_month_before_could_not(request_: Request) -> None:
    a_file(Path(request_.store))
    with pytest.raises(NotCopiedError):
        copy(request_, summary_of(request_.home, VERSION))
    Path(request_.store).unlink()
    copy(request_.of("2026-11"), summary_of(request_.home, "2026.11.0"))
    assert committed(FolderStore(Path(request_.store))) == ["2026.11.0", VERSION]
    assert "not copied" not in status(request_.home)


def test_only_the_version_that_a_month_tells_of_is_marked(request_: Request) -> None:
    home = request_.home
    write_summary(home, replace(summary_of(home, "2026.10.1"), not_copied="down"))
    write_stop(home, "2026-09", "the disk is full")
    mark_copied(home, ["2026.08.0", "2026.09.0", VERSION], request_.store)
    assert read_summary(home, "2026-10").not_copied == "down"
    with month_lock(request_):  # it is being run, and tells of its own copy
        mark_copied(home, ["2026.10.1"], request_.store)
    assert read_summary(home, "2026-10").not_copied == "down"
    mark_copied(home, ["2026.10.1"], request_.store)
    told = read_summary(home, "2026-10")
    assert (told.not_copied, told.store) == ("", request_.store)


@pytest.mark.parametrize(
    ("store", "error"), [("s3:bucket", SettingError), ("s3://rumah/data", StoreError)]
)
def test_a_wrong_store_is_told_before_the_work_begins(
    request_: Request, monkeypatch: pytest.MonkeyPatch, store: str, error: type[SpokenError]
) -> None:
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(error), InProcess(Console(quiet=True)) as runner:
        run_month(replace(request_, store=store), runner)
    assert not request_.home.root.exists()
    assert store_of_run(replace(request_, store=store, sample=True)) is None


def test_a_month_is_published_listed_and_told_although_its_store_is_down(
    request_: Request,
) -> None:
    send(request_, "one.xlsx", GOOD)
    a_file(Path(request_.store))
    with pytest.raises(NotCopiedError), InProcess(Console(quiet=True)) as runner:
        run_month(request_, runner)
    assert f"Release {VERSION} (published) not copied: " in status(request_.home)
    assert f'"{VERSION}"' in (request_.home.releases / "releases.json").read_text("utf-8")
