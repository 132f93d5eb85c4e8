"""A changed rule over the archived months: who newly fails and who newly passes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from flows.replay import Replayed, replay, rules_named
from flows.replay_table import replay_table
from flows.runner import InProcess
from flows.settings import Request, SettingError
from schemas.rules import RULES, AtMost, Rule
from tests.homes import OTHER, VILLAGE, WRONG, checked, request_in, send

RULE = next(rule for rule in RULES if rule.id == "families_with_under_fives_within_families")
assert isinstance(RULE, AtMost)
TURNED = replace(RULE, left=RULE.right, right=RULE.left)
NEW = replace(RULE, id="made_up")


def run(request: Request, rule: Rule) -> list[Replayed]:
    with InProcess(Console(quiet=True)) as runner:
        return replay(request, [rule], runner)


@pytest.fixture(scope="module")
def request_(tmp_path_factory: pytest.TempPathFactory) -> Request:
    request = request_in(tmp_path_factory.mktemp("replay"))
    for period in ("2026-09", "2026-10"):
        asked = request.of(period)
        send(asked, "a.xlsx", WRONG)
        send(asked, "b.xlsx", {q: 10 - v for q, v in WRONG.items()}, OTHER)
        checked(asked)
    return request


@pytest.mark.parametrize(
    ("rule", "failed", "failing", "passing"),
    [
        (RULE, (VILLAGE,), (), ()),
        (TURNED, (OTHER,), (OTHER,), (VILLAGE,)),
        (NEW, (VILLAGE,), None, None),
        (replace(RULE, since="2030-01"), (VILLAGE,), (), ()),
    ],
    ids=["the same", "turned", "new", "not yet in force"],
)
def test_a_rule_is_set_beside_its_last_run(
    request_: Request,
    rule: Rule,
    failed: tuple[str, ...],
    failing: tuple[str, ...] | None,
    passing: tuple[str, ...] | None,
) -> None:
    found = run(request_, rule)
    assert [one.period for one in found] == ["2026-09", "2026-10"]
    for one in found:
        assert one.outcome.failed == failed
        assert (one.failing, one.passing) == (failing, passing)
    assert replay_table(found).row_count == 2


def test_a_replay_changes_no_file(request_: Request) -> None:
    before = {p: p.read_bytes() for p in request_.home.root.rglob("*") if p.is_file()}
    run(request_, TURNED)
    assert {p: p.read_bytes() for p in request_.home.root.rglob("*") if p.is_file()} == before


def test_an_unknown_rule_and_an_empty_archive_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="near it are: people_per_family"):
        rules_named(["per_family"])
    assert rules_named([]) == RULES
    with pytest.raises(SettingError, match="nothing is archived"):
        run(request_in(tmp_path), RULE)
