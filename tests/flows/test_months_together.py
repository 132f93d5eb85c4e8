"""Two months that are run at the same time: what the later one was made after must still hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from rich.console import Console

from flows.month import run_month
from flows.releases import published
from flows.runner import InProcess
from flows.settings import Request
from outputs.publish import PublishedMeanwhileError
from tests.homes import GOOD, OTHER, VILLAGE, released, request_in, send

Taken = TypeVar("Taken")

AUGUST, SEPTEMBER, OCTOBER = "2026-08", "2026-09", "2026-10"
HEALTH = ("contraception", "non_use", "child_nutrition")


class Meanwhile(InProcess):
    """Steps between two of which somebody else does something."""

    def __init__(self, before: str, meanwhile: Callable[[], object]) -> None:
        super().__init__(Console(quiet=True))
        self._before, self._meanwhile = before, meanwhile

    def step(self, name: str, function: Callable[..., Taken], *given: object) -> Taken:
        if name == self._before:
            self._meanwhile()
        return super().step(name, function, *given)


@pytest.fixture
def home(tmp_path: Path) -> Request:
    """A home in which a report of August came for each of two months to be released."""
    october = request_in(tmp_path, OCTOBER)
    for period in (AUGUST, SEPTEMBER, OCTOBER):
        send(october.of(period), "one.xlsx", GOOD, VILLAGE)
    return october


@pytest.mark.trial
def test_of_two_plans_the_later_one_is_made_again(home: Request) -> None:
    def late_report_and_other_month() -> None:
        send(home.of(AUGUST), "late.xlsx", GOOD, OTHER, hour=2)
        released(home.of(SEPTEMBER))

    refused = pytest.raises(PublishedMeanwhileError, match=r"2026\.09\.0 was published meanwhile")
    with Meanwhile("Publish", late_report_and_other_month) as runner, refused:
        run_month(home, runner)
    assert [r.path.name for r in published(home.home.releases, sample=False)] == ["2026.09.0"]
    assert released(home).version == "2026.10.0"
    first, later = published(home.home.releases, sample=False)
    assert later.manifest["lineage"] == ["2026.09.0"]
    for name in HEALTH:
        rows = later.tables[name].to_pylist()
        kept = [row for row in rows if row["period"] in first.periods]
        assert kept == first.tables[name].to_pylist()
