"""Summaries of months, for tests of what is told of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flows.summary import Summary


def summary(**given: Any) -> Summary:
    """The summary of a month that was checked, with these fields in it."""
    checked = Summary(
        period="2026-10", version="", outcome="", release="", expected=136, reported=119, late=8,
        missing=[], files=133, files_refused=10, files_closed=0,
        problems={"blocking": 25, "confirm": 66, "note": 22}, closed={}, changed=3, unasked=3,
        rules=110, silent_rules=[], shadow=1,
    )  # fmt: skip
    return replace(checked, **given)
