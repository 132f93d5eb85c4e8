from __future__ import annotations

import pytest

from schemas.classification import CLASSIFICATION, COMPONENTS, Component, Index
from schemas.codelists import ACTIVITY_GROUP, YES_NO
from schemas.field import Kind
from schemas.form import FORM
from schemas.indicator import MEASURE_LABELS, Indicator, Measure
from schemas.indicators import INDICATOR, INDICATORS, PARTICIPATION, indicator, indicators_of
from schemas.protection import is_protected
from schemas.section import Crosstab


@pytest.mark.parametrize("found", INDICATORS, ids=lambda i: i.id)
def test_rests_on_counts_the_form_asks_and_never_on_printed_totals(found: Indicator) -> None:
    for question in found.questions:
        asked = FORM.questions[question]
        assert asked.field.kind is Kind.COUNT
        assert not asked.is_total
    assert set(found.optional) < set(found.questions)


@pytest.mark.parametrize("found", INDICATORS, ids=lambda i: i.id)
def test_only_a_total_lacks_a_denominator(found: Indicator) -> None:
    assert (found.denominator is None) == (found.measure is Measure.TOTAL)
    assert found.scale == (100 if found.measure in (Measure.PERCENTAGE, Measure.RATIO) else 1)


def test_what_rests_on_health_is_protected() -> None:
    assert {found.id for found in INDICATORS if found.protected} == {
        "contraceptive_prevalence",
        "modern_contraceptive_prevalence",
        "long_acting_share",
        "unmet_need",
    }
    assert {component.id for component in CLASSIFICATION if component.protected} == {
        "contraceptive_prevalence",
        "long_acting_share",
        "unmet_need",
    }
    assert is_protected(("families.families", "child_nutrition.stunted"))
    assert is_protected(("families.eligible_couples",))
    assert not is_protected(("families.families",))


def test_the_code_lists_follow_the_declarations() -> None:
    assert INDICATOR.values == tuple(found.id for found in INDICATORS)
    assert COMPONENTS.values == tuple(component.id for component in CLASSIFICATION)
    assert tuple(PARTICIPATION) == ACTIVITY_GROUP.values
    assert set(MEASURE_LABELS) == set(Measure)
    assert indicator("sex_ratio").label.en == "Sex ratio"


def test_dependency_ratios_divide_all_ages_between_them() -> None:
    total = indicator("dependency_ratio")
    assert not set(total.numerator) & set(total.denominator or ())
    assert set(total.questions) == set(indicator("people").numerator)
    assert set(total.numerator) == {
        *indicator("child_dependency_ratio").numerator,
        *indicator("old_age_dependency_ratio").numerator,
    }


def test_a_form_that_no_longer_asks_loses_the_indicators_that_need_it() -> None:
    shorter = FORM.with_block(FORM.blocks["families"].without("eligible_couples"))
    lost = {i.id for i in INDICATORS} - {i.id for i in indicators_of(shorter)}
    assert lost == {"contraceptive_prevalence", "modern_contraceptive_prevalence", "unmet_need"}
    assert isinstance(FORM.blocks["population"], Crosstab)
    assert indicators_of(FORM) == INDICATORS


@pytest.mark.parametrize("component", CLASSIFICATION, ids=lambda c: c.id)
def test_a_component_has_rising_floors_and_questions_the_form_asks(component: Component) -> None:
    assert list(component.floors) == sorted(set(component.floors))
    assert len(component.scores) == len(component.floors) + 1
    assert set(component.scores) == set(range(1, len(component.scores) + 1))
    assert component.questions
    assert set(component.questions) <= set(FORM.questions)
    for group in component.groups:
        assert all(FORM.questions[question].field.codes is YES_NO for question in group)


@pytest.mark.parametrize(
    ("index", "components"), [(Index.INPUT, 5), (Index.PROCESS, 3), (Index.OUTPUT, 4)]
)
def test_the_indices_have_as_many_components_as_the_portals(index: Index, components: int) -> None:
    assert sum(component.index is index for component in CLASSIFICATION) == components
