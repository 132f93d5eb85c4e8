"""A release attacked before it leaves: what its tables, and all before, give of the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from flows.confidential import chain, read_memory
from flows.rounding import COMPUTED, Rounding
from flows.settings import Home
from outputs.attack.attack import attacked
from outputs.attack.published import Tables, computed_outcome, published_cells
from outputs.attack.report import Report
from outputs.attack.seen import Grids, Ground, Seen, exact, seen
from outputs.manifest import MANIFEST
from outputs.schema import read_schema
from outputs.tables import FOLDER
from schemas.form import FORM
from schemas.frames import arrow_schema
from schemas.house_codes import DISTRICT, VILLAGE
from schemas.privacy_tables import PRIVACY_AUDIT, PUBLIC
from schemas.protection import BY_AREA, TREES, Course, Tree
from schemas.register import villages
from schemas.schema_aliases import with_aliases
from schemas.spoken import SpokenError, some_lines
from schemas.tables import public_tables
from transforms.difference import renamed
from transforms.protect import HEALTH_ROWS
from transforms.rounded_tables import HEALTH, tree_of
from transforms.rounding.ledger import Ledger
from transforms.rounding.memory import COUNTED, PUBLISHED

SHOWN = 5

COMPUTED_FROM = {tree_of(indicator).name for indicator in HEALTH}
"""The trees that indicators are computed from."""

READ = (*BY_AREA, *(name for name in HEALTH_ROWS if name not in COMPUTED))
"""The tables that hold rounded counts."""


class AuditFailedError(SpokenError):
    """The rounded counts of a release can be told; the message says of which and how."""


@dataclass(frozen=True)
class History:
    """What was published rounded before a release: by version, month and tree."""

    home: Home
    after: str
    read: dict[str, Tables | None] = field(default_factory=dict)

    @cached_property
    def editions(self) -> tuple[tuple[str, Ledger], ...]:
        """The versions from the first on, each with the trees and months that were new in it."""
        versions = reversed(chain(self.home, self.after))
        return tuple((version, read_memory(self.home, version, anew=True)) for version in versions)

    def publications(self, tree: Tree, period: str) -> Iterator[tuple[str, str, Ledger]]:
        """Version, month and memory of all in which a tree counts the same persons."""
        for version, ledger in self.editions:
            for name, month in ledger.months:
                if name == tree.name and (tree.course is Course.STOCK or month == period):
                    yield version, month, ledger

    def cells(self, version: str, tree: Tree, period: str) -> pd.DataFrame | None:
        """The cells that a version published; None where its tables are not at hand."""
        if version not in self.read:
            self.read[version] = self._tables(version)
        tables = self.read[version]
        return None if tables is None else published_cells(tables, tree, period)

    def _tables(self, version: str) -> Tables | None:
        """The tables of a version that hold rounded counts, in the months that were new in it."""
        ledger = next(ledger for name, ledger in self.editions if name == version)
        new = [("period", "in", {period for _, period in ledger.months})]
        for folder in (self.home.releases / version, self.home.withdrawn / version):
            if (folder / MANIFEST).is_file():
                declared = with_aliases(public_tables(FORM), version, read_schema(folder))
                found = {
                    name: pq.read_table(folder / FOLDER / f"{name}.parquet", filters=new)
                    for name in READ
                }
                return renamed(found, declared)
        return None


@dataclass(frozen=True, slots=True)
class Attacked:
    """A tree of a month that was attacked, and what was found."""

    period: str
    report: Report

    @property
    def told(self) -> dict[str, object]:
        """All that was found, for the data team alone: how many counts are small tells which."""
        return {"period": self.period, **asdict(self.report)}


def audit(home: Home, tables: Tables, rounding: Rounding) -> tuple[pa.Table, list[Attacked]]:
    """The rows of PRIVACY_AUDIT of a release, whose months that were rounded anew are attacked.

    The rows of the others are those of the release after which it was rounded. Beside them all
    that was found, which is confidential. AuditFailedError where a count can be told.
    """
    history, ground = History(home, rounding.after), Ground(tuple(villages()))
    found: list[Attacked] = []
    for month in rounding.months:
        period = month.shown.period
        asked = {*month.trees, *(COMPUTED_FROM if COMPUTED_FROM & {*month.trees} else ())}
        cells = {name: published_cells(tables, TREES[name], period) for name in sorted(asked)}
        for name in month.trees:
            tree = TREES[name]
            shown, true = _before(history, tree, ground, period)
            shown.append(seen(tree, ground, cells[name]))
            true.append(exact(tree, ground, month.counts[name]))
            more = [computed_outcome(tables, cells, period)] if name in COMPUTED_FROM else []
            found.append(Attacked(period, attacked(tree, ground, shown, true, more=more)))
    _refuse(found)
    return _rows(found, rounding), found


def _before(
    history: History, tree: Tree, ground: Ground, period: str
) -> tuple[list[Seen], list[Grids]]:
    """The leaves of all months and editions that were published before: as seen, and as true."""
    shown, true = list[Seen](), list[Grids]()
    for version, month, known in history.publications(tree, period):
        cells = history.cells(version, tree, month)
        true.append(_grids(tree, ground, known, month, COUNTED))
        grids = _grids(tree, ground, known, month, PUBLISHED)
        shown.append(Seen(grids, 0, 0) if cells is None else seen(tree, ground, cells))
    return shown, true


def _grids(tree: Tree, ground: Ground, ledger: Ledger, period: str, column: int) -> Grids:
    """A column of the memory of a month laid out by level: its leaves, NaN for all other cells."""
    grids = {
        level: np.full((len(ground.codes(level)), len(tree.categories(level))), np.nan)
        for level in (VILLAGE, DISTRICT)
    }
    kept = ledger.kept(tree, period)
    if kept is None:
        return grids
    numbers = kept.memory.numbers[:, column]
    places = {level: {code: i for i, code in enumerate(ground.codes(level))} for level in grids}
    names = {level: tree.categories(level) for level in grids}
    for (area, category), number, there in zip(
        kept.memory.leaves, numbers.tolist(), kept.shown.tolist(), strict=True
    ):
        level = VILLAGE if area in places[VILLAGE] else DISTRICT
        if there and area in places[level]:
            grids[level][places[level][area], names[level].index(category)] = number
    return grids


def _refuse(found: Iterable[Attacked]) -> None:
    failed = [f"{one.period}: {one.report.says}" for one in found if not one.report.passed]
    if failed:
        raise AuditFailedError(
            f"the rounded counts give true ones away in {len(failed)} places:"
            f"{some_lines(failed, SHOWN)}\nNothing was published. Keep the folder of the data "
            "as it is and report this as a fault of the program"
        )


def _rows(found: Iterable[Attacked], rounding: Rounding) -> pa.Table:
    fresh = [
        {
            "period": one.period,
            "tree": one.report.tree,
            "attack": outcome.attack,
            "cells": outcome.cells if outcome.attack in PUBLIC else one.report.leaves,
            "pinned": outcome.pinned,
        }
        for one in found
        for outcome in one.report.outcomes
        if outcome.decides
    ]
    new = {(row["period"], row["tree"]) for row in fresh}
    periods = {month.shown.period for month in rounding.months}
    kept = [
        row
        for row in rounding.audited
        if (row["period"], row["tree"]) not in new and row["period"] in periods
    ]
    rows = sorted([*kept, *fresh], key=lambda row: (row["period"], row["tree"]))
    return pa.Table.from_pylist(rows, schema=arrow_schema(PRIVACY_AUDIT))
