from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from uvicorn.logging import AccessFormatter

from flows import discretion
from flows.archive import Archive, Receipt
from flows.discretion import NAME, UntoldError, discreet, install, untold
from flows.settings import NOTIFY, Home

DIGEST = "3f9a12" + "1234567890123456" + "ab" * 21
MOMENT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def logs() -> Iterator[None]:
    """What installing changes is put back."""
    before, hook = logging.getLogRecordFactory(), sys.excepthook
    yield
    logging.setLogRecordFactory(before)
    sys.excepthook = hook
    discretion._SENT_NAMES.home = None


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (OSError(5, "Input/output error", "/in/Siti Aminah.xlsx"), UntoldError, NAME),
        (FileNotFoundError(2, "No such file", "/in/Bu Siti.ods"), UntoldError, NAME),
        (PermissionError(13, "Permission denied", "/releases"), PermissionError, "/releases"),
        (ValueError("Bu Siti.ods"), ValueError, "Bu Siti.ods"),  # a fault of ours, not of a disk
    ],
)
def test_an_error_of_the_system_does_not_tell_what_a_file_is_called(
    error: Exception, kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind) as told, untold():
        raise error
    assert said in str(told.value)
    assert isinstance(error, ValueError) or "Siti" not in repr(told.value)


def archived(home: Home, *names: str) -> None:
    for name in names:
        Archive(home.archive).enter(
            Receipt("2026-10", "folder", name, DIGEST, 1, MOMENT, MOMENT)
        )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("NIK 1804045601900001 found", "NIK [number] found"),
        ("nik1804045601900001", "nik[number]"),
        ("NIK 1804 0456 0190 0001", "NIK [number]"),
        ("18.04.04.560190.0001", "[number]"),
        ("180404560190000112 too", "[number] too"),
        ("1804045601900001 2 rows", "[number] 2 rows"),
        ("call 081234567890", "call [phone]"),
        ("call 0812-3456-7890.", "call [phone]."),
        ("wa +62 812 3456 7890", "wa [phone]"),
        ("wa 6281234567890", "wa [phone]"),
        ("cell holds 81234567890, 1.804045601900001e+15", "cell holds [phone], [number]"),
        ("(0728) 21234 or 0728-21234", "[phone] or [phone]"),
        ("from kader.siti@example.id", "from [mail]"),
    ],
)
def test_numbers_of_people_are_blanked_out(written: str, told: str) -> None:
    assert discreet(written) == told


@pytest.mark.parametrize(
    "text",
    [
        "18.04.04.2007 18.04.04.2008 are missing",
        "2026.10.0 of 2026-10 at 2026-11-29 01:06:40,123",
        f"object {DIGEST}",
        "run 12345678-1234-1234-1234-123456789012",
        "listening on 127.0.0.1:4200 for 62.8123456 s, 0.8123456789",
        "see data/work/2026-10/problems.csv and release.xlsx",
        "the inbox data/inbox/2026-10 is no folder",
        "K7Q3-9XZA in Keluarga!D3",
    ],
)
def test_what_belongs_to_the_house_is_kept(text: str) -> None:
    assert discreet(text) == text


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("cannot read 'Siti Aminah 2007.xlsx'", "cannot read '[file name]'"),
        ("Denied: '/srv/inbox/2026-10/Bu Siti/foto'", "Denied: '/srv/inbox/2026-10/[file name]'"),
        ("at /srv/inbox/2026-10/Bu Siti/a.ods now", "at /srv/inbox/2026-10/[file name] now"),
        ("/kiriman/Siti Aminah.XLS is locked", "/kiriman/[file name] is locked"),
        ("got siti.csv", "[file name]"),
        ("bu siti.xlsx dan bu ani.xls", "[file name] [file name]"),
        ("siti problems.csv.xlsx", "[file name]"),
    ],
)
def test_what_looks_like_the_name_of_a_submission_is_blanked_out(written: str, told: str) -> None:
    assert discreet(written) == told


def test_names_of_archived_submissions_are_known_whatever_they_look_like(
    tmp_path: Path, logs: None
) -> None:
    home = Home(tmp_path)
    archived(home, "laporan bu siti", "Pekon, Bu Siti.xlsx")
    install(home)
    assert discreet("skipping laporan bu siti and Pekon, Bu Siti.xlsx") == (
        "skipping [file name] and [file name]"
    )
    archived(home, "kiriman bu aminah")
    assert discreet("skipping kiriman bu aminah") == "skipping [file name]"


def test_secrets_are_blanked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI")
    monkeypatch.setenv(NOTIFY, "tgram://123456789:AbCdEfGh/42 json://h/hook-token-9")
    told = discreet("POST /hook-token-9 with wJalrXUtnFEMI to bot123456789:AbCdEfGh json")
    assert told == "POST /[secret] with [secret] to bot[secret]:[secret] json"


def test_what_is_no_secret_of_an_address_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NOTIFY, "json://data.example.id/rumah-data mailto://u:rahasia@10.0.0.1:2525")
    text = "Page: https://data.example.id/rumah-data/ on 10.0.0.1"
    assert discreet(text) == text
    assert discreet("with rahasia") == "with [secret]"


def failing(logger: logging.Logger) -> None:
    try:
        int("081234567890 in 'Siti Aminah.xlsx'")
    except ValueError:
        logger.exception("failed on %s", "1804045601900001")


def test_every_logger_and_handler_is_discreet(
    tmp_path: Path, logs: None, caplog: pytest.LogCaptureFixture
) -> None:
    install(Home(tmp_path))
    install(Home(tmp_path))
    for name in ("flows.x", "prefect.flow_runs", "openpyxl", None):
        logger = logging.getLogger(name)
        logger.warning("%s called %s", "Siti Aminah.xlsx", 81234567890)
        failing(logger)
        logger.warning("%d files", "many")
    assert "failed on [number]" in caplog.text
    assert "a record that cannot be formatted (TypeError)" in caplog.text
    assert "with base 10: \"[phone] in '[file name]'" in caplog.text
    for planted in ("Siti", "8123", "1804", "many"):
        assert planted not in caplog.text


def test_an_unforeseen_error_prints_no_data() -> None:
    program = (
        "from pathlib import Path; from flows.discretion import install; "
        "from flows.settings import Home; install(Home(Path('nowhere'))); "
        "open('inbox/2026-10/Siti 081234567890.xlsx')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)  # noqa: PLW1510
    assert "FileNotFoundError" in done.stderr
    assert "'inbox/2026-10/[file name]'" in done.stderr.splitlines()[-1]


def test_the_access_log_of_a_server_stays_whole(tmp_path: Path, logs: None) -> None:
    """Uvicorn's formatter unpacks five arguments of a record."""
    install(Home(tmp_path))
    make = logging.getLogRecordFactory()
    formatter = AccessFormatter("%(request_line)s %(status_code)s", use_colors=False)
    for path, told in (("/api/health", "/api/health"), ("/x?n=081234567890", "/x?n=[phone]")):
        given = ("127.0.0.1:4", "GET", path, "1.1", 200)
        record = make("uvicorn.access", 20, "", 0, '%s - "%s %s HTTP/%s" %d', given, None)
        assert formatter.format(record) == f"GET {told} HTTP/1.1 200 OK"


@pytest.mark.parametrize(
    "text", ["word " * 40_000, "a" * 200_000, "1 " * 100_000, "x.y@" * 50_000, "a.csv " * 30_000]
)
def test_a_long_text_does_not_hold_up_a_run(text: str) -> None:
    began = time.process_time()
    discreet(text)
    assert time.process_time() - began < 5
