"""A month of exact counts made into a month of rounded cells, and into a longer ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from schemas.protection import TREES
from transforms.areas import areas_of
from transforms.health_counts import answered
from transforms.rounded_tables import Shown
from transforms.rounding.leaves import Counts, Reported, leaves_of
from transforms.rounding.ledger import Ledger
from transforms.rounding.memory import PUBLISHED
from transforms.rounding.tree import Scheme, laid_out, round_tree


@dataclass(frozen=True, slots=True, eq=False)
class RoundedMonth:
    """The rounded cells of a month, and the ledger with it.

    `trees` are those that were rounded anew, because a count of theirs is another than the
    ledger has; `narrowed` counts leaves as in transforms.rounding.tree.Rounded. `counts` are
    the exact ones by tree, villages x tree.codes. Confidential, but for `shown` and `trees`.
    """

    shown: Shown
    ledger: Ledger
    trees: tuple[str, ...]
    narrowed: int
    counts: Mapping[str, Counts]


def round_month(
    period: str, counts: pd.DataFrame, villages: Sequence[str], scheme: Scheme, ledger: Ledger
) -> RoundedMonth:
    """Round the counts of a month, rows of schemas.health_counts; errors as in round_tree.

    A tree none of whose counts changed since its last edition is published as it was then.
    """
    areas, narrowed = areas_of(villages), 0
    cells, reported, partly, exact, anew = {}, {}, {}, {}, []
    for tree in TREES.values():
        found = answered(tree, counts, villages)
        asked = Reported(villages, areas, found.counts)
        leaves, kept = leaves_of(tree, asked), ledger.kept(tree, period)
        nothing = None if leaves.ids else leaves.counted
        published = kept.published(leaves) if kept else nothing
        if published is None:
            earlier = kept.memory if kept else None
            result = round_tree(tree, asked, scheme, ledger.memory(tree, period), earlier)
            published = result.memory.of(leaves.ids)[:, PUBLISHED]
            ledger = ledger.with_month(tree, period, leaves, published)
            narrowed += result.narrowed
            anew.append(tree.name)
        cells[tree.name] = laid_out(asked, leaves, published)
        partly[tree.name], exact[tree.name] = found.partly, found.counts
        reported[tree.name] = ~np.isnan(found.counts.sum(axis=1))
    shown = Shown(period, villages, areas, cells, reported, partly)
    return RoundedMonth(shown, ledger, tuple(anew), narrowed, exact)
