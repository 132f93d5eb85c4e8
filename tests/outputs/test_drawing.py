import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from outputs.site.drawing.bars import Bar, bar_chart
from outputs.site.drawing.heat import HeatRow, heatmap, step_of
from outputs.site.drawing.lines import DASHES, MARKERS, Series, line_chart
from outputs.site.drawing.paper import SIZE, Told, width_of
from outputs.site.drawing.spark import sparkline
from schemas.field import Text
from schemas.personal import found_in
from schemas.register import districts

HEARD = Told(name="one", title=Text("Judul", "Title"), description=Text("Isi <a>", "Content & b"))
MONTHS = [f"20{26 + n // 12}-{n % 12 + 1:02}" for n in range(36)]
STEPS = (50, 75, 90, 100)
Values = tuple[float | None, ...]

CASES: dict[str, Values] = {
    "empty": (),
    "one": (5,),
    "one missing": (None,),
    "all equal": (7, 7, 7),
    "all zero": (0, 0, 0),
    "all missing": (None, None),
    "missing within": (1, None, None, 4, 5, None),
    "missing at both ends": (None, 2, 3, None),
    "alone between": (None, 2, None, 3, 4),
    "huge": (1, 999_999_999_999, 5e14),
    "tiny": (0.001, 0.0023, 0.0017),
    "three years": tuple(float(n % 7) for n in range(36)),
}


def label(text: str) -> Text:
    return Text(text, text)


def lines(values: Values, **how: bool) -> str:
    series = [Series(label("Liwa"), values), Series(Text("satu", "one"), values[::-1])]
    return line_chart(HEARD, MONTHS[: len(values)], series, **how)


def rows(values: Values) -> str:
    return bar_chart(HEARD, [Bar(Text("nama", "name"), value) for value in values])


def shares(values: Values) -> str:
    most = max((v for v in values if v is not None), default=0) or 1
    known = tuple(None if value is None else 100 * value / most for value in values)
    return heatmap(HEARD, MONTHS[: len(values)], [HeatRow("Liwa", known)] * 3, STEPS)


PICTURES: dict[str, Callable[[Values], str]] = {
    "lines": lines,
    "lines not from zero": lambda values: lines(values, from_zero=False),
    "steps": lambda values: lines(values, stepped=True),
    "bars": rows,
    "heatmap": shares,
    "sparkline": lambda values: sparkline(HEARD, values),
}


def parsed(picture: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(f'<div xmlns="urn:x">{picture}</div>'.encode(), parser)[0]


def named(tree: etree._Element, name: str) -> list[etree._Element]:
    return [found for found in tree.iter() if etree.QName(found).localname == name]


def size_of(tree: etree._Element) -> tuple[float, float]:
    left, top, width, height = map(float, str(tree.get("viewBox")).split())
    assert (left, top) == (0, 0)
    return width, height


Point = tuple[float, float]
ENDS: dict[str, tuple[int | None, int | None]] = {
    "m": (0, 1),
    "l": (0, 1),
    "h": (0, None),
    "v": (None, 0),
    "a": (5, 6),
}
"""Which numbers of a command of a path are x and y of the point at which it ends."""


def moved(command: str, at: Point, numbers: list[float], start: Point) -> Point:
    """Where a command leads from a point, in a figure begun at the start."""
    if command == "z":
        return start
    ends = zip(ENDS[command.lower()], at, strict=True)
    x, y = (
        here if end is None else numbers[end] + (here if command.islower() else 0)
        for end, here in ends
    )
    return x, y


def points(path: str) -> list[Point]:
    """Every point at which a command of a path ends."""
    at = start = (0.0, 0.0)
    found = []
    for command, rest in re.findall("([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(one) for one in re.findall(r"-?[0-9.]+", rest)]
        for part in range(0, max(1, len(numbers)), 7):
            at = moved(command, at, numbers[part:], start)
            found.append(at)
        start = at if command in "Mm" else start
    return found


def places(tree: etree._Element) -> list[tuple[float, float]]:
    """Every corner of what is drawn; a text is as wide as its letters may be."""
    found = [point for path in named(tree, "path") for point in points(str(path.get("d")))]
    for box in named(tree, "rect"):
        x, y, width, height = (float(str(box.get(n))) for n in ("x", "y", "width", "height"))
        assert width >= 0
        found += [(x, y), (x + width, y + height)]
    for text in named(tree, "text"):
        wide = width_of("".join(map(str, text.itertext())), float(text.get("font-size", SIZE)))
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        x, y = float(str(text.get("x"))) - wide * shift, float(str(text.get("y")))
        found += [(x, y), (x + wide, y)]
    return found


def is_within(tree: etree._Element) -> bool:
    width, height = size_of(tree)
    return all(-0.11 <= x <= width + 0.11 and 0 <= y <= height for x, y in places(tree))


@pytest.mark.parametrize("values", CASES.values(), ids=list(CASES))
@pytest.mark.parametrize("draw", PICTURES.values(), ids=list(PICTURES))
def test_a_picture_is_xml_with_its_name_and_nothing_leaves_it(
    draw: Callable[[Values], str], values: Values
) -> None:
    picture = draw(values)
    tree = parsed(picture)
    assert tree.get("role") == "img"
    assert tree.get("font-size") == str(SIZE)
    (title,), (desc,) = named(tree, "title"), named(tree, "desc")
    assert tree.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == "Judul · Title"
    assert desc.text == "Isi <a> · Content & b"
    assert is_within(tree)
    assert draw(values) == picture
    assert not re.search(r"nan|inf|script|style=|href|url\(", picture)
    assert list(found_in(picture)) == []


finite = st.floats(0, 1e12, allow_nan=False) | st.integers(0, 10**6).map(float)
many = st.lists(st.none() | finite, max_size=36).map(tuple)


@given(values=many)
@pytest.mark.parametrize("draw", PICTURES.values(), ids=list(PICTURES))
def test_so_is_a_picture_of_any_numbers(draw: Callable[[Values], str], values: Values) -> None:
    assert is_within(parsed(draw(values)))


@given(values=st.lists(finite, min_size=1, max_size=9))
def test_the_length_of_a_bar_is_in_proportion(values: list[float]) -> None:
    tree = parsed(rows(tuple(values)))
    found = [float(str(box.get("width"))) for box in named(tree, "rect")]
    longest, most = max(found), max(values)
    assert len(found) == len(values)
    for length, value in zip(found, values, strict=True):
        assert abs(length - (longest * value / most if most else 0)) <= 0.02


@given(values=many, low=st.booleans())
def test_a_point_is_as_high_as_its_number_and_a_gap_has_none(values: Values, low: bool) -> None:
    tree = parsed(
        line_chart(HEARD, MONTHS[: len(values)], [Series(HEARD.title, values)], from_zero=low)
    )
    known = [value for value in values if value is not None]
    marked = [path for path in named(tree, "path") if path.get("class") == "mark s0"]
    starts = re.findall(r"M(\S+) ([0-9.]+)m", "".join(str(path.get("d")) for path in marked[:-1]))
    assert len(starts) == len(known)
    heights = [float(y) for _, y in starts]
    for (one, above), (other, below) in pairwise(sorted(zip(known, heights, strict=True))):
        assert above >= below - 0.11, (one, other)


@pytest.mark.parametrize(
    ("values", "runs"),
    [((1, 2, 3), 1), ((1, None, 3), 2), ((None, 1, 2), 1), ((1, None, None), 1), ((None,), 0)],
)
@pytest.mark.parametrize("stepped", [False, True])
def test_a_missing_number_breaks_the_line(values: Values, runs: int, stepped: bool) -> None:
    tree = parsed(
        line_chart(HEARD, MONTHS[: len(values)], [Series(HEARD.title, values)], stepped=stepped)
    )
    drawn = [str(path.get("d")) for path in named(tree, "path") if path.get("class") == "line s0"]
    assert sum(path.count("M") for path in drawn) == runs


def test_lines_differ_by_marker_and_dash_and_each_is_named() -> None:
    series = [Series(Text(f"garis {n}", f"line {n}"), (n, n)) for n in range(len(MARKERS))]
    tree = parsed(line_chart(HEARD, MONTHS[:2], series))
    found = [path for path in named(tree, "path") if str(path.get("class")).startswith("line")]
    assert len({path.get("stroke-dasharray") for path in found}) == len(found) == len(DASHES)
    shapes = {
        str(p.get("d")).split("m", 1)[1]
        for p in named(tree, "path")
        if "mark" in str(p.get("class"))
    }
    assert len({shape for shape in shapes if "M" not in shape}) == len(MARKERS)
    texts = ["".join(map(str, text.itertext())) for text in named(tree, "text")]
    for one in series:
        assert one.label.id in texts
        assert one.label.en in texts
    with pytest.raises(ValueError, match="cannot be told apart"):
        line_chart(HEARD, MONTHS[:2], [*series, series[0]])


def test_a_heatmap_of_all_villages_and_three_years_is_drawn_small() -> None:
    values = tuple(None if n % 5 == 0 else float(n * 3 % 101) for n in range(36))
    picture = heatmap(HEARD, MONTHS, [HeatRow(f"Desa {n}", values) for n in range(136)], STEPS)
    tree = parsed(picture)
    assert is_within(tree)
    assert len(picture) < 150_000
    assert len(named(tree, "text")) < 136 + 36
    cells = "".join(str(path.get("d")) for path in named(tree, "path"))
    assert cells.count("z") == 136 * 36


def test_a_cell_has_its_number_and_a_missing_one_is_crossed() -> None:
    tree = parsed(heatmap(HEARD, MONTHS[:3], [HeatRow("Liwa", (99.9, None, 100))], STEPS))
    texts = [text.text for text in named(tree, "text")]
    assert texts[-2:] == ["99", "100"]
    kinds = [path.get("class") for path in named(tree, "path")]
    assert kinds == ["missing", "cell h3", "cell h4"]


@pytest.mark.parametrize(("value", "step"), [(0, 0), (49.9, 0), (50, 1), (99.99, 3), (100, 4)])
def test_a_shade_begins_at_its_step(value: float, step: int) -> None:
    assert step_of(value, STEPS) == step


@pytest.mark.parametrize(
    ("draw", "match"),
    [
        (lambda: line_chart(HEARD, MONTHS[:2], [Series(HEARD.title, (1,))]), "for each column"),
        (lambda: heatmap(HEARD, MONTHS[:2], [HeatRow("", (1,))], STEPS), "for each column"),
        (lambda: bar_chart(HEARD, [Bar(HEARD.title, -1)]), "from 0 to"),
        (lambda: bar_chart(HEARD, [Bar(HEARD.title, 101)], whole=100), "from 0 to 100"),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw: Callable[[], str], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        draw()


@pytest.mark.parametrize(
    ("values", "span", "part"),
    [((50, 51, 52), 10, 0.2), ((50, 55, 60), 10, 1), ((50, 65, 80), 10, 1), ((7, 7, 7), 10, 0)],
)
def test_a_small_move_fills_only_its_part_of_a_sparkline(
    values: Values, span: float, part: float
) -> None:
    (line,) = re.findall('class="line s0" d="([^"]*)"', sparkline(HEARD, values, span))
    heights = [y for _, y in points(line)]
    full = 22 - 2 * 3.5
    assert max(heights) - min(heights) == pytest.approx(part * full, abs=0.11)


def test_the_name_of_every_kecamatan_is_whole_beside_its_line() -> None:
    for name in districts().values():
        assert f">{name}</text>" in line_chart(HEARD, MONTHS[:2], [Series(label(name), (1, 2))])


def test_a_name_that_is_long_in_both_languages_has_a_line_for_each() -> None:
    long = Text("Keluarga yang memiliki remaja ≤ Jumlah remaja", "Families with adolescents ≤ all")
    tall = bar_chart(HEARD, [Bar(long, 3), Bar(label("Liwa"), 2)])
    assert long.id in tall
    assert long.en in tall
    assert "…" not in tall
    flat = bar_chart(HEARD, [Bar(Text("Terisi", "Filled"), 3), Bar(label("Liwa"), 2)])
    assert size_of(parsed(tall))[1] > size_of(parsed(flat))[1]
    assert is_within(parsed(tall))
