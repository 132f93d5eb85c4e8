"""The internal results of a month for the data team, each file written beside and renamed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from schemas.form import FORM
from schemas.frames import to_arrow
from schemas.spoken import FORMULA_START, PLAIN_NUMBER
from schemas.table import Table
from schemas.tables import tidy_tables
from schemas.work_tables import WORK_TABLES


def replace_file(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place and rename it, so that it is never half there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_work(folder: Path, frames: dict[str, pd.DataFrame]) -> None:
    """Write every internal table as Parquet below `tables`, and the findings as CSV."""
    _write_tables(folder, frames, tidy_tables(FORM))
    _write_csv(folder, "problems", frames["problems"])


def write_lists(folder: Path, frames: dict[str, pd.DataFrame]) -> None:
    """Write the tables that never leave the house as Parquet and as CSV."""
    _write_tables(folder, frames, WORK_TABLES)
    for name, frame in frames.items():
        _write_csv(folder, name, frame)


def _write_tables(
    folder: Path, frames: dict[str, pd.DataFrame], declared: dict[str, Table]
) -> None:
    for name, table in declared.items():
        content = to_arrow(table, frames[name])
        replace_file(folder / "tables" / f"{name}.parquet", partial(pq.write_table, content))


def _write_csv(folder: Path, name: str, frame: pd.DataFrame) -> None:
    """The table as spreadsheets open it; a text that begins like a formula is quoted."""
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


def write_json(path: Path, content: dict[str, object]) -> None:
    """Write a JSON file, keys sorted, beside and renamed."""
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    replace_file(path, lambda beside: beside.write_text(text, encoding="utf-8"))
