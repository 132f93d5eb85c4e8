"""Months and editions together: what one who knows every change exactly can still believe.

He knows all but one number of a leaf's true counts. Each published cell bounds it, and so does
that no count is below zero. Attacked are leaves whose least true count is from 1 to base - 1:
the persons he did not see come or go. Of a leaf that fell to nothing there is none such; that
this can come out is told, and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from outputs.attack.claim import Claim
from outputs.attack.report import Outcome, outcome
from outputs.attack.seen import Grid, Grids, Seen
from schemas.house_codes import DISTRICT, VILLAGE
from schemas.privacy_tables import FALLEN, MONTHS
from schemas.protection import Tree

MOST = 1_000_000
"""Stands for any number of candidates where nothing bounds them."""


def month_outcomes(
    tree: Tree, shown: Sequence[Seen], true: Sequence[Grids], claim: Claim
) -> list[Outcome]:
    """The attack over all releases of these months and editions, in any order."""
    least, left = _candidates(tree, shown, true, claim)
    known = ~np.isnan(least)
    small = known & (least > 0) & (least < claim_base(claim))
    emptied = known & (least == 0) & (_greatest(tree, true) > 0)
    return [
        outcome(MONTHS, left[small].astype(int).tolist()),
        outcome(FALLEN, left[emptied].astype(int).tolist(), decides=False),
    ]


def claim_base(claim: Claim) -> int:
    """What counts as small: below this; the reach where nothing is rounded is the default's."""
    return claim.base if claim.base > 1 else Claim().base


def _leaves(tree: Tree, cells: Grids) -> Grid:
    """The leaves of a month in a row: those of villages, then the merged ones of kecamatan."""
    villages = cells[VILLAGE][:, : len(tree.groups)]
    names = tree.categories(DISTRICT)
    details = [names.index(part) for merge in tree.merges for part in merge.parts]
    return np.concatenate([villages.ravel(), cells[DISTRICT][:, details].ravel()])


def _rows(tree: Tree, shown: Sequence[Seen], true: Sequence[Grids]) -> Iterator[tuple[Grid, Grid]]:
    for seen, exact in zip(shown, true, strict=True):
        yield _leaves(tree, seen.cells), _leaves(tree, exact)


def _greatest(tree: Tree, true: Sequence[Grids]) -> Grid:
    greatest: Grid = np.fmax.reduce([_leaves(tree, cells) for cells in true])
    return greatest


def _candidates(
    tree: Tree, shown: Sequence[Seen], true: Sequence[Grids], claim: Claim
) -> tuple[Grid, Grid]:
    """The least true count of each leaf, and how many shifts of its counts fit all releases."""
    counts = [exact for _, exact in _rows(tree, shown, true)]
    least: Grid = np.fmin.reduce(counts)
    low, high = -np.nan_to_num(least), np.full(len(least), float(MOST))
    for published, exact in _rows(tree, shown, true):
        error = published - exact
        low = np.fmax(low, error - claim.reach)
        high = np.fmin(high, error + claim.reach)
    return least, np.clip(high - low + 1, 0, MOST)
