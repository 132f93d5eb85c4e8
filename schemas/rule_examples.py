"""An example that keeps each rule and one that breaks it, made from its declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from schemas.field import Field, Kind, Text
from schemas.form import FORM
from schemas.register import villages
from schemas.rules import (
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

Answers = dict[str, int | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleExample:
    """Answers that keep or break a rule, and the same told in one line.

    `answers` stand in one village this month; `before` are those of earlier months,
    oldest first and directly preceding; `other` are those of a second village. Where
    `everywhere` is true, every village of the register gives these answers.
    """

    answers: Answers
    told: Text
    before: tuple[Answers, ...] = ()
    other: Answers = field(default_factory=dict)
    everywhere: bool = False


Pair = tuple[RuleExample, RuleExample]
"""The one that passes, and the one that fails."""


def examples_of(rule: Rule) -> Pair:
    """An example that keeps the rule and one that breaks it."""
    return _EXAMPLES[type(rule)](rule)


def _equal(rule: Equal) -> Pair:
    parts = _each(rule.left, 2)
    total = sum(parts.values())
    return (_sides(rule, parts, total, total), _sides(rule, parts, total, total + 1))


def _at_most(rule: AtMost) -> Pair:
    parts = _each(rule.left, 4)
    total = sum(parts.values())
    most = _spread(rule.right, total)
    short = _spread(rule.right, total - 1)
    return (
        _beside(rule, parts | most, total, total),
        _beside(rule, parts | short, total, total - 1),
    )


def _ratio(rule: Ratio) -> Pair:
    parts = _each(rule.left, 10)
    total = sum(parts.values())
    good, bad = total // rule.low, total
    return (_sides(rule, parts, total, good), _sides(rule, parts, total, bad))


def _distinct(rule: Distinct) -> Pair:
    many = rule.minimum + 1
    return (
        _sides(rule, {rule.left[0]: many}, many, rule.minimum),
        _sides(rule, {rule.left[0]: many}, many, many),
    )


def _sides(rule: Comparison, parts: Answers, left: int, right: int) -> RuleExample:
    return _beside(rule, parts | {rule.right[0]: right}, left, right)


def _beside(rule: Comparison, answers: Answers, left: int, right: int) -> RuleExample:
    told = Text(
        f"{rule.left_label.id} = {left}, {rule.right_label.id} = {right}",
        f"{rule.left_label.en} = {left}, {rule.right_label.en} = {right}",
    )
    return RuleExample(answers=answers, told=told)


def _only_if(rule: OnlyIf) -> Pair:
    asked, above = FORM.questions[rule.question].field, FORM.questions[rule.on].field
    codes = above.codes.values if above.codes else ()
    other = next(code for code in codes if code != rule.code)
    value: int | str = 2 if asked.kind is Kind.COUNT else _code(asked)
    return (
        RuleExample(
            answers={rule.question: value, rule.on: rule.code},
            told=_answered(rule, value, rule.code),
        ),
        RuleExample(
            answers={rule.question: value, rule.on: other}, told=_answered(rule, value, other)
        ),
    )


def _code(asked: Field) -> str:
    return asked.codes.values[0] if asked.codes else asked.example


def _answered(rule: OnlyIf, value: int | str, code: str) -> Text:
    asked, above = FORM.questions[rule.question].field, FORM.questions[rule.on].field
    said = asked.codes[str(value)].label if asked.codes else Text(str(value), str(value))
    allowed = above.codes[code].label if above.codes else Text(code, code)
    return Text(
        f"{asked.label.id}: {said.id}; {above.label.id}: {allowed.id}",
        f"{asked.label.en}: {said.en}; {above.label.en}: {allowed.en}",
    )


def _rows_differ(rule: RowsDiffer) -> Pair:
    numbers = tuple(rule.minimum + number for number in range(len(rule.rows[0])))
    return (
        _rows_of(rule, numbers, (numbers[0] + 1, *numbers[1:])),
        _rows_of(rule, numbers, numbers),
    )


def _rows_of(rule: RowsDiffer, first: tuple[int, ...], second: tuple[int, ...]) -> RuleExample:
    above, row = rule.rows[:2]
    answers: Answers = dict(zip((*above, *row), (*first, *second), strict=True))
    return RuleExample(answers=answers, told=_rows(rule, first, second))


def _rows(rule: RowsDiffer, first: tuple[int, ...], second: tuple[int, ...]) -> Text:
    above, row = rule.row_labels[:2]
    one, two = (", ".join(map(str, numbers)) for numbers in (first, second))
    return Text(f"{above.id}: {one}; {row.id}: {two}", f"{above.en}: {one}; {row.en}: {two}")


def _balance(rule: Balance) -> Pair:
    now = _each(rule.people, 10) | _each(rule.gains, 3) | _each(rule.losses, 2)
    grown = len(rule.gains) * 3 - len(rule.losses) * 2
    people = len(rule.people) * 10
    fitting = _each(rule.people, 10) | {rule.people[0]: 10 - grown}
    return (
        _grown(now, fitting | {rule.total: people - grown}, people, grown),
        _grown(now, _each(rule.people, 10) | {rule.total: people}, people, grown),
    )


def _grown(now: Answers, before: Answers, people: int, grown: int) -> RuleExample:
    total = next(value for question, value in before.items() if ".total." in question)
    told = Text(
        f"Bulan lalu {total} orang, bertambah {grown}; bulan ini {people}",
        f"{total} people the month before, growth {grown}; {people} this month",
    )
    return RuleExample(answers=now, before=(before,), told=told)


def _unchanged(rule: Unchanged) -> Pair:
    last = _many(rule.numbers, rule.minimum)
    first = rule.numbers[0]
    moved = last | {first: int(last[first]) + 1}
    count = len(rule.numbers)
    return (
        RuleExample(
            answers=moved,
            before=(last,),
            told=Text(
                f"Satu dari {count} angka berubah sejak bulan lalu",
                f"One of {count} numbers has changed since the month before",
            ),
        ),
        RuleExample(
            answers=last,
            before=(last,),
            told=Text(
                f"Semua {count} angka sama dengan bulan lalu",
                f"All {count} numbers are those of the month before",
            ),
        ),
    )


def _twins(rule: Twins) -> Pair:
    one = _many(rule.numbers, rule.distinct)
    first = rule.numbers[0]
    count = len(rule.numbers)
    return (
        RuleExample(
            answers=one,
            other=one | {first: int(one[first]) + 1},
            told=Text(
                f"Satu dari {count} angka berbeda dari desa lain",
                f"One of {count} numbers differs from the other village's",
            ),
        ),
        RuleExample(
            answers=one,
            other=one,
            told=Text(
                f"Semua {count} angka sama dengan desa lain",
                f"All {count} numbers are those of the other village",
            ),
        ),
    )


def _unusual(rule: Unusual) -> Pair:
    question, months = rule.numbers[0], (98, 102, 100, 101, 99)[: rule.months]
    return (_after(question, months, 104), _after(question, months, 1040))


def _after(question: str, months: tuple[int, ...], number: int) -> RuleExample:
    listed = ", ".join(map(str, months))
    return RuleExample(
        answers={question: number},
        before=tuple({question: month} for month in months),
        told=Text(
            f"Bulan-bulan sebelumnya {listed}; bulan ini {number}",
            f"Months before {listed}; this month {number}",
        ),
    )


def _outside(rule: OutsideTotal) -> Pair:
    number = len(villages())
    fair = round(rule.total / number / len(rule.numbers))
    return (_summed(rule, fair, number), _summed(rule, max(1, fair * 3), number))


def _summed(rule: OutsideTotal, each: int, number: int) -> RuleExample:
    total = each * number * len(rule.numbers)
    return RuleExample(
        answers=_each(rule.numbers, each),
        everywhere=True,
        told=Text(
            f"{number} desa berjumlah {total}; {rule.source.id}: {rule.total}",
            f"{number} villages add up to {total}; {rule.source.en}: {rule.total}",
        ),
    )


def _each(questions: tuple[str, ...], number: int) -> dict[str, Any]:
    return dict.fromkeys(questions, number)


def _spread(questions: tuple[str, ...], total: int) -> Answers:
    """A total laid on the first question, the others zero."""
    return {question: total * (number == 0) for number, question in enumerate(questions)}


def _many(questions: tuple[str, ...], total: int) -> Answers:
    """Different numbers that add up to at least a total."""
    start = ceil(total / len(questions))
    return {question: start + number for number, question in enumerate(questions)}


_EXAMPLES: Mapping[type[Rule], Callable[[Any], Pair]] = {
    Equal: _equal,
    AtMost: _at_most,
    Ratio: _ratio,
    Distinct: _distinct,
    OnlyIf: _only_if,
    RowsDiffer: _rows_differ,
    Balance: _balance,
    Unchanged: _unchanged,
    Unusual: _unusual,
    Twins: _twins,
    OutsideTotal: _outside,
}
