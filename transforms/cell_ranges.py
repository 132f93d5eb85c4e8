"""Cells as a person names them: neighbours together as a range, sheet by sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable

from transforms.workbook import Place, address

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from zero."""


def place_of(cell: str) -> Place:
    """Row and column of an address, counted from zero: A1 is (0, 0); ValueError for no address."""
    match = _ADDRESS.fullmatch(cell)
    if match is None:
        raise ValueError(f"{cell!r} is no address of a cell")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def in_ranges(cells: Iterable[tuple[str, str]]) -> str:
    """Cells, each a sheet and an address, in words: `B Penduduk!C24, C8:D23; D Keluarga!C7`.

    Sheets come in the order in which they are first named, and so do the ranges of each.
    """
    by_sheet: dict[str, list[Place]] = {}
    for sheet, cell in dict.fromkeys(cells):
        by_sheet.setdefault(sheet, []).append(place_of(cell))
    return "; ".join(
        f"{sheet}!{', '.join(_shown(area) for area in _ranges(places))}"
        for sheet, places in by_sheet.items()
    )


def _ranges(places: list[Place]) -> list[Range]:
    """The places as rectangles: runs down a column, then runs of the same rows side by side."""
    order = {place: number for number, place in enumerate(places)}
    runs: list[Range] = []
    for row, column in sorted(places, key=lambda place: (place[1], place[0])):
        if runs and runs[-1][3] == column and runs[-1][2] == row - 1:
            runs[-1] = (*runs[-1][:2], row, column)
        else:
            runs.append((row, column, row, column))
    areas: list[Range] = []
    for run in sorted(runs, key=lambda r: (r[0], r[2], r[1])):
        last = areas[-1] if areas else None
        if last and (last[0], last[2], last[3] + 1) == (run[0], run[2], run[1]):
            areas[-1] = (*last[:3], run[3])
        else:
            areas.append(run)
    return sorted(areas, key=lambda area: min(order[p] for p in order if _within(p, area)))


def _within(place: Place, area: Range) -> bool:
    return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]


def _shown(area: Range) -> str:
    first, last = address(*area[:2]), address(*area[2:])
    return first if first == last else f"{first}:{last}"
