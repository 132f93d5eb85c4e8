"""What is published of findings on health: that there is one, and in which section."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from schemas.findings import HEALTH_FINDING
from schemas.form import FORM
from schemas.protection import BY_AREA, EXPOSED
from schemas.rules import rules_of
from schemas.section import Form

DETAILS = ("question", "cell")


@dataclass(frozen=True, slots=True)
class HealthScope:
    """Which findings are on health: those in a section, of a rule, or at a question of these."""

    sections: frozenset[str]
    rules: frozenset[str]
    questions: frozenset[str]

    def has(self, section: str, finding: str, question: str) -> bool:
        """Whether a finding is published without its details."""
        return section in self.sections or finding in self.rules or question in self.questions


def health_scope(form: Form = FORM) -> HealthScope:
    """The findings whose details are not published.

    A rule alone can give a figure away: more new users than users of a method tells that
    there are new users. So it is all findings in a section that has a table on health, and
    all that name a protected count or come of a rule that looks at one, whatever they say.
    """
    tables = {name for name, block in form.blocks.items() if block.table in BY_AREA}
    asked = [q for q in form.questions.values() if q.id in EXPOSED or q.block in tables]
    questions = frozenset(q.id for q in asked)
    return HealthScope(
        sections=frozenset(q.section for q in asked if q.block in tables),
        rules=frozenset(r.id for r in rules_of(form) if questions.intersection(r.questions)),
        questions=questions,
    )


def without_health_details(problems: pd.DataFrame, form: Form = FORM) -> pd.DataFrame:
    """The findings with kind, question and cell taken from those on health."""
    scope = health_scope(form)
    health = problems["section"].isin(scope.sections) | problems["finding"].isin(scope.rules)
    health |= problems["question"].isin(scope.questions)
    masked = {name: problems[name].mask(health) for name in DETAILS}
    return problems.assign(finding=problems["finding"].mask(health, HEALTH_FINDING.id), **masked)
