"""The rules beside earlier months and over all villages."""

from dataclasses import replace
from typing import Any

import pytest

from schemas.rule_examples import examples_of
from schemas.rules import RULES, Life
from tests.months import CODES, month, record
from tests.rule_months import earlier_months, laid_over
from transforms.checks import run_rules
from transforms.history import History
from transforms.wide import spread

BY_ID = {rule.id: rule for rule in RULES}
MALES = {"population.age_20_24.male": 15, "population.total.male": 165}


def looked(rule: str, answers: Any, *before: Any) -> Any:
    settled = month([laid_over(record(CODES[0]), answers)])
    heard = replace(BY_ID[rule], life=Life.WARN)
    problems, (outcome,) = run_rules(
        settled, spread(settled, CODES), earlier_months(before), rules=(heard,)
    )
    return problems, outcome


def reason(outcome: Any) -> str:
    """Why the one village that reported was not looked at."""
    found: str = next(name for name, number in outcome.unseen if number == 1)
    return found


def test_people_follow_from_the_month_before() -> None:
    problems, outcome = looked("balance_male", {}, {})
    assert (problems, outcome.looked) == ((), 1)
    (found,), _ = looked("balance_male", MALES, {})
    assert found.question == "population.total.male"
    assert found.sentence().id == (
        "Bulan lalu 160 orang, ditambah 4 dan dikurangi 4 menjadi 160, tetapi tertulis 165."
    )
    assert found.expected().id == "160, bila bulan lalu dan mutasinya benar."
    assert found.before == "160"
    assert len(found.questions) == 21


def test_people_that_last_months_total_contradicts_are_no_ground_for_asking() -> None:
    problems, outcome = looked("balance_male", {}, {"population.age_20_24.male": 100})
    assert problems == ()
    assert reason(outcome) == "no_earlier_month"


@pytest.mark.parametrize(
    ("rule", "months", "expected"),
    [
        ("balance_male", 0, "no_earlier_month"),
        ("unchanged_population", 0, "no_earlier_month"),
        ("unusual_number", 0, "no_earlier_month"),
        ("unusual_number", 2, "short_history"),
    ],
)
def test_without_earlier_months_there_is_nothing_to_look_at(
    rule: str, months: int, expected: str
) -> None:
    problems, outcome = looked(rule, {}, *[{}] * months)
    assert (problems, outcome.looked, reason(outcome)) == ((), 0, expected)


def test_only_the_month_directly_before_counts_for_the_balance() -> None:
    history = earlier_months([{}, {}])
    settled = month([laid_over(record(CODES[0]), MALES)])
    gap = History(history.months[:1])
    for known, found in ((history, 1), (gap, 0)):
        problems, _ = run_rules(
            settled, spread(settled, CODES), known, rules=(BY_ID["balance_male"],)
        )
        assert len(problems) == found


def test_an_unusual_number_is_told_with_what_is_usual() -> None:
    months = [{"families.families": number} for number in (600, 598, 603, 601)]
    (found,), outcome = looked("unusual_number", {"families.families": 6020}, *months)
    assert found.question == "families.families"
    assert found.before == "601"
    assert found.sentence().id == (
        "Jumlah keluarga: tertulis 6020, padahal rata-rata 4 bulan sebelumnya 600,5."
    )
    assert found.sentence().en.endswith("the mean of 4 earlier months is 600.5.")
    assert found.expected().id == "Antara 484 dan 726."
    assert outcome.failed == CODES[:1]
    for number, problems in ((484, 0), (726, 0), (483, 1), (727, 1)):
        said, _ = looked("unusual_number", {"families.families": number}, *months)
        assert len(said) == problems


def test_several_unusual_numbers_are_one_village_and_a_finding_each() -> None:
    answers = {"families.families": 6000, "insurance.health_insured": 4000}
    problems, outcome = looked("unusual_number", answers, {}, {}, {})
    assert len(problems) == 2
    assert outcome.found == 1


def test_a_small_section_may_stay_the_same() -> None:
    problems, outcome = looked("unchanged_population_change", {}, {})
    assert (problems, outcome.looked) == ((), 1)


@pytest.mark.parametrize(("share", "seen"), [(0.89, 0), (0.91, 1)])
def test_the_area_is_looked_at_where_most_villages_answered(share: float, seen: int) -> None:
    rule = BY_ID["outside_people_male"]
    answers = examples_of(rule)[1].answers
    reports = [laid_over(record(code), answers) for code in CODES[: round(share * len(CODES))]]
    settled = month(reports)
    problems, (outcome,) = run_rules(settled, spread(settled, CODES), rules=(rule,))
    assert (outcome.looked, outcome.found, outcome.failed) == (seen, seen, ())
    for found in problems:
        assert (found.submission, found.village_code, found.cell) == ("", "", "")
        assert found.section == "population"
        assert found.questions == rule.questions
        assert "Kepmendagri" in found.sentence().id
