"""The rules over one month: what they find, what they name, what they could not look at."""

from dataclasses import replace
from typing import Any

import pytest

from schemas import catalogue, problem
from schemas.field import Text
from schemas.months import previous
from schemas.problem import Severity, kind_of
from schemas.rules import RULES, UNSEEN, Life, OnlyIf, OutsideTotal, Rule, finding_of
from tests.months import CODES, PERIOD, month, record
from tests.rule_months import earlier_months, laid_over
from transforms.checks import JUDGES, Outcome, run_rules, silent
from transforms.wide import spread

BY_ID = {rule.id: rule for rule in RULES}
NEEDS_MORE = ("balance", "unchanged", "unusual", "outside")
"""Rules that need earlier months or most of the villages."""


def broken(**changes: Any) -> Any:
    settled = month([record(CODES[0], **changes), record(CODES[1])])
    return run_rules(settled, spread(settled, CODES))


def outcome_of(outcomes: Any, rule: str) -> Outcome:
    found: Outcome = next(outcome for outcome in outcomes if outcome.rule == rule)
    return found


def test_consistent_reports_break_no_rule_and_every_rule_of_a_report_has_looked() -> None:
    problems, outcomes = broken()
    assert problems == ()
    assert {name for name in silent(outcomes) if not name.startswith(NEEDS_MORE)} == set()
    assert [outcome.rule for outcome in outcomes] == [rule.id for rule in RULES]


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"families__eligible_couples": 25}, {"r1_users_and_non_users"}),
        ({"contraception__total__users": 17}, {"total_contraception_users"}),
        ({"contraception__total__new_users": 1}, {"total_contraception_new_users"}),
        ({"non_use__total": 7}, {"total_non_use"}),
        ({"population__total__male": 1}, {"total_population_male"}),
        ({"population__total__female": 1}, {"total_population_female"}),
        ({"population__total__total": 1}, {"total_population_total"}),
        ({"activity_groups__bkb__members": 3}, {"r2_bkb"}),
        ({"activity_groups__uppka__members": 81}, {"r2_uppka"}),
        ({"insurance__health_insured": 321}, {"r3_health_insured"}),
        ({"insurance__health_insured": 320}, set()),
        ({"working_group__pokja_trained": 3}, {"trained_within_members"}),
        ({"child_nutrition__stunted": 3}, {"stunted_within_weighed"}),
        ({"child_nutrition__under_fives_weighed": 21}, {"weighed_within_children"}),
        ({"civil_registration__families_with_card": 81}, {"families_with_card_within_families"}),
        (
            {"civil_registration__children_with_birth_certificate": 81},
            {"birth_certificates_within_children"},
        ),
        ({"civil_registration__children_with_birth_certificate": 80}, set()),
        (
            {"contraception__iud__new_users": 3},
            {"new_users_within_users_iud", "total_contraception_new_users"},
        ),
        ({"families__families": 161}, {"people_per_family"}),
        ({"families__families": 160}, set()),
        (
            {"families__adolescents": 40, "families__families_with_adolescents": 40},
            {"adolescents_typed_twice"},
        ),
        ({"families__adolescents": 29, "families__families_with_adolescents": 29}, set()),
        ({"facilities__rumah_dataku": "no"}, {"r4_facilities_rumah_dataku_class"}),
        ({"routines__planning__exists": "no"}, {"r4_routines_planning_frequency"}),
        (
            {"dashat__dashat": "no"},
            {"r4_dashat_dashat_sessions", "r4_dashat_dashat_beneficiaries"},
        ),
        (
            {"contraception__lactational_amenorrhoea__users": None},
            {"r1_users_and_non_users", "total_contraception_users"},
        ),
    ],
)
def test_each_rule_finds_what_breaks_it_in_its_village(changes: Any, rules: Any) -> None:
    problems, outcomes = broken(**changes)
    assert {problem.kind for problem in problems} == rules
    assert {problem.village_code for problem in problems} <= {CODES[0]}
    for found in problems:
        assert found.cell
        assert found.also
        assert len(found.questions) == 1 + len(found.also)
        assert found.question == found.questions[0]
        assert found.sentence().id
        assert outcome_of(outcomes, found.kind).failed == CODES[:1]


def test_the_texts_say_both_numbers_and_what_was_expected() -> None:
    r1 = BY_ID["r1_users_and_non_users"]
    settled = month([record(CODES[0], families__eligible_couples=1593)])
    (found,), _ = run_rules(settled, spread(settled, CODES), rules=(r1,))
    assert found.sentence().id == "Peserta KB + tidak ber-KB = 24, tetapi PUS = 1593."
    assert found.expected() == Text(
        "PUS = 24, bila rinciannya benar.", "Eligible couples = 24, if the parts are right."
    )
    assert "families!" in found.action().id
    (found,), _ = broken(families__families=161)
    assert found.expected().en == "Between 322 and 966, if Families is right."


def test_a_dependent_answer_is_told_as_it_was_chosen() -> None:
    (found,), _ = broken(facilities__rumah_dataku="no")
    assert "tertulis Sederhana, padahal Tidak Ada" in found.sentence().id
    assert found.expected().id == "Kosong, kecuali Rumah DataKu: Ada."


def test_last_months_answer_is_told() -> None:
    settled = month([record(CODES[0], families__eligible_couples=25)])
    history = earlier_months([{"families.eligible_couples": 23}])
    problems, _ = run_rules(settled, spread(settled, CODES), history)
    told = {found.kind: found.before for found in problems}
    assert told["r1_users_and_non_users"] == "23"
    settled = month([record(CODES[0], facilities__rumah_dataku="no")])
    history = earlier_months([{"facilities.rumah_dataku_class": "complete"}])
    problems, _ = run_rules(settled, spread(settled, CODES), history)
    assert [found.before for found in problems] == ["Lengkap"]


def test_equal_rows_are_found_once_they_are_large() -> None:
    large = {"groups": 2, "members": 2, "sessions": 2, "attendance": 2}
    assert not broken()[0]
    rows = {f"activity_groups.{g}.{m}": 15 for g in ("bkb", "bkr") for m in large}
    report = laid_over(record(CODES[0]), rows)
    settled = month([report])
    (found,), _ = run_rules(
        settled, spread(settled, CODES), rules=(BY_ID["equal_activity_groups"],)
    )
    assert found.sentence().id == "BKB dan BKR berisi angka yang sama: 15, 15, 15, 15."
    assert found.question == "activity_groups.bkr.groups"
    assert len(found.questions) == 8


def units(rule: Rule) -> int:
    return 1 if isinstance(rule, OutsideTotal) else len(CODES)


@pytest.mark.parametrize("number", [0, 1, 2, len(CODES)])
def test_what_was_looked_at_and_what_was_not_is_every_village(number: int) -> None:
    changes: Any = {"families__eligible_couples": None}
    settled = month([record(code, **changes) for code in CODES[:number]])
    _, outcomes = run_rules(settled, spread(settled, CODES))
    for rule, outcome in zip(RULES, outcomes, strict=True):
        assert outcome.looked + sum(n for _, n in outcome.unseen) == units(rule)
        assert {reason for reason, _ in outcome.unseen} <= set(UNSEEN.values)
        if not isinstance(rule, OutsideTotal):
            assert outcome.looked == len(outcome.failed) + len(outcome.passed)
            assert outcome.found == len(outcome.failed)


def test_a_rule_that_lacks_an_answer_says_that_it_could_not_look() -> None:
    problems, outcomes = broken(families__eligible_couples=None)
    r1 = outcome_of(outcomes, "r1_users_and_non_users")
    assert (r1.looked, r1.found) == (1, 0)
    assert r1.unseen == (("no_report", len(CODES) - 2), ("no_answer", 1))
    assert r1.passed == CODES[1:2]
    assert problems == ()


def test_a_dependent_rule_does_not_look_where_the_condition_is_blank() -> None:
    _, outcomes = broken(working_group__pokja=None)
    for rule in RULES:
        if isinstance(rule, OnlyIf) and rule.on == "working_group.pokja":
            assert dict(outcome_of(outcomes, rule.id).unseen)["no_answer"] == 1


def test_no_report_at_all_leaves_every_rule_silent() -> None:
    settled = month([])
    _, outcomes = run_rules(settled, spread(settled, CODES))
    assert len(silent(outcomes)) == len(RULES)


def test_a_rule_is_not_run_for_months_before_it_holds() -> None:
    settled = month([record(CODES[0], families__eligible_couples=25)])
    rule = BY_ID["r1_users_and_non_users"]
    for since, found in ((PERIOD, 1), (previous(PERIOD), 1), ("2026-11", 0)):
        problems, (outcome,) = run_rules(
            settled, spread(settled, CODES), rules=(replace(rule, since=since),)
        )
        assert len(problems) == found
        assert (outcome.unseen == (("not_in_force", len(CODES)),)) is not bool(found)


def test_a_shadow_is_counted_and_not_returned() -> None:
    settled = month([record(CODES[0], families__eligible_couples=25)])
    rule = replace(BY_ID["r1_users_and_non_users"], life=Life.SHADOW)
    problems, (outcome,) = run_rules(settled, spread(settled, CODES), rules=(rule,))
    assert problems == ()
    assert (outcome.life, outcome.found, outcome.failed) == (Life.SHADOW, 1, CODES[:1])


def test_a_blocking_rule_holds_the_section_back(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = replace(BY_ID["stunted_within_weighed"], life=Life.BLOCK)
    kinds = tuple(finding_of(rule) if k.id == rule.id else k for k in catalogue.CATALOGUE)
    monkeypatch.setattr(catalogue, "CATALOGUE", kinds)
    monkeypatch.setattr(problem, "_kinds", problem._kinds.__wrapped__)
    settled = month([record(CODES[0], child_nutrition__stunted=3), record(CODES[1])])
    problems, _ = run_rules(settled, spread(settled, CODES), rules=(rule,))
    assert kind_of(rule.id).severity is Severity.BLOCKING
    held = replace(settled, problems=problems)
    weighed = spread(held, CODES).counts["child_nutrition.under_fives_weighed"]
    assert weighed[:2].tolist()[1] == 2
    assert weighed[0] != weighed[0]


def test_every_kind_of_rule_is_looked_at() -> None:
    assert {type(rule) for rule in RULES} == set(JUDGES)
