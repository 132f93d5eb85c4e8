"""The internal results of a month as files, for the data team and for later steps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from flows.files import replace_file
from schemas.frames import to_arrow, to_frame
from schemas.spoken import FORMULA_START, PLAIN_NUMBER
from schemas.table import Table

TABLES = "tables"
"""The folder of a month's working files that holds its internal tables."""


def write_tables(
    folder: Path, frames: dict[str, pd.DataFrame], declared: dict[str, Table]
) -> Iterator[str]:
    """Write tables as Parquet below `tables`; the paths of the files below the folder."""
    for name, table in declared.items():
        path = f"{TABLES}/{name}.parquet"
        content = to_arrow(table, frames[name])
        replace_file(folder / path, partial(pq.write_table, content))
        yield path


def read_tables(folder: Path, declared: dict[str, Table]) -> dict[str, pd.DataFrame]:
    """The tables that `write_tables` wrote, as they were."""
    return {
        name: to_frame(table, pq.read_table(folder / TABLES / f"{name}.parquet"))
        for name, table in declared.items()
    }


def write_csv(folder: Path, name: str, frame: pd.DataFrame) -> str:
    """Write a table as spreadsheets open it; a text that begins like a formula is quoted."""
    shown = frame.copy()
    for column in [name for name in shown if shown[name].dtype == "str"]:
        starts, number = (
            shown[column].str.match(pattern).fillna(value=False).astype(bool)
            for pattern in (FORMULA_START, PLAIN_NUMBER)
        )
        shown[column] = shown[column].mask(starts & ~number, "'" + shown[column])
    replace_file(
        folder / f"{name}.csv",
        lambda path: shown.to_csv(path, index=False, encoding="utf-8-sig"),
    )
    return f"{name}.csv"
