"""The overview of a month: what each village of a kecamatan or the kabupaten still owes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from schemas.house_codes import AREA_LEVEL
from schemas.house_tables import SUBMISSIONS
from schemas.letter.overview import VILLAGE_STATE
from schemas.letter.page import ON_TIME
from schemas.register import Village

WITHOUT_REPORT = ("missing", "unusable")
"""The states of a village that owes its report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageState:
    """How one village stands; the counts are of findings, never of what a report says.

    `revision` is 0 where no report could be read, `received_on` None where nothing came.
    `held_back` are the printed titles of the sections not published.
    """

    village: Village
    revision: int
    received_on: date | None
    is_late: bool
    blocking: int
    confirm: int
    notes: int
    mended: int
    confirmed: int
    held_back: tuple[str, ...]

    @property
    def state(self) -> str:
        """The code of its state in VILLAGE_STATE."""
        if not self.revision:
            return "missing" if self.received_on is None else "unusable"
        if self.blocking:
            return "to_mend"
        return "to_confirm" if self.confirm else "done"

    @property
    def held_letters(self) -> str:
        """The sections not published by their letters alone: D, E."""
        return ", ".join(title.partition(".")[0] for title in self.held_back)

    @property
    def timeliness(self) -> str:
        """Whether what came was on time, in words; empty where nothing came."""
        if self.received_on is None:
            return ""
        return SUBMISSIONS["is_late"].label.id.lower() if self.is_late else ON_TIME.id

    @property
    def has_reported(self) -> bool:
        """Whether a report of it could be read."""
        return self.revision > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A file that came, but of which no village could be told."""

    sha256: str
    sentence: str
    action: str
    received_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """An area in a month; `level` is a code of AREA_LEVEL, `area_name` names it whole.

    `strays` are told to the kabupaten only; `is_sample` marks an example (CONTOH).
    """

    period: str
    area_name: str
    level: str
    villages: tuple[VillageState, ...]
    strays: tuple[Stray, ...]
    deadline: date
    is_sample: bool

    @property
    def sorted(self) -> tuple[VillageState, ...]:
        """The villages by the name of their kecamatan, then by their own."""
        return tuple(sorted(self.villages, key=_by_name))

    @property
    def reported(self) -> int:
        """How many villages have sent a report that could be read."""
        return sum(state.has_reported for state in self.villages)

    @property
    def late(self) -> int:
        """How many of the reports came late."""
        return sum(state.has_reported and state.is_late for state in self.villages)

    @property
    def counts(self) -> dict[str, int]:
        """How many villages are in each state, in the order of VILLAGE_STATE."""
        found = Counter(state.state for state in self.villages)
        return {code: found[code] for code in VILLAGE_STATE.values}

    def in_state(self, code: str) -> tuple[VillageState, ...]:
        """The villages in this state, by kecamatan and name."""
        return tuple(state for state in self.sorted if state.state == code)

    def by_district(self) -> tuple[Overview, ...]:
        """The overviews of its kecamatan, by their names."""
        grouped: dict[str, list[VillageState]] = {}
        for state in self.sorted:
            grouped.setdefault(state.village.district, []).append(state)
        return tuple(
            replace(
                self,
                area_name=f"{AREA_LEVEL['district'].label.id} {name}",
                level="district",
                villages=tuple(states),
                strays=(),
            )
            for name, states in grouped.items()
        )


def names_of(overview: Overview, states: Sequence[VillageState]) -> str:
    """The names of sorted villages, in the kabupaten behind the name of their kecamatan."""
    if overview.level == "district":
        return ", ".join(state.village.name for state in states)
    groups = groupby(states, key=lambda state: state.village.district)
    return "; ".join(
        f"{district}: {', '.join(state.village.name for state in group)}"
        for district, group in groups
    )


def _by_name(state: VillageState) -> tuple[str, str, str]:
    village = state.village
    return village.district, village.name, village.code
