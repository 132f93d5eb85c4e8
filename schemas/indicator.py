"""The noun of an indicator: a ratio or a total of summed counts, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.field import Text
from schemas.protection import is_protected

DECIMALS = 2
"""The decimals of a published indicator; a half goes to the even digit."""

MAY_BE_BLANK = ("contraception.lactational_amenorrhoea.users",)
"""Questions the portal does not ask: blank counts as zero in a sum."""


class Measure(StrEnum):
    """The kind of figure an indicator is."""

    TOTAL = "total"
    MEAN = "mean"
    PERCENTAGE = "percentage"
    RATIO = "ratio"


MEASURE_LABELS = {
    Measure.TOTAL: Text("Jumlah", "Total"),
    Measure.MEAN: Text("Rata-rata", "Mean"),
    Measure.PERCENTAGE: Text("Persentase", "Percentage"),
    Measure.RATIO: Text("Rasio per 100", "Ratio per 100"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: scale x sum of the numerator's answers / sum of the denominator's.

    `numerator` and `denominator` are questions of the form; a plain total has no
    denominator. The texts are those of BPS metadata for an indicator (MS-Ind).
    """

    id: str
    label: Text
    concept: Text
    definition: Text
    interpretation: Text
    formula: Text
    measure: Measure
    unit: Text
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] | None = None

    @property
    def scale(self) -> int:
        """What the quotient is multiplied by: 100 for percentages and ratios, else 1."""
        return 100 if self.measure in (Measure.PERCENTAGE, Measure.RATIO) else 1

    @property
    def questions(self) -> tuple[str, ...]:
        """Every question that goes in, once, the numerator's first."""
        return tuple(dict.fromkeys((*self.numerator, *(self.denominator or ()))))

    @property
    def optional(self) -> tuple[str, ...]:
        """The questions that may be blank and then count as zero."""
        return tuple(question for question in self.questions if question in MAY_BE_BLANK)

    @property
    def protected(self) -> bool:
        """Whether any question that goes in belongs to a protected table."""
        return is_protected(self.questions)
