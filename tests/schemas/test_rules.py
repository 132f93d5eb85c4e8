"""Every rule is declared in full, and its own examples behave as they say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from schemas.catalogue import CATALOGUE
from schemas.field import Kind
from schemas.form import FORM
from schemas.problem import Severity
from schemas.rule_examples import RuleExample, examples_of
from schemas.rules import (
    LIFE,
    RULE_FINDINGS,
    RULES,
    SEVERITY_OF_LIFE,
    Balance,
    Life,
    OutsideTotal,
    Rule,
    Twins,
    finding_of,
    moved,
    questions_of,
    rules_of,
)
from tests.months import CODES, month, record
from tests.rule_months import earlier_months, laid_over
from transforms.checks import JUDGES, run_rules
from transforms.wide import spread

EXAMPLES = [
    pytest.param(rule, example, fails, id=f"{rule.id}-{'fails' if fails else 'passes'}")
    for rule in RULES
    for fails, example in enumerate(examples_of(rule))
]


def ids(rule: Rule) -> str:
    return rule.id


@pytest.mark.parametrize(("rule", "example", "fails"), EXAMPLES)
def test_the_examples_of_a_rule_behave_as_they_say(
    rule: Rule, example: RuleExample, fails: int
) -> None:
    places = CODES if example.everywhere else CODES[:1]
    reports = [laid_over(record(code), example.answers) for code in places]
    if example.other:
        reports.append(laid_over(record(CODES[1]), example.other))
    settled = month(reports)
    history = earlier_months(example.before)
    heard = replace(rule, life=Life.WARN)
    problems, outcomes = run_rules(settled, spread(settled, CODES), history, rules=(heard,))
    assert outcomes[0].looked >= 1
    assert outcomes[0].found == len(problems)
    assert len(problems) == fails * (2 if isinstance(rule, Twins) else 1)
    for problem in problems:
        assert problem.kind == rule.id
        assert set(problem.questions) <= set(rule.questions)
        assert problem.question == problem.questions[0]
        expected = problem.expected()
        assert expected is not None
        for text in (problem.sentence(), expected, problem.action()):
            assert not re.search(r"[{}]", text.id + text.en)


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_a_rule_says_everything_in_both_languages(rule: Rule) -> None:
    kept, broken = examples_of(rule)
    assert kept.told != broken.told
    for example in (kept, broken):
        assert re.search(r"\d|:", example.told.id)
    assert rule.name.id != rule.name.en
    kind = finding_of(rule)
    assert kind.expected is not None
    assert re.fullmatch(r"20\d\d-\d\d", rule.since)
    assert rule.relation in {judged.relation for judged in JUDGES}


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_a_rule_names_questions_of_the_form_that_can_be_compared(rule: Rule) -> None:
    assert questions_of(rule)
    assert len(set(questions_of(rule))) == len(questions_of(rule))
    for question in questions_of(rule):
        kind = FORM.questions[question].field.kind
        assert kind in (Kind.COUNT, Kind.CHOICE, Kind.FREE_TEXT)
    if isinstance(rule, Balance):
        assert rule.total not in rule.people


def test_every_rule_has_its_own_id_and_a_kind_of_finding() -> None:
    names = [rule.id for rule in RULES]
    assert len(set(names)) == len(names)
    assert set(RULE_FINDINGS) <= set(CATALOGUE)
    assert [kind.id for kind in RULE_FINDINGS] == names


def test_the_life_of_a_rule_decides_what_its_findings_do() -> None:
    assert set(SEVERITY_OF_LIFE) == set(Life)
    assert LIFE.values == tuple(life.value for life in Life)
    rule = RULES[0]
    for life, severity in SEVERITY_OF_LIFE.items():
        assert finding_of(replace(rule, life=life)).severity is severity
    assert SEVERITY_OF_LIFE[Life.WARN] is Severity.CONFIRM
    assert finding_of(replace(rule, life=Life.NOTE)).action != finding_of(rule).action


def test_nothing_holds_a_section_back_yet() -> None:
    assert {rule.life for rule in RULES} == {Life.SHADOW, Life.NOTE, Life.WARN}
    assert all(r.life is Life.NOTE for r in RULES if isinstance(r, OutsideTotal))


def test_a_form_without_a_question_has_no_rule_about_it() -> None:
    form = FORM.with_block(FORM.blocks["families"].without("families_with_elderly"))
    lost = {rule.id for rule in RULES} - {rule.id for rule in rules_of(form)}
    assert "r2_bkl" in lost
    assert "families_with_elderly_within_elderly" in lost
    assert "r2_bkb" not in lost
    assert rules_of(FORM) == RULES


def test_no_text_of_a_twin_names_the_other_village() -> None:
    rule = next(rule for rule in RULES if isinstance(rule, Twins))
    example = examples_of(rule)[1]
    reports = [laid_over(record(CODES[n]), example.answers) for n in (0, 1)]
    settled = month(reports)
    problems, outcomes = run_rules(settled, spread(settled, CODES), rules=(rule,))
    assert outcomes[0].failed == CODES[:2]
    for problem, other in zip(problems, CODES[1::-1], strict=True):
        assert other not in repr(problem)


def test_one_line_moves_a_rule_and_no_other() -> None:
    lives = moved(RULES, {"r2_bkb": Life.BLOCK})
    changed = [
        (now.id, now.life) for now, before in zip(lives, RULES, strict=True) if now != before
    ]
    assert changed == [("r2_bkb", Life.BLOCK)]
    assert SEVERITY_OF_LIFE[Life.BLOCK] is Severity.BLOCKING
    with pytest.raises(ValueError, match="r2_bkx"):
        moved(RULES, {"r2_bkx": Life.BLOCK})
