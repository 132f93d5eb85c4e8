"""What a village says beside its own months before, and all villages beside outside totals."""

from __future__ import annotations

from schemas.codelists import ACTIVITY_GROUP, EVENT, METHOD, REASON, SEX
from schemas.field import Text
from schemas.outside_totals import PEOPLE, PEOPLE_SOURCE, USERS, USERS_SOURCE
from schemas.rules.kinds import Balance, OutsideTotal, Unusual
from schemas.rules.life import Life
from schemas.rules.terms import Term, label_of, people_of, term
from schemas.section import TOTAL


def _balance(sex: str) -> Balance:
    label = SEX[sex].label
    return Balance(
        id=f"balance_{sex}",
        name=Text(
            f"Penduduk {label.id.lower()} = bulan lalu + lahir + datang - meninggal - pindah",
            f"{label.en}s = month before + births + arrivals - deaths - departures",
        ),
        people=people_of((), sex),
        total=f"population.{TOTAL}.{sex}",
        gains=(f"population_change.births.{sex}", f"population_change.arrivals.{sex}"),
        losses=(f"population_change.deaths.{sex}", f"population_change.departures.{sex}"),
    )


BALANCES = tuple(_balance(sex) for sex in SEX.values)

MONTHLY_NUMBERS = (
    *(f"population.{TOTAL}.{sex}" for sex in SEX.values),
    *(f"population_change.{event}.{sex}" for event in EVENT.values for sex in SEX.values),
    "families.families",
    "families.eligible_couples",
    "families.families_with_under_fives",
    "families.families_with_adolescents",
    "families.families_with_elderly",
    "families.adolescents",
    *(f"contraception.{method}.users" for method in METHOD.values),
    *(f"contraception.{method}.new_users" for method in METHOD.values),
    *(f"non_use.{reason}" for reason in REASON.values),
    "insurance.health_insured",
    *(f"activity_groups.{group}.members" for group in ACTIVITY_GROUP.values),
    "child_nutrition.under_fives_weighed",
    "child_nutrition.stunted",
    "child_nutrition.pregnant_women",
    "child_nutrition.families_at_risk",
    "civil_registration.families_with_card",
    "civil_registration.people_with_id",
    "civil_registration.children_with_birth_certificate",
    "dashat.dashat_beneficiaries",
)
ATTENDANCE = tuple(f"activity_groups.{group}.attendance" for group in ACTIVITY_GROUP.values)


def _unusual(rule: str, label: Text, numbers: tuple[str, ...], life: Life) -> Unusual:
    return Unusual(
        id=f"unusual_{rule}",
        name=Text(
            f"Wajarnya: {label.id} tidak jauh dari bulan-bulan sebelumnya",
            f"As a rule: {label.en} is not far from the months before",
        ),
        life=life,
        label=label,
        numbers=numbers,
        tail=1e-5,
        months=3,
    )


# Some 7,000 numbers a month, most of them small: at 1e-5 each, a false alarm in ten months
# or fewer. In a hundred true months of the example there was one. Attendance is a shadow: a month
# without sessions and one with three are both usual, and no model of a count fits that
# (five false alarms a month).
UNUSUAL = (
    _unusual("number", Text("angka", "a number"), MONTHLY_NUMBERS, Life.WARN),
    _unusual("attendance", Text("kehadiran", "an attendance"), ATTENDANCE, Life.SHADOW),
)


def _outside(rule: str, numbers: Term, total: int, source: Text, tolerance: int) -> OutsideTotal:
    return OutsideTotal(
        id=f"outside_{rule}",
        name=Text(
            f"Wajarnya: {numbers.label.id}, jumlah kabupaten, dekat angka {source.id}",
            f"As a rule: {numbers.label.en}, sum of the kabupaten, is near {source.en}",
        ),
        life=Life.NOTE,
        numbers=numbers.questions,
        label=numbers.label,
        total=total,
        tolerance=tolerance,
        coverage=90,
        source=source,
    )


OUTSIDE_TOTALS = (
    *(
        _outside(
            f"people_{sex}",
            Term(people_of((), sex), label_of(f"population.{TOTAL}.{sex}")),
            total,
            PEOPLE_SOURCE,
            5,
        )
        for sex, total in PEOPLE.items()
    ),
    # A method may gain or lose a quarter of its users in a year or two.
    *(
        _outside(f"users_{method}", term(f"contraception.{method}.users"), total, USERS_SOURCE, 25)
        for method, total in USERS.items()
    ),
)
