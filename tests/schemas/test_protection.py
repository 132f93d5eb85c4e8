from __future__ import annotations

import pytest

from schemas.codelists import METHOD, REASON
from schemas.form import FORM
from schemas.house_codes import DISTRICT, VILLAGE
from schemas.indicators import INDICATORS
from schemas.protection import (
    BASE,
    BY_AREA,
    EXPOSED,
    PROTECTIONS,
    TREES,
    Guard,
    Policy,
    Tree,
    parts_of_sum,
    tree_with,
)
from schemas.tables import tidy_tables


def test_every_table_says_whether_it_is_protected() -> None:
    assert set(PROTECTIONS) == set(tidy_tables(FORM))


def test_tables_on_health_are_protected_and_have_trees() -> None:
    assert BY_AREA == ("contraception", "non_use", "child_nutrition")
    for name in BY_AREA:
        assert PROTECTIONS[name].guard is Guard.PROTECTED
        assert PROTECTIONS[name].trees
    assert {name for name, table in tidy_tables(FORM).items() if table.protected} == set(BY_AREA)


@pytest.mark.parametrize("name", PROTECTIONS)
def test_a_protection_names_trees_and_questions_that_there_are(name: str) -> None:
    protection = PROTECTIONS[name]
    assert set(protection.trees) <= set(TREES)
    assert set(protection.counts) <= set(FORM.questions)
    assert protection.reason.id
    assert protection.reason.en
    if protection.guard is Guard.OPEN:
        assert protection.trees == ()


def test_every_count_of_a_protected_table_is_a_leaf_or_a_sum_of_one_tree() -> None:
    leaves = [question for tree in TREES.values() for question in tree.questions]
    assert len(leaves) == len(set(leaves))
    asked = {question.id for question in FORM.questions.values() if question.table in BY_AREA}
    assert set(leaves) == asked
    sums = {"contraception.total.users", "contraception.total.new_users", "non_use.total"}
    assert asked | sums | {"families.eligible_couples"} == EXPOSED


def test_every_question_of_a_protected_indicator_is_rounded() -> None:
    for indicator in INDICATORS:
        if indicator.protected:
            assert set(indicator.questions) <= EXPOSED


@pytest.mark.parametrize("tree", TREES.values(), ids=lambda tree: tree.name)
def test_categories_are_the_leaves_or_their_merges_and_the_nodes(tree: Tree) -> None:
    parts = [part for _, group in tree.groups for part in group]
    assert sorted(parts) == sorted(tree.codes)
    assert all(set(node.parts) <= set(tree.codes) for node in tree.nodes)
    assert all(node.question in FORM.questions for node in tree.nodes)
    for level in (VILLAGE, DISTRICT):
        assert len(set(tree.categories(level))) == len(tree.categories(level))


def test_villages_see_sterilisation_and_the_rest_of_the_rare_methods_together() -> None:
    couples = TREES["couples"]
    assert dict(couples.groups)["sterilisation"] == ("female_sterilisation", "male_sterilisation")
    assert dict(couples.groups)["condom_or_lactational"] == ("condom", "lactational_amenorrhoea")
    assert "male_sterilisation" in couples.categories(DISTRICT)
    assert "male_sterilisation" not in couples.categories(VILLAGE)


@pytest.mark.parametrize(
    ("base", "width", "fewest"), [(5, 5, 2), (3, 3, 2), (5, 1, 1), (5, 2, 3), (2, 2, 2)]
)
def test_a_policy_that_could_not_be_kept_is_refused(base: int, width: int, fewest: int) -> None:
    with pytest.raises(ValueError, match="fewest <= width < base"):
        Policy(base, width, fewest)


def test_the_default_policy_hides_one_to_four() -> None:
    assert Policy().base == BASE == 5


@pytest.mark.parametrize(
    ("question", "tree", "parts"),
    [
        ("contraception.pill.users", "couples", 0),
        ("contraception.total.users", "couples", len(METHOD.values)),
        ("non_use.total", "couples", len(REASON.values)),
        ("families.eligible_couples", "couples", len(METHOD.values) + len(REASON.values)),
        ("contraception.total.new_users", "new_users", len(METHOD.values)),
        ("child_nutrition.stunted", "stunted", 0),
        ("families.families", None, 0),
    ],
)
def test_a_sum_is_published_as_the_sum_of_its_parts(
    question: str, tree: str | None, parts: int
) -> None:
    found = tree_with(question)
    assert (found.name if found else None) == tree
    assert len(parts_of_sum(question)) == parts
    assert set(parts_of_sum(question)) <= set(found.questions if found else ())
