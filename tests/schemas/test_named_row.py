from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.named_row import row_pairs, row_text

Pairs = list[tuple[str, str]]
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True)
VALUES = st.text(st.sampled_from(" ;\\=ab\n")) | st.text()


@pytest.mark.parametrize(
    ("pairs", "text"),
    [
        ([], ""),
        (
            [("village_code", "18.04.04.2007"), ("period", "2026-10")],
            "village_code=18.04.04.2007; period=2026-10",
        ),
        ([("text", "PUS; Remaja"), ("cell", "C7")], r"text=PUS\; Remaja; cell=C7"),
        ([("text", "a; b=c")], r"text=a\; b=c"),
        ([("text", "C:\\a;"), ("b", "x")], r"text=C:\\a\;; b=x"),
        ([("text", "a=b")], "text=a=b"),
    ],
)
def test_a_row_is_named_so_that_it_reads_one_way(pairs: Pairs, text: str) -> None:
    assert row_text(pairs) == text
    assert row_pairs(text) == pairs


@given(st.lists(st.tuples(NAMES, VALUES), max_size=4))
def test_whatever_a_row_holds_is_read_back(pairs: Pairs) -> None:
    assert row_pairs(row_text(pairs)) == pairs
