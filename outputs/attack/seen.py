"""What a reader sees of a tree in a release, and what is true, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.protection import LEVELS, Tree

Grid = NDArray[np.float64]
Grids = Mapping[str, Grid]

COLUMNS = ("area_level", "area_code", "category", "value")
"""The columns of a frame of published cells; `value` may be null."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The villages of a kabupaten and what anyone knows of them: in which kecamatan they lie."""

    villages: tuple[str, ...]

    @property
    def districts(self) -> tuple[str, ...]:
        """The codes of the kecamatan, sorted; a village's code begins with its kecamatan's."""
        return tuple(sorted({code.rpartition(".")[0] for code in self.villages}))

    @property
    def regency(self) -> str:
        """The code of the kabupaten."""
        return self.districts[0].rpartition(".")[0]

    @property
    def homes(self) -> NDArray[np.intp]:
        """For each village the place of its kecamatan."""
        place = {code: number for number, code in enumerate(self.districts)}
        return np.array([place[code.rpartition(".")[0]] for code in self.villages], dtype=np.intp)

    def codes(self, level: str) -> tuple[str, ...]:
        """The codes of the areas of a level, in order."""
        return {
            VILLAGE: self.villages,
            DISTRICT: self.districts,
            REGENCY: (self.regency,),
        }[level]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Published cells by level: areas x tree.categories(level), NaN where null or not there.

    `lost` counts the cells without a row, `strange` the rows that are of no cell or of one that
    had a row before.
    """

    cells: Grids
    lost: int
    strange: int


def seen(tree: Tree, ground: Ground, frame: pd.DataFrame) -> Seen:
    """Lay out a frame of COLUMNS."""
    cells: dict[str, Grid] = {}
    lost = strange = 0
    for level in LEVELS:
        rows = frame[frame["area_level"] == level]
        area = pd.Index(ground.codes(level)).get_indexer(pd.Index(rows["area_code"]))
        column = pd.Index(tree.categories(level)).get_indexer(pd.Index(rows["category"]))
        known = (area >= 0) & (column >= 0)
        cells[level] = np.full((len(ground.codes(level)), len(tree.categories(level))), np.nan)
        values = rows["value"].to_numpy(dtype=np.float64, na_value=np.nan)
        cells[level][area[known], column[known]] = values[known]
        distinct = len(set(zip(area[known].tolist(), column[known].tolist(), strict=True)))
        lost += cells[level].size - distinct
        strange += len(rows) - distinct
    strange += int((~frame["area_level"].isin(LEVELS)).sum())
    return Seen(cells, lost, strange)


def exact(tree: Tree, ground: Ground, counts: Grid) -> Grids:
    """The true cells of counts (villages x tree.codes, a row of NaN where not reported)."""
    reported: NDArray[np.bool_] = ~np.isnan(counts.sum(axis=1))
    own = np.where(reported[:, None], counts, 0)
    homes, size = ground.homes, len(ground.districts)
    by_district = np.zeros((size, counts.shape[1]))
    np.add.at(by_district, homes, own)
    there = np.bincount(homes, weights=reported, minlength=size) > 0
    cells = {
        VILLAGE: _columns(tree, VILLAGE, own),
        DISTRICT: _columns(tree, DISTRICT, by_district),
        REGENCY: _columns(tree, REGENCY, own.sum(axis=0, keepdims=True)),
    }
    cells[VILLAGE][np.flatnonzero(~reported)] = np.nan
    cells[DISTRICT][~there] = np.nan
    cells[REGENCY][:, :] = cells[REGENCY] if reported.any() else np.nan
    return cells


def _columns(tree: Tree, level: str, leaves: Grid) -> Grid:
    sums = [leaves[:, _places(tree, parts)].sum(axis=1) for _, parts in cells_of(tree, level)]
    return np.stack(sums, axis=1)


def _places(tree: Tree, parts: Sequence[str]) -> list[int]:
    return [tree.codes.index(part) for part in parts]


def cells_of(tree: Tree, level: str) -> list[tuple[str, tuple[str, ...]]]:
    """The categories of a level in order, each with the tree's leaves in it."""
    parts = {code: (code,) for code in tree.codes} if level != VILLAGE else dict(tree.groups)
    parts |= {node.code: node.parts for node in tree.nodes}
    return [(code, parts[code]) for code in tree.categories(level)]
