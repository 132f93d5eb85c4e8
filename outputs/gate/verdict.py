"""What the gate found, written beside the release, and whether the release may leave."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from outputs.canonical import FileFacts, json_bytes, write_bytes
from schemas.field import Text
from schemas.gate import Expectation, State, Weight
from schemas.gate_questions import all_expectations
from schemas.spoken import SpokenError, some_of
from schemas.table import Table

GATE = "gate.json"
SHOWN = 5
"""How many places a message names of each expectation."""

ASIDE = "was not asked"
"""What is said of an expectation that neither holds nor fails."""


class GateClosedError(SpokenError):
    """The staged release is not believable; the message names every failed expectation."""


class NotNeededError(SpokenError):
    """A person overrides what stops nothing; the message names it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one expectation: how many rows it saw, what was seen, and where it fails."""

    id: str
    state: State
    rows: int
    seen: str = ""
    places: tuple[str, ...] = ()
    why: Text | None = None

    def seen_in(self, unit: Text) -> Text:
        """What was seen with its unit, before how many of how many are outside the limits."""
        spread, bracket, outside = self.seen.partition(" (")
        end = f"{bracket}{outside}"
        return Text(f"{spread} {unit.id}{end}", f"{spread} {unit.en}{end}")


@dataclass(frozen=True)
class Verdict:
    """All outcomes, the floor of coverage, and what a person overrode with which reason."""

    outcomes: tuple[Outcome, ...]
    declared: Mapping[str, Table]
    floor: int
    overridden: Mapping[str, str]

    @cached_property
    def expectations(self) -> dict[str, Expectation]:
        """What was asked, by id."""
        return all_expectations(self.declared, self.floor)

    def of(self, state: State, weight: Weight | None = None) -> list[Outcome]:
        """The outcomes in a state, of a weight or of both."""
        return [
            outcome
            for outcome in self.outcomes
            if outcome.state is state and weight in {None, self.expectations[outcome.id].weight}
        ]

    @property
    def stops(self) -> list[Outcome]:
        """What stops the release: failed, of that weight, and not overridden."""
        failed = self.of(State.FAILED, Weight.STOP)
        return [outcome for outcome in failed if outcome.id not in self.overridden]

    @property
    def overrides(self) -> str:
        """The options of a run that publishes it all the same; a person says why."""
        needed = (*self.used, *(outcome.id for outcome in self.stops))
        ids = " ".join(f"--override {name}" for name in needed)
        return f'{ids} --reason "why"'

    @property
    def used(self) -> dict[str, str]:
        """The reasons of the overrides that were needed, by the id of what failed."""
        failed = {outcome.id for outcome in self.of(State.FAILED, Weight.STOP)}
        return {name: why for name, why in sorted(self.overridden.items()) if name in failed}

    @property
    def in_short(self) -> dict[str, Any]:
        """For the manifest: the floor, how many passed, what warned, what was overridden."""
        return {
            "floor": self.floor,
            "passed": len(self.of(State.PASSED)),
            "not_asked": len(self.of(State.NOT_ASKED)),
            "warned": [outcome.id for outcome in self.of(State.FAILED, Weight.WARN)],
            "overridden": [{"id": name, "reason": why} for name, why in self.used.items()],
        }


def write_verdict(directory: Path, verdict: Verdict) -> FileFacts:
    """Write gate.json: every expectation with its sentence, limits and what came of it."""
    told = {
        "floor": verdict.floor,
        "counts": {state.value: len(verdict.of(state)) for state in State},
        "overridden": [{"id": name, "reason": why} for name, why in verdict.used.items()],
        "expectations": [_told(verdict.expectations[o.id], o) for o in verdict.outcomes],
    }
    return write_bytes(directory, GATE, json_bytes(told))


def _told(expectation: Expectation, outcome: Outcome) -> dict[str, object]:
    limits = {"low": expectation.low, "high": expectation.high}
    return {
        "id": outcome.id,
        "weight": expectation.weight.value,
        "state": outcome.state.value,
        "sentence": expectation.sentence.by_language,
        "looked_at": expectation.looked_at.by_language,
        "unit": expectation.unit.by_language,
        **{name: limit for name, limit in limits.items() if limit is not None},
        "rows": outcome.rows,
        "seen": outcome.seen,
        **({"places": list(outcome.places)} if outcome.places else {}),
        **({"why": outcome.why.by_language} if outcome.why else {}),
    }


def read_verdict(directory: Path, declared: Mapping[str, Table]) -> Verdict:
    """The verdict that stands in a staged folder."""
    told: dict[str, Any] = json.loads((directory / GATE).read_text(encoding="utf-8"))
    return Verdict(
        outcomes=tuple(_outcome(one) for one in told["expectations"]),
        declared=declared,
        floor=told["floor"],
        overridden={one["id"]: one["reason"] for one in told["overridden"]},
    )


def _outcome(told: Mapping[str, Any]) -> Outcome:
    why = Text(**told["why"]) if "why" in told else None
    places = tuple(told.get("places", ()))
    return Outcome(told["id"], State(told["state"]), told["rows"], told["seen"], places, why)


def require_pass(staged: Path, verdict: Verdict) -> None:
    """Let the release pass; GateClosedError with what stops it and what to do."""
    if not verdict.outcomes:
        raise GateClosedError("the release was not published, because nothing was asked of it")
    if not verdict.stops:
        return
    told = "\n".join(_sentences(verdict, outcome) for outcome in verdict.stops)
    raise GateClosedError(
        f"the release was not published; what was before it stands. Of {len(verdict.outcomes)} "
        f"expectations {len(verdict.stops)} stop it:\n{told}\n"
        f"It stays for inspection in {staged}; open gate.html there. Where it is true all the "
        f"same, run the command again with {verdict.overrides}: both are published"
    )


def require_needed(overridden: Sequence[str], verdict: Verdict) -> None:
    """Refuse overrides of what stops nothing; NotNeededError with what came of each."""
    states = {outcome.id: outcome.state for outcome in verdict.outcomes}
    idle = [name for name in overridden if name not in verdict.used]
    if not idle:
        return
    told = (f"{name} {'holds' if states.get(name) is State.PASSED else ASIDE}" for name in idle)
    raise NotNeededError(
        f"the release was not published: {', '.join(told)}; there is nothing to override: leave it "
        f"out ({' '.join(f'--override {name}' for name in idle)}) and run the command again"
    )


def _sentences(verdict: Verdict, outcome: Outcome) -> str:
    expectation = verdict.expectations[outcome.id]
    seen = outcome.why.en if outcome.why else outcome.seen_in(expectation.unit).en
    where = f" ({some_of(outcome.places, SHOWN, '; ')})" if outcome.places else ""
    return (
        f"  {outcome.id}: {expectation.sentence.en}. Seen: {seen}{where}.\n"
        f"    {expectation.todo.en}"
    )
