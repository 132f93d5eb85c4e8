"""Protections that do not protect, as the attacker must find out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from outputs.attack.seen import Grid, Ground, exact
from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.protection import LEVELS, Tree

Cells = dict[str, Grid]


def frame_of(tree: Tree, ground: Ground, cells: Any) -> pd.DataFrame:
    """Cells by level as a frame, a row for each."""
    rows = [
        (level, area, category, cells[level][i, j])
        for level in LEVELS
        for i, area in enumerate(ground.codes(level))
        for j, category in enumerate(tree.categories(level))
    ]
    return pd.DataFrame(rows, columns=["area_level", "area_code", "category", "value"])


def nearest(tree: Tree, ground: Ground, counts: Grid) -> Cells:
    """Every cell, sums too, to the nearest multiple of five."""
    true = exact(tree, ground, counts)
    return {level: np.floor(true[level] / 5 + 0.5) * 5 for level in LEVELS}


def fresh(tree: Tree, ground: Ground, counts: Grid, draw: np.random.Generator) -> Cells:
    """Every cell up or down by chance, drawn anew each month; sums do not add up."""
    true = exact(tree, ground, counts)
    up = {level: draw.random(true[level].shape) * 5 < true[level] % 5 for level in LEVELS}
    return {level: (true[level] // 5 + up[level]) * 5 for level in LEVELS}


def suppressed(tree: Tree, ground: Ground, counts: Grid) -> Cells:
    """Cells of 1 to 4 hidden, then the least other one of each line that hides just one."""
    cells = {level: values.copy() for level, values in exact(tree, ground, counts).items()}
    leaves = len(tree.groups)
    village = cells[VILLAGE][:, :leaves]
    village[(village > 0) & (village < 5)] = np.nan
    for _ in range(20):
        before = int(np.isnan(village).sum())
        for row in village:
            _hide_second(row)
        for district in range(len(ground.districts)):
            for column in range(leaves):
                rows = np.flatnonzero(ground.homes == district)
                line = village[rows, column]
                _hide_second(line)
                village[rows, column] = line
        if int(np.isnan(village).sum()) == before:
            break
    for level in (DISTRICT, REGENCY):
        values = cells[level]
        values[(values > 0) & (values < 5)] = np.nan
    return cells


def _hide_second(line: Grid) -> None:
    if np.isnan(line).sum() == 1:
        others = np.where(np.isnan(line) | (line == 0), np.inf, line)
        line[int(np.argmin(others))] = np.nan
