"""`rumahdata withdraw`: what is refused, what other commands say, a store that is down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.doctor.reachable import store as store_checks
from flows.doctor.traces import leftovers
from flows.lock import month_lock
from flows.settings import STORE, Home, Request
from flows.stores.folder import FolderStore
from flows.summary import Summary, write_stop, write_summary
from outputs.standing import going_of, tombstone_at
from schemas.spoken import SpokenError
from tests.outputs.test_withdraw import released
from tests.stores.standing import indexed, latest, told
from tests.summaries import summary

OLDER, VERSION, NEWER = "2026.09.0", "2026.10.0", "2026.11.0"
REASON = "satu sel memuat angka satu keluarga di pekon kecil"
SAYS = f"{VERSION} was withdrawn on"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(STORE, raising=False)
    monkeypatch.setenv("RUMAHDATA_BY", "Kepala Bidang")
    released(tmp_path / "home", OLDER, VERSION)
    return Home(tmp_path / "home")


def run(home: Home, *words: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home.root), *words])


def withdrawn(home: Home, *more: str, version: str = VERSION) -> list[str]:
    done = run(home, "withdraw", version, "--reason", REASON, *more)
    assert done.exit_code == 0, (done.output, done.exception)
    return [" ".join(line.split()) for line in done.output.splitlines()]


def refusal(done: Result) -> str:
    assert isinstance(done.exception, SpokenError), (done.output, done.exception)
    return str(done.exception)


def test_what_was_done_is_told_and_who_did_it_is_kept_here_alone(home: Home) -> None:
    lines = withdrawn(home)
    assert lines[0].startswith(f"Withdrawn {VERSION} (20")
    assert lines[1:4] == [
        f"Reason {REASON}",
        f"Kept {home.withdrawn / VERSION}",
        f"Latest {VERSION} -> {OLDER}",
    ]
    assert lines[-1].startswith("Next hold, exclude or correct")
    note = json.loads((home.withdrawn / f"{VERSION}.json").read_bytes())
    assert (note["by"], note["reason"]) == ("Kepala Bidang", REASON)
    for path in home.releases.rglob("*"):
        assert not path.is_file() or b"Kepala Bidang" not in path.read_bytes()


def test_what_to_do_next_about_an_example_names_it_as_one(home: Home) -> None:
    sample = f"{VERSION}-CONTOH"
    released(home.root, sample)
    assert withdrawn(home, version=sample)[-1].endswith("`rumahdata release 2026-10 --sample`")


def test_the_second_time_it_says_since_when(home: Home) -> None:
    when = withdrawn(home)[0].partition("(")[2].rstrip(")")
    again = run(home, "withdraw", VERSION, "--by", "Orang lain")
    assert again.exit_code == 0
    assert f"({when}, already before this command)" in again.output
    assert REASON in again.output
    assert "given now" not in again.output
    other = run(home, "withdraw", VERSION, "--reason", "alasan lain")
    assert f"{REASON} (as published; the one given now is not)" in other.output
    note = json.loads((home.withdrawn / f"{VERSION}.json").read_bytes())
    assert note["by"] == "Kepala Bidang"


REFUSED = {
    "no reason": ([VERSION], "reason by --reason"),
    "an empty one": ([VERSION, "--reason", "  "], "reason by --reason"),
    "no words": ([VERSION, "--reason", "1 2 3 !"], "reason by --reason"),
    "too long": ([VERSION, "--reason", "ab " * 300], "characters"),
    "a NIK": ([VERSION, "--reason", "angka 1804042007850001 terbit"], "long number"),
    "eight digits": ([VERSION, "--reason", "angka 20078500 terbit"], "long number"),
    "a spaced NIK": ([VERSION, "--reason", "NIK 1804 0420 0785 0001 terbit"], "long number"),
    "a phone": ([VERSION, "--reason", "telepon 0812-3456-789 terbit"], "a phone number"),
    "a mail": ([VERSION, "--reason", "tanya kader@pekon.example.id"], "a mail address"),
    "a file": ([VERSION, "--reason", "berkas Laporan Bu Siti.xlsx terbit"], "name of a file"),
    "a control": ([VERSION, "--reason", "salah\x1b[2J hapus"], "cannot be printed"),
    "no version": (["2026-10", "--reason", REASON], "is no version"),
    "a folder": (["../x", "--reason", REASON], "is no version"),
    "another month": (["2026.12.0", "--reason", REASON], f"({OLDER}, {VERSION})"),
    "no example": ([f"{VERSION}-CONTOH", "--reason", REASON], f"({OLDER}, {VERSION})"),
    "no store": ([VERSION, "--reason", REASON, "--to", "ftp://x"], "is no store"),
}


@pytest.mark.parametrize(("words", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_asked_wrongly_is_told_and_changes_nothing(
    home: Home, words: list[str], message: str
) -> None:
    assert message in refusal(run(home, "withdraw", *words))
    assert tombstone_at(home.releases / VERSION) is None
    assert not home.withdrawn.exists()


SAID = [
    ("diff", OLDER, VERSION),
    ("diff", VERSION, OLDER),
    ("verify", VERSION),
    ("verify", "{releases}/2026.10.0"),
    ("revisions", VERSION),
    ("push", VERSION, "--to", "{store}"),
]


@pytest.mark.parametrize("words", SAID, ids=" ".join)
def test_every_command_that_is_given_it_says_when_and_why(
    home: Home, tmp_path: Path, words: tuple[str, ...]
) -> None:
    withdrawn(home)
    given = [word.format(releases=home.releases, store=tmp_path / "store") for word in words]
    said = refusal(run(home, *given))
    assert SAYS in said
    assert REASON in said
    assert "no release takes its place yet" in said
    assert not (tmp_path / "store").exists()


def test_the_push_of_the_newest_copies_what_stands(home: Home, tmp_path: Path) -> None:
    withdrawn(home)
    assert run(home, "push", "--to", str(tmp_path / "store")).exit_code == 0
    assert indexed(FolderStore(tmp_path / "store")) == [OLDER]


@contextmanager
def month_is_run(home: Home, period: str) -> Iterator[None]:
    with month_lock(Request(home, period, home.inbox(period))):
        yield


@pytest.mark.parametrize(
    ("period", "is_refused"), [("2026-10", True), ("2026-11", True), ("2026-09", False)]
)
def test_a_month_whose_run_reads_it_is_not_withdrawn_meanwhile(
    home: Home, period: str, *, is_refused: bool
) -> None:
    with month_is_run(home, period):
        done = run(home, "withdraw", VERSION, "--reason", REASON)
    assert (done.exit_code != 0) == is_refused
    if is_refused:
        assert f"{period} is being run already" in refusal(done)
        assert tombstone_at(home.releases / VERSION) is None


def summarised(home: Home, version: str = VERSION) -> Summary:
    told = replace(
        summary(), period="2026-10", version=version, release=str(home.releases / version)
    )
    write_summary(home, told)
    return told


def test_the_status_of_its_month_says_it(home: Home) -> None:
    summarised(home)
    assert "withdrawn" not in run(home, "status", "2026-10").output
    withdrawn(home)
    assert f"{VERSION} (withdrawn on " in run(home, "status", "2026-10").output
    assert f"{VERSION} withdrawn" in run(home, "status").output
    write_stop(home, "2026-10", "told otherwise")
    assert f"{VERSION} withdrawn, stopped" in run(home, "status").output


def test_it_goes_from_the_store_of_the_settings_too(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderStore(tmp_path / "store")
    monkeypatch.setenv(STORE, str(store.root))
    run(home, "push")
    lines = withdrawn(home)
    assert f"Store {store.root}: 3 files removed, latest {VERSION} -> {OLDER}" in lines
    assert (latest(store), indexed(store)) == (OLDER, [OLDER])
    assert [check.result for check in store_checks(home)] == ["ok"] * 3
    store.create(f"releases/{VERSION}/tables/one.csv", b"a,b")  # as if its removal was cut off
    assert [check.result for check in store_checks(home)] == ["ok", "ok", "WRONG"]
    assert f"Store {store.root}: 1 files removed, latest {OLDER}" in withdrawn(home)
    gone = withdrawn(home, version=OLDER)
    assert gone[3] == f"Latest {OLDER} -> none"
    assert (latest(store), indexed(store)) == ("", [])
    gone_there = {record["version"] for record in told(store, "releases.json")["withdrawn"]}
    assert gone_there == {OLDER, VERSION}


@pytest.mark.parametrize("how", ["no folder", "not mounted"])
def test_a_store_that_is_down_is_finished_later(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    store = FolderStore(tmp_path / "store")
    monkeypatch.setenv(STORE, str(store.root))
    run(home, "push")
    aside = store.root.rename(tmp_path / "unmounted")
    if how == "no folder":
        store.root.write_bytes(b"")
    down = run(home, "withdraw", VERSION, "--reason", REASON)
    assert down.exit_code == 1
    assert f"Latest    {VERSION} -> {OLDER}" in down.output
    assert f"run `rumahdata withdraw {VERSION} --to {store.root}`" in refusal(down)
    store.root.unlink(missing_ok=True)
    aside.rename(store.root)
    (wrong,) = [check for check in store_checks(home) if check.name == "withdrawn"]
    assert (wrong.result, wrong.told.startswith(VERSION)) == ("WRONG", True)
    assert "Files of it are still in" in refusal(run(home, "push"))
    assert run(home, "withdraw", VERSION).exit_code == 0
    assert indexed(store) == [OLDER]
    assert run(home, "push").exit_code == 0


def test_what_ails_another_release_here_keeps_no_leak_in_the_store(
    home: Home, tmp_path: Path
) -> None:
    store = FolderStore(tmp_path / "store")
    to = ("--to", str(store.root))
    run(home, "push", *to)
    manifest = home.releases / OLDER / "manifest.json"
    whole = manifest.read_bytes()
    manifest.chmod(0o644)
    manifest.write_bytes(b"no json")
    said = refusal(run(home, "withdraw", VERSION, "--reason", REASON, *to))
    assert said.startswith(f"{VERSION} is withdrawn, but not all is done: ")
    assert f"`rumahdata withdraw {VERSION} --to {store.root}`" in said
    assert store.files(f"releases/{VERSION}") == ["index.html", "withdrawn.json"]
    manifest.write_bytes(whole)
    assert run(home, "withdraw", VERSION, *to).exit_code == 0
    assert json.loads((home.releases / "latest.json").read_bytes())["version"] == OLDER


def test_a_store_that_never_held_it_is_left_alone(home: Home, tmp_path: Path) -> None:
    run(home, "push", OLDER, "--to", str(tmp_path / "store"))
    lines = withdrawn(home, "--to", str(tmp_path / "store"))
    assert f"Store {tmp_path / 'store'}: it is not there" in lines
    assert told(FolderStore(tmp_path / "store"), "releases.json")["withdrawn"] == []


def test_a_bucket_without_keys_keeps_nothing_public_here(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    to = ("--to", "s3://rumah-data/public")
    said = refusal(run(home, "withdraw", VERSION, "--reason", REASON, *to))
    assert "withdrawn here, but not from s3://rumah-data/public" in said
    assert "AWS_ACCESS_KEY_ID" in said
    assert tombstone_at(home.releases / VERSION) is not None


def test_releases_that_rest_on_it_are_named(tmp_path: Path) -> None:
    from tests.stores.publishers import small_release

    home = Home(tmp_path)
    for version, lineage in ((VERSION, ()), (NEWER, (VERSION,)), ("2026.12.0", (VERSION, NEWER))):
        small_release(home.releases, version, lineage=lineage)
    lines = withdrawn(home)
    (warning,) = [line for line in lines if line.startswith("Warning")]
    assert warning.startswith(f"Warning {NEWER}, 2026.12.0: made on top of it")
    assert lines[-1] == "Instead 2026.12.0"
    lines = withdrawn(home, version="2026.12.0")
    assert not [line for line in lines if line.startswith("Warning")]


def test_one_that_was_cut_off_is_told_by_the_doctor(home: Home) -> None:
    withdrawn(home)
    (home.releases / VERSION).rename(going_of(home.releases / VERSION))
    (home.withdrawn / VERSION).rename(home.releases / VERSION)
    (check,) = leftovers(home)
    assert (check.result, check.do) == ("WRONG", f"run `rumahdata withdraw {VERSION}`")
    assert "already" in run(home, "withdraw", VERSION).output
    assert [check.result for check in leftovers(home)] == ["ok"]


def test_the_help_says_what_it_does() -> None:
    shown = CliRunner().invoke(app, ["withdraw", "--help"], env={"COLUMNS": "200"}).output
    for word in ("--reason", "--by", "--to", "--wait", "RUMAHDATA_STORE", "never used again"):
        assert word in " ".join(shown.split())
