"""Findings as pages count them: by kind, state and area, each kind with words of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from outputs.site.lookup import matching, rows_by
from schemas.columns import PERIOD, VILLAGE_CODE
from schemas.field import Text
from schemas.findings import HEALTH_FINDING
from schemas.house_codes import FINDING_STATE
from schemas.kind_names import HEALTH_NAMES, KIND_NAMES
from schemas.problem import SEVERITY, kind_of
from schemas.rules import RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One kind of finding with how many there are in each state that occurs."""

    kind: str
    label: Text
    severity: Text
    states: tuple[int, ...]

    @property
    def number(self) -> int:
        """How many there are in all."""
        return sum(self.states)

    @property
    def anchor(self) -> str:
        """Where the dictionary explains it."""
        return anchor_of(self.kind)


@dataclass(frozen=True, slots=True)
class Findings:
    """The kinds of findings of one village and month, the most frequent first, and their states."""

    states: tuple[Text, ...]
    kinds: tuple[Finding, ...]


def findings_by_village(
    problems: pa.Table, period: str, villages: Collection[str]
) -> dict[str, Findings]:
    """The findings of these villages in a month, of those that have any."""
    rows = matching(problems, **{VILLAGE_CODE.name: villages, PERIOD.name: (period,)})
    known = rows_by(rows, VILLAGE_CODE.name, ("finding", "severity", "state"))
    return {village: _counted(found) for village, found in known.items()}


def _counted(rows: Iterable[tuple[str, str, str]]) -> Findings:
    counts = Counter(rows)
    states = [s for s in FINDING_STATE.codes if any(state == s.code for _, _, state in counts)]
    kinds = dict.fromkeys((kind, severity) for kind, severity, _ in counts)
    found = [
        Finding(
            kind=kind,
            label=label_of(kind, severity),
            severity=SEVERITY[severity].label,
            states=tuple(counts[kind, severity, state.code] for state in states),
        )
        for kind, severity in kinds
    ]
    found.sort(key=lambda one: (-one.number, one.kind, one.severity.id))
    return Findings(tuple(state.label for state in states), tuple(found))


@cache
def label_of(kind: str, severity: str = "") -> Text:
    """What a kind of finding is called; those on health are told apart by their severity."""
    if kind == HEALTH_FINDING.id and severity in HEALTH_NAMES:
        return HEALTH_NAMES[severity]
    return _rules().get(kind) or KIND_NAMES.get(kind) or kind_of(kind).sentence


@cache
def _rules() -> Mapping[str, Text]:
    return {rule.id: rule.name for rule in RULES}


def anchor_of(kind: str) -> str:
    """Where the dictionary's page explains a kind of finding."""
    return f"rule-{kind}" if kind in _rules() else f"finding-{kind}"
