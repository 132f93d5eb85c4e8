"""Numbers typed or sent a second time: equal rows, unchanged months, equal villages."""

from __future__ import annotations

from schemas.codelists import ACTIVITY_GROUP, AGE_GROUP, EVENT, SEX
from schemas.field import CodeList, Text
from schemas.rules.kinds import RowsDiffer, Twins, Unchanged
from schemas.rules.life import Life
from schemas.rules.terms import NEW_USERS, REASONS, USERS, people_of

_EVENTS = tuple(f"population_change.{event}.{sex}" for event in EVENT.values for sex in SEX.values)
_FAMILIES = tuple(
    f"families.{name}"
    for name in (
        "families",
        "eligible_couples",
        "families_with_under_fives",
        "families_with_adolescents",
        "families_with_elderly",
        "adolescents",
    )
)
_NUTRITION = tuple(
    f"child_nutrition.{name}"
    for name in ("under_fives_weighed", "stunted", "pregnant_women", "families_at_risk")
)


def _groups(*measures: str) -> tuple[str, ...]:
    return tuple(f"activity_groups.{g}.{m}" for g in ACTIVITY_GROUP.values for m in measures)


def _labels(rows: CodeList) -> tuple[Text, ...]:
    return tuple(code.label for code in rows.codes)


_POPULATION = Text("Penduduk menurut umur", "Population by age")
_PLANNING = Text("Keluarga berencana", "Family planning")
_TARGETS = Text("Keluarga dan kelompok sasaran", "Families and target groups")
_POKTAN = Text("Kelompok kegiatan (poktan)", "Activity groups (poktan)")

EQUAL_ROWS = (
    # Members and attendance of two groups are seldom both equal.
    RowsDiffer(
        id="equal_activity_groups",
        name=Text(
            "Wajarnya: dua kelompok kegiatan berbeda angkanya",
            "As a rule: two activity groups have different numbers",
        ),
        rows=tuple(
            tuple(
                f"activity_groups.{g}.{m}" for m in ("groups", "members", "sessions", "attendance")
            )
            for g in ACTIVITY_GROUP.values
        ),
        row_labels=_labels(ACTIVITY_GROUP),
        minimum=10,
    ),
    # A shadow: of 2,000 pairs of neighbouring age groups with 100 of each sex, one or two
    # are equal by chance each month (each 1 / (4 pi 100)).
    RowsDiffer(
        id="equal_age_groups",
        name=Text(
            "Wajarnya: dua kelompok umur berurutan berbeda angkanya",
            "As a rule: neighbouring age groups have different numbers",
        ),
        life=Life.SHADOW,
        rows=tuple(tuple(people_of((age,))) for age in AGE_GROUP.values),
        row_labels=_labels(AGE_GROUP),
        minimum=100,
    ),
)


def _unchanged(  # noqa: PLR0913, PLR0917 - one line a rule
    rule: str,
    label: Text,
    numbers: tuple[str, ...],
    distinct: int,
    minimum: int,
    life: Life = Life.WARN,
) -> Unchanged:
    return Unchanged(
        id=f"unchanged_{rule}",
        name=Text(
            f"Wajarnya: {label.id} berubah dari bulan ke bulan",
            f"As a rule: {label.en} changes from month to month",
        ),
        life=life,
        numbers=numbers,
        label=label,
        distinct=distinct,
        minimum=minimum,
    )


UNCHANGED = (
    # 2,000 people have about 4 births and deaths a month, and 33 grow into the next group.
    _unchanged("population", _POPULATION, people_of(), 10, 2_000),
    _unchanged(
        "population_change", Text("Mutasi penduduk", "Population change"), _EVENTS, 4, 16
    ),
    # Of 300 couples about 12 a month begin or give up a method.
    _unchanged("family_planning", _PLANNING, (*USERS, *NEW_USERS, *REASONS), 6, 300),
    # A shadow: families are often counted once a year, from the family cards.
    _unchanged("families", _TARGETS, _FAMILIES, 5, 300, Life.SHADOW),
    # A shadow: a group may truly meet as often and as full as the month before.
    _unchanged("activity_groups", _POKTAN, _groups("members", "sessions", "attendance"), 5, 100,
               Life.SHADOW),
    # A shadow: four numbers may stay the same for a month.
    _unchanged("child_nutrition", Text("Gizi anak", "Child nutrition"), _NUTRITION, 4, 100,
               Life.SHADOW),
)  # fmt: skip


def _twins(rule: str, label: Text, numbers: tuple[str, ...], distinct: int) -> Twins:
    return Twins(
        id=f"twins_{rule}",
        name=Text(
            f"Wajarnya: {label.id} tidak sama dengan desa lain",
            f"As a rule: {label.en} is not that of another village",
        ),
        numbers=numbers,
        label=label,
        distinct=distinct,
    )


TWINS = (
    _twins("population", _POPULATION, people_of(), 10),
    _twins("families", _TARGETS, _FAMILIES, 5),
    _twins("family_planning", _PLANNING, (*USERS, *REASONS), 6),
    _twins("activity_groups", _POKTAN, _groups("groups", "members", "attendance"), 6),
)
