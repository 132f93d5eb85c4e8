from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.files import write_json
from flows.lock import HOLDER
from flows.overview import Line, overview
from flows.settings import STORE, Home, SettingError
from flows.summary import SUMMARY, write_stop, write_summary
from tests.homes import NOON
from tests.stores.publishers import small_release
from tests.summaries import summary

NO_INBOX = "stopped: the inbox /x is no folder"
AGAIN = "run the same command again"

WHEN = "2026-11-01 09:26"
"""NOON in western Indonesia (UTC+7)."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with a month of each sort."""
    monkeypatch.delenv(STORE, raising=False)
    home = Home(tmp_path / "home")
    for period, given in {
        "2026-01": {"version": "2026.01.0", "waiting": "2026.01.1 is staged"},
        "2026-02": {"version": "2026.02.0", "store": "s3://rumah/data"},
        "2026-03": {"version": "2026.03.0", "outcome": "published"},
        "2026-04": {"version": "2026.04.1", "not_copied": "the bucket\nis down"},
        "2026-05": {"version": "2026.05.0-CONTOH", "outcome": "published"},
        "2026-06": {"version": ""},
        "2026-11": {"version": "2026.11.0"},
    }.items():
        write_summary(home, summary(period=period, **given))
    write_stop(home, "2026-07", "no file was found for 2026-07")
    write_stop(home, "2026-11", "the inbox /x is no folder")
    write_stop(home, "2026-12", "the gate", summary(period="2026-12", missing=["18.04.04.2007"]))
    _cut_off(home, "2027-01")
    small_release(home.releases, "2026.08.0")
    small_release(home.releases, "2026.08.1")
    write_stop(home, "2026-08", "'Bu Siti.xlsx' of 081234567890")
    home.work("2026-09").mkdir()
    (home.work("2026-09") / SUMMARY).write_text("{")
    (home.inbox("2026-10") / "Balik Bukit").mkdir(parents=True)
    (home.root / "inbox" / "contoh").mkdir()
    for path in home.root.glob(f"work/*/{SUMMARY}"):
        os.utime(path, (NOON, NOON))
    return home


def _cut_off(home: Home, period: str) -> None:
    """Let a run of a month have been killed."""
    home.work(period).mkdir()
    write_json(home.work(period) / HOLDER, {"pid": 1, "since": "2026-11-01T09:26:00+07:00"})


def test_every_month_has_a_line(home: Home) -> None:
    counted = ("119 of 136", "25/66/22")
    unreadable = (
        f"{home.work('2026-09') / SUMMARY} cannot be read: run `rumahdata check 2026-09` again"
    )
    assert overview(home) == [
        Line("2026-01", *counted, "2026.01.0, one waits for approval", WHEN, "no store"),
        Line("2026-02", *counted, "2026.02.0", WHEN, "no store"),
        Line("2026-03", *counted, "2026.03.0", WHEN, "no store"),
        Line("2026-04", *counted, "2026.04.1", WHEN, "no: the bucket is down"),
        Line("2026-05", *counted, "2026.05.0-CONTOH", WHEN),
        Line("2026-06", *counted, "checked, not published", WHEN),
        Line("2026-07", release="stopped: no file was found for 2026-07", when=WHEN),
        Line("2026-08", release="2026.08.1, stopped: '[file name]' of [phone]", when=WHEN),
        Line("2026-09", release=unreadable, when=WHEN),
        Line("2026-10", release="not run yet"),
        Line("2026-11", *counted, f"2026.11.0, {NO_INBOX}", WHEN, "no store"),
        Line("2026-12", *counted, "checked, not published, stopped: the gate", WHEN),
        Line("2027-01", release=f"a run was cut off, begun {WHEN} WIB: {AGAIN}"),
    ]


def test_what_was_copied_is_told_where_there_is_a_store(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE, "s3://rumah/data")
    told = {line.period: line.copied for line in overview(home)}
    assert told["2026-02"] == "yes"
    assert told["2026-03"] == "no: rumahdata push 2026.03.0"
    assert told["2026-04"] == "no: the bucket is down"
    assert {told[f"2026-{month:02}"] for month in range(5, 11)} == {""}


def test_the_command_prints_one_line_a_month(home: Home) -> None:
    done = CliRunner().invoke(app, ["--home", str(home.root), "status"])
    assert done.exit_code == 0, done.output
    heads, *lines, key = done.output.splitlines()
    assert " ".join(heads.split()) == "month reported findings release last run (WIB) copied"
    assert key == "findings: blocking/confirm/note"
    months = [f"2026-{month:02}" for month in range(1, 13)]
    assert [line.split()[0] for line in lines] == [*months, "2027-01"]
    assert lines[1].split() == [
        *("2026-02", "119", "of", "136", "25/66/22", "2026.02.0"),
        *(*WHEN.split(), "no", "store"),
    ]


def test_a_home_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["--home", str(tmp_path / "dmeo"), "status"])
    assert isinstance(done.exception, SettingError)
    assert "dmeo is not there: name another with --home" in str(done.exception)


def test_the_months_of_a_home_that_is_empty(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["--home", str(tmp_path), "status"])
    assert done.output == f"No month is known in {tmp_path}\n"


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2026-07", ["the last run of 2026-07 was stopped: no file was found"]),
        ("2026-08", ["Release   2026.08.1", "the last run of 2026-08 was stopped"]),
        ("2026-10", ["2026-10 has not been run in", "run `rumahdata check 2026-10` first"]),
        ("2026-11", ["Release   2026.11.0", "Stopped   the inbox /x is no", "119 of 136 reported"]),
        ("2026-12", ["Stopped   the gate", "`rumahdata reminder 2026-12` lists the missing"]),
        ("2027-01", [f"Now       a run was cut off, begun {WHEN} WIB: {AGAIN}"]),
    ],
)
def test_a_month_tells_what_is_known_beside_why_it_stopped(
    home: Home, period: str, told: list[str]
) -> None:
    done = CliRunner().invoke(app, ["--home", str(home.root), "status", period])
    for line in told:
        assert line in f"{done.output} {done.exception}"
