"""What is published of findings on health: that there is one, and in which section."""

from __future__ import annotations

import pandas as pd

from schemas.findings import HEALTH_FINDING
from schemas.form import FORM
from schemas.protection import BY_AREA, EXPOSED
from schemas.rules import rules_of
from schemas.section import Form

DETAILS = ("question", "cell")


def without_health_details(problems: pd.DataFrame, form: Form = FORM) -> pd.DataFrame:
    """The findings with kind, question and cell taken from those that touch a count on health.

    A rule alone can give a figure away: more new users than users of a method tells that
    there are new users. So it is all findings in a section that has a table on health, and
    all that name a protected count or come of a rule that looks at one, whatever they say.
    """
    tables = {name for name, block in form.blocks.items() if block.table in BY_AREA}
    asked = [q for q in form.questions.values() if q.id in EXPOSED or q.block in tables]
    questions = {q.id for q in asked}
    sections = {q.section for q in asked if q.block in tables}
    rules = {rule.id for rule in rules_of(form) if questions.intersection(rule.questions)}
    health = problems["section"].isin(sections) | problems["finding"].isin(rules)
    health |= problems["question"].isin(questions)
    masked = {name: problems[name].mask(health) for name in DETAILS}
    return problems.assign(finding=problems["finding"].mask(health, HEALTH_FINDING.id), **masked)
