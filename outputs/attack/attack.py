"""The attack on a tree's published cells: by the rule, by totals, by months together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from outputs.attack.claim import ROUNDED, Claim
from outputs.attack.months import month_outcomes
from outputs.attack.report import Outcome, Report
from outputs.attack.rules import rule_outcomes
from outputs.attack.seen import Grid, Grids, Ground, Seen, exact, seen
from outputs.attack.system import puzzle
from outputs.attack.totals import small_leaves, total_outcomes
from schemas.protection import Tree


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """A month's or edition's cells as they were published, and the truth they were made from.

    `cells` is a frame of outputs.attack.seen.COLUMNS, `counts` villages x tree.codes with a row
    of NaN where not reported. The truth is not the attacker's: it chooses what is attacked,
    plays what he knows besides, and says whether he is right.
    """

    cells: pd.DataFrame
    counts: Grid


def attack(
    tree: Tree, villages: Sequence[str], releases: Sequence[Published], claim: Claim = ROUNDED
) -> Report:
    """Attack the last of the releases, alone and together with those before it.

    `releases` are all in which the tree's persons are the same: of a stock every month and
    edition, of a flow the editions of one month. ValueError for no release.
    """
    if not releases:
        raise ValueError("there is no release to attack")
    ground = Ground(tuple(villages))
    shown = [seen(tree, ground, release.cells) for release in releases]
    true = [exact(tree, ground, release.counts) for release in releases]
    return attacked(tree, ground, shown, true, claim)


def attacked(  # noqa: PLR0913 - two histories and what more was found
    tree: Tree,
    ground: Ground,
    shown: Sequence[Seen],
    true: Sequence[Grids],
    claim: Claim = ROUNDED,
    *,
    more: Sequence[Outcome] = (),
) -> Report:
    """The same of cells that are laid out: the last alone, and all together.

    Of those before the last only the leaves are needed. `more` are outcomes of other attacks.
    """
    everything = puzzle(tree, ground, shown[-1], true[-1], range(len(ground.districts)))
    return Report(
        tree=tree.name,
        leaves=len(everything.leaves),
        small=len(small_leaves(everything)),
        outcomes=(
            *rule_outcomes(tree, ground, shown[-1], true[-1], claim),
            *total_outcomes(tree, ground, shown[-1], true[-1], claim),
            *month_outcomes(tree, shown, true, claim),
            *more,
        ),
    )
