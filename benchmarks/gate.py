"""What the gate costs on one, twelve and thirty-six months, beside reading the same tables.

Run as `python -m benchmarks.gate [--months N]`. The tables are made up from the declarations with a
fixed seed (benchmarks/history_rows.py) and written as a release writes them; the release before
has all months but the last. Each size is a process of its own; seconds are CPU seconds. The
reference of the same run is pandas reading every Parquet file of both releases. What the gate
finds is not told: random numbers are not believable.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console
from rich.table import Table as Report

from benchmarks.history import release_facts
from benchmarks.history_rows import LAST, Rows, history, months
from outputs.dictionary import write_dictionary_csv
from outputs.formats.database import write_database
from outputs.gate.candidate import Candidate
from outputs.gate.engine import outcomes
from outputs.tables import FOLDER, write_tables
from schemas.form import FORM
from schemas.tables import release_tables

SIZES = (1, 12, 36)


def write_release(folder: Path, rows: Rows, periods: list[str]) -> None:
    """The files of a release that the gate reads."""
    declared, facts = release_tables(FORM), release_facts(periods)
    folder.mkdir()
    write_tables(folder, rows, declared)
    write_dictionary_csv(folder, declared, FORM, facts)
    write_database(folder, rows, declared, facts, FORM)


def until(rows: Rows, periods: list[str]) -> Rows:
    """The rows of these months alone."""
    kept = pa.array(periods)
    return {
        name: table.filter(pc.is_in(table["period"], kept))
        if "period" in table.column_names
        else table
        for name, table in rows.items()
    }


def run_child(folder: Path, number: int) -> None:
    """Let the gate judge a release of so many months; print what it cost."""
    periods = months(number)
    before = folder / "before"
    start = process_time()
    for path in sorted(folder.glob(f"*/{FOLDER}/*.parquet")):
        pd.read_parquet(path)
    reading = process_time() - start
    candidate = Candidate(
        folder / "staged",
        release_tables(FORM),
        LAST,
        tuple(periods),
        before if before.is_dir() else None,
    )
    start = process_time()
    asked = len(outcomes(candidate))
    first = process_time() - start
    fresh = Candidate(*(getattr(candidate, name) for name in _GIVEN))
    start = process_time()
    outcomes(fresh)
    again = process_time() - start
    told = {
        "asked": asked,
        "reading": reading,
        "importing": first - again,
        "gate": again,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(told))


_GIVEN = ("staged", "declared", "period", "periods", "before", "floor")


def measure(number: int) -> dict[str, float]:
    """What the gate costs on so many months, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder, periods = Path(name), months(number)
        rows = history(periods)
        write_release(folder / "staged", rows, periods)
        if number > 1:
            write_release(folder / "before", until(rows, periods[:-1]), periods[:-1])
        command = [sys.executable, "-m", "benchmarks.gate", "--child", name, str(number)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure every size and print seconds, memory and the ratios to reading."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--months", type=int, nargs="*", default=SIZES, help="how many months")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        run_child(Path(given.child[0]), int(given.child[1]))
        return
    names = ("months", "asked", "import s", "gate s", "reading s", "gate/reading", "peak MB")
    shown = Report(*names, box=None, pad_edge=False)
    for number in given.months:
        found = measure(number)
        shown.add_row(
            str(number),
            str(found["asked"]),
            f"{found['importing']:.1f}",
            f"{found['gate']:.1f}",
            f"{found['reading']:.1f}",
            f"{found['gate'] / found['reading']:.1f}",
            f"{found['peak']:.0f}",
        )
    Console().print(shown)


if __name__ == "__main__":
    main()
