"""What a release takes from a month: its open tables, and the counts that are rounded first."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from flows.files import replace_file
from schemas.form import FORM
from schemas.frames import check
from schemas.health_counts import HEALTH_COUNTS
from schemas.table import Table
from schemas.tables import public_tables, tidy_tables
from transforms.health_counts import health_counts
from transforms.protect import OF_ROUNDED, open_frames

if TYPE_CHECKING:
    from flows.tidied import Frames

READY = "ready"
"""The folder of a month's working files that holds what its releases are made from."""

Tables = dict[str, pa.Table]


def protect(frames: Frames) -> Frames:
    """The tables that are published as they are, and the counts that are rounded first.

    Each is checked against its contract, but for rows that were held against the same one when
    they were laid out.
    """
    made = open_frames(frames)
    made[HEALTH_COUNTS.name] = health_counts(frames)
    laid_out = tidy_tables(FORM)
    return {
        name: made[name] if table == laid_out.get(name) else check(table, made[name])
        for name, table in declared().items()
    }


def declared() -> dict[str, Table]:
    """The tables of a month that are kept for its releases."""
    public = public_tables(FORM)
    kept = {name: table for name, table in public.items() if name not in OF_ROUNDED}
    return kept | {HEALTH_COUNTS.name: HEALTH_COUNTS}


def write_published(work: Path, tables: Tables) -> list[str]:
    """Write these tables of a month; their paths below its working folder."""
    paths = {name: f"{READY}/{name}.parquet" for name in tables}
    for name, content in tables.items():
        replace_file(work / paths[name], partial(pq.write_table, content))
    return list(paths.values())


def read_published(work: Path) -> Tables:
    """The tables that `write_published` wrote."""
    return {name: pq.read_table(work / READY / f"{name}.parquet") for name in declared()}
