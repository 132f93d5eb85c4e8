"""The kinds of rules: what each compares, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from schemas.field import Text
from schemas.rules.life import Life

FIRST_MONTH = "2026-01"

Questions = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What every rule says of itself; it is not run for months before `since`."""

    relation: ClassVar[str]
    id: str
    name: Text
    life: Life = Life.WARN
    since: str = FIRST_MONTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Declared):
    """Two sums of answers, each with what it is called; `optional` ones may be blank."""

    left: Questions
    right: Questions
    left_label: Text
    right_label: Text
    optional: Questions = ()

    @property
    def questions(self) -> Questions:
        """Every question it looks at, the ones to check first at the front."""
        return (*self.left, *self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equal(Comparison):
    """The answers of `left` add up to those of `right`."""

    relation: ClassVar[str] = "equal"

    @property
    def questions(self) -> Questions:
        """A total stands on the right and is checked first."""
        return (*self.right, *self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost(Comparison):
    """The answers of `left` add up to no more than those of `right`."""

    relation: ClassVar[str] = "at_most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio(Comparison):
    """`left` is between `low` and `high` times `right`; not asked where `right` is zero."""

    relation: ClassVar[str] = "ratio"
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct(Comparison):
    """`left` and `right` are different numbers, once they reach `minimum`."""

    relation: ClassVar[str] = "distinct"
    minimum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyIf(Declared):
    """`question` has an answer above zero only if `on` is answered with `code`."""

    relation: ClassVar[str] = "only_if"
    question: str
    on: str
    code: str
    condition: Text

    @property
    def questions(self) -> Questions:
        """The dependent answer, then the one it depends on."""
        return (self.question, self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsDiffer(Declared):
    """No row repeats the one above it, once two of its numbers reach `minimum`."""

    relation: ClassVar[str] = "rows_differ"
    rows: tuple[Questions, ...]
    row_labels: tuple[Text, ...]
    minimum: int

    @property
    def questions(self) -> Questions:
        """Row by row."""
        return tuple(question for row in self.rows for question in row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance(Declared):
    """People = people the month before + gains - losses; `total` is the printed total."""

    relation: ClassVar[str] = "balance"
    people: Questions
    total: str
    gains: Questions
    losses: Questions

    @property
    def questions(self) -> Questions:
        """The printed total stands for the people, then the events, then the parts."""
        return (self.total, *self.gains, *self.losses, *self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Declared):
    """Many numbers of one report, looked at together."""

    numbers: Questions
    label: Text

    @property
    def questions(self) -> Questions:
        """The numbers."""
        return self.numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged(Block):
    """The numbers are not all those of the month before.

    Asked only where chance is excluded: at least `distinct` different numbers above
    zero, adding up to at least `minimum`.
    """

    relation: ClassVar[str] = "unchanged"
    distinct: int
    minimum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins(Block):
    """The numbers are not all those of another village, where `distinct` differ above zero."""

    relation: ClassVar[str] = "twins"
    distinct: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual(Block):
    """Each number is plausible beside the village's own earlier months.

    `tail` is the two-sided probability below which a number is asked about, and
    `months` how many earlier answers there must be.
    """

    relation: ClassVar[str] = "unusual"
    tail: float
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideTotal(Block):
    """The sum over all villages is near a `total` published elsewhere.

    Looked at from `coverage` percent of the villages on. The total is scaled by the
    share of villages that answered; a difference up to `tolerance` percent of it, and
    three times its square root, is let pass.
    """

    relation: ClassVar[str] = "outside_total"
    total: int
    tolerance: int
    coverage: int
    source: Text


Rule = (
    Equal
    | AtMost
    | Ratio
    | Distinct
    | OnlyIf
    | RowsDiffer
    | Balance
    | Unchanged
    | Unusual
    | Twins
    | OutsideTotal
)
