"""A picture as small as a word: how a number ran, with its last value marked."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from outputs.site.drawing.paper import Told, drawn, number
from outputs.site.drawing.scale import FINEST, Scale

WIDTH, HEIGHT, EDGE = 90.0, 22.0, 3.5


def sparkline(heard: Told, values: Sequence[float | None], span: float = 0.0) -> Markup:
    """A line between the lowest and the highest number, broken where one is missing.

    A number between two missing ones is a dot; the last number, if it is not missing, too. Numbers
    that are closer together than `span` fill only their part of the height.
    """
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    span = max(span, 0.0 if high - low > FINEST * max(1.0, high) else 2.0)
    lacking = max(0.0, span - (high - low)) / 2
    low, high = low - lacking, high + lacking
    y = Scale(low, high, HEIGHT - EDGE, EDGE)
    x = Scale(0, max(1, len(values) - 1), EDGE, WIDTH - EDGE)
    track, dots = "", ""
    before: float | None = None
    for place, value in enumerate(values):
        if value is not None:
            point = f"{number(x(place))} {number(y(value))}"
            track += f"{'M' if before is None else 'L'}{point}"
            if place == len(values) - 1 or (before is None and values[place + 1] is None):
                dots += f"M{point}m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0z"
        before = value
    line = f'<path class="line s0" d="{track}"/>' if "L" in track else ""
    mark = f'<path class="mark s0" d="{dots}"/>' if dots else ""
    return drawn(heard, WIDTH, HEIGHT, [line, mark], "spark")
