from __future__ import annotations

import pytest

from schemas.form import FORM
from schemas.form_tables import PROTECTED
from schemas.indicators import INDICATORS
from schemas.protection import (
    BASE,
    DISTRICT,
    PROTECTIONS,
    TREES,
    VILLAGE,
    Guard,
    Policy,
    Tree,
)
from schemas.tables import tidy_tables


def test_every_table_says_whether_it_is_protected() -> None:
    assert set(PROTECTIONS) == set(tidy_tables(FORM))


def test_tables_on_health_are_protected_and_have_trees() -> None:
    for name in PROTECTED:
        assert PROTECTIONS[name].guard is Guard.PROTECTED
        assert PROTECTIONS[name].trees


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
    asked = {question.id for question in FORM.questions.values() if question.table in PROTECTED}
    assert set(leaves) == asked


def test_every_question_of_a_protected_indicator_is_rounded() -> None:
    rounded = {question for tree in TREES.values() for question in tree.questions}
    rounded |= {node.question for tree in TREES.values() for node in tree.nodes if node.question}
    for indicator in INDICATORS:
        if indicator.protected:
            assert set(indicator.questions) <= rounded


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
