"""The units of counts, and the shortest way to declare a count."""

from __future__ import annotations

from schemas.codelists import YES_NO
from schemas.field import Field, Kind, Text

PERSONS = Text("orang", "persons")
FAMILIES = Text("keluarga", "families")
COUPLES = Text("pasangan", "couples")
GROUPS = Text("kelompok", "groups")
TIMES = Text("kali", "times")


def count(name: str, label: Text, meaning: Text, unit: Text, maximum: int, *aliases: str) -> Field:
    """A whole number from zero to `maximum` of `unit`."""
    return Field(
        name=name,
        label=label,
        meaning=meaning,
        kind=Kind.COUNT,
        unit=unit,
        minimum=0,
        maximum=maximum,
        example="12",
        counter_example="banyak",
        aliases=aliases,
    )


def yes_no(name: str, label: Text, meaning: Text, *aliases: str) -> Field:
    """A question answered Ada or Tidak Ada; blank is not reported."""
    return Field(
        name=name,
        label=label,
        meaning=meaning,
        kind=Kind.CHOICE,
        codes=YES_NO,
        example="Ada",
        counter_example="mungkin",
        aliases=aliases,
    )
