"""Whether the published cells keep the rule: multiples, zeros, distance, rows, and sums."""

from __future__ import annotations

import numpy as np

from outputs.attack.claim import Claim
from outputs.attack.report import Outcome
from outputs.attack.seen import Grid, Grids, Ground, Seen, cells_of
from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.privacy_tables import DISTANCE, MULTIPLES, ROWS, SUMS, ZEROS
from schemas.protection import LEVELS, Tree


def rule_outcomes(
    tree: Tree, ground: Ground, shown: Seen, true: Grids, claim: Claim
) -> list[Outcome]:
    """One outcome for each part of the rule; `pinned` counts the cells that break it."""
    return [
        _rows(shown, true, claim),
        multiples(shown, claim),
        _zeros(shown, true),
        _distance(tree, shown, true, claim),
        *([] if claim.nulls else [sums(tree, ground, shown)]),
    ]


def _rows(shown: Seen, true: Grids, claim: Claim) -> Outcome:
    """Every cell has one row, and a value just where a village reported."""
    cells = wrong = 0
    for level in LEVELS:
        null, silent = np.isnan(shown.cells[level]), np.isnan(true[level])
        cells += null.size
        wrong += int((~null & silent).sum() if claim.nulls else (null != silent).sum())
    return Outcome(ROWS, cells, wrong + shown.lost + shown.strange)


def multiples(shown: Seen, claim: Claim) -> Outcome:
    """Every value is a multiple of the base, and none is below zero."""
    values = np.concatenate([shown.cells[level].ravel() for level in LEVELS])
    values = values[~np.isnan(values)]
    wrong = (values % claim.base != 0) | (values < 0)
    return Outcome(MULTIPLES, len(values), int(wrong.sum()))


def _zeros(shown: Seen, true: Grids) -> Outcome:
    """A true zero is published as zero, at every level."""
    zero = [true[level] == 0 for level in LEVELS]
    wrong = [z & (shown.cells[level] > 0) for z, level in zip(zero, LEVELS, strict=True)]
    return Outcome(ZEROS, sum(int(z.sum()) for z in zero), sum(int(w.sum()) for w in wrong))


def _distance(tree: Tree, shown: Seen, true: Grids, claim: Claim) -> Outcome:
    """Leaves lie within reach of the truth, and sums within what the release states."""
    cells = wrong = 0
    for level in LEVELS:
        off = np.abs(shown.cells[level] - true[level])
        off = off[:, _leaves(tree, level)] if claim.totals is None else off
        allowed = np.full(off.shape[1], float(claim.reach))
        if claim.totals is not None:
            allowed = np.full(off.shape[1], float(claim.totals))
            allowed[_leaves(tree, level)] = claim.reach
        cells += int((~np.isnan(off)).sum())
        wrong += int((off > allowed).sum())
    return Outcome(DISTANCE, cells, wrong)


def _leaves(tree: Tree, level: str) -> list[int]:
    """The columns of a level that are leaves of their own."""
    merged = {part for merge in tree.merges for part in merge.parts}
    own = {VILLAGE: {code for code, _ in tree.groups}, DISTRICT: merged}.get(level, set())
    return [column for column, code in enumerate(tree.categories(level)) if code in own]


def sums(tree: Tree, ground: Ground, shown: Seen) -> Outcome:
    """Nodes are the sums of their parts, kecamatan of villages, the kabupaten of kecamatan.

    Sums with a hidden part are no sums of what is seen, so this is for claims without nulls.
    """
    pairs = [_nodes(tree, level, shown.cells[level]) for level in LEVELS]
    by_district = _summed(ground, shown)[:, _at_village(tree)]
    pairs.append((by_district, shown.cells[DISTRICT][:, _unmerged(tree)]))
    pairs.append((_merged(tree, ground, shown), _details(tree, shown)))
    whole = np.nansum(shown.cells[DISTRICT], axis=0, keepdims=True)
    pairs.append((whole, shown.cells[REGENCY]))
    cells = wrong = 0
    for parts, total in pairs:
        known = ~np.isnan(parts) & ~np.isnan(total)
        cells += int(known.sum())
        wrong += int((parts != total)[known].sum())
    return Outcome(SUMS, cells, wrong)


def _nodes(tree: Tree, level: str, cells: Grid) -> tuple[Grid, Grid]:
    """The sums of the parts of each node, and the published nodes."""
    parts = dict(cells_of(tree, level))
    names, nodes = tree.categories(level), [node.code for node in tree.nodes]
    own = [code for code in names if code not in nodes]
    inside = np.array([[set(parts[c]) <= set(parts[n]) for n in nodes] for c in own], dtype=float)
    places = [names.index(node) for node in nodes]
    return cells[:, : len(own)] @ inside.reshape(len(own), len(nodes)), cells[:, places]


def _summed(ground: Ground, shown: Seen) -> Grid:
    """The villages' cells summed by kecamatan; NaN where none is there."""
    values = shown.cells[VILLAGE]
    sums = np.zeros((len(ground.districts), values.shape[1]))
    np.add.at(sums, ground.homes, np.nan_to_num(values))
    there = np.zeros_like(sums)
    np.add.at(there, ground.homes, ~np.isnan(values))
    return np.where(there > 0, sums, np.nan)


def _unmerged(tree: Tree) -> list[int]:
    """Columns of kecamatan that villages have too."""
    at_village = set(tree.categories(VILLAGE))
    return [i for i, code in enumerate(tree.categories(DISTRICT)) if code in at_village]


def _at_village(tree: Tree) -> list[int]:
    """The same categories' columns of villages."""
    names = tree.categories(VILLAGE)
    return [names.index(code) for code in tree.categories(DISTRICT) if code in set(names)]


def _merged(tree: Tree, ground: Ground, shown: Seen) -> Grid:
    names = tree.categories(VILLAGE)
    columns = [names.index(merge.code.code) for merge in tree.merges]
    return _summed(ground, shown)[:, columns]


def _details(tree: Tree, shown: Seen) -> Grid:
    names, cells = tree.categories(DISTRICT), shown.cells[DISTRICT]
    sums = [cells[:, [names.index(p) for p in merge.parts]].sum(axis=1) for merge in tree.merges]
    return np.stack(sums, axis=1) if sums else np.empty((len(cells), 0))
