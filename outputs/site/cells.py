"""A published value in a cell of a page: the number, or the status that says why there is none."""

from __future__ import annotations

from collections.abc import Iterable

from outputs.site.lookup import Value
from outputs.site.rendering import amount
from schemas.house_codes import OBS_STATUS

NORMAL, NOT_REPORTED, _, PARTLY, _ = OBS_STATUS.values


def told_cell(value: float | None, status: str) -> str:
    """The number, with its status where that is not the normal one; the status alone for None."""
    if value is None:
        return status
    return amount(value) if status == NORMAL else f"{amount(value)} {status}"


def told_cells(values: Iterable[Value]) -> tuple[str, ...]:
    """The same of several values."""
    return tuple(told_cell(*value) for value in values)
