"""What is published of findings on health: that there is one, and in which section."""

from __future__ import annotations

import pandas as pd

from schemas.findings import HEALTH_FINDING
from schemas.form import FORM
from schemas.form_tables import PROTECTED
from schemas.rules import rules_of
from schemas.section import Form

DETAILS = ("question", "cell")


def without_health_details(problems: pd.DataFrame, form: Form = FORM) -> pd.DataFrame:
    """The findings with kind, question and cell taken from those that touch a protected table.

    A rule alone can give a figure away: more new users than users of a method tells that
    there are new users. So it is all findings in a section that has a protected table, and
    all of a rule that looks at one, whatever they say.
    """
    asked = [q for q in form.questions.values() if _is_protected(q.block, form)]
    questions, sections = {q.id for q in asked}, {q.section for q in asked}
    rules = {rule.id for rule in rules_of(form) if questions.intersection(rule.questions)}
    health = problems["section"].isin(sections) | problems["finding"].isin(rules)
    masked = {name: problems[name].mask(health) for name in DETAILS}
    return problems.assign(finding=problems["finding"].mask(health, HEALTH_FINDING.id), **masked)


def _is_protected(block: str, form: Form) -> bool:
    return form.blocks[block].table in PROTECTED
