"""A tree's cells as anyone reads them in the tables of a release, and what is computed from them.

This is written for the attack alone, beside the code that publishes: it knows the tables by
their declarations and takes nothing from how the cells were made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from outputs.attack.report import Outcome
from outputs.attack.seen import COLUMNS
from schemas.classification import CLASSIFICATION
from schemas.form import FORM
from schemas.house_codes import VILLAGE
from schemas.indicator import DECIMALS, Indicator
from schemas.indicators import INDICATORS as DECLARED
from schemas.privacy_tables import COMPUTED
from schemas.protected_cells import cells_at, measures_of, row_column
from schemas.protection import BY_AREA, LEVELS, TREES, Tree
from schemas.result_tables import CLASSIFICATION_SCORES as SCORES
from schemas.result_tables import INDICATORS

Tables = Mapping[str, pa.Table]
PLACE = ["area_level", "area_code"]


def published_cells(tables: Tables, tree: Tree, period: str) -> pd.DataFrame:
    """The cells of a tree in a month, a frame of outputs.attack.seen.COLUMNS.

    A sum is read where a table has it (couples of a village), else added up as a reader would.
    """
    leaves = pd.concat([_leaves(tables, tree, period, level) for level in LEVELS])
    parts = [leaves]
    for node in tree.nodes:
        own = {*node.parts, *(m.code.code for m in tree.merges if set(m.parts) <= set(node.parts))}
        inside = leaves[leaves["category"].isin(own)]
        summed = inside.groupby(PLACE)["value"].sum(min_count=1).reset_index()
        told = _told(tables, node.question, period)
        summed = summed[~summed["area_code"].isin(told["area_code"])]
        parts += [frame.assign(category=node.code) for frame in (summed, told)]
    return pd.concat(parts, ignore_index=True)[list(COLUMNS)]


def _leaves(tables: Tables, tree: Tree, period: str, level: str) -> pd.DataFrame:
    found = [pd.DataFrame({name: [] for name in COLUMNS})]
    for name in BY_AREA:
        rows = _of_month(tables[name], period)
        rows = rows[rows["area_level"] == level]
        for measure in measures_of(name):
            cells = {
                c.code: c.category for c in cells_at(name, measure, level) if c.tree == tree.name
            }
            own = rows[rows[row_column(name)].isin(cells)]
            columns = {"category": own[row_column(name)].map(cells), "value": own[measure]}
            found.append(own[PLACE].assign(**columns))
    frames = [frame for frame in found if len(frame)]
    return pd.concat(frames or found[:1], ignore_index=True)


def _told(tables: Tables, question: str | None, period: str) -> pd.DataFrame:
    """A sum that a table of villages has as an answer of its own."""
    asked = FORM.questions[question] if question else None
    if asked is None or asked.table is None:
        return pd.DataFrame({name: [] for name in (*PLACE, "value")})
    (column, code), *_ = asked.keys
    rows = _of_month(tables[asked.table], period)
    own = rows[rows[column] == code]
    return pd.DataFrame(
        {
            "area_level": VILLAGE,
            "area_code": own["village_code"].to_numpy(),
            "value": own[asked.measure].to_numpy(dtype=np.float64, na_value=np.nan),
        }
    )


def _of_month(rows: pa.Table, period: str) -> pd.DataFrame:
    frame: pd.DataFrame = rows.filter(pc.equal(rows["period"], period)).to_pandas()
    return frame


def computed_outcome(tables: Tables, cells: Mapping[str, pd.DataFrame], period: str) -> Outcome:
    """Whether indicators and scores of a month are what the published cells give.

    `cells` are those of `published_cells` by tree. What is computed from exact counts would
    give these away, however well the cells are rounded.
    """
    figures = _of_month(tables[INDICATORS.name], period)
    asked = wrong = 0
    for indicator in (i for i in DECLARED if i.protected):
        rows = figures[figures["indicator"] == indicator.id].set_index(PLACE)
        top, bottom = (_sum(cells, q) for q in _asked(indicator))
        exact = pd.DataFrame({"top": top, "bottom": bottom}).reindex(rows.index)
        value = exact["top"] / exact["bottom"].where(exact["bottom"] > 0) * indicator.scale
        known = rows["numerator"].notna()
        off = (rows["numerator"] != exact["top"]) | (rows["denominator"] != exact["bottom"])
        off |= (rows["value"] - value).abs() > 10.0**-DECIMALS
        asked += len(rows)
        wrong += int((off & known).sum()) + int((rows["value"].notna() & ~known).sum())
        wrong += _scores_off(tables, indicator, value, period)
    return Outcome(COMPUTED, asked, wrong)


def _asked(indicator: Indicator) -> tuple[Sequence[str], Sequence[str]]:
    return indicator.numerator, indicator.denominator or ()


def _sum(cells: Mapping[str, pd.DataFrame], questions: Sequence[str]) -> pd.Series[float]:
    """The sum of the cells of these questions, by area; a merged one where all of it is asked."""
    total: pd.Series[float] | None = None
    for name, rows in cells.items():
        wanted = _categories(TREES[name], set(questions))
        own = rows[rows["category"].isin(wanted)]
        if len(own):
            summed = own.groupby(PLACE)["value"].sum(min_count=1)
            total = summed if total is None else total + summed
    return total if total is not None else pd.Series(dtype="float64")


def _categories(tree: Tree, questions: set[str]) -> set[str]:
    found = {node.code for node in tree.nodes if node.question in questions}
    leaves = {leaf.code for leaf in tree.leaves if leaf.question in questions}
    merged = {m.code.code for m in tree.merges if set(m.parts) <= leaves}
    return found | leaves | merged


def _scores_off(tables: Tables, indicator: Indicator, value: pd.Series[float], period: str) -> int:
    """How many scores measure another percentage than the published cells give."""
    names = {c.id for c in CLASSIFICATION if c.protected and indicator.id in c.indicators}
    rows = _of_month(tables[SCORES.name], period)
    rows = rows[rows["component"].isin(names)].set_index("village_code")
    if rows.empty:
        return 0
    villages = value[value.index.get_level_values(0) == VILLAGE].droplevel(0).reindex(rows.index)
    off = (rows["measured"] - villages).abs() > 0.5 + 1e-9
    return int((off & rows["measured"].notna()).sum()) + int(
        (rows["measured"].notna() & villages.isna()).sum()
    )
