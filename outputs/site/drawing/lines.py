"""A picture of how numbers run over months: lines or steps, each with its own marker and dash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from outputs.site.drawing.paper import SIZE, Told, both, drawn, width_of, words
from outputs.site.drawing.scale import Scale, bounds, marks, some, spread, told
from schemas.field import Text

WIDTH, HEIGHT = 400.0, 220.0
TOP, BOTTOM, EDGE = 12.0, 24.0, 4.0
SIDE = 144.0
"""The room on the right in which the lines are named: the longest name of a kecamatan is whole."""

NAME = 11.0
"""The size of the letters of their names."""

DASHES = ("", "7 3", "2 3", "9 3 2 3", "5 2 1 2 1 2")
MARKERS = (
    "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "m-3.5-3.5h7v7h-7z",
    "m0-5l5 8.5h-10z",
    "m0-5l5 5l-5 5l-5-5z",
    "m-5-1.2h3.8v-3.8h2.4v3.8h3.8v2.4h-3.8v3.8h-2.4v-3.8h-3.8z",
)
"""Circle, square, triangle, diamond, cross: drawn around a point."""


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers in the order of the months, None where there is none; `label` names their line."""

    label: Text
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where a column and a number stand."""

    left: float
    right: float
    columns: int
    y: Scale

    @property
    def band(self) -> float:
        return (self.right - self.left) / max(1, self.columns)

    def x(self, column: float) -> float:
        """The middle of a column; its edges are half a column away."""
        return self.left + self.band * (column + 0.5)


def line_chart(
    heard: Told,
    columns: Sequence[str],
    series: Sequence[Series],
    *,
    from_zero: bool = True,
    stepped: bool = False,
) -> Markup:
    """Lines over the columns, or steps; a number that is missing leaves a gap.

    ValueError for a series that has not one number or None for each column, and for more
    series than there are markers.
    """
    if len(series) > len(MARKERS):
        raise ValueError(f"{len(series)} lines cannot be told apart: at most {len(MARKERS)}")
    if any(len(one.values) != len(columns) for one in series):
        raise ValueError("a series has one number or None for each column")
    low, high, step = bounds((v for one in series for v in one.values), from_zero=from_zero)
    ticks = marks(low, high, step)
    left = EDGE + max(width_of(told(tick)) for tick in ticks) + 6
    plot = _Plot(left, WIDTH - SIDE, len(columns), Scale(low, high, HEIGHT - BOTTOM, TOP))
    parts = [*_axes(plot, ticks, columns)]
    for place, one in enumerate(series):
        parts += _line(plot, one.values, place, stepped=stepped)
    parts += _names(plot, series)
    return drawn(heard, WIDTH, HEIGHT, parts, "lines")


def _place(value: float) -> str:
    """A place of a line, to whole units: finer than any eye, and short."""
    return str(round(value))


def _axes(plot: _Plot, ticks: Sequence[float], columns: Sequence[str]) -> Iterator[str]:
    grid = "".join(
        f"M{_place(plot.left)} {_place(plot.y(tick))}H{_place(plot.right)}" for tick in ticks
    )
    yield f'<path class="grid" d="{grid}"/>'
    for tick in ticks:
        yield words(plot.left - 6, plot.y(tick) + SIZE / 3, told(tick), anchor="end")
    room = max((width_of(column) for column in columns), default=1) + 14
    for column in some(len(columns), int((plot.right - plot.left) / room)):
        half = width_of(columns[column]) / 2
        x = min(max(plot.x(column), EDGE + half), WIDTH - EDGE - half)
        yield words(x, HEIGHT - 6, columns[column], anchor="middle")


def _line(
    plot: _Plot, values: Sequence[float | None], place: int, *, stepped: bool
) -> Iterator[str]:
    track = "".join(_track(plot, values, stepped=stepped))
    dash = f' stroke-dasharray="{DASHES[place]}"' if DASHES[place] else ""
    if track:
        yield f'<path class="line s{place}"{dash} d="{track}"/>'
    points = "".join(
        f"M{_place(plot.x(column))} {_place(plot.y(value))}{MARKERS[place]}"
        for column, value in enumerate(values)
        if value is not None
    )
    if points:
        yield f'<path class="mark s{place}" d="{points}"/>'


def _track(plot: _Plot, values: Sequence[float | None], *, stepped: bool) -> Iterator[str]:
    """The line as a path, broken where a number is missing."""
    drawing = False
    for column, value in enumerate(values):
        if value is None:
            drawing = False
            continue
        y = _place(plot.y(value))
        if stepped:
            start, end = _place(plot.x(column - 0.5)), _place(plot.x(column + 0.5))
            yield f"V{y}H{end}" if drawing else f"M{start} {y}H{end}"
        else:
            yield f"{'L' if drawing else 'M'}{_place(plot.x(column))} {y}"
        drawing = True


def _names(plot: _Plot, series: Sequence[Series]) -> Iterator[str]:
    """Each line's name beside its last number, with its marker; one without numbers has none."""
    lasting = [
        (place, one.label, next(plot.y(v) for v in reversed(one.values) if v is not None))
        for place, one in enumerate(series)
        if any(value is not None for value in one.values)
    ]
    gap = 24 if any(label.id != label.en for _, label, _ in lasting) else 14
    places = spread([y for _, _, y in lasting], gap, TOP, HEIGHT - BOTTOM - gap + 12)
    room = WIDTH - EDGE - plot.right - 15
    for (place, label, _), y in zip(lasting, places, strict=True):
        at = f"M{_place(plot.right + 8)} {_place(y)}"
        yield f'<path class="mark s{place}" d="{at}{MARKERS[place]}"/>'
        yield both(plot.right + 15, y + SIZE / 3, label, room=room, size=NAME)
