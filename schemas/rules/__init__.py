"""The rules between answers, each with its life: what it looks at and how much it may say.

R1 to R4 are those of the national Kampung KB portal; the others follow from what the
fields mean, or are plausible. What a village reports is published with a flag unless a
rule's life holds it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from schemas.form import FORM
from schemas.rules.bounds import (
    BOUNDS,
    PEOPLE_PER_FAMILY,
    PLAUSIBLE_BOUNDS,
    TYPED_TWICE,
)
from schemas.rules.dependents import DEPENDENTS
from schemas.rules.kinds import (
    AtMost,
    Balance,
    Comparison,
    Distinct,
    Equal,
    OnlyIf,
    OutsideTotal,
    Ratio,
    RowsDiffer,
    Rule,
    Twins,
    Unchanged,
    Unusual,
)
from schemas.rules.life import LIFE, SEVERITY_OF_LIFE, Life
from schemas.rules.moved import MOVED
from schemas.rules.over_time import BALANCES, OUTSIDE_TOTALS, UNUSUAL
from schemas.rules.relations import RELATION
from schemas.rules.repeats import EQUAL_ROWS, TWINS, UNCHANGED
from schemas.rules.sums import SUMS
from schemas.rules.unseen import UNSEEN
from schemas.rules.wording import expected_of, finding_of, sentence_of
from schemas.section import Form

__all__ = [
    "LIFE",
    "RELATION",
    "RULES",
    "RULE_FINDINGS",
    "SEVERITY_OF_LIFE",
    "UNSEEN",
    "AtMost",
    "Balance",
    "Comparison",
    "Distinct",
    "Equal",
    "Life",
    "OnlyIf",
    "OutsideTotal",
    "Ratio",
    "RowsDiffer",
    "Rule",
    "Twins",
    "Unchanged",
    "Unusual",
    "expected_of",
    "finding_of",
    "moved",
    "questions_of",
    "rules_of",
    "sentence_of",
]

DECLARED: tuple[Rule, ...] = (
    *SUMS,
    *BOUNDS,
    *PLAUSIBLE_BOUNDS,
    PEOPLE_PER_FAMILY,
    *TYPED_TWICE,
    *DEPENDENTS,
    *EQUAL_ROWS,
    *BALANCES,
    *UNCHANGED,
    *UNUSUAL,
    *TWINS,
    *OUTSIDE_TOTALS,
)


def moved(rules: tuple[Rule, ...], lives: Mapping[str, Life]) -> tuple[Rule, ...]:
    """The rules in these lives, by id; ValueError for a life of a rule that does not exist."""
    unknown = lives.keys() - {rule.id for rule in rules}
    if unknown:
        raise ValueError(f"no such rule: {', '.join(sorted(unknown))}")
    return tuple(replace(rule, life=lives.get(rule.id, rule.life)) for rule in rules)


RULES = moved(DECLARED, MOVED)

RULE_FINDINGS = tuple(finding_of(rule) for rule in RULES)


def questions_of(rule: Rule) -> tuple[str, ...]:
    """The questions a rule looks at, the ones to check first at the front."""
    return rule.questions


def rules_of(form: Form) -> tuple[Rule, ...]:
    """The rules whose questions the form asks; every one of this house's own form."""
    if form is FORM:
        return RULES
    return tuple(
        rule for rule in RULES if all(question in form.questions for question in rule.questions)
    )
