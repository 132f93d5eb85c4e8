"""Faults between cells: numbers that break a rule, and wrong numbers that break none."""

from __future__ import annotations

from collections.abc import Callable

from numpy.random import Generator

from flows.example.draft import Draft, question_of
from flows.example.faults import FaultKind, value_of
from flows.example.truth import Answer
from outputs.form_grid import Scalar
from schemas.field import Kind
from schemas.rules import RULES, AtMost, Equal, OnlyIf, Rule, questions_of


def _undetectable(name: str, reason: str, wrong: Callable[[Draft], tuple[str, int]]) -> FaultKind:
    def plant(draft: Draft, _rng: Generator) -> bool:
        question, value = wrong(draft)
        limit = question_of(question).field.maximum or 0
        said: Answer = draft.truth[question]
        if not draft.is_free(question) or said in (None, value) or not 0 < value <= limit:
            return False
        fault = draft.write(name, "", question, value)
        fault.detectable, fault.reason = False, reason
        return True

    return FaultKind(name, plant)


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
    _undetectable("digits_swapped", "the number keeps within every limit and rule", _swapped),
)


def _break(rule: Rule, draft: Draft, rng: Generator) -> bool:
    """Write one number that contradicts the rule; the cell is one the rule names."""
    sections = {question_of(q).section for q in questions_of(rule)}
    if sections & draft.touched:
        return False
    question, value = _wrong(rule, draft, int(rng.integers(2, 20)))
    limit = question_of(question).field.maximum
    if value is None or (isinstance(value, int) and value > (limit or 0)):
        return False
    draft.write(rule.id, rule.id, question, value)
    draft.touched.update(sections)
    return True


def _wrong(rule: Rule, draft: Draft, excess: int) -> tuple[str, Scalar | None]:
    if isinstance(rule, Equal):
        return rule.right[0], value_of(draft, rule.right[0]) + excess
    if isinstance(rule, AtMost):
        question = rule.left[0]
        known = draft.truth[question] is not None
        return question, sum(value_of(draft, q) for q in rule.right) + excess if known else None
    codes = question_of(rule.question).field.codes
    if draft.truth[rule.on] in (None, rule.code):
        return rule.question, None
    if codes is None:
        asked = question_of(rule.question).field
        return rule.question, 2 if asked.kind is Kind.COUNT else asked.example
    return rule.question, codes.codes[0].label.id


def _rule_fault(name: str, rules: tuple[Rule, ...]) -> FaultKind:
    def plant(draft: Draft, rng: Generator) -> bool:
        start = int(rng.integers(len(rules)))
        turned = rules[start:] + rules[:start]
        return any(_break(rule, draft, rng) for rule in turned)

    return FaultKind(name, plant)


_DEPENDENTS = tuple(r for r in RULES if isinstance(r, OnlyIf))
_IN_WORDS = tuple(r for r in _DEPENDENTS if question_of(r.question).field.kind is Kind.FREE_TEXT)
_CHOSEN = tuple(r for r in _DEPENDENTS if r not in _IN_WORDS)

RULE_FAULTS = (
    *(_rule_fault(rule.id, (rule,)) for rule in RULES if not isinstance(rule, OnlyIf)),
    *(
        _rule_fault(f"r4_{block}", tuple(r for r in _CHOSEN if r.question.startswith(block)))
        for block in ("activity_groups", "working_group", "routines", "facilities", "dashat")
    ),
    _rule_fault("r4_routines_in_words", _IN_WORDS),
)
