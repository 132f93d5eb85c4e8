"""The leaves of a tree in a month, and the sums over areas and categories they make up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, hstack, kron  # type: ignore[import-untyped]

from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.protection import LEVELS, Tree
from transforms.areas import Areas
from transforms.rounding.memory import Wholes
from transforms.rounding.preference import LeafId

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Reported:
    """Counts of a tree in a month: villages x tree.codes, whole numbers.

    A village that did not report is a row of NaN, never of zeros: it would look like an answer,
    and its arrival would show its counts. `areas` are those of the villages.
    """

    villages: Sequence[str]
    areas: Areas
    counts: Counts


@dataclass(frozen=True, slots=True, eq=False)
class Leaves:
    """What is rounded: each reporting village's categories, then each kecamatan's merged leaves.

    `cells` has a matrix for each level: times the leaves' counts it gives the cells of the
    areas that reported, area by area, in the order of the tree's categories. `rows` are the
    places of these areas among all of their level, `widths` the numbers of categories. `merging`
    times the counts is zero where the kecamatan's leaves add up to its villages' merged ones.
    """

    tree: str
    ids: tuple[LeafId, ...]
    counted: Wholes
    cells: dict[str, csr_array]
    rows: dict[str, NDArray[np.intp]]
    widths: dict[str, int]
    merging: csr_array


def leaves_of(tree: Tree, reported: Reported) -> Leaves:
    """The leaves of a month.

    ValueError for counts of another shape, in part missing, not whole or below zero.
    """
    _check(tree, reported)
    there = np.flatnonzero(~np.isnan(reported.counts).any(axis=1))
    exact = reported.counts[there].astype(np.int64)
    areas = reported.areas
    districts = [row for row, level in enumerate(areas.levels) if level == DISTRICT]
    members = areas.members[districts][:, there]
    home = np.flatnonzero(members.any(axis=1))
    members, details = members[home], _details(tree)
    detailed = members.astype(np.int64) @ exact[:, [tree.codes.index(d) for d in details]]
    groups = [code for code, _ in tree.groups]
    ids = [(reported.villages[int(row)], code) for row in there for code in groups]
    ids += [(areas.codes[districts[int(row)]], code) for row in home for code in details]
    return Leaves(
        tree=tree.name,
        ids=tuple(ids),
        counted=np.concatenate([(exact @ _grouping(tree)).ravel(), detailed.ravel()]),
        cells=_cells(tree, members),
        rows={VILLAGE: there, DISTRICT: home, REGENCY: np.arange(min(len(there), 1))},
        widths={level: len(tree.categories(level)) for level in LEVELS},
        merging=_merging(tree, members),
    )


def _check(tree: Tree, reported: Reported) -> None:
    counts, villages = reported.counts, len(reported.villages)
    wide = (villages, len(tree.codes))
    if counts.shape != wide or reported.areas.members.shape[1] != villages:
        raise ValueError(f"{tree.name}: counts are villages x {len(tree.codes)} leaves")
    missing = np.isnan(counts)
    if (missing.any(axis=1) & ~missing.all(axis=1)).any():
        raise ValueError(f"{tree.name}: a village reports all leaves of a tree or none")
    if (counts[~missing] < 0).any() or (counts[~missing] % 1 != 0).any():
        raise ValueError(f"{tree.name}: counts are whole numbers, zero or more")


def _details(tree: Tree) -> list[str]:
    """The leaves that villages merge with others."""
    return [part for merge in tree.merges for part in merge.parts]


def _grouping(tree: Tree) -> Wholes:
    """Leaves x categories of villages: 1 where the leaf is in the category."""
    return np.array(
        [[code in parts for _, parts in tree.groups] for code in tree.codes], dtype=np.int64
    )


def _nodes(tree: Tree) -> Wholes:
    """Nodes x categories of villages; ValueError for a merge that is only in part in a node."""
    rows = [[set(parts) <= set(node.parts) for _, parts in tree.groups] for node in tree.nodes]
    touched = [[bool(set(parts) & set(n.parts)) for _, parts in tree.groups] for n in tree.nodes]
    if rows != touched:
        raise ValueError(f"{tree.name}: a merge lies across a node")
    return np.array(rows, dtype=np.int64).reshape(len(tree.nodes), len(tree.groups))


def _cells(tree: Tree, members: Counts) -> dict[str, csr_array]:
    """The sums of each level; `members` is kecamatan x reporting villages."""
    homes, reporting = members.shape
    groups, details, nodes = len(tree.groups), _details(tree), _nodes(tree)
    own = np.vstack([np.eye(groups, dtype=np.int64), nodes])
    names = [code for code, _ in tree.groups]
    from_villages = np.vstack(
        [np.array([[code == n for n in names] for code in tree.codes], dtype=np.int64), nodes]
    )
    from_details = np.array(
        [[code == part for part in details] for code in tree.categories(DISTRICT)], dtype=np.int64
    ).reshape(len(from_villages), len(details))
    of_all = np.ones((min(reporting, 1), homes))
    return {
        VILLAGE: hstack(
            [
                kron(eye_array(reporting), csr_array(own)),
                csr_array((reporting * len(own), homes * len(details))),
            ],
            format="csr",
        ),
        DISTRICT: _sums(members, from_villages, np.eye(homes), from_details),
        REGENCY: _sums(of_all @ members, from_villages, of_all, from_details),
    }


def _sums(over: Counts, first: Wholes, homes: Counts, second: Wholes) -> csr_array:
    """Sums over villages of their categories beside sums over kecamatan of their details."""
    parts = [_kron(over, first), _kron(homes, second)]
    return hstack(parts, format="csr")


def _kron(areas: Counts, categories: Wholes) -> csr_array:
    if not areas.size or not categories.size:
        rows = areas.shape[0] * categories.shape[0]
        return csr_array((rows, areas.shape[1] * categories.shape[1]))
    return kron(csr_array(areas), csr_array(categories), format="csr")


def _merging(tree: Tree, members: Counts) -> csr_array:
    names, details = [code for code, _ in tree.groups], _details(tree)
    merged = [merge.code.code for merge in tree.merges]
    villages = np.array([[n == code for n in names] for code in merged], dtype=np.int64)
    parts = np.array([[d in merge.parts for d in details] for merge in tree.merges], dtype=np.int64)
    villages = villages.reshape(len(merged), len(names))
    return _sums(members, villages, np.eye(len(members)), -parts.reshape(len(merged), len(details)))
