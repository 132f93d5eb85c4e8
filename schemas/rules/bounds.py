"""R2, R3 and the other bounds: what is counted is no more than what there is.

R2 and R3 are the portal's. The others follow from what the fields mean, or are plausible
only: then the name says so.
"""

from __future__ import annotations

from dataclasses import replace

from schemas.codelists import METHOD, SEX
from schemas.field import Text
from schemas.group_targets import TARGET_OF_GROUP
from schemas.rules.kinds import AtMost, Distinct, Ratio
from schemas.rules.life import Life
from schemas.rules.terms import (
    ELDERLY,
    PEOPLE,
    UNDER_FIVES,
    WOMEN,
    Term,
    ages,
    label_of,
    people_of,
    term,
)


def _at_most(rule: str, left: str | Term, right: str | Term) -> AtMost:
    small = term(left) if isinstance(left, str) else left
    large = term(right) if isinstance(right, str) else right
    return AtMost(
        id=rule,
        name=Text(f"{small.label.id} ≤ {large.label.id}", f"{small.label.en} ≤ {large.label.en}"),
        left=small.questions,
        right=large.questions,
        left_label=small.label,
        right_label=large.label,
    )


def _plausibly(rule: AtMost, life: Life = Life.WARN) -> AtMost:
    """The same bound, named as one that is broken now and then by a true number."""
    name = Text(f"Wajarnya: {rule.name.id}", f"As a rule: {rule.name.en}")
    return replace(rule, name=name, life=life)


_FAMILIES = "families.families"
_COUPLES = "families.eligible_couples"
_PREGNANT = "child_nutrition.pregnant_women"

BOUNDS = (
    *(
        _at_most(f"r2_{group}", f"activity_groups.{group}.members", target)
        for group, target in TARGET_OF_GROUP.items()
    ),
    _at_most("r3_health_insured", "insurance.health_insured", PEOPLE),
    _at_most("families_within_people", _FAMILIES, PEOPLE),
    _at_most(
        "trained_within_members", "working_group.pokja_trained", "working_group.pokja_members"
    ),
    _at_most(
        "stunted_within_weighed", "child_nutrition.stunted", "child_nutrition.under_fives_weighed"
    ),
    *(
        _at_most(f"{name}_within_families", f"families.{name}", _FAMILIES)
        for name in (
            "families_with_under_fives",
            "families_with_adolescents",
            "families_with_elderly",
        )
    ),
    _at_most(
        "families_with_under_fives_within_children",
        "families.families_with_under_fives",
        UNDER_FIVES,
    ),
    _at_most(
        "families_with_adolescents_within_adolescents",
        "families.families_with_adolescents",
        "families.adolescents",
    ),
    _at_most("families_with_elderly_within_elderly", "families.families_with_elderly", ELDERLY),
    _at_most(
        "adolescents_within_people_10_24",
        "families.adolescents",
        Term(people_of(ages(10, 24)), Text("Penduduk umur 10-24 tahun", "People aged 10-24")),
    ),
    _at_most("couples_within_women", _COUPLES, WOMEN),
    _at_most(
        "elderly_in_bkl_within_elderly",
        Term(
            ("activity_groups.bkl.independent", "activity_groups.bkl.needing_care"),
            Text("Lansia mandiri + perlu perawatan", "Independent elderly + needing care"),
        ),
        ELDERLY,
    ),
    _at_most("families_at_risk_within_families", "child_nutrition.families_at_risk", _FAMILIES),
    _at_most("families_with_card_within_families", "civil_registration.families_with_card",
             _FAMILIES),
    _at_most(
        "people_with_id_within_people_15_plus",
        "civil_registration.people_with_id",
        Term(people_of(ages(15)), Text("Penduduk umur 15+ tahun", "People aged 15 and over")),
    ),
    _at_most(
        "birth_certificates_within_children",
        "civil_registration.children_with_birth_certificate",
        Term(people_of(ages(0, 19)), Text("Anak umur 0-19 tahun", "Children aged 0-19")),
    ),
)  # fmt: skip

PLAUSIBLE_BOUNDS = (
    # Who begins and gives up a method within a month is new and no longer a user.
    *(
        _plausibly(
            _at_most(
                f"new_users_within_users_{method}",
                f"contraception.{method}.new_users",
                f"contraception.{method}.users",
            )
        )
        for method in METHOD.values
    ),
    # Children of a neighbouring village may be weighed here.
    _plausibly(
        _at_most(
            "weighed_within_children", "child_nutrition.under_fives_weighed", UNDER_FIVES
        )
    ),
    # Girls under 15 may be pregnant.
    _plausibly(_at_most("pregnant_within_women", _PREGNANT, WOMEN)),
    # Couples not using because of a pregnancy; the midwife's count is not the field officer's.
    _plausibly(
        _at_most(
            "pregnant_couples_within_pregnant",
            Term(
                ("non_use.pregnant",),
                Text("PUS tidak ber-KB karena hamil", "Couples not using because pregnant"),
            ),
            _PREGNANT,
        )
    ),
    # A kitchen may serve families of a neighbouring village.
    _plausibly(
        _at_most("dashat_within_families", "dashat.dashat_beneficiaries", _FAMILIES)
    ),
    # A child born in the month may have died or moved away before its end.
    *(
        _plausibly(
            _at_most(
                f"births_within_age_0_4_{sex}",
                f"population_change.births.{sex}",
                f"population.age_0_4.{sex}",
            )
        )
        for sex in SEX.values
    ),
    # A shadow: where families are counted by their cards, one card may hold two couples.
    _plausibly(_at_most("couples_within_families", _COUPLES, _FAMILIES), Life.SHADOW),
)  # fmt: skip

PEOPLE_PER_FAMILY = Ratio(
    id="people_per_family",
    name=Text("Wajarnya: 2 sampai 6 orang per keluarga", "As a rule: 2 to 6 people a family"),
    left=PEOPLE.questions,
    right=(_FAMILIES,),
    left_label=PEOPLE.label,
    right_label=label_of(_FAMILIES),
    low=2,
    high=6,
)


def _distinct(rule: str, one: str, other: str, minimum: int) -> Distinct:
    left, right = label_of(one), label_of(other)
    return Distinct(
        id=rule,
        name=Text(
            f"Wajarnya: {left.id} dan {right.id} berbeda",
            f"As a rule: {left.en} and {right.en} differ",
        ),
        left=(one,),
        right=(other,),
        left_label=left,
        right_label=right,
        minimum=minimum,
    )


TYPED_TWICE = (
    # Among 30 families with adolescents some have two.
    _distinct("adolescents_typed_twice", "families.adolescents",
              "families.families_with_adolescents", 30),
    # Among 100 families some have no wife aged 15-49.
    _distinct("couples_typed_twice", _COUPLES, _FAMILIES, 100),
)  # fmt: skip
