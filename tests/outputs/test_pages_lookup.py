"""Which months the pages show of those that a release holds."""

from __future__ import annotations

import pytest

from outputs.site.lookup import MONTHS_SHOWN, shown_months

CASES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "one": (("2026-10",), ("2026-10",)),
    "none is told": ((), ("2026-10",)),
    "a month of which nobody reported": (
        ("2025-12", "2026-03"),
        ("2025-12", "2026-01", "2026-02", "2026-03"),
    ),
}


@pytest.mark.parametrize(("held", "shown"), CASES.values(), ids=list(CASES))
def test_months_follow_each_other(held: tuple[str, ...], shown: tuple[str, ...]) -> None:
    assert shown_months(held, "2026-10") == shown


def test_the_last_months_are_shown_of_many() -> None:
    shown = shown_months(("2023-01", "2026-10"), "2026-10")
    assert (len(shown), shown[0], shown[-1]) == (MONTHS_SHOWN, "2025-11", "2026-10")
