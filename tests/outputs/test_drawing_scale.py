from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.site.drawing.bars import EMPTY, Bar, bar_chart
from outputs.site.drawing.paper import Told, number, shortened
from outputs.site.drawing.scale import bounds, marks, some, spread, told
from schemas.field import Text

HEARD = Told(name="one", title=Text("Judul", "Title"), description=Text("Isi", "Content"))
Values = tuple[float | None, ...]


@pytest.mark.parametrize(
    ("values", "from_zero", "expected"),
    [
        ((), True, (0, 1, 0.25)),
        ((5,), True, (0, 6, 2)),
        ((0, 0), True, (0, 1, 0.25)),
        ((71, 78), False, (70, 78, 2)),
        ((0, 100), True, (0, 100, 25)),
        ((-4, 3), True, (-4, 4, 2)),
        ((None, 9), False, (0, 10, 2.5)),
    ],
)
def test_an_axis_has_round_bounds(
    values: Values, from_zero: bool, expected: tuple[float, float, float]
) -> None:
    assert bounds(values, from_zero=from_zero) == expected
    low, high, step = expected
    assert marks(low, high, step)[0] == low
    assert marks(low, high, step)[-1] == high


@given(values=st.lists(st.floats(-1e9, 1e9), min_size=1), from_zero=st.booleans())
def test_round_bounds_hold_every_number(values: list[float], from_zero: bool) -> None:
    low, high, step = bounds(values, from_zero=from_zero)
    slack = step * 1e-6
    assert low - slack <= min(values) <= max(values) <= high + slack
    assert 1 <= round((high - low) / step) <= 7


@given(st.lists(st.floats(0, 200), max_size=9), st.floats(1, 40))
def test_names_are_spread_within_their_room_and_keep_their_order(
    places: list[float], gap: float
) -> None:
    moved = spread(places, gap, 0, 200)
    assert all(-1e-6 <= place <= 200 + 1e-6 for place in moved)
    least = min(gap, 200 / max(1, len(places) - 1))
    assert all(b - a >= least - 1e-6 for a, b in pairwise(sorted(moved)))
    order = sorted(range(len(places)), key=lambda n: (places[n], n))
    assert order == sorted(range(len(places)), key=lambda n: (moved[n], n))


@pytest.mark.parametrize(
    ("number_of", "room", "chosen"),
    [(0, 5, []), (3, 5, [0, 1, 2]), (12, 4, [2, 5, 8, 11]), (5, 1, [4]), (3, 0, [2])],
)
def test_the_last_of_the_places_is_always_labelled(
    number_of: int, room: int, chosen: list[int]
) -> None:
    assert some(number_of, room) == chosen


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (1593, "1\u202f593"),
        (71.9, "71.9"),
        (-4, "−4"),
        (0.3000000001, "0.3000000001"),
        (1e9, "1e+09"),
    ],
)
def test_a_number_in_a_picture_is_short(value: float, written: str) -> None:
    assert told(value) == written


@pytest.mark.parametrize(("value", "written"), [(1, "1"), (1.25, "1.2"), (-0.04, "0"), (-3, "-3")])
def test_a_place_has_one_decimal(value: float, written: str) -> None:
    assert number(value) == written


def test_a_long_name_is_cut() -> None:
    assert shortened("Kabupaten Lampung Barat", 80) == "Kabupaten…"
    assert shortened("Liwa", 80) == "Liwa"
    assert EMPTY in bar_chart(HEARD, [Bar(Text("a" * 90, "b" * 90), None)])
