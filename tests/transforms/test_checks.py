from typing import Any

import numpy as np
import pytest

from schemas.rules import RULES
from tests.months import CODES, month, record
from transforms.checks import run_rules, silent
from transforms.wide import spread


def broken(**changes: Any) -> Any:
    settled = month([record(CODES[0], **changes), record(CODES[1])])
    return run_rules(settled, spread(settled, CODES))


def test_consistent_reports_break_no_rule_and_every_rule_has_looked() -> None:
    wide, problems, outcomes = broken()
    assert problems == ()
    assert silent(outcomes) == ()
    assert len(outcomes) == len(RULES)
    assert not wide.questioned


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
    wide, problems, _ = broken(**changes)
    assert {problem.kind for problem in problems} == rules
    assert {problem.village_code for problem in problems} <= {CODES[0]}
    for problem in problems:
        assert problem.cell
        assert problem.also
        assert problem.sentence().id
        assert wide.questioned[problem.question][0]
        assert not wide.questioned[problem.question][1]


def test_a_rule_that_lacks_an_answer_says_that_it_could_not_look() -> None:
    _, problems, outcomes = broken(families__eligible_couples=None)
    r1 = next(outcome for outcome in outcomes if outcome.rule == "r1_users_and_non_users")
    assert (r1.looked, r1.found, r1.unseen) == (1, 0, 1)
    assert problems == ()


def test_no_report_at_all_leaves_every_rule_silent() -> None:
    settled = month([])
    _, _, outcomes = run_rules(settled, spread(settled, CODES))
    assert len(silent(outcomes)) == len(RULES)
    assert np.array([outcome.looked for outcome in outcomes]).sum() == 0
