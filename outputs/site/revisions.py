"""What was known of each indicator at each release: the revision triangle of the kabupaten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa
import pyarrow.compute as pc

from outputs.site.lookup import MONTHS_SHOWN
from schemas.indicator import Indicator
from schemas.indicators import indicators_of
from schemas.register import REGENCY_CODE
from schemas.release import ReleaseFacts, Version
from schemas.section import Form

RELEASES_SHOWN = 12

Row = Mapping[str, object]


class State(StrEnum):
    """How a figure of a release stands to the release before."""

    UNKNOWN = "unknown"
    FIRST = "first"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A figure as known at one release; `status` says why there is no value."""

    state: State
    value: float | None = None
    status: str = ""
    difference: float | None = None


NOT_YET = Known(state=State.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangle:
    """One indicator: for each month what was known at each release, both newest first."""

    indicator: Indicator
    months: tuple[tuple[str, tuple[Known, ...]], ...]

    @property
    def changed(self) -> int:
        """How many of the figures shown a release changed."""
        return sum(known.state is State.CHANGED for _, cells in self.months for known in cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The triangles of all indicators over the last months and releases."""

    versions: tuple[str, ...]
    triangles: tuple[Triangle, ...]
    months_left_out: int
    releases_left_out: int


def as_of(revisions: pa.Table, facts: ReleaseFacts, form: Form) -> AsOf:
    """What was known of the kabupaten at each of the last releases for the last months."""
    whole = revisions.filter(pc.equal(revisions["area_code"], REGENCY_CODE))
    history = _history(whole.to_pylist())
    versions = _versions(facts, whole)
    periods = sorted({*facts.periods, *whole["period"].to_pylist()}, reverse=True)
    shown = versions[:RELEASES_SHOWN]
    return AsOf(
        versions=tuple(str(version) for version in shown),
        triangles=tuple(
            Triangle(
                indicator=indicator,
                months=tuple(
                    (period, tuple(_known(history.get((indicator.id, period), []), shown)))
                    for period in periods[:MONTHS_SHOWN]
                ),
            )
            for indicator in indicators_of(form)
        ),
        months_left_out=max(0, len(periods) - MONTHS_SHOWN),
        releases_left_out=len(versions) - len(shown),
    )


def _versions(facts: ReleaseFacts, revisions: pa.Table) -> list[Version]:
    """The releases so far, newest first."""
    named = {*facts.lineage, facts.version, *revisions["version"].to_pylist()}
    return sorted((Version.parse(text) for text in named), reverse=True)


def _history(rows: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    """The revisions of each indicator and month, oldest first."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(rows, key=lambda row: int(str(row["revision"]))):
        found.setdefault((str(row["indicator"]), str(row["period"])), []).append(row)
    return found


def _known(revisions: Sequence[Row], shown: Sequence[Version]) -> list[Known]:
    dated = [(Version.parse(str(row["version"])), row) for row in revisions]
    return [_at(version, [row for when, row in dated if when <= version]) for version in shown]


def _at(version: Version, known: Sequence[Row]) -> Known:
    """The last of the revisions that a release knew, set against the one before it."""
    if not known:
        return NOT_YET
    last = known[-1]
    state = State.SAME
    if last["version"] == str(version):
        state = _state(known)
    value, difference = last["value"], last["difference"]
    return Known(
        state=state,
        value=value if isinstance(value, float) else None,
        status=str(last["value_status"]),
        difference=difference if isinstance(difference, float) else None,
    )


def _state(known: Sequence[Row]) -> State:
    """A revision may change only the number of villages: then the figure is the same."""
    if len(known) == 1:
        return State.FIRST
    before, now = known[-2], known[-1]
    same = all(before[name] == now[name] for name in ("value", "value_status"))
    return State.SAME if same else State.CHANGED
