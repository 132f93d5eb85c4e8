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
from schemas.spoken import FORMULA_START
from schemas.tables import tidy_tables


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
    for name, table in tidy_tables(FORM).items():
        content = to_arrow(table, frames[name])
        replace_file(folder / "tables" / f"{name}.parquet", partial(pq.write_table, content))
    findings = frames["problems"].copy()
    formula = findings["found"].str.match(FORMULA_START).fillna(value=False).astype(bool)
    findings["found"] = findings["found"].mask(formula, "'" + findings["found"])
    replace_file(
        folder / "problems.csv",
        lambda path: findings.to_csv(path, index=False, encoding="utf-8-sig"),
    )


def write_json(path: Path, content: dict[str, object]) -> None:
    """Write a JSON file, keys sorted, beside and renamed."""
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    replace_file(path, lambda beside: beside.write_text(text, encoding="utf-8"))
