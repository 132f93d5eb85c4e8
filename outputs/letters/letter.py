"""A letter: what one village is told and asked about one month's report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.problem import Severity
from schemas.register import Village


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One finding as a letter tells it; every text is Indonesian and fit to be shown.

    `code` is the finding's code (K7Q3-9XZA). `section` is the printed title of the
    section (D. Keluarga ...), empty for a finding about the whole file. `sheet` and
    `cell` are where it stands, `also` the other cells involved as (sheet, cell); a
    finding about a file or a section that is missing has none. `label` names the
    question. `found` is what was written, `expected` what should stand there and
    `before` last month's answer; each may be empty.
    """

    code: str
    severity: Severity
    sentence: str
    action: str
    section: str = ""
    sheet: str = ""
    cell: str = ""
    also: tuple[tuple[str, str], ...] = ()
    label: str = ""
    found: str = ""
    expected: str = ""
    before: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether the village has to do something about it."""
        return self.severity is not Severity.NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one village is told; `points` are in the order of the form, asked ones first.

    `revision` is the number of the report the letter is about, 0 where none could be
    read; `received_on` the day (WIB) it came, None where nothing came at all. `mended`
    and `confirmed` count the findings that the village has mended or stood by since its
    first report; `held_back` are the printed titles of the sections not published, and
    `by_office` those of them that only a decision of the office holds back.
    `deadline` is the last day to answer. `is_sample` marks an example (CONTOH).
    """

    village: Village
    period: str
    points: tuple[Point, ...]
    deadline: date
    revision: int = 0
    received_on: date | None = None
    is_late: bool = False
    mended: int = 0
    confirmed: int = 0
    held_back: tuple[str, ...] = ()
    by_office: tuple[str, ...] = ()
    is_sample: bool = False

    @property
    def asked(self) -> tuple[Point, ...]:
        """The points the village has to do something about."""
        return tuple(point for point in self.points if point.is_asked)

    @property
    def notes(self) -> tuple[Point, ...]:
        """The points that only tell how something was read."""
        return tuple(point for point in self.points if not point.is_asked)

    @property
    def to_correct(self) -> tuple[str, ...]:
        """The sections that are held back until the village corrects them."""
        return tuple(title for title in self.held_back if title not in self.by_office)
