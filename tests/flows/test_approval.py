"""A release that waits for a person is published when that very release is approved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.approval import (
    ApprovalNeededError,
    NothingToApproveError,
    approve,
    waiting_of,
)
from flows.cli import app
from flows.releases import published
from flows.settings import APPROVAL, Request
from flows.summary import read_summary
from flows.summary_lines import lines_of
from tests.homes import GOOD, OTHER, copy_of, released, request_in, send


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Request:
    """A month that came, of which the release waits for a person."""
    request = replace(request_in(tmp_path_factory.mktemp("staged")), approval=True)
    send(request, "one.xlsx", GOOD)
    with pytest.raises(ApprovalNeededError, match="rumahdata approve 2026-10"):
        released(request)
    return request


@pytest.fixture
def asked(staged: Request, tmp_path: Path) -> Request:
    """The same in a home of its own."""
    return copy_of(staged, tmp_path)


def versions(request: Request) -> list[str]:
    return [r.path.name for r in published(request.home.releases, sample=False)]


def test_nothing_is_published_before_it_is_approved(asked: Request) -> None:
    waiting = waiting_of(asked.home, asked.period)
    assert waiting is not None
    assert (waiting.folder(asked.home) / "index.html").is_file()
    with pytest.raises(ApprovalNeededError):
        released(asked)
    assert versions(asked) == []
    assert waiting_of(asked.home, asked.period) == waiting  # asked once, since then
    summary = read_summary(asked.home, asked.period)
    assert (summary.version, summary.reported) == ("", 1)
    assert "2026.10.0 is staged" in summary.waiting
    assert "Waiting" in dict(lines_of(summary))


def test_what_is_approved_is_published_by_the_next_run(asked: Request) -> None:
    approve(asked.home, asked.period, "Ibu", "sudah dilihat")
    summary = released(asked)
    assert versions(asked) == ["2026.10.0"]
    assert summary.waiting == ""
    assert summary.ran == ["collect", "publish"]  # what was staged is what is published
    with pytest.raises(NothingToApproveError):
        approve(asked.home, asked.period, "Ibu", "")


@pytest.mark.parametrize("name", ["", "  "])
def test_nobody_approves_nothing(asked: Request, name: str) -> None:
    with pytest.raises(NothingToApproveError, match="no name"):
        approve(asked.home, asked.period, name, "sudah dilihat")
    with pytest.raises(ApprovalNeededError):
        released(asked)


def test_a_release_that_changed_since_is_asked_for_again(asked: Request) -> None:
    approve(asked.home, asked.period, "Ibu", "sudah dilihat")
    send(asked, "two.xlsx", GOOD, OTHER)
    with pytest.raises(ApprovalNeededError):
        released(asked)
    assert versions(asked) == []


def test_staged_files_that_were_edited_are_not_published(asked: Request) -> None:
    waiting = waiting_of(asked.home, asked.period)
    assert waiting is not None
    page = waiting.folder(asked.home) / "index.html"
    page.write_bytes(page.read_bytes() + b"<!-- edited -->")
    approve(asked.home, asked.period, "Ibu", "sudah dilihat")
    released(asked)
    assert b"edited" not in (asked.home.releases / "2026.10.0" / "index.html").read_bytes()


def test_the_commands_wait_and_go_on(asked: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    run = CliRunner()
    home = ["--home", str(asked.home.root)]
    monkeypatch.setenv(APPROVAL, "always")
    waits = run.invoke(app, [*home, "release", "2026-10"])
    assert (waits.exit_code, "waits for approval" in waits.output) == (3, True)
    plan = run.invoke(app, [*home, "plan", "2026-10"])
    assert "waits for approval" in plan.output
    done = run.invoke(app, [*home, "approve", "2026-10", "--by", "Ibu", "--because", "dilihat"])
    assert done.exit_code == 0, done.output
    assert "2026.10.0 (published)" in done.output
    again = run.invoke(app, [*home, "rerun", "2026-10"])
    assert "1 ran (collect), 8 reused" in again.output
