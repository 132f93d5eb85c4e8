"""A step is reused exactly when nothing that its results follow from has changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from flows import examination, month_tables, protected, publishing, reading, series
from flows.asked import Asked
from flows.child import CRASHED, read_files
from flows.deciding import Said, hold_section
from flows.earlier import months_before
from flows.foresight import foresee
from flows.month import run_month
from flows.reuse.record import record_path
from flows.reuse.step import Step, steps_from
from flows.reuse.tally import DONE, RAN, Tally, append_line, done_of
from flows.runner import InProcess
from flows.settings import Request
from outputs.canonical import file_facts, files_below
from tests.homes import GOOD, OTHER, VILLAGE, checked, request_in, send

ALL = [step.value for step in Step if step is not Step.LETTERS]
Change = Callable[[pytest.MonkeyPatch, Request], Request]
FROM_CHECK = [step for step in ALL if step != "read"]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Request:
    """A home with one month released."""
    request = request_in(tmp_path_factory.mktemp("reuse"))
    send(request, "one.xlsx", GOOD)
    send(request, "two.xlsx", GOOD, OTHER)
    run(request)
    return request


@pytest.fixture
def request_(before: Request, tmp_path: Path) -> Request:
    """The same in a home of its own."""
    shutil.copytree(before.home.root, tmp_path / "home", symlinks=True)
    return request_in(tmp_path)


def run(request: Request) -> list[str]:
    """Release the month; the steps that ran."""
    with InProcess(Console(quiet=True)) as runner:
        run_month(request, runner)
        return runner.tally.steps(request.period, RAN)


def code_changed(step: Step) -> Change:
    """The code of a step gets another digest."""

    def change(patch: pytest.MonkeyPatch, request: Request) -> Request:
        for module in (reading, examination, month_tables, series, publishing):
            known = module.code_of
            patch.setattr(
                module, "code_of", lambda s, known=known: "other" if s is step else known(s)
            )
        return request

    return change


def new_file(_: pytest.MonkeyPatch, request: Request) -> Request:
    send(request, "three.xlsx", GOOD, "18.04.04.2009")
    return request


def touched(_: pytest.MonkeyPatch, request: Request) -> Request:
    (request.inbox / "one.xlsx").touch()
    return request


def held(_: pytest.MonkeyPatch, request: Request) -> Request:
    hold_section(
        request.home, request.period, VILLAGE, "D", Said("Dinas", "angka dua desa tertukar")
    )
    return request


def asked_from(step: Step) -> Change:
    return lambda _, request: replace(request, again=steps_from(step))


def with_site(_: pytest.MonkeyPatch, request: Request) -> Request:
    return replace(request, site="https://data.example.id/")


def lost(*steps: Step) -> Change:
    """The records of steps are gone, as after a disk that lost them."""

    def change(_: pytest.MonkeyPatch, request: Request) -> Request:
        for step in steps:
            record_path(request.home.work(request.period), step).unlink()
        return request

    return change


def spoilt(path: str, content: bytes | None) -> Change:
    """A working file is cut off, replaced, or gone."""

    def change(_: pytest.MonkeyPatch, request: Request) -> Request:
        found = request.home.work(request.period) / path
        found.unlink() if content is None else found.write_bytes(content)
        return request

    return change


COLLECTED = ["collect"]
CHANGES: dict[str, tuple[Change, list[str]]] = {
    "nothing": (lambda _, request: request, COLLECTED),
    "another date of the same file": (touched, COLLECTED),
    "code of reading": (code_changed(Step.READ), [*ALL[:6], "publish"]),
    "code of checking, such as a rule": (
        code_changed(Step.CHECK),
        [*COLLECTED, *FROM_CHECK[1:5], "publish"],
    ),
    "code of indicators": (
        code_changed(Step.INDICATORS),
        [*COLLECTED, "indicators", "protect", "publish"],
    ),
    "code of protection": (code_changed(Step.PROTECT), [*COLLECTED, "protect", "publish"]),
    "asked for from the indicators on": (
        asked_from(Step.INDICATORS),
        [*COLLECTED, "indicators", "protect", "publish"],
    ),
    "asked for all": (asked_from(Step.COLLECT), [*ALL[:6], "publish"]),
    "record of tidy lost": (lost(Step.TIDY), [*COLLECTED, "tidy"]),
    "all records lost": (lost(*(Step(name) for name in ALL)), [*ALL[:6], "publish"]),
    "findings opened and saved otherwise": (
        spoilt("problems.csv", b"\xef\xbb\xbfnothing"),
        [*COLLECTED, "tidy"],
    ),
    "internal table gone": (spoilt("tables/indicators.parquet", None), [*COLLECTED, "indicators"]),
    "record cut off": (spoilt("steps/check.json", b'{"step": "che'), [*COLLECTED, "check"]),
    "record of nonsense": (spoilt("steps/protect.json", b"[]"), [*COLLECTED, "protect"]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_runs_again_is_what_was_foreseen(
    request_: Request, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    change, ran = CHANGES[name]
    tables = published(request_)
    asked = change(monkeypatch, request_)
    foreseen = [one.step.value for one in foresee(Asked("release", asked)) if one.why]
    assert run(asked) == ran
    # Whether the release would be written anew is known only after it is compared.
    assert [step for step in foreseen if step not in ("stage", "gate")] == ran
    assert published(request_) == tables


@pytest.mark.parametrize("name", ["new file", "decision", "address of the releases"])
def test_what_changes_a_release_runs_again_to_a_new_edition(
    request_: Request, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    change, ran = {
        "new file": (new_file, ALL),
        "decision": (held, [*COLLECTED, *FROM_CHECK[1:]]),
        "address of the releases": (with_site, [*COLLECTED, "publish"]),
    }[name]
    asked = replace(change(monkeypatch, request_), correct=True)
    foreseen = [one.step.value for one in foresee(Asked("release", asked)) if one.why]
    assert run(asked) == ran
    assert set(foreseen) >= set(ran)
    assert run(asked) == COLLECTED


def published(request: Request) -> dict[str, str]:
    """Every file of every release, and every table of the month, by digest."""
    releases, ready = request.home.releases, request.home.work(request.period) / protected.READY
    return {
        f"{folder.name}/{path}": file_facts(folder, path).sha256
        for folder in (releases, ready)
        for path in files_below(folder)
        if not path.startswith(".")
    }


def test_one_changed_file_is_read_and_no_other(request_: Request) -> None:
    send(request_, "one.xlsx", {**GOOD, "families.families": 201}, hour=5)
    with InProcess(Console(quiet=True)) as runner:
        summary = run_month(replace(request_, correct=True), runner)
    assert (summary.read, summary.known) == (1, 2)
    assert summary.version == "2026.10.1"
    assert len(summary.ran) + len(summary.reused) == len(ALL)


def test_a_kept_reading_that_was_changed_is_read_again(request_: Request) -> None:
    shelf = request_.home.work(request_.period) / reading.READINGS
    path = min(shelf.iterdir())
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    key = content[: reading.DIGEST].decode()
    assert reading.kept_reading(path, key) is None
    with InProcess(Console(quiet=True)) as runner:
        summary = run_month(request_, runner)
    assert (summary.read, summary.known) == (1, 1)
    assert reading.kept_reading(path, key) is not None


def test_a_kept_reading_that_goes_while_the_month_is_run_is_told(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_path(request_.home.work(request_.period), Step.CHECK).unlink()

    def lose(*given: Any) -> Any:
        min((request_.home.work(request_.period) / reading.READINGS).iterdir()).unlink()
        return months_before(*given)

    monkeypatch.setattr(examination, "months_before", lose)
    with pytest.raises(reading.ReadingLostError, match="run the same command again"):
        run(request_)
    monkeypatch.undo()
    assert run(request_) == ["collect", "read", "check"]


def test_a_file_that_killed_the_reader_is_tried_again_and_nothing_after_it(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    (request_.inbox / "bomb.xlsx").write_bytes(b"abort")
    killing = partial(read_files, reader="tests.readers:obey")
    monkeypatch.setattr(reading, "read_files", killing)
    asked = replace(request_, correct=True)
    with InProcess(Console(quiet=True)) as runner:
        first = run_month(asked, runner)
    with InProcess(Console(quiet=True)) as runner:
        second = run_month(asked, runner)
    assert (first.read, second.read, second.known) == (1, 1, 2)
    assert second.ran == ["collect", "read"]
    november = request_.of("2026-11")
    with InProcess(Console(quiet=True)) as runner:
        series.earlier_parts(november, runner)
        assert runner.tally.steps(request_.period, RAN) == ["collect", "read"]  # tried again too
    monkeypatch.undo()
    found = {problem.kind for problem in checked(request_).examined.problems}
    assert "file_unreadable" in found  # it is read now, and told as what it is
    assert CRASHED not in found


def test_a_line_that_a_kill_cut_off_hides_no_other(tmp_path: Path) -> None:
    tally = Tally()
    tally.add(tmp_path, "2026-10", Step.READ, pieces=3, fresh=2)
    path = tmp_path / "steps" / DONE
    with path.open("a", encoding="utf-8") as file:
        file.write('{"run": "cut')
    tally.add(tmp_path, "2026-10", Step.CHECK, is_run=False, fresh=0)
    append_line(path, "[]")
    assert [(d.step, d.did, d.pieces, d.fresh) for d in done_of(tmp_path)] == [
        (Step.READ, RAN, 3, 2),
        (Step.CHECK, "reused", 1, 0),
    ]
