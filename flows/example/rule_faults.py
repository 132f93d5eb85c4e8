"""Faults between cells: numbers that break a rule, and wrong numbers that break none."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from numpy.random import Generator

from flows.example.draft import Draft, question_of
from flows.example.faults import FaultKind, value_of
from flows.example.truth import Answer
from outputs.form_grid import Scalar
from schemas.field import Kind
from schemas.rules import (
    RULES,
    AtMost,
    Comparison,
    Distinct,
    Equal,
    Life,
    OnlyIf,
    Ratio,
    RowsDiffer,
    Rule,
    questions_of,
)


def _undetectable(name: str, reason: str, wrong: Callable[[Draft], tuple[str, int]]) -> FaultKind:
    def plant(draft: Draft, _rng: Generator) -> bool:
        question, value = wrong(draft)
        limit = question_of(question).field.maximum or 0
        said: Answer = draft.truth[question]
        if not draft.is_free(question) or said in (None, value) or not 0 < value <= limit:
            return False
        if any(_exceeds(rule, draft, question, value) for rule in RULES):
            return False
        fault = draft.write(name, "", question, value)
        fault.detectable, fault.reason = False, reason
        return True

    return FaultKind(name, plant)


def _exceeds(rule: Rule, draft: Draft, question: str, value: int) -> bool:
    """Whether the number would break a bound."""
    if not isinstance(rule, AtMost) or question not in rule.left:
        return False
    rest = sum(value_of(draft, q) for q in rule.left if q != question)
    return rest + value > sum(value_of(draft, q) for q in rule.right)


def _copied(draft: Draft) -> tuple[str, int]:
    at = "civil_registration."
    return f"{at}children_with_birth_certificate", value_of(draft, f"{at}families_with_card")


def _swapped(draft: Draft) -> tuple[str, int]:
    question = "civil_registration.families_with_card"
    digits = str(value_of(draft, question))
    return question, int(digits[:-2] + digits[-2:][::-1])


UNDETECTABLE = (
    _undetectable(
        "number_typed_twice", "the same number in two fields is plausible by itself", _copied
    ),
    _undetectable(
        "digits_swapped", "the number keeps within every limit and every rule of a report", _swapped
    ),
)


def _break(rule: Rule, draft: Draft, rng: Generator) -> bool:
    """Write what contradicts the rule; the cells are ones the rule names."""
    sections = {question_of(q).section for q in questions_of(rule)}
    if sections & draft.touched:
        return False
    wrong = _wrong(rule, draft, int(rng.integers(2, 20)))
    if not wrong or not all(_fits(question, value) for question, value in wrong.items()):
        return False
    for question, value in wrong.items():
        draft.write(rule.id, rule.id, question, value)
    draft.touched.update(sections)
    return True


def _fits(question: str, value: Scalar | None) -> bool:
    limit = question_of(question).field.maximum
    return value is not None and not (isinstance(value, int) and value > (limit or 0))


def _wrong(rule: Rule, draft: Draft, excess: int) -> dict[str, Scalar | None]:
    """What to write where, so that the rule is broken; empty where it cannot be."""
    if isinstance(rule, RowsDiffer):
        return _repeated(rule, draft)
    if isinstance(rule, OnlyIf):
        return _not_allowed(rule, draft)
    if isinstance(rule, Comparison) and draft.truth[rule.left[0]] is not None:
        return _out_of_balance(rule, draft, excess)
    return {}


def _out_of_balance(rule: Comparison, draft: Draft, excess: int) -> dict[str, Scalar | None]:
    left = sum(value_of(draft, q) for q in rule.left)
    right = sum(value_of(draft, q) for q in rule.right)
    match rule:
        case Equal():
            return {rule.right[0]: right + excess}
        case AtMost():
            return {rule.left[0]: right + excess}
        case Ratio():
            return {rule.right[0]: left // rule.low + excess}
        case Distinct():
            return {rule.right[0]: left} if left >= rule.minimum else {}
    return {}


def _not_allowed(rule: OnlyIf, draft: Draft) -> dict[str, Scalar | None]:
    if draft.truth[rule.on] in (None, rule.code):
        return {}
    asked = question_of(rule.question).field
    if asked.codes is not None:
        return {rule.question: asked.codes.codes[0].label.id}
    return {rule.question: 2 if asked.kind is Kind.COUNT else asked.example}


def _repeated(rule: RowsDiffer, draft: Draft) -> dict[str, Scalar | None]:
    """A row typed a second time in the row below, where both are filled."""
    for above, row in pairwise(rule.rows):
        said = [draft.truth[q] for q in (*above, *row)]
        numbers = [value_of(draft, q) for q in above]
        if None not in said and sum(number >= rule.minimum for number in numbers) >= 2:
            pairs = zip(row, numbers, strict=True)
            return {q: number for q, number in pairs if value_of(draft, q) != number}
    return {}


def _rule_fault(name: str, rules: tuple[Rule, ...]) -> FaultKind:
    def plant(draft: Draft, rng: Generator) -> bool:
        start = int(rng.integers(len(rules)))
        turned = rules[start:] + rules[:start]
        return any(_break(rule, draft, rng) for rule in turned)

    return FaultKind(name, plant)


_SAID = tuple(rule for rule in RULES if rule.life is not Life.SHADOW)
_ALIKE = ("new_users_within_users", "births_within_age_0_4")
"""Bounds that are the same for every method or sex: one fault stands for all."""

_SINGLE = tuple(
    rule
    for rule in _SAID
    if isinstance(rule, Comparison | RowsDiffer) and not rule.id.startswith(_ALIKE)
)
_DEPENDENTS = tuple(rule for rule in _SAID if isinstance(rule, OnlyIf))
_IN_WORDS = tuple(r for r in _DEPENDENTS if question_of(r.question).field.kind is Kind.FREE_TEXT)
_CHOSEN = tuple(r for r in _DEPENDENTS if r not in _IN_WORDS)

RULE_FAULTS = (
    *(_rule_fault(rule.id, (rule,)) for rule in _SINGLE),
    *(
        _rule_fault(name, tuple(rule for rule in _SAID if rule.id.startswith(name)))
        for name in _ALIKE
    ),
    *(
        _rule_fault(f"r4_{block}", tuple(r for r in _CHOSEN if r.question.startswith(block)))
        for block in ("activity_groups", "working_group", "routines", "facilities", "dashat")
    ),
    _rule_fault("r4_routines_in_words", _IN_WORDS),
)
"""The rules over months and over villages are broken by faults of whole reports."""
