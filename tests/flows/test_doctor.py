"""The doctor before homes that were broken on purpose."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.approval import APPROVAL, Waiting
from flows.cli import app
from flows.doctor import disk
from flows.doctor.rounds import examine
from flows.lock import HOLDER
from flows.setting_list import SETTINGS
from flows.settings import NOTIFY, SERVER, STAGING, STORE, Home
from outputs import standing
from tests.doctored import NOW, VERSION, answer, arrive, sound_home, told


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return sound_home(tmp_path, monkeypatch)


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    found = {p.as_posix(): p.lstat() for p in folder.rglob("*") if p.is_file()}
    return {path: (status.st_size, status.st_mtime_ns) for path, status in found.items()}


def test_a_sound_home_is_well_and_nothing_is_written(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    (store / "releases").mkdir(parents=True)
    (store / "latest.json").write_text(json.dumps({"version": VERSION}))
    monkeypatch.setenv(STORE, str(store))
    before = tree(tmp_path)
    done = CliRunner().invoke(app, ["--home", str(home.root), "doctor", "--json"])
    document = json.loads(done.stdout)
    assert [c for c in document["checks"] if c["result"] == "WRONG"] == []
    assert (done.exit_code, document["wrong"]) == (0, 0)
    assert {c["name"] for c in document["checks"]} >= {s.name for s in SETTINGS}
    assert tree(tmp_path) == before


def test_what_is_wrong_ends_the_command_with_1(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUMAHDATA_APPROVAL", "sometimes")
    done = CliRunner().invoke(app, ["--home", str(home.root), "doctor"])
    assert done.exit_code == 1
    said = " ".join(done.stdout.split())
    assert "WRONG RUMAHDATA_APPROVAL is 'sometimes': write never or always" in said
    assert "> set it as in always, or unset it" in said
    assert " 1 wrong, " in said


@pytest.mark.parametrize(
    ("name", "value", "result", "words"),
    [
        ("RUMAHDATA_URL", "data.example.id", "WRONG", "is no address"),
        ("RUMAHDATA_URL", "https://data.example.id/x/", "ok", "https://data.example.id/x/"),
        (STORE, "s3:bucket", "WRONG", "begins with s3: without //"),
        (STORE, "s3://bucket/x", "WRONG", "s3://bucket/x needs credentials: set AWS_ACCESS_KEY_ID"),
        ("RUMAHDATA_INBOX", "/kiriman/{month}", "WRONG", "holds braces that are not {period}"),
        ("RUMAHDATA_INBOX", "/kiriman/{", "WRONG", "holds braces that are not {period}"),
        ("RUMAHDATA_INBOX", "/kiriman/{period}", "ok", "/kiriman/{period}"),
        ("RUMAHDATA_APPROVAL", "always", "ok", "always"),
        ("RUMAHDATA_NOTIFY_ON", "failures", "WRONG", "names failures: write some of failure"),
        (NOTIFY, "nosuch://rahasia", "WRONG", "address 1 of RUMAHDATA_NOTIFY (nosuch) is no"),
        (NOTIFY, "json://h command:/none", "WRONG", "address 2 of RUMAHDATA_NOTIFY (command)"),
        (NOTIFY, "json://example.id/rahasia", "ok", "set"),
        ("AWS_SECRET_ACCESS_KEY", "rahasia", "ok", "set"),
        ("AWS_ENDPOINT_URL", "https://u:rahasia@s3.example.id", "ok", "https://...@s3.example.id"),
        (SERVER, "127.0.0.1:4200", "WRONG", "is no address: write it as in http://127.0.0.1:4200"),
        ("RUMAHDATA_STOER", "x", "warning", "nothing reads this setting"),
    ],
)
def test_every_setting_is_judged_and_no_secret_shown(  # noqa: PLR0913, PLR0917 - a table
    home: Home, monkeypatch: pytest.MonkeyPatch, name: str, value: str, result: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    found, said = told(home, name)
    assert (found, words in said) == (result, True), said
    assert "rahasia" not in str(examine(home))


def test_a_misspelt_setting_is_told_with_the_one_that_is_near(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUMAHDATA_STOER", "x")
    monkeypatch.setenv("RUMAHDATA_ZZZ", "x")
    dos = [answer(home, name)[0].do for name in ("RUMAHDATA_STOER", "RUMAHDATA_ZZZ")]
    assert dos[0] == "write RUMAHDATA_STORE, if that is meant, or unset it"
    assert dos[1].endswith("unset it")


@pytest.mark.parametrize(
    ("settings", "result", "words"),
    [
        ({}, "ok", "nobody is told of a failure"),
        ({"RUMAHDATA_APPROVAL": "always"}, "warning", "nobody is told that a release waits"),
        ({NOTIFY: "json://h mailto://u:p@example.id"}, "ok", "2 addresses can be read: json, mail"),
    ],
)
def test_who_is_told_is_judged(
    home: Home, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], result: str, words: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    found, said = told(home, "notices")
    assert (found, words in said) == (result, True), said


def huge_release(home: Home) -> None:
    with (home.releases / VERSION / "huge.csv").open("wb") as sparse:
        sparse.truncate(10**13)


def test_every_setting_that_is_read_is_listed() -> None:
    sources = (path.read_text("utf-8") for path in Path("flows").rglob("*.py"))
    read = {name for text in sources for name in re.findall(r"\bRUMAHDATA_[A-Z_]+[A-Z]\b", text)}
    assert read <= {setting.name for setting in SETTINGS}


def cut_stage(home: Home) -> None:
    (home.releases / STAGING / "2026.10.1-1").mkdir()


def cut_table(home: Home) -> None:
    (home.work("2026-10") / "tables").mkdir(parents=True, exist_ok=True)
    (home.work("2026-10") / "tables" / ".families.parquet.4711").touch()


def awaited_stage(home: Home) -> None:
    """A stage that waits for a person, and a run's name beside its lock, are nothing cut off."""
    (home.staging / "2026.10.1-1").mkdir()
    waiting = Waiting("2026.10.1", "2026.10.1-1", "0" * 64, "1 of 136 reported")
    home.work("2026-10").mkdir(parents=True, exist_ok=True)
    (home.work("2026-10") / APPROVAL).write_text(json.dumps(asdict(waiting)), "utf-8")
    (home.work("2026-10") / HOLDER).touch()


def cut_receipt(home: Home) -> None:
    (home.archive / "receipts" / "2026-10" / "abc.1234").write_text("{")


def damaged_object(home: Home) -> None:
    path = next((home.archive / "objects").rglob("*/*"))
    path.chmod(0o644)
    path.write_bytes(b"another report")


def missing_object(home: Home) -> None:
    next((home.archive / "objects").rglob("*/*")).unlink()


def broken_receipt(home: Home) -> None:
    next((home.archive / "receipts").rglob("*.json")).write_text("{")


def file_of_tomorrow(home: Home) -> None:
    arrive(home, b"later", NOW + timedelta(days=1), "2026-09")


def sound(_home: Home) -> None: ...


@pytest.mark.parametrize(
    ("fault", "name", "result", "words"),
    [
        (sound, "data folder", "ok", "can be written to"),
        (sound, "free space", "ok", f"200.0 MB are asked for (3 times {VERSION} took "),
        (huge_release, "free space", "WRONG", "30.0 TB are asked for"),
        (sound, "locks", "ok", "no run is on"),
        (sound, "leftovers", "ok", "no run was cut off"),
        (cut_stage, "leftovers", "warning", "a run was cut off while it wrote 2026.10.1-1"),
        (cut_table, "leftovers", "warning", "1 files were cut off"),
        (awaited_stage, "leftovers", "ok", "no run was cut off"),
        (cut_receipt, "leftovers", "warning", "1 files were cut off"),
        (sound, "archive", "ok", "1 files of a random sample are as they came"),
        (damaged_object, "archive", "WRONG", "1 of 1 files of a sample are missing or damaged"),
        (missing_object, "archive", "WRONG", "1 of 1 files of a sample are missing or damaged"),
        (broken_receipt, "archive", "WRONG", "1 of 1 files of a sample are missing or damaged"),
        (sound, "clock", "ok", "not before what was archived last"),
        (file_of_tomorrow, "clock", "WRONG", "before a file came"),
        (broken_receipt, "clock", "ok", "not before"),
        (sound, "store", "ok", "releases are copied nowhere"),
        (sound, "server", "ok", "runs are not recorded"),
    ],
)
def test_a_broken_home_is_told(
    home: Home, fault: Callable[[Home], None], name: str, result: str, words: str
) -> None:
    fault(home)
    found, said = told(home, name)
    assert (found, words in said) == (result, True), said
    assert "Siti" not in said


def test_a_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    home = Home(tmp_path / "none")
    assert told(home, "data folder") == ("warning", f"{home.root} is not there")
    assert not home.root.exists()
    home.root.write_text("a file")
    assert told(home, "data folder") == ("WRONG", f"{home.root} is no folder")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no folder here refuses every file")
def test_a_disk_that_takes_no_files_is_told() -> None:
    result, said = told(Home(Path("/proc/self")), "data folder")
    assert result == "WRONG"
    assert said.startswith("/proc/self cannot be written to (")


def test_a_disk_that_is_almost_full_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    free = os.statvfs(home.root)
    monkeypatch.setattr(disk, "FLOOR_FILES", free.f_favail + 10**9)
    monkeypatch.setattr(disk, "FLOOR_BYTES", free.f_bavail * free.f_frsize // 2)
    assert [check.result for check in disk.disk(home)] == ["ok", "warning", "WRONG"]


@pytest.fixture
def runner(home: Home) -> Iterator[int]:
    """A process that holds the lock of the month."""
    lock = home.work("2026-10") / ".lock"
    lock.parent.mkdir(parents=True)
    program = (
        f"import time; from filelock import FileLock; held = FileLock({str(lock)!r}); "
        "held.acquire(); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"held\n"
        yield running.pid
        running.kill()


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux tells of locks")
def test_a_lock_is_told_with_its_process(home: Home, runner: int) -> None:
    cut_stage(home)
    result, said = told(home, "locks")
    assert (result, said.startswith(f"2026-10 is held by process {runner} (")) == ("ok", True)
    assert told(home, "leftovers")[0] == "ok"
    long_ago = NOW.timestamp() - 7 * 3600
    os.utime(home.work("2026-10") / ".lock", (long_ago, long_ago))
    assert told(home, "locks")[0] == "warning"


def test_the_stages_are_where_publishing_has_them() -> None:
    assert standing.STAGING == STAGING
    assert standing.LOCK.endswith(".lock")
