from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows.examination import NothingToPublishError
from flows.notices.addresses import notified
from flows.notices.notice import (
    Notice,
    told_approval,
    told_failure,
    told_release,
    told_reminder,
)
from flows.notices.telling import Untold, tell
from flows.settings import NOTIFY, NOTIFY_ON, SettingError
from tests.receivers import PASSWORD, USER, mail_server, program, soon, webhook
from tests.summaries import summary

NOTICE = Notice("failure", "2026-10", "", "Rumah Data: it failed", "Why it did.\nWhat to do.")
KEEP = "open(sys.argv[1], 'w').write(sys.stdin.read())"


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NOTIFY, raising=False)
    monkeypatch.delenv(NOTIFY_ON, raising=False)


def whys(untold: tuple[Untold, ...]) -> list[str]:
    return [one.why for one in untold]


def test_a_webhook_a_mail_and_a_command_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "the notice.json"
    keep = program(tmp_path, KEEP)
    with webhook() as hook, mail_server() as (host, mails):
        mail = f"mailto://{USER}:{PASSWORD}@{host}?from=rumah@example.id&to=tim@example.id"
        monkeypatch.setenv(NOTIFY, f"{hook.address()} {mail}\ncommand:{keep} '{kept}'")
        assert tell(NOTICE) == ()
    assert [(t["title"], t["message"], t["type"]) for t in hook.taken] == [
        (NOTICE.subject, NOTICE.body, "failure")
    ]
    assert (mails[0]["To"], mails[0]["Subject"]) == ("tim@example.id", NOTICE.subject)
    assert "rumah@example.id" in mails[0]["From"]
    text = mails[0].get_body(("plain", "html"))
    assert text is not None
    assert "Why it did." in text.get_content()
    assert json.loads(kept.read_text()) == {
        "event": "failure", "period": "2026-10", "version": "",
        "subject": NOTICE.subject, "body": NOTICE.body,
    }  # fmt: skip


def test_a_command_is_no_shell_and_gets_no_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "open(sys.argv[1], 'w').write(json.dumps([sys.argv[2:], dict(os.environ)]))"
    kept = tmp_path / "kept"
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "rahasia")
    monkeypatch.setenv(NOTIFY, f"command:{program(tmp_path, body)} {kept} ';' '$(touch x)' $HOME")
    assert tell(NOTICE) == ()
    words, environment = json.loads(kept.read_text())
    assert words == [";", "$(touch x)", "$HOME"]
    assert environment.keys() >= {"PATH"}
    assert not environment.keys() & {"AWS_SECRET_ACCESS_KEY", NOTIFY}


def test_what_hangs_is_left_and_what_it_started_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = tmp_path / "pids"
    body = (
        "child = os.fork()\n"
        f"if child: open({str(pids)!r}, 'w').write(f'{{os.getpid()}} {{child}}')\n"
        "time.sleep(60)"
    )
    with webhook(drip=0.2) as slow, webhook() as quick:
        command = f"command:{program(tmp_path, body)}"
        monkeypatch.setenv(NOTIFY, f"{slow.address()} {quick.address()} {command}")
        began = time.monotonic()
        untold = tell(NOTICE, seconds=1)
        assert time.monotonic() - began < 4
    assert len(quick.taken) == 1
    assert whys(untold) == [
        "it had not taken the notice after 1 seconds",
        "its program had not ended after 1 seconds and was ended",
    ]
    assert soon(lambda: not any(is_running(pid) for pid in pids.read_text().split()))


def is_running(pid: str) -> bool:
    status = Path("/proc", pid, "stat")
    try:
        return status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("json://127.0.0.1:9/rahasia-hook", "its server cannot be reached, or refuses"),
        (
            "mailto://u:rahasia@127.0.0.1:9?from=c@d.id&to=a@b.id",
            "its server cannot be reached, or refuses",
        ),
        ("command:{failing} rahasia", "its program ended with 3"),
        ("command:{folder}/none rahasia", "names no program that can be run"),
        ("command:{folder}/text rahasia", "names no program that can be run"),
        ("command:tell rahasia", "names no program that can be run"),
        ("command:{failing} json://rahasia", "is followed by another address"),
        ("command:'rahasia", "a quote is not closed"),
        ("command:", "names no program"),
        ("nosuch://rahasia", "is no address: write addresses as Apprise knows them"),
        ("rahasia", "is no address"),
    ],
)
def test_who_is_not_told_is_said_without_a_secret(  # noqa: PLR0913, PLR0917 - fixtures
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    address: str,
    why: str,
) -> None:
    caplog.set_level("DEBUG", "flows")
    (tmp_path / "text").write_text("no program")
    failing = program(tmp_path, "sys.exit(3)", "failing")
    with webhook() as hook:
        written = address.format(folder=tmp_path, failing=failing)
        monkeypatch.setenv(NOTIFY, f"{hook.address()}\n{written}")
        untold = tell(NOTICE)
    assert len(hook.taken) == 1
    assert len(untold) == 1
    assert untold[0].who.startswith(f"address 2 of {NOTIFY} (")
    assert why in untold[0].why
    assert why in caplog.text
    printed = capfd.readouterr()
    for shown in (str(untold), caplog.text, printed.out, printed.err, str(addresses())):
        assert "rahasia" not in shown


def addresses() -> object:
    """What the setting is, or why it is wrong, as people are shown it."""
    try:
        return notified()
    except SettingError as error:
        return error


@pytest.mark.parametrize("status", [403, 500])
def test_the_answer_of_a_server_is_told(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    with webhook(status) as hook:
        monkeypatch.setenv(NOTIFY, hook.address("rahasia"))
        assert whys(tell(NOTICE)) == [f"its server answers {status}"]


def test_a_wrong_password_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server() as (host, mails):
        monkeypatch.setenv(NOTIFY, f"mailto://{USER}:salah@{host}?from=a@b.id&to=c@d.id")
        assert whys(tell(NOTICE)) == ["its server cannot be reached, or refuses"]
    assert mails == []


@pytest.mark.parametrize(
    ("events", "is_told"),
    [(None, True), ("failure", True), ("approval release\nreminder", False), ("", False)],
)
def test_only_the_events_of_the_setting_are_told(
    monkeypatch: pytest.MonkeyPatch, events: str | None, is_told: bool
) -> None:
    if events is not None:
        monkeypatch.setenv(NOTIFY_ON, events)
    with webhook() as hook:
        monkeypatch.setenv(NOTIFY, hook.address())
        assert tell(NOTICE) == ()
    assert bool(hook.taken) == is_told


def test_an_unknown_event_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NOTIFY, "json://127.0.0.1:9")
    monkeypatch.setenv(NOTIFY_ON, "failure kegagalan")
    (untold,) = tell(NOTICE)
    assert untold.why.startswith(f"{NOTIFY_ON} names kegagalan: write some of failure")


SUMMARY = summary(version="2026.10.0", outcome="published", missing=["18.04.04.2007"] * 17)


def test_a_release_is_told_by_counts_and_versions() -> None:
    notice = told_release(replace(SUMMARY, changes={"late report": 3}), "https://data.example.id/")
    assert notice.subject == "Rumah Data: 2026.10.0 is published"
    assert notice.body.splitlines() == [
        "Villages: 119 of 136 reported, 17 missing.",
        "Files: 133 received, 10 not usable.",
        "Findings: 25 blocking, 66 confirm, 22 note.",
        "Changes in months published before: 3.",
        "Page: https://data.example.id/2026.10.0/index.html",
    ]


def test_what_a_person_should_look_at_is_told_with_the_release() -> None:
    few = "2026-10: 40 files in s3://bucket/in, where 133 were before"
    assert f"Warning: {few}" in told_release(replace(SUMMARY, warnings=[few])).body


def test_a_release_that_stands_and_one_not_copied_are_told() -> None:
    notice = told_release(replace(SUMMARY, outcome="unchanged", not_copied="down"))
    assert notice.subject.endswith("2026.10.0 stands as it was")
    assert "It is not copied to the store: see `rumahdata status`." in notice.body


def os_error() -> OSError:
    return PermissionError(13, "Permission denied", "inbox/2026-10/Siti 081234567890.xlsx")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NothingToPublishError("no file was found for 2026-10"), "no file was found for 2026-10"),
        (NothingToPublishError("'Siti.xlsx' of 081234567890"), "'[file name]' of [phone]"),
        ("the gate is closed", "the gate is closed"),
        (os_error(), "An error that was not foreseen (PermissionError): see the log."),
        (KeyError("Siti Aminah"), "An error that was not foreseen (KeyError): see the log."),
    ],
)
def test_a_failure_is_told_without_data(error: BaseException | str, told: str) -> None:
    notice = told_failure("2026-10", error)
    assert notice.subject == "Rumah Data: the run of 2026-10 failed"
    assert notice.body.splitlines()[0] == told
    assert told_failure("2026-10", error, is_sample=True).subject.endswith("(CONTOH) failed")


def test_an_approval_and_a_reminder_are_told() -> None:
    approval = told_approval("2026-10", "2026.10.0", "119 of 136 reported.", "run `x`")
    assert (approval.event, approval.version) == ("approval", "2026.10.0")
    assert approval.subject == "Rumah Data: 2026.10.0 waits for approval"
    assert approval.body == "119 of 136 reported.\nTo let it be published or not: run `x`"
    reminder = told_reminder("2026-10", 17, date(2026, 11, 10))
    assert reminder.subject == "Rumah Data: 2026-10: 17 reports are missing"
    assert reminder.body == (
        "17 villages have sent no readable report of 2026-10. Reports are due on 2026-11-10."
    )
    assert told_reminder("2026-10", 1).body.startswith("1 village has sent")


def test_without_the_setting_nothing_is_loaded_or_sent() -> None:
    assert NOTIFY not in os.environ
    assert tell(NOTICE) == ()
