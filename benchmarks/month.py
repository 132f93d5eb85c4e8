"""What a month of 136 workbooks costs by step, beside two references in the same run.

Run as `make bench` (or `python -m benchmarks.month [--repeat N]`). CPU seconds are
user + system time of this process and of the reader it starts, imports left out; the
median of the repeats is shown. The references: pandas.read_excel with openpyxl over the
same workbooks, and the floor: python-calamine reading every sheet and pyarrow writing
the same internal tables as Parquet and CSV, nothing else. Rules and letters of the month are
set beside reading it once; three earlier months are known to the rules.
"""

from __future__ import annotations

import argparse
import io
import resource
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import process_time
from typing import TypeVar

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import python_calamine
from rich.console import Console
from rich.table import Table

from flows.examination import examine_month
from flows.example.month import write_example
from flows.letter_files import write_letters
from flows.month import check_month, run_month
from flows.reuse.tally import Tally
from flows.runner import BATCH, InProcess
from flows.settings import Home, Request
from schemas.form import FORM
from schemas.tables import tidy_tables

Given = TypeVar("Given")
Taken = TypeVar("Taken")

MONTHS = 4
"""The month measured and those before it, to which the rules over time look back."""

DEADLINE = date(2026, 11, 20)
PERIOD = "2026-10"


@dataclass
class Costs:
    """CPU seconds of each named piece of work, one entry a repeat."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def measure(self, name: str, work: Callable[[], Taken]) -> Taken:
        """Run the work and note its CPU time, children included."""
        before = _cpu()
        result = work()
        self.seconds.setdefault(name, []).append(_cpu() - before)
        return result

    def median(self, *names: str) -> float:
        """The sum of the medians of these pieces, in CPU seconds."""
        return sum(statistics.median(self.seconds[name]) for name in names)


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def _peak_megabytes() -> tuple[float, float]:
    """The highest memory so far of this process and of its largest child, in MB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return own / 1024, child / 1024


@dataclass
class Measuring:
    """A runner that notes what each step costs."""

    costs: Costs
    share: int = BATCH
    tally: Tally = field(default_factory=Tally)

    def step(self, name: str, function: Callable[..., Taken], *given: object) -> Taken:
        """Run one step and note its cost."""
        return self.costs.measure(name, lambda: function(*given))

    def batches(
        self, name: str, function: Callable[[Given], Taken], given: Sequence[Given]
    ) -> list[Taken]:
        """Run the batches and note what they cost together."""
        return self.costs.measure(name, lambda: [function(batch) for batch in given])


def run_once(costs: Costs, request: Request) -> dict[str, pa.Table]:
    """One whole month and its letters, each step measured; the internal tables come back."""
    with InProcess(Console(quiet=True)) as quiet:
        run_month(request, Measuring(costs))
        case = examine_month(request, quiet, collecting=False)
        costs.measure("letters", lambda: write_letters(request, case, DEADLINE, quiet))
    folder = request.home.work(request.period) / "tables"
    return {name: pq.read_table(folder / f"{name}.parquet") for name in tidy_tables(FORM)}


def floor(costs: Costs, files: list[Path], tables: dict[str, pa.Table]) -> None:
    """python-calamine reading each file, and pyarrow writing the same tables."""
    costs.measure("floor: calamine", lambda: _calamine(files))
    costs.measure("floor: pyarrow", lambda: _write(tables.values()))


def _calamine(paths: Iterable[Path]) -> None:
    for path in paths:
        _open(path)


def _open(path: Path) -> None:
    book = python_calamine.load_workbook(io.BytesIO(path.read_bytes()))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _write(tables: Iterable[pa.Table]) -> None:
    for table in tables:
        pq.write_table(table, io.BytesIO(), compression="zstd")
        pc.write_csv(table, io.BytesIO())


def _openpyxl(files: list[Path]) -> None:
    for path in files:
        pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


def report(costs: Costs, console: Console) -> None:
    """Print the costs by step and the ratios to the references."""
    table = Table("step", "CPU s (median)", box=None, pad_edge=False)
    for name in costs.seconds:
        table.add_row(name, f"{costs.median(name):.3f}")
    console.print(table)
    ours = costs.median("Read", "Check", "Tidy")
    lowest = costs.median("floor: calamine", "floor: pyarrow")
    faster = costs.median("reference: read_excel with openpyxl") / costs.median("Read")
    letters = costs.median("Check", "letters") / costs.median("Read")
    console.print(f"reading, times faster than read_excel with openpyxl: {faster:.1f}")
    console.print(f"reading + checking + tidying over the floor:         {ours / lowest:.2f}")
    console.print(f"rules and letters over reading the month once:       {letters:.2f}")


def prepare(root: Path) -> Path:
    """Write the example months and check all but the last; the folder of the last's inbox."""
    written = write_example(root, PERIOD, seed=1, months=MONTHS)
    inbox = root / "inbox" / PERIOD
    for path in inbox.rglob("*"):
        if path.is_file() and not (path.suffix == ".xlsx" and _opens(path)):
            path.unlink()  # what a reference cannot read is read by none
    home = Home(root / "earlier")
    with InProcess(Console(quiet=True)) as quiet:
        for period in written.periods[:-1]:
            check_month(Request(home, period, root / "inbox" / period, sample=True), quiet)
    return inbox


def main() -> None:
    """Measure a month and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5, help="how often each step is run")
    repeat = parser.parse_args().repeat
    console = Console(width=100, highlight=False)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        inbox = prepare(root)
        costs, tables = Costs(), dict[str, pa.Table]()
        for number in range(repeat):
            home = Home(root / f"home{number}")
            shutil.copytree(root / "earlier", home.root)
            tables = run_once(costs, Request(home, PERIOD, inbox, sample=True))
        own, child = _peak_megabytes()
        readable = sorted(inbox.rglob("*.xlsx"))
        for _ in range(repeat):
            floor(costs, readable, tables)
        costs.measure("reference: read_excel with openpyxl", lambda: _openpyxl(readable))
        report(costs, console)
        console.print(f"peak memory of a month: {own:.0f} MB, of the reader {child:.0f} MB")


def _opens(path: Path) -> bool:
    """Whether the references can read the file at all; planted rubbish is left out."""
    try:
        _open(path)
    except Exception:  # noqa: BLE001 - whatever a rubbish file does
        return False
    return True


if __name__ == "__main__":
    main()
