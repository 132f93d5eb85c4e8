"""Which faults go into which report: every kind at least once where the month is large enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import ceil

from numpy.random import Generator

from flows.example.draft import Draft
from flows.example.faults import CELL_FAULTS, FaultKind
from flows.example.layout_faults import LAYOUT_FAULTS
from flows.example.month_faults import MONTH_FAULTS
from flows.example.rule_faults import RULE_FAULTS, UNDETECTABLE

FAULTY = 0.26
"""The share of villages whose report has a fault in a cell or in its layout."""

MOST = 3
KINDS: tuple[FaultKind, ...] = (
    *CELL_FAULTS,
    *UNDETECTABLE,
    *RULE_FAULTS,
    *MONTH_FAULTS,
    *LAYOUT_FAULTS,
)


def plant_faults(drafts: Sequence[Draft], rng: Generator) -> None:
    """Plant the kinds of faults, at most three a village, in a share of the open reports.

    A kind that fits none of these goes into another report, so that no month lacks it.
    """
    open_drafts = [draft for draft in drafts if draft.is_open]
    order = [open_drafts[int(i)] for i in rng.permutation(len(open_drafts))]
    for report, other in pairwise([*order, *order[:1]]):
        report.other = other
    chosen = order[: ceil(len(drafts) * FAULTY)]
    had = dict.fromkeys((draft.village.code for draft in chosen), 0)
    kinds = [KINDS[int(i)] for i in rng.permutation(len(KINDS))]
    for kind in kinds:
        free = sorted((d for d in chosen if had[d.village.code] < MOST), key=_had(had))
        others = order[len(chosen) :] if free else []
        draft = next((d for d in (*free, *others) if kind.plant(d, rng)), None)
        if draft is not None:
            had[draft.village.code] = had.get(draft.village.code, 0) + 1
    for draft in chosen:
        if not had[draft.village.code]:
            start = int(rng.integers(len(kinds)))
            any(kind.plant(draft, rng) for kind in kinds[start:] + kinds[:start])


def _had(had: dict[str, int]) -> Callable[[Draft], int]:
    return lambda draft: had[draft.village.code]
