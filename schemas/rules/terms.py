"""The sums of answers that rules speak of, with what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.codelists import AGE_GROUP, METHOD, REASON, SEX
from schemas.field import Text
from schemas.form import FORM
from schemas.section import TOTAL_HEADING, Crosstab


@dataclass(frozen=True, slots=True)
class Term:
    """Answers that are added up, and what their sum is called."""

    questions: tuple[str, ...]
    label: Text


def label_of(question: str) -> Text:
    """What an answer cell is called: its row, and its column where there are several."""
    found = FORM.questions[question]
    row, field, column = found.row.label, found.field.label, found.column.label
    if row == field:
        return row
    if isinstance(FORM.blocks[found.block], Crosstab):
        row = field if row == TOTAL_HEADING else row
        return row if column == TOTAL_HEADING else _beside(row, column)
    return _beside(row, field)


def _beside(row: Text, column: Text) -> Text:
    return Text(f"{row.id}: {column.id}", f"{row.en}: {column.en}")


def term(question: str) -> Term:
    """One answer as a term."""
    return Term((question,), label_of(question))


def people_of(groups: Sequence[str] = (), *sexes: str) -> tuple[str, ...]:
    """The answers on people: all age groups and both sexes unless some are named."""
    return tuple(
        f"population.{age}.{sex}"
        for age in groups or AGE_GROUP.values
        for sex in sexes or SEX.values
    )


def ages(low: int, high: int | None = None) -> tuple[str, ...]:
    """The age groups from age `low` up to and with age `high` (both at their groups' edges)."""
    starts = [(int(code.split("_")[1]), code) for code in AGE_GROUP.values]
    return tuple(code for start, code in starts if start >= low and (high is None or start <= high))


PEOPLE = Term(people_of(), Text("Jumlah penduduk", "People"))
WOMEN = Term(
    people_of(ages(15, 49), "female"), Text("Perempuan umur 15-49 tahun", "Women aged 15-49")
)
UNDER_FIVES = Term(people_of(ages(0, 4)), Text("Anak umur 0-4 tahun", "Children aged 0-4"))
ELDERLY = Term(people_of(ages(60)), Text("Penduduk umur 60+ tahun", "People aged 60 and over"))

MAL = "contraception.lactational_amenorrhoea"
USERS = tuple(f"contraception.{method}.users" for method in METHOD.values)
NEW_USERS = tuple(f"contraception.{method}.new_users" for method in METHOD.values)
REASONS = tuple(f"non_use.{reason}" for reason in REASON.values)
MAY_BE_BLANK = (f"{MAL}.users", f"{MAL}.new_users")
"""The form leaves it to the village whether it counts this method."""
