"""The noun of what the gate expects of a staged release, and the limits it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.field import Text


class Weight(StrEnum):
    """What becomes of a release that an expectation fails."""

    STOP = "stop"
    WARN = "warn"


WEIGHT = {
    Weight.STOP: Text("menghentikan", "stops the release"),
    Weight.WARN: Text("peringatan", "warning"),
}


class State(StrEnum):
    """What came of an expectation."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_ASKED = "not_asked"


STATE = {
    State.PASSED: Text("terpenuhi", "passed"),
    State.FAILED: Text("tidak terpenuhi", "failed"),
    State.NOT_ASKED: Text("tidak ditanyakan", "not asked"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One thing that is expected of a release: its sentence, and what to do where it fails.

    `looked_at` is what it looks at, one after another, and `unit` what it measures of each.
    `low` and `high` are the limits of what is measured, both allowed; None is no limit.
    """

    id: str
    weight: Weight
    sentence: Text
    looked_at: Text
    unit: Text
    todo: Text
    low: float | None = None
    high: float | None = None


FLOOR = 50
"""Per cent of the register's villages below which a month is not published unattended: its
totals would speak of less than half the kabupaten. A setting; this is its default."""

COVERED = 80
"""Per cent of a kecamatan's villages below which its figures are published with a warning: from
there on a single village that is missing moves the totals of a small kecamatan by a quarter."""

HALF = 50
"""Per cent of a kecamatan's villages that must have reported for its silence to be a loss."""

FEWEST = 20
"""Villages below which shares and totals between months are not compared: one village would
move them by more than 5 per cent."""

ENOUGH = 20
"""Counts that a village must have for its report to be taken for empty or for copied."""

LARGE = 500
"""The total from which two months are compared: below it a few people are a large ratio."""

TIMES = 2
"""By how much a total of the same villages may grow or shrink from month to month."""

TIMES_OF_FLOWS = 4
"""The same where what happened in a month is counted: attendance of August is no July's."""

REVISED = 5
"""Per cent by which late reports and corrections may move a figure of the kabupaten that was
published before; the largest that the example year shows is below 3."""

REPEATED, MOSTLY_REPEATED = 10, 50
"""Per cent of villages that may report the very counts of the month before: from the first on
the release warns, from the second on a month was copied."""

ZEROS = 5
"""Per cent of the reporting villages whose every count of people and families may be zero."""

PEOPLE = (0.7, 1.3)
"""Between which shares of an outside total the people of the reporting villages may be: scaled
by the number of villages, whose sizes differ."""

USERS = (0.25, 3.0)
"""The same of current users by method: figures of another count, with other definitions."""

MANY_USERS = 500
"""Users from which a method is held against them."""

SEX_RATIO = (98.0, 118.0)
"""Men per 100 women of the kabupaten; 107.8 in its outside total."""

ROUNDING = 0.011
"""By how much a published indicator may differ from its own quotient: its two decimals."""

JUMP = 10
"""Percentage points (per cent of a mean or ratio) by which an indicator
of the kabupaten moves from month to month without a warning."""

STOCKS = ("population", "families", "contraception", "non_use")
"""Tables that count what there is, not what happened in a month."""

FLOWS = ("activity_groups", "organisation")
"""Tables of which part counts what happened in a month."""

REPEATING = ("population", "families", "population_change", "civil_registration")
"""Open tables whose counts, taken together, are hardly ever the same in two months."""

PROGRAM = Text(
    "Perbaiki program yang menulisnya; jangan menyunting berkas rilis",
    "Mend the program that wrote it; never edit a release's file",
)
INBOX = Text(
    "Periksa kotak masuk dan `rumahdata status`: laporan mana yang tidak sampai",
    "Look into the inbox and at `rumahdata status`: which reports did not arrive",
)
SOURCE = Text(
    "Periksa laporan desa yang disebut dan minta pembetulan dengan `rumahdata letters`",
    "Look at the reports of what is named, and ask for corrections with `rumahdata letters`",
)
