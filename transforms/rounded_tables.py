"""The published tables that follow from rounded counts, and from nothing else on health."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schemas.classification import CLASSIFICATION
from schemas.columns import PERIOD, VILLAGE_CODE
from schemas.form import FORM
from schemas.house_codes import VILLAGE
from schemas.indicator import Indicator
from schemas.indicators import INDICATORS as DECLARED
from schemas.protected_cells import Cell, cells_at, row_column
from schemas.protection import LEVELS, TREES, Tree
from schemas.result_tables import CLASSIFICATION_SCORES as SCORES
from schemas.result_tables import INDICATORS
from schemas.table import Table, status_of
from schemas.tables import villages_column
from transforms.areas import Areas
from transforms.classification import class_rows, score_of, score_rows
from transforms.ratio import Numbers, rounded_ratio, whole_percentage
from transforms.tidy import whole

Flags = NDArray[np.bool_]
Statuses = NDArray[np.object_]

HEALTH = tuple(indicator for indicator in DECLARED if indicator.protected)
COMPONENTS = tuple(component for component in CLASSIFICATION if component.protected)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A month's rounded cells: by tree and level, areas x tree.categories(level), NaN for none.

    `reported` and `partly` are, by tree, the villages all or some of whose counts are there.
    """

    period: str
    villages: Sequence[str]
    areas: Areas
    cells: Mapping[str, Mapping[str, Numbers]]
    reported: Mapping[str, Flags]
    partly: Mapping[str, Flags]

    def column(self, cell: Cell, level: str) -> Numbers:
        """A cell's value in every area of a level."""
        place = TREES[cell.tree].categories(level).index(cell.category)
        values: Numbers = self.cells[cell.tree][level][:, place]
        return values

    def codes(self, level: str) -> list[str]:
        """The codes of the areas of a level, in order."""
        if level == VILLAGE:
            return list(self.villages)
        found = zip(self.areas.codes, self.areas.levels, strict=True)
        return [code for code, of in found if of == level]

    def rests_on(self, tree: str, level: str) -> Numbers:
        """How many villages' counts of a tree are in the areas of a level."""
        return self._summed(self.reported[tree], level)

    def expected(self, level: str) -> Numbers:
        """How many villages the areas of a level have in the register."""
        return self._summed(np.ones(len(self.villages), dtype=bool), level)

    def status(self, tree: str, level: str) -> Statuses:
        """A: there; Q: reported in part, which adds up to nothing; O: not reported."""
        there = self.rests_on(tree, level) > 0
        partly = self._summed(self.partly[tree], level) > 0
        return np.select([there, partly], ["A", "Q"], "O").astype(object)

    def _summed(self, flags: Flags, level: str) -> Numbers:
        if level == VILLAGE:
            return flags.astype(np.float64)
        rows = [number for number, of in enumerate(self.areas.levels) if of == level]
        summed: Numbers = self.areas.members[rows] @ flags
        return summed


def area_table(table: Table, shown: Shown) -> pd.DataFrame:
    """A protected table: a row for each area and each code that its level has."""
    parts = [_of_level(table, shown, level) for level in LEVELS]
    return pd.concat(parts, ignore_index=True)[list(table.names)]


def _of_level(table: Table, shown: Shown, level: str) -> pd.DataFrame:
    by_measure = {measure: cells_at(table.name, measure, level) for measure in table.measures}
    codes = list(dict.fromkeys(c.code for cells in by_measure.values() for c in cells))
    columns = _places(shown, level, len(codes))
    areas = len(shown.codes(level))
    columns[row_column(table.name)] = _strings(codes * areas)
    for measure, cells in by_measure.items():
        known = {cell.code: cell for cell in cells}
        grid = [_column(known.get(code), shown, level) for code in codes]
        values, status, villages = (
            np.stack([column[i] for column in grid], axis=1).ravel() for i in range(3)
        )
        columns[measure] = whole(values.astype(np.float64))
        columns[status_of(measure)] = _strings(status)
        columns[villages_column(measure)] = whole(villages.astype(np.float64))
    columns["villages_expected"] = whole(shown.expected(level).repeat(len(codes)))
    return pd.DataFrame(columns)


def _column(cell: Cell | None, shown: Shown, level: str) -> tuple[Numbers, Statuses, Numbers]:
    """Value, status and villages of a row in every area; M where the measure has no such row."""
    areas = len(shown.codes(level))
    if cell is None:
        return np.full(areas, np.nan), np.full(areas, "M", dtype=object), np.zeros(areas)
    status = shown.status(cell.tree, level)
    return shown.column(cell, level), status, shown.rests_on(cell.tree, level)


def _places(shown: Shown, level: str, times: int) -> dict[str, object]:
    codes = [code for code in shown.codes(level) for _ in range(times)]
    return {
        "area_level": _strings([level] * len(codes)),
        "area_code": _strings(codes),
        PERIOD.name: _strings([shown.period] * len(codes)),
    }


def village_rows(table: Table, shown: Shown) -> pd.DataFrame:
    """The protected rows of a table of villages that is open besides: sums of a tree."""
    parts: list[pd.DataFrame] = []
    for tree in TREES.values():
        for node in tree.nodes:
            asked = FORM.questions[node.question] if node.question else None
            if asked is None or asked.table != table.name:
                continue
            (column, code), *_ = asked.keys
            values = shown.column(Cell(code, tree.name, node.code), VILLAGE)
            parts.append(
                pd.DataFrame(
                    {
                        VILLAGE_CODE.name: _strings(shown.villages),
                        PERIOD.name: _strings([shown.period] * len(values)),
                        column: _strings([code] * len(values)),
                        asked.measure: whole(values),
                        status_of(asked.measure): _strings(shown.status(tree.name, VILLAGE)),
                    }
                )
            )
    return pd.concat(parts, ignore_index=True)


def indicator_rows(shown: Shown) -> pd.DataFrame:
    """The rows of table `indicators` that follow from counts on health, for every area."""
    parts = [_indicator(found, shown, level) for level in LEVELS for found in HEALTH]
    return pd.concat(parts, ignore_index=True)[list(INDICATORS.names)]


def _indicator(indicator: Indicator, shown: Shown, level: str) -> pd.DataFrame:
    top, bottom = ratio_of(indicator, shown, level)
    tree = tree_of(indicator)
    value = rounded_ratio(top, bottom, indicator.scale)
    status = shown.status(tree.name, level)
    status[np.isnan(value) & (status == "A")] = "M"
    columns = _places(shown, level, 1)
    return pd.DataFrame(
        columns
        | {
            "indicator": _strings([indicator.id] * len(value)),
            "value": value,
            "value_status": _strings(status),
            "numerator": whole(top),
            "denominator": whole(bottom),
            "villages_reported": whole(shown.rests_on(tree.name, level)),
            "villages_expected": whole(shown.expected(level)),
        }
    )


def tree_of(indicator: Indicator) -> Tree:
    """The one tree that an indicator is computed from; ValueError for more than one, or other."""
    for tree in TREES.values():
        known = {*tree.questions, *(node.question for node in tree.nodes)}
        if known.issuperset(indicator.questions):
            return tree
    raise ValueError(f"indicator {indicator.id} is not computed from one tree of counts")


def ratio_of(indicator: Indicator, shown: Shown, level: str) -> tuple[Numbers, Numbers]:
    """The numerator and the denominator of an indicator in every area of a level."""
    tree = tree_of(indicator)
    asked = (indicator.numerator, indicator.denominator or ())
    top, bottom = (_sum(tree, questions, shown, level) for questions in asked)
    return top, bottom


def _sum(tree: Tree, questions: Sequence[str], shown: Shown, level: str) -> Numbers:
    """The sum of cells that a level has and that together are these questions.

    ValueError where a merged category is in them only in part.
    """
    cells = shown.cells[tree.name][level]
    nodes = {node.question: node.code for node in tree.nodes}
    chosen = [nodes[question] for question in questions if question in nodes]
    left = {leaf.code for leaf in tree.leaves if leaf.question in questions}
    groups = tree.groups if level == VILLAGE else tuple((code, (code,)) for code in tree.codes)
    for category, parts in groups:
        if left.issuperset(parts):
            chosen.append(category)
            left -= set(parts)
    if left:
        raise ValueError(f"{tree.name}: {sorted(left)} are merged with others at {level}")
    places = [tree.categories(level).index(category) for category in chosen]
    total: Numbers = cells[:, places].sum(axis=1)
    return total


def classes_and_scores(shown: Shown, others: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The classes of a month, and the scores that rest on counts on health.

    `others` are the month's rows of the scores that do not.
    """
    found = {component.id: _scored(component.indicators[0], shown) for component in COMPONENTS}
    scores = {c.id: score_of(c, found[c.id][0]) for c in COMPONENTS}
    rows = score_rows(
        shown.period,
        shown.villages,
        COMPONENTS,
        np.stack([found[c.id][0] for c in COMPONENTS], axis=1),
        np.stack([scores[c.id] for c in COMPONENTS], axis=1),
        np.stack([found[c.id][1] for c in COMPONENTS], axis=1),
    )
    every = pd.concat([others, rows], ignore_index=True)
    score, status = (
        every.pivot_table(
            index=VILLAGE_CODE.name, columns="component", values=name, aggfunc="first", dropna=False
        ).reindex(index=list(shown.villages), columns=[c.id for c in CLASSIFICATION])
        for name in ("score", status_of("score"))
    )
    known = score.to_numpy(dtype=np.float64, na_value=np.nan)
    told = status.to_numpy(dtype=object)
    return class_rows(shown.period, shown.villages, known, told), rows[list(SCORES.names)]


def _scored(name: str, shown: Shown) -> tuple[Numbers, Statuses]:
    """The percentage of an indicator in each village, and its status."""
    indicator = next(found for found in HEALTH if found.id == name)
    top, bottom = ratio_of(indicator, shown, VILLAGE)
    measured = whole_percentage(top, bottom)
    status = shown.status(tree_of(indicator).name, VILLAGE)
    status[np.isnan(measured) & (status == "A")] = "M"
    return measured, status


def _strings(values: Sequence[object] | NDArray[Any]) -> pd.api.extensions.ExtensionArray:
    return pd.array(np.array(values, dtype=object), dtype="str")
