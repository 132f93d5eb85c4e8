"""Findings of all villages: the most common kinds, where they are, and what rules compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from outputs.site.found import anchor_of, label_of
from outputs.site.lookup import matching
from schemas.field import Text
from schemas.form import FORM
from schemas.problem import SEVERITY
from schemas.protection import BY_AREA, is_protected
from schemas.register import districts
from schemas.rules import RELATION, RULES, Life

KINDS_SHOWN = 15
"""How many kinds of findings, the most frequent first, are shown one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A kind of finding: how many of the month, of all months shown, and by kecamatan.

    What is not known to be of a village is in `number` and in no kecamatan.
    """

    kind: str
    label: Text
    severity: Text
    number: int
    shown: int
    districts: tuple[int, ...]

    @property
    def anchor(self) -> str:
        """Where the dictionary explains it."""
        return anchor_of(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The rules of one relation between answers: how many, and what they found in the month.

    Rules on trial and those on health are left out: their findings are not published by name.
    """

    label: Text
    rules: int
    findings: int
    villages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistakes:
    """The kinds of findings of the month by frequency, and how many kinds are not shown.

    `by_district` has the findings of all kinds in the month, by the name of each kecamatan.
    """

    kinds: tuple[Mistake, ...]
    left_out: int
    by_district: tuple[tuple[str, int], ...]
    compared: tuple[Compared, ...]


def mistakes(problems: pa.Table, periods: Sequence[str]) -> Mistakes:
    """The findings of the last of these months, and how many there are in all of them."""
    rows = matching(problems, period=tuple(periods))
    names = ("period", "finding", "severity", "village_code")
    found = list(zip(*(rows[name].to_pylist() for name in names), strict=True))
    now = [(kind, severity, village) for p, kind, severity, village in found if p == periods[-1]]
    ever = Counter((kind, severity) for _, kind, severity, _ in found)
    number = Counter((kind, severity) for kind, severity, _ in now)
    where = Counter((kind, severity, _district(village)) for kind, severity, village in now)
    all_kinds = Counter(_district(village) for _, _, village in now)
    order = sorted(ever, key=lambda pair: (-number[pair], -ever[pair], pair))
    return Mistakes(
        kinds=tuple(
            Mistake(
                kind=kind,
                label=label_of(kind, severity),
                severity=SEVERITY[severity].label,
                number=number[kind, severity],
                shown=ever[kind, severity],
                districts=tuple(where[kind, severity, district] for district in districts()),
            )
            for kind, severity in order[:KINDS_SHOWN]
        ),
        left_out=max(0, len(order) - KINDS_SHOWN),
        by_district=tuple((name, all_kinds[code]) for code, name in districts().items()),
        compared=tuple(_compared(now)),
    )


def _district(village: str | None) -> str:
    return (village or "").rpartition(".")[0]


def _compared(now: Sequence[tuple[str, str, str | None]]) -> list[Compared]:
    relations = _named_relations()
    rules = Counter(relations.values())
    findings = Counter(relations[kind] for kind, _, _ in now if kind in relations)
    villages = {(relations[kind], village) for kind, _, village in now if kind in relations}
    concerned = Counter(relation for relation, village in villages if village)
    return [
        Compared(
            label=relation.label,
            rules=rules[relation.code],
            findings=findings[relation.code],
            villages=concerned[relation.code],
        )
        for relation in RELATION.codes
    ]


@cache
def _named_relations() -> Mapping[str, str]:
    """The relation of each rule whose findings are published by its name, by its id."""
    questions = FORM.questions
    health = {question.section for question in questions.values() if question.table in BY_AREA}
    return {
        rule.id: rule.relation
        for rule in RULES
        if rule.life is not Life.SHADOW
        and not is_protected(rule.questions)
        and questions[rule.questions[0]].section not in health
    }
