"""The doctor before homes that were broken on purpose."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.archive import Archive, Receipt
from flows.cli import app
from flows.doctor import clock, disk, installed
from flows.doctor.check import Check
from flows.doctor.rounds import examine
from flows.doctor.traces import STAGING
from flows.settings import NOTIFY, SERVER, SETTINGS, STORE, Home
from flows.stores import s3
from outputs import publish
from tests.answering import answering, silent
from tests.stores.publishers import small_release
from tests.stores.servers import keys

VERSION = "2026.10.0"
NOW = datetime.now(UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home in which a month was archived and released."""
    for name in os.environ:
        if name.startswith(("RUMAHDATA_", "AWS_", "PREFECT_")):
            monkeypatch.delenv(name)
    home = Home(tmp_path / "home")
    arrive(home, b"a report", NOW - timedelta(days=1))
    folder = small_release(home.releases, VERSION)
    (home.releases / STAGING).mkdir()
    (home.releases / "latest.json").write_text(json.dumps({"version": folder.name}))
    return home


def arrive(home: Home, content: bytes, when: datetime, period: str = "2026-10") -> Path:
    archive = Archive(home.archive)
    taken = home.root / "taken"
    taken.parent.mkdir(parents=True, exist_ok=True)
    taken.write_bytes(content)
    with taken.open("rb") as stream:
        sha256, size = archive.take(stream)
    taken.unlink()
    archive.enter(Receipt(period, "folder", "Bu Siti.xlsx", sha256, size, when, when))
    return archive.path(sha256)


def answer(home: Home, name: str, seconds: float = 8) -> list[Check]:
    return [check for check in examine(home, seconds) if check.name == name]


def told(home: Home, name: str) -> tuple[str, str]:
    (check,) = answer(home, name)
    assert bool(check.do) == (check.result != "ok")
    return check.result, check.told


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


def cut_stage(home: Home) -> None:
    (home.releases / STAGING / "2026.10.1-1").mkdir()


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
        (sound, "free space", "ok", f"a release needs 300.0 MB (measured from {VERSION})"),
        (huge_release, "free space", "WRONG", "a release needs 30.0 TB"),
        (sound, "locks", "ok", "no run is on"),
        (sound, "leftovers", "ok", "no run was cut off"),
        (cut_stage, "leftovers", "warning", "a run was cut off while it wrote 2026.10.1-1"),
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
    assert publish.STAGING == STAGING
    assert publish.LOCK.endswith(".lock")


@pytest.mark.parametrize(
    ("made", "result", "words"),
    [
        ({}, "ok", "is not there yet: the first push makes it"),
        ({"/": ""}, "ok", "answers; whether it honours conditions is tried by a push"),
        ({"": "a file"}, "WRONG", "cannot be read from"),
        ({"latest.json": "{"}, "WRONG", "latest.json names no version"),
        ({"latest.json": json.dumps({"version": VERSION})}, "ok", "answers"),
    ],
)
def test_a_folder_as_store_is_judged(  # noqa: PLR0913, PLR0917 - a table
    home: Home,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    made: dict[str, str],
    result: str,
    words: str,
) -> None:
    store = tmp_path / "store"
    for name, content in made.items():
        path = store / name
        path.parent.mkdir(exist_ok=True)
        (store.mkdir if name == "/" else lambda p=path, c=content: p.write_text(c))()
    monkeypatch.setenv(STORE, str(store))
    found, said = told(home, "store")
    assert (found, words in said) == (result, True), said


def test_a_store_on_a_disk_that_is_not_mounted_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE, "/nowhere/mounted/store")
    assert told(home, "store") == ("WRONG", "/nowhere/mounted/store is not there")


@pytest.mark.parametrize(
    ("there", "result"), [(VERSION, "ok"), ("2026.09.0", "warning"), ("2026.11.0", "warning")]
)
def test_a_release_that_was_not_copied_is_told(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str, result: str
) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "latest.json").write_text(json.dumps({"version": there}))
    monkeypatch.setenv(STORE, str(tmp_path / "store"))
    assert told(home, "newest release")[0] == result


def bucket_at(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv(STORE, "s3://rumah/data")
    monkeypatch.setitem(s3.RETRY, "max_retries", 0)
    for name, value in keys(address, "key", "secret").items():
        monkeypatch.setenv(name, value)


def test_a_bucket_that_does_not_answer_or_hangs_is_told_in_time(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket_at(monkeypatch, "http://127.0.0.1:9")
    assert told(home, "store")[1].startswith("s3://rumah/data: cannot read latest.json: the store")
    with silent() as address:
        bucket_at(monkeypatch, address)
        (check,) = answer(home, "store", seconds=1)
    assert (check.result, check.told) == ("warning", "no answer within 1 seconds")


@pytest.mark.parametrize(
    ("ahead", "result"), [(0, "ok"), (120, "warning"), (-120, "warning"), (3600, "WRONG")]
)
def test_the_clock_is_held_against_that_of_the_store(
    home: Home, monkeypatch: pytest.MonkeyPatch, ahead: int, result: str
) -> None:
    with answering({"/": (403, "")}, ahead) as address:
        bucket_at(monkeypatch, address)
        assert told(home, "clock of the store")[0] == result


def test_a_machine_without_time_zones_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "ZONE", "Asia/Nowhere")
    assert told(home, "time zones") == ("WRONG", "Asia/Nowhere is not known here")


OURS = version("prefect")


@pytest.mark.parametrize(
    ("health", "answered", "result", "words"),
    [
        ((200, "true"), (200, f'"{OURS}"'), "ok", f"it answers, Prefect {OURS} as here"),
        (
            (200, "true"),
            (200, '"3.0.0"'),
            "warning",
            f"the server is Prefect 3.0.0, this is {OURS}",
        ),
        ((200, "true"), (401, ""), "WRONG", "asks for a password"),
        ((503, ""), (200, f'"{OURS}"'), "WRONG", "answers 503 and 200"),
        ((404, ""), (404, ""), "WRONG", "answers 404 and 404"),
    ],
)
def test_a_prefect_server_is_judged_by_its_answers(  # noqa: PLR0913, PLR0917 - a table
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
    health: tuple[int, str],
    answered: tuple[int, str],
    result: str,
    words: str,
) -> None:
    with answering({"/api/health": health, "/api/admin/version": answered}) as address:
        monkeypatch.setenv(SERVER, f"{address}/api")
        found, said = told(home, "server")
    assert (found, words in said) == (result, True), said


def test_a_prefect_server_that_is_down_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SERVER, "http://127.0.0.1:9/api")
    assert told(home, "server")[1].startswith("the Prefect server does not answer (ConnectError)")


@pytest.mark.parametrize(
    ("lock", "found"),
    [
        (f"prefect=={OURS} \\\n    --hash=sha256:00\n", [("ok", "1 as requirements.lock pins")]),
        ("pandas==0.1 \\\n", [("warning", "pandas")]),
        ("typer==0.1 \\\npandas==0.1 \\\n", [("warning", "pandas"), ("warning", "typer")]),
        ("no-such-library==1.0\n", [("WRONG", "not installed: no-such-library")]),
        ("no-such-library==1.0 ; sys_platform == 'win32' \\\n", [("ok", "0 as")]),
        (None, [("ok", "no requirements.lock stands beside this program")]),
    ],
)
def test_libraries_are_held_against_the_lock(
    home: Home,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lock: str | None,
    found: list[tuple[str, str]],
) -> None:
    monkeypatch.setattr(installed, "LOCK", tmp_path / "requirements.lock")
    if lock is not None:
        (tmp_path / "requirements.lock").write_text(lock)
    checks = answer(home, "libraries")
    assert [c.result for c in checks] == [result for result, _ in found]
    assert all(words in c.told for c, (_, words) in zip(checks, found, strict=True))


def test_our_own_lock_is_read_whole() -> None:
    text = installed.LOCK.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "==" in line and line[0].isalnum()]
    pinned = installed.pins(text)
    assert 0.9 * len(lines) < len(pinned) <= len(lines)
    assert {"pandas", "prefect", "pyarrow"} <= pinned.keys()
