"""The tables of a month as they are published: protected, checked, and kept beside its others."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from flows.files import replace_file
from schemas.form import FORM
from schemas.frames import check
from schemas.register import villages
from schemas.table import Table
from schemas.tables import public_tables
from transforms.protect import public_frames

if TYPE_CHECKING:
    from flows.tidied import Frames

READY = "ready"
"""The folder of a month's working files that holds its tables as they are published."""

Tables = dict[str, pa.Table]


def protect(frames: Frames) -> Frames:
    """The tables as they are published, each checked against its public contract."""
    published = public_frames(frames, villages())
    return {name: check(table, published[name]) for name, table in declared().items()}


def declared() -> dict[str, Table]:
    """The tables of a month as they are published."""
    return public_tables(FORM)


def write_published(work: Path, tables: Tables) -> list[str]:
    """Write the published tables of a month; their paths below its working folder."""
    paths = {name: f"{READY}/{name}.parquet" for name in tables}
    for name, content in tables.items():
        replace_file(work / paths[name], partial(pq.write_table, content))
    return list(paths.values())


def read_published(work: Path) -> Tables:
    """The tables that `write_published` wrote."""
    return {name: pq.read_table(work / READY / f"{name}.parquet") for name in declared()}
