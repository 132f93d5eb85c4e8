"""The lists beside the dictionary: codes, questions, rules, findings, indicators, scores."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.classification import CLASSIFICATION, FORMULA_VERSION
from schemas.field import CodeList, Text
from schemas.form import SAMPLE_WORD
from schemas.house_codes import AREA_LEVEL
from schemas.indicator import MEASURE_LABELS
from schemas.indicators import indicators_of
from schemas.problem import catalogue
from schemas.reference_time import reference_time
from schemas.release import ReleaseFacts
from schemas.rules import AtMost, Equal, OnlyIf, Rule, rules_of
from schemas.section import Form
from schemas.table import Table

Record = dict[str, str]

RELATIONS = {Equal: "equal", AtMost: "at_most", OnlyIf: "only_if"}


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
    """One record for each rule between answers."""
    severities = {kind.id: kind.severity.value for kind in catalogue()}
    return [
        {
            "rule": rule.id,
            **pair("name", rule.name),
            **_sides(rule),
            "severity": severities[rule.id],
            "since": rule.since,
        }
        for rule in rules_of(form)
    ]


def _sides(rule: Rule) -> Record:
    if isinstance(rule, OnlyIf):
        return _sentence(rule, (rule.question,), (f"{rule.on}={rule.code}",), ())
    return _sentence(rule, rule.left, rule.right, rule.optional)


def _sentence(
    rule: Rule, left: tuple[str, ...], right: tuple[str, ...], optional: tuple[str, ...]
) -> Record:
    return {
        "left": " ".join(left),
        "relation": RELATIONS[type(rule)],
        "right": " ".join(right),
        "may_be_blank": " ".join(optional),
    }


def finding_rows() -> list[Record]:
    """One record for each kind of finding; braces stand for what the finding fills in."""
    return [
        {
            "finding": kind.id,
            "scope": kind.scope.value,
            "severity": kind.severity.value,
            **pair("sentence", kind.sentence),
            **pair("action", kind.action),
        }
        for kind in catalogue()
    ]


def indicator_rows(form: Form) -> list[Record]:
    """One record for each indicator, shaped like BPS metadata for an indicator (MS-Ind)."""
    levels = AREA_LEVEL.values
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
            "levels": " ".join(levels[1:] if found.protected else levels),
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
