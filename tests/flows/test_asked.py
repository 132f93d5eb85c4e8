"""The last run of a month can be asked for again, as it was asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from flows.asked import NeverAskedError, keep_asked, last_asked
from flows.backfill import backfill
from flows.cli import app
from flows.settings import INBOX, SettingError, months_of
from tests.homes import GOOD, request_in, send


def test_what_was_asked_is_asked_again(tmp_path: Path) -> None:
    plain = request_in(tmp_path)
    with pytest.raises(NeverAskedError, match="rumahdata release 2026-10"):
        last_asked(plain)
    release = replace(plain, correct=True, letters=True, sample=True, inbox=tmp_path / "inbox")
    letters = replace(plain, until=date(2026, 12, 1))
    keep_asked("release", release)
    keep_asked("letters", letters)
    assert (
        last_asked(plain, "release").command
        == "rumahdata release 2026-10 --sample --correct --letters"
    )
    assert last_asked(plain).command == "rumahdata letters 2026-10"
    assert (last_asked(plain).what, last_asked(plain).request) == ("letters", letters)
    assert last_asked(plain, "release").request == release


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2026-10", ["2026-10"]),
        ("2026-10..2026-10", ["2026-10"]),
        ("2026-11..2027-02", ["2026-11", "2026-12", "2027-01", "2027-02"]),
    ],
)
def test_months_in_a_row(text: str, months: list[str]) -> None:
    assert months_of(text) == months


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "..2026-10", "2026-10..", "2026-10..2026-09"]
)
def test_months_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(SettingError):
        months_of(text)


@pytest.mark.parametrize(
    ("setting", "option", "is_each"),
    [
        ("", "", True),
        ("{folder}/{{period}}", "", True),
        ("", "{folder}/{{period}}", True),
        ("", "{folder}", False),
        ("{folder}", "", False),
        ("s3://rumah/in", "", False),
        ("s3://rumah/in/{{period}}", "{folder}", False),
    ],
)
def test_months_in_a_row_have_an_inbox_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, option: str, is_each: bool
) -> None:
    folder = tmp_path / "others"
    monkeypatch.setenv(INBOX, setting.format(folder=folder))
    given = ("--inbox", option.format(folder=folder)) if option else ()
    home = ("--home", str(tmp_path / "home"))
    done = CliRunner().invoke(app, [*home, "release", "2026-01..2026-02", *given])
    told = f"{done.output} {done.exception}"
    assert ("is of one month: write {period}" in told) != is_each, told
    assert ("2026-02" in told) == is_each, told


def test_months_in_a_row_are_released_in_order_and_a_failure_ends_it(tmp_path: Path) -> None:
    request = request_in(tmp_path)
    for period in ("2026-08", "2026-10"):
        send(request.of(period), "one.xlsx", GOOD)
    months = [request.of(month) for month in months_of("2026-07..2026-10")]
    quiet = Console(quiet=True)
    found = [
        (o.period, o.summary.version if o.summary else "", o.stopped)
        for o in backfill(months, quiet)
    ]
    assert found == [
        ("2026-07", "", False),  # nothing came
        ("2026-08", "2026.08.0", False),
        ("2026-09", "", False),
        ("2026-10", "2026.10.0", False),
    ]
    (request.home.releases / "2026.08.0" / "index.html").chmod(0o644)
    (request.home.releases / "2026.08.0" / "index.html").write_text("edited", "utf-8")
    again = backfill(months, quiet)
    assert [(o.summary is None, o.stopped) for o in again] == [
        (True, False),
        (True, True),
        (True, True),  # not begun
        (True, True),
    ]
    assert "changed after it was published" in again[1].told
