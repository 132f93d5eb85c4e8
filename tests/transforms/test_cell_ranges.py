import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.cell_ranges import in_ranges, place_of
from transforms.workbook import address


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("A!C7", "A!C7"),
        ("A!C7 A!C7", "A!C7"),
        ("A!C7 A!C8 A!C9", "A!C7:C9"),
        ("A!C24 A!C8 A!C9", "A!C24, C8:C9"),
        ("A!C8 A!D8 A!C9 A!D9", "A!C8:D9"),
        ("A!C8 A!D8 A!C9", "A!C8:C9, D8"),
        ("D!C11 B!C20 B!D20 B!C21 B!D21", "D!C11; B!C20:D21"),
        ("A!Z1 A!AA1", "A!Z1:AA1"),
    ],
)
def test_neighbours_are_named_together(cells: str, told: str) -> None:
    assert in_ranges(tuple(cell.split("!")) for cell in cells.split()) == told  # type: ignore[misc]


places = st.tuples(st.integers(0, 60), st.integers(0, 30))


@given(st.lists(places, min_size=1, unique=True))
def test_the_ranges_hold_the_cells_and_no_other(chosen: list[tuple[int, int]]) -> None:
    told = in_ranges(("A", address(*place)) for place in chosen)
    held: list[tuple[int, int]] = []
    for area in re.findall(r"[A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?", told.partition("!")[2]):
        first, _, last = area.partition(":")
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
        held += [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
    assert sorted(held) == sorted(chosen)


@pytest.mark.parametrize("cell", ["", "7", "C", "c7", "C7:D8", "C-1"])
def test_what_is_no_address_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        place_of(cell)
