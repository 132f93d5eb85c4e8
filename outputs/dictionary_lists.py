"""The lists beside the dictionary: codes, questions, rules, findings, indicators and others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal

from schemas.change_tables import CHANGE
from schemas.classification import CLASSIFICATION, FORMULA_VERSION
from schemas.completeness import MEASURE, RATES
from schemas.field import CodeList, Text
from schemas.form import SAMPLE_WORD
from schemas.house_codes import AREA_LEVEL
from schemas.indicator import MEASURE_LABELS
from schemas.indicators import indicators_of
from schemas.problem import catalogue
from schemas.reference_time import reference_time
from schemas.release import ReleaseFacts
from schemas.rule_examples import examples_of
from schemas.rules import (
    LIFE,
    RELATION,
    SEVERITY_OF_LIFE,
    Comparison,
    OnlyIf,
    Rule,
    expected_of,
    rules_of,
    sentence_of,
)
from schemas.schema_rules import LEVEL, RULES
from schemas.section import Form
from schemas.table import Table

Record = dict[str, str]


def pair(name: str, text: Text | None) -> Record:
    """A text as two columns, one a language; empty where there is none."""
    return {f"{name}_id": text.id if text else "", f"{name}_en": text.en if text else ""}


def flag(*, value: bool) -> str:
    """A boolean as CSV writes it."""
    return "true" if value else "false"


def notice(facts: ReleaseFacts) -> Record:
    """The last column of every list: the word CONTOH where the release is an example."""
    return {"notice": SAMPLE_WORD if facts.is_sample else ""}


def lists(
    declared: Mapping[str, Table], form: Form, facts: ReleaseFacts
) -> dict[str, list[Record]]:
    """Every list by the name of its file."""
    found = {
        "codes": code_rows(declared, form),
        "questions": question_rows(form),
        "rules": rule_rows(form),
        "findings": finding_rows(),
        "indicators": indicator_rows(form),
        "scores": score_rows(),
        "completeness": rate_rows(),
        "schema_rules": schema_rule_rows(),
    }
    return {name: [row | notice(facts) for row in rows] for name, rows in found.items()}


def code_lists(declared: Mapping[str, Table], form: Form) -> dict[str, CodeList]:
    """The code lists of the tables, then of the form, by name, in the order of first use."""
    columns = (column.codes for table in declared.values() for column in table.columns)
    answers = (question.field.codes for question in form.questions.values())
    found: dict[str, CodeList] = {}
    for codes in (*columns, *answers):
        if codes is not None:
            found.setdefault(codes.name, codes)
    return found


def code_rows(declared: Mapping[str, Table], form: Form) -> list[Record]:
    """One record for each code of each list."""
    return [
        {
            "list": codes.name,
            **pair("list_label", codes.label),
            "position": str(position),
            "code": code.code,
            **pair("label", code.label),
            "source": codes.source,
        }
        for codes in code_lists(declared, form).values()
        for position, code in enumerate(codes.codes, start=1)
    ]


def question_rows(form: Form) -> list[Record]:
    """One record for each answer cell of the form."""
    letters = {section.name: section.letter for section in form.sections}
    return [
        {
            "question": question.id,
            "section": letters[question.section],
            **pair("row", question.row.label),
            **pair("column_heading", question.column.label),
            **pair("label", question.field.label),
            **pair("definition", question.field.meaning),
            "kind": question.field.kind.value,
            **pair("unit", question.field.unit),
            "minimum": "" if question.field.minimum is None else str(question.field.minimum),
            "maximum": "" if question.field.maximum is None else str(question.field.maximum),
            "codes": question.field.codes.name if question.field.codes else "",
            **pair("reference_time", reference_time(question)),
            "table": question.table or "",
            "keys": " ".join(f"{key}={code}" for key, code in question.keys),
            "column": question.measure,
            "published": flag(value=question.field.public),
        }
        for question in form.questions.values()
    ]


def rule_rows(form: Form) -> list[Record]:
    """One record for each rule: what it compares, what it says, and an example of each side."""
    return [_rule_row(rule) for rule in rules_of(form)]


def _rule_row(rule: Rule) -> Record:
    passes, fails = examples_of(rule)
    return {
        "rule": rule.id,
        **pair("name", rule.name),
        "relation": rule.relation,
        **pair("relation_label", RELATION[rule.relation].label),
        **_sides(rule),
        "limits": " ".join(_limits(rule)),
        "life": rule.life.value,
        **pair("life_label", LIFE[rule.life.value].label),
        "severity": SEVERITY_OF_LIFE[rule.life].value,
        "since": rule.since,
        **pair("sentence", sentence_of(rule)),
        **pair("expected", expected_of(rule)),
        **pair("passes", passes.told),
        **pair("fails", fails.told),
    }


def _sides(rule: Rule) -> Record:
    """The questions of both sides; a rule that has no sides has all on the left."""
    left, right, optional = rule.questions, tuple[str, ...](), tuple[str, ...]()
    if isinstance(rule, Comparison):
        left, right, optional = rule.left, rule.right, rule.optional
    elif isinstance(rule, OnlyIf):
        left, right = (rule.question,), (f"{rule.on}={rule.code}",)
    return {"left": " ".join(left), "right": " ".join(right), "may_be_blank": " ".join(optional)}


def _limits(rule: Rule) -> Iterator[str]:
    """Every number that the declaration fixes, such as low=2."""
    for declared in fields(rule):
        value = getattr(rule, declared.name)
        if isinstance(value, int | float):
            yield f"{declared.name}={Decimal(str(value)):f}"


def finding_rows() -> list[Record]:
    """One record for each kind of finding; braces stand for what the finding fills in."""
    return [
        {
            "finding": kind.id,
            "scope": kind.scope.value,
            "severity": kind.severity.value,
            **pair("sentence", kind.sentence),
            **pair("expected", kind.expected),
            **pair("action", kind.action),
        }
        for kind in catalogue()
    ]


def indicator_rows(form: Form) -> list[Record]:
    """One record for each indicator, shaped like BPS metadata for an indicator (MS-Ind)."""
    return [
        {
            "indicator": found.id,
            **pair("label", found.label),
            **pair("concept", found.concept),
            **pair("definition", found.definition),
            **pair("interpretation", found.interpretation),
            **pair("formula", found.formula),
            **pair("measure", MEASURE_LABELS[found.measure]),
            **pair("unit", found.unit),
            "numerator": " ".join(found.numerator),
            "denominator": " ".join(found.denominator or ()),
            "levels": " ".join(AREA_LEVEL.values),
        }
        for found in indicators_of(form)
    ]


def score_rows() -> list[Record]:
    """One record for each band of each component of the classification."""
    return [
        {
            "formula_version": FORMULA_VERSION,
            "index": component.index.value,
            "component": component.id,
            **pair("label", component.label),
            **pair("measured", component.measured),
            "from": str(low),
            "to": "" if high is None else str(high - 1),
            "score": str(score),
        }
        for component in CLASSIFICATION
        for low, high, score in zip(
            (0, *component.floors), (*component.floors, None), component.scores, strict=True
        )
    ]


def rate_rows() -> list[Record]:
    """One record for each rate of completeness: what is counted, and among what."""
    return [
        {
            MEASURE.name: rate.id,
            **pair("label", rate.label),
            **pair("definition", rate.definition),
            **pair("numerator", rate.numerator),
            **pair("denominator", rate.denominator),
            "levels": " ".join(AREA_LEVEL.values),
        }
        for rate in RATES
    ]


def schema_rule_rows() -> list[Record]:
    """One record for each kind of difference between two schemas, the gravest first."""
    return [
        {
            "rule": rule.id,
            "change": rule.change,
            **pair("change_label", CHANGE[rule.change].label),
            "level": rule.level.value,
            **pair("level_label", LEVEL[rule.level].label),
            **pair("what", rule.what),
            **pair("why", rule.why),
        }
        for rule in RULES.values()
    ]
