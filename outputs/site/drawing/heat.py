"""A picture of a table of shares: the darker a cell the higher, a crossed one is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from outputs.site.drawing.paper import Told, drawn, number, shortened, width_of, words
from outputs.site.drawing.scale import some, told

WIDTH = 400.0
SIDE, EDGE, HEAD = 112.0, 2.0, 18.0
ROW, SPACE = 16.0, 1.0
SMALL = 10.0
FEWEST = 22.0
"""The narrowest column in whose cells a number can be read."""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """What a row is of, a proper name, and its shares in per cent: None where there is none."""

    label: str
    values: tuple[float | None, ...]


def step_of(value: float, steps: Sequence[float]) -> int:
    """How many of the steps a value has reached: 0 is the lightest, all of them the darkest."""
    return sum(value >= step for step in steps)


def heatmap(
    heard: Told, columns: Sequence[str], rows: Sequence[HeatRow], steps: Sequence[float]
) -> Markup:
    """A cell for each row and column, darker with each step reached; a missing one is crossed.

    Where columns are wide enough the numbers stand in the cells, rounded down. ValueError for
    a row that has not one number or None for each column.
    """
    if any(len(row.values) != len(columns) for row in rows):
        raise ValueError("a row has one number or None for each column")
    wide = (WIDTH - SIDE - EDGE) / max(1, len(columns))
    wide = min(wide, 3 * FEWEST)
    parts = list(_heads(columns, wide))
    parts += _cells(rows, wide, steps)
    for place, row in enumerate(rows):
        name = shortened(row.label, SIDE - EDGE - 4, SMALL)
        parts.append(words(SIDE - 4, _top(place) + 11.5, name, anchor="end", size=SMALL))
        if wide >= FEWEST:
            parts += _numbers(row, _top(place), wide, steps)
    return drawn(heard, WIDTH, HEAD + ROW * len(rows) + EDGE, parts, "heatmap")


def _top(row: int) -> float:
    return HEAD + ROW * row


def _heads(columns: Sequence[str], wide: float) -> Iterator[str]:
    widest = max((width_of(column, SMALL) for column in columns), default=1.0)
    room = widest + 4 + max(0.0, (widest - wide) / 2)
    for column in some(len(columns), int(len(columns) * wide / room)):
        half = width_of(columns[column], SMALL) / 2
        x = min(SIDE + wide * (column + 0.5), WIDTH - EDGE - half)
        yield words(x, HEAD - 5, columns[column], anchor="middle", size=SMALL)


def _cells(rows: Sequence[HeatRow], wide: float, steps: Sequence[float]) -> Iterator[str]:
    """All cells of one shade as one path, and those that are missing as crosses."""
    across, down = number(wide - SPACE), number(ROW - SPACE)
    shades: dict[int | None, list[str]] = {}
    for place, row in enumerate(rows):
        y = number(_top(place))
        for column, value in enumerate(row.values):
            shade = None if value is None else step_of(value, steps)
            x = number(SIDE + wide * column)
            shades.setdefault(shade, []).append(f"M{x} {y}")
    box = f"h{across}v{down}h-{across}z"
    for shade, places in sorted(
        shades.items(), key=lambda found: -1 if found[0] is None else found[0]
    ):
        if shade is None:
            cross = f"l{across} {down}m-{across} 0l{across}-{down}"
            path = "".join(f"{place}{box}{cross}" for place in places)
            yield f'<path class="missing" d="{path}"/>'
        else:
            path = "".join(f"{place}{box}" for place in places)
            yield f'<path class="cell h{shade}" d="{path}"/>'


def _numbers(row: HeatRow, top: float, wide: float, steps: Sequence[float]) -> Iterator[str]:
    for column, value in enumerate(row.values):
        if value is not None:
            x = SIDE + wide * column + (wide - SPACE) / 2
            on = f"on{step_of(value, steps)}"
            yield words(x, top + 11.5, told(int(value)), anchor="middle", size=SMALL, kind=on)
