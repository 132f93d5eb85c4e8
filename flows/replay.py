"""A new or changed rule over all archived months: which villages newly fail or pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pyarrow.parquet as pq

from flows.archive import Archive
from flows.decisions import Register
from flows.earlier import months_before
from flows.examination import refuse_other_sort
from flows.reading import arrivals, is_other_sort, readings_of
from flows.runner import Runner
from flows.settings import Request, SettingError
from schemas.register import villages
from schemas.rules import RULES, Rule
from transforms.checks import Outcome, run_rules
from transforms.examine import excluded
from transforms.merge import settle
from transforms.wide import readable

ALWAYS = "0000-00"
"""A replayed rule looks at every month, whatever its declaration says since when it holds."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A rule over one month; `failing` and `passing` are None when it was never run on it."""

    period: str
    outcome: Outcome
    failing: tuple[str, ...] | None
    passing: tuple[str, ...] | None


def rules_named(names: Sequence[str]) -> tuple[Rule, ...]:
    """The rules with these ids, all of them without a name; SettingError for an unknown one."""
    known = {rule.id: rule for rule in RULES}
    for name in names:
        if name not in known:
            near = [rule for rule in known if name in rule][:5]
            hint = f"; near it are: {', '.join(near)}" if near else ""
            raise SettingError(
                f"there is no rule {name!r}{hint}. `dictionary/rules.csv` lists them"
            )
    return tuple(known[name] for name in names or known)


def replay(request: Request, rules: Sequence[Rule], runner: Runner) -> list[Replayed]:
    """Run rules over every archived month, oldest first, and compare with its last run."""
    periods = Archive(request.home.archive).periods()
    if not periods:
        raise SettingError(
            f"nothing is archived in {request.home.archive}: run `rumahdata check` on a month first"
        )
    always = tuple(replace(rule, since=ALWAYS) for rule in rules)
    found = runner.batches("Replay", lambda period: _month(request.of(period), always), periods)
    return [replayed for month in found for replayed in month]


def _month(request: Request, rules: tuple[Rule, ...]) -> list[Replayed]:
    archive = Archive(request.home.archive)
    decisions = Register(request.home.register).decisions()
    receipts = archive.receipts(request.period)
    readings = readings_of(request, archive, receipts)
    if is_other_sort(request, readings):
        refuse_other_sort(request)
    left_out = excluded(request.period, decisions)
    month = settle(request.period, readings, arrivals(receipts), left_out)
    history = months_before(request, archive, decisions)
    wide = readable(month, tuple(villages()))
    _, outcomes = run_rules(month, wide, history, rules=rules)
    return list(_compared(request, outcomes))


def _compared(request: Request, outcomes: Sequence[Outcome]) -> Iterator[Replayed]:
    folder = request.home.work(request.period) / "tables"
    ran: set[str] = set()
    failed: dict[str, set[str]] = {}
    if (folder / "rule_outcomes.parquet").is_file():
        ran = set(pq.read_table(folder / "rule_outcomes.parquet")["rule"].to_pylist())
        for row in pq.read_table(folder / "rule_failures.parquet").to_pylist():
            failed.setdefault(row["rule"], set()).add(row["village_code"])
    for outcome in outcomes:
        if outcome.rule not in ran:
            yield Replayed(request.period, outcome, None, None)
            continue
        before = failed.get(outcome.rule, set())
        yield Replayed(
            request.period,
            outcome,
            tuple(code for code in outcome.failed if code not in before),
            tuple(code for code in outcome.passed if code in before),
        )
