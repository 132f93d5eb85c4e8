"""A picture of numbers side by side: a bar for each, with its name above and its number behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from outputs.site.drawing.paper import (
    SIZE,
    Told,
    abreast,
    both,
    drawn,
    fits_abreast,
    number,
    width_of,
    words,
)
from outputs.site.drawing.scale import Scale, told
from schemas.field import Text

WIDTH = 400.0
ROW, THICK, EDGE = 32.0, 11.0, 4.0
ROOM = WIDTH - 3 * EDGE
"""How long the name of a bar may be; where one is longer in both languages, each has its line."""

EMPTY = "–"
"""What stands where a number is missing; there is no bar then."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A number with what it is of; a proper name is the same in both languages.

    `status` stands in its place where it is missing; `strong` is the bar that others are
    compared with.
    """

    label: Text
    value: float | None
    status: str = EMPTY
    strong: bool = False


def bar_chart(heard: Told, bars: Sequence[Bar], *, whole: float | None = None) -> Markup:
    """Horizontal bars from zero, whose length is in proportion to their numbers.

    `whole` is the number of which a bar is as long as the picture is wide, else the largest.
    ValueError for a number below zero or above the whole.
    """
    known = [bar.value for bar in bars if bar.value is not None]
    most = whole if whole is not None else max(known, default=0.0)
    if any(value < 0 or value > most for value in known):
        raise ValueError(f"bars are drawn from 0 to {most}")
    room = max((width_of(_told(bar)) for bar in bars), default=0.0) + 6
    scale = Scale(0, most or 1, EDGE, WIDTH - EDGE - room)
    lines = 1 if all(fits_abreast(bar.label, ROOM) for bar in bars) else 2
    parts = [part for row, bar in enumerate(bars) for part in _bar(scale, row, bar, lines)]
    height = max(1, len(bars)) * _row(lines) + EDGE
    axis = f'<path class="axis" d="M{number(EDGE)} 0V{number(height)}"/>'
    return drawn(heard, WIDTH, height, [axis, *parts], "bars")


def _told(bar: Bar) -> str:
    return bar.status if bar.value is None else told(bar.value)


def _row(lines: int) -> float:
    return ROW + SIZE * (lines - 1)


def _bar(scale: Scale, row: int, bar: Bar, lines: int) -> Iterator[str]:
    top = row * _row(lines) + EDGE
    if lines == 1:
        kind = "strong" if bar.strong else ""
        yield abreast(EDGE + 4, top + SIZE - 2, bar.label, room=ROOM, kind=kind)
    else:
        yield both(EDGE + 4, top + SIZE - 2, bar.label, room=ROOM)
    top += SIZE * (lines - 1)
    end = EDGE
    if bar.value is not None:
        end = scale(bar.value)
        yield (
            f'<rect class="length{" strong" if bar.strong else ""}" x="{number(EDGE)}" '
            f'y="{number(top + SIZE + 2)}" width="{end - EDGE:.2f}" height="{number(THICK)}"/>'
        )
    yield words(end + 5, top + SIZE + THICK, _told(bar))
