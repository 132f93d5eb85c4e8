"""What three years of every village cost as workbook, Indonesian CSV and database.

Run as `python -m benchmarks.history [--months N]`. The rows are made from the declarations
with a fixed seed: full grids for each village and month, lists of a usual length. Each
file is written in a process of its own, which reads the tables from Parquet first; the line
"only reading" says what that alone costs. The references of the same run: the same tables as
Parquet, and pandas.to_excel (xlsxwriter, one long sheet a table) of the first months, whose
seconds are also told for the whole history, scaled by its rows.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table as Report

from benchmarks.history_rows import LAST, Rows, history, months
from outputs.formats.database import write_database
from outputs.formats.indonesian_csv import write_indonesian_csv
from outputs.formats.release_xlsx import write_workbook
from outputs.tables import parquet_bytes
from schemas.form import FORM
from schemas.register import villages
from schemas.release import ReleaseFacts, Version
from schemas.tables import release_tables

REFERENCE_MONTHS = 3
Given = Callable[[Path, Rows], None]


def release_facts(periods: list[str]) -> ReleaseFacts:
    """The facts of the made-up release."""
    return ReleaseFacts(
        version=str(Version(LAST, is_sample=True)),
        period=LAST,
        is_sample=True,
        issued="2026-11-10",
        villages_expected=len(villages()),
        villages_reported=len(villages()),
        villages_late=0,
        periods=tuple(periods),
    )


def _as_parquet(directory: Path, rows: Rows) -> None:
    for name, table in rows.items():
        (directory / f"{name}.parquet").write_bytes(parquet_bytes(table))


def _with_pandas(directory: Path, rows: Rows) -> None:
    """Long sheets of the first months, the names of the tables cut to fit."""
    with pd.ExcelWriter(directory / "pandas.xlsx", engine="xlsxwriter") as book:
        for name, table in _first_months(rows).items():
            table.to_pandas().to_excel(book, sheet_name=name[:31], index=False)


def _first_months(rows: Rows) -> Rows:
    shown = sorted(rows["submissions"]["period"].unique().to_pylist())[:REFERENCE_MONTHS]
    return {
        name: table.filter(pc.is_in(table["period"], pa.array(shown)))
        if "period" in table.column_names
        else table
        for name, table in rows.items()
    }


def _written(write: Callable[..., object]) -> Given:
    """One of the writers of a release, for the months that the rows have."""

    def run(directory: Path, rows: Rows) -> None:
        periods = sorted(rows["submissions"]["period"].unique().to_pylist())
        write(directory, rows, release_tables(FORM), release_facts(periods), FORM)

    return run


WORK: dict[str, Given] = {
    "only reading": lambda _, __: None,
    "release.xlsx": _written(write_workbook),
    "csv-indonesia.zip": _written(write_indonesian_csv),
    "release.sqlite": _written(write_database),
    "reference: Parquet": _as_parquet,
    f"reference: to_excel, {REFERENCE_MONTHS} months": _with_pandas,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU seconds, the highest memory of the process in MB, and MB written."""

    seconds: float
    peak: float
    size: float


def run_child(name: str, tables: Path, directory: Path) -> None:
    """Do one piece of work on the tables that stand as Parquet; print what it cost."""
    rows = {table: pq.read_table(tables / f"{table}.parquet") for table in release_tables(FORM)}
    before = process_time()
    WORK[name](directory, rows)
    seconds = process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(file.stat().st_size for file in directory.iterdir()) / 1e6
    print(json.dumps({"seconds": seconds, "peak": peak, "size": size}))


def measure(name: str, tables: Path) -> Cost:
    """What one piece of work costs in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.history", "--child", name, str(tables), folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Cost(**json.loads(done.stdout))


def report(costs: dict[str, Cost], rows: Rows, console: Console) -> None:
    """Print the costs and the ratios to the references."""
    shown = Report("", "CPU s", "peak MB", "MB written", box=None, pad_edge=False)
    for name, cost in costs.items():
        shown.add_row(name, f"{cost.seconds:.1f}", f"{cost.peak:.0f}", f"{cost.size:.1f}")
    console.print(shown)
    *_, parquet, pandas = costs
    whole = sum(table.num_rows for table in rows.values())
    part = sum(table.num_rows for table in _first_months(rows).values())
    scaled = costs[pandas].seconds * whole / part
    book = costs["release.xlsx"]
    idle = costs["only reading"].peak
    console.print(f"rows of all tables: {whole}; of the reference's months: {part}")
    console.print(f"to_excel of all months, scaled by rows: {scaled:.0f} s")
    console.print(f"release.xlsx over to_excel, scaled:     {book.seconds / scaled:.2f}")
    console.print(
        f"release.xlsx over Parquet:              {book.seconds / costs[parquet].seconds:.0f}"
    )
    console.print(f"release.xlsx, memory above reading:     {book.peak - idle:.0f} MB")
    console.print(
        f"to_excel, {REFERENCE_MONTHS} months, the same:         {costs[pandas].peak - idle:.0f} MB"
    )


def main() -> None:
    """Make the history, write it in every form, print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=36, help="how many months the history has")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        name, tables, directory = given.child
        run_child(name, Path(tables), Path(directory))
        return
    rows = history(months(given.months))
    with tempfile.TemporaryDirectory() as folder:
        _as_parquet(Path(folder), rows)
        costs = {name: measure(name, Path(folder)) for name in WORK}
    report(costs, rows, Console(width=100, highlight=False))


if __name__ == "__main__":
    main()
