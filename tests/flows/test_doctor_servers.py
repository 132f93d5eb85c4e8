"""The doctor before stores, clocks, servers and libraries that are not as they should be."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from flows.doctor import clock, installed
from flows.settings import SERVER, STORE, Home
from flows.stores import s3
from tests.answering import answering, silent
from tests.doctored import VERSION, answer, sound_home, told
from tests.stores.servers import keys


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return sound_home(tmp_path, monkeypatch)


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
