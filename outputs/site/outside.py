"""The kabupaten's published totals beside figures that others have published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from outputs.site.cells import NOT_REPORTED, PARTLY
from outputs.site.lookup import matching
from schemas.codelists import METHOD, SEX
from schemas.columns import AREA_CODE, PERIOD
from schemas.field import Text
from schemas.outside_totals import PEOPLE, USERS
from schemas.register import REGENCY_CODE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A published total, from so many villages, beside the one that others published."""

    label: Text
    own: int | None
    villages: int
    other: int
    status: str = NOT_REPORTED
    """What stands in the place of an own total that there is not."""

    @property
    def per_cent(self) -> float | None:
        """The own total in per cent of the other, to one decimal."""
        return None if self.own is None else round(100 * self.own / self.other, 1)


def people(tables: Mapping[str, pa.Table], period: str) -> list[Outside]:
    """People by sex: the sum over the villages that reported all of them, as published."""
    rows = matching(tables["population"], period=(period,))
    partly = set(rows.filter(rows["people"].is_null())["village_code"].to_pylist())
    names = ("sex", "village_code", "people")
    known: dict[str, dict[str, int]] = {sex: {} for sex in PEOPLE}
    for sex, village, number in zip(*(rows[n].to_pylist() for n in names), strict=True):
        if village not in partly:
            known[sex][village] = known[sex].get(village, 0) + number
    return [
        Outside(
            label=SEX[sex].label,
            own=sum(known[sex].values()) if known[sex] else None,
            villages=len(known[sex]),
            other=other,
        )
        for sex, other in PEOPLE.items()
    ]


def users(tables: Mapping[str, pa.Table], period: str) -> list[Outside]:
    """Users by method: the kabupaten's rounded counts as published."""
    of = {AREA_CODE.name: (REGENCY_CODE,), PERIOD.name: (period,)}
    rows = matching(tables["contraception"], **of)
    names = ("method", "users", "users_villages", "users_status")
    known = {row[0]: row for row in zip(*(rows[n].to_pylist() for n in names), strict=True)}
    return [*_users(known)]


def _users(known: Mapping[str, tuple[str, int | None, int, str]]) -> Iterator[Outside]:
    for method, other in USERS.items():
        _, own, villages, status = known.get(method, (method, None, 0, NOT_REPORTED))
        yield Outside(
            label=METHOD[method].label, own=own, villages=villages, other=other, status=status
        )


def total(label: Text, parts: Iterable[Outside]) -> Outside:
    """All of them together; empty where one is missing. The fewest villages count."""
    found = list(parts)
    own = [part.own for part in found]
    return Outside(
        label=label,
        own=None if None in own else sum(number or 0 for number in own),
        villages=min(part.villages for part in found),
        other=sum(part.other for part in found),
        status=NOT_REPORTED if all(number is None for number in own) else PARTLY,
    )
