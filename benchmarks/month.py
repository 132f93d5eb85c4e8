"""What a month of 136 workbooks costs by step, beside two references in the same run.

Run as `make bench` (or `python -m benchmarks.month [--repeat N]`). CPU seconds are
user + system time of this process and of the reader it starts, imports left out; the
median of the repeats is shown. The references: pandas.read_excel with openpyxl over the
same workbooks, and the floor: python-calamine reading every sheet and pyarrow writing
the same internal tables as Parquet and CSV, nothing else.
"""

from __future__ import annotations

import argparse
import io
import resource
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import python_calamine
from rich.console import Console
from rich.table import Table

from flows import steps
from flows.archive import Archive
from flows.collect import collect
from flows.example.month import write_example
from flows.settings import Home, Request
from outputs.publish import stage
from schemas.form import FORM
from schemas.frames import to_arrow
from schemas.tables import tidy_tables

PERIOD = "2026-10"


@dataclass
class Costs:
    """CPU seconds of each named piece of work, one entry a repeat."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def measure(self, name: str, work: Callable[[], object]) -> object:
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


def run_once(costs: Costs, request: Request) -> dict[str, pd.DataFrame]:
    """One whole month, each step measured; the internal frames come back."""
    archive = Archive(request.home.archive)
    receipts = costs.measure(
        "collect", lambda: collect(request.inbox, archive, request.period).receipts
    )
    assert isinstance(receipts, list | tuple)
    listed = steps.batches(archive, receipts, request)
    readings = [
        reading
        for batch in listed
        for reading in _listed(costs.measure("read", lambda b=batch: steps.read(b)))
    ]
    costs.seconds["read"][-len(listed) :] = [sum(costs.seconds["read"][-len(listed) :])]
    checked = costs.measure("check", lambda: steps.settle_and_check(request, readings, receipts))
    assert isinstance(checked, steps.Checked)
    frames = costs.measure("tidy", lambda: steps.tidy(checked))
    assert isinstance(frames, dict)
    published = costs.measure("protect", lambda: steps.protect(frames))
    assert isinstance(published, dict)
    told = steps.facts(request, checked, receipts, 0)
    staged = stage(request.home.releases, told.version)
    costs.measure("write the release", lambda: steps.write_release(staged, published, told))
    return frames


def _listed(result: object) -> list[steps.Reading]:
    assert isinstance(result, list)
    return result


def floor(costs: Costs, files: list[Path], tables: dict[str, pa.Table]) -> None:
    """python-calamine reading each file, and pyarrow writing the same tables."""
    costs.measure("floor: calamine", lambda: [_calamine(path) for path in files])
    costs.measure("floor: pyarrow", lambda: [_write(table) for table in tables.values()])


def _calamine(path: Path) -> None:
    book = python_calamine.load_workbook(io.BytesIO(path.read_bytes()))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _write(table: pa.Table) -> None:
    pq.write_table(table, io.BytesIO(), compression="zstd")
    pc.write_csv(table, io.BytesIO())


def _openpyxl(files: list[Path]) -> None:
    for path in files:
        pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


def report(costs: Costs, console: Console) -> None:
    """Print the costs by step and the ratios to the two references."""
    table = Table("step", "CPU s (median)", box=None, pad_edge=False)
    for name in costs.seconds:
        table.add_row(name, f"{costs.median(name):.3f}")
    console.print(table)
    ours = costs.median("read", "check", "tidy")
    lowest = costs.median("floor: calamine", "floor: pyarrow")
    faster = costs.median("reference: read_excel with openpyxl") / costs.median("read")
    console.print(f"reading, times faster than read_excel with openpyxl: {faster:.1f}")
    console.print(f"reading + checking + tidying over the floor:         {ours / lowest:.2f}")


def main() -> None:
    """Measure a month and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5, help="how often each step is run")
    repeat = parser.parse_args().repeat
    console = Console(width=100, highlight=False)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_example(root, PERIOD, seed=1)
        inbox = root / "inbox" / PERIOD
        for path in inbox.rglob("*"):
            if path.is_file() and not (path.suffix == ".xlsx" and _opens(path)):
                path.unlink()  # what a reference cannot read is read by none
        costs, tables = Costs(), dict[str, pa.Table]()
        for number in range(repeat):
            home = Home(root / f"home{number}")
            frames = run_once(costs, Request(home, PERIOD, inbox, sample=True))
            tables = {n: to_arrow(t, frames[n]) for n, t in tidy_tables(FORM).items()}
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
        _calamine(path)
    except Exception:  # noqa: BLE001 - whatever a rubbish file does
        return False
    return True


if __name__ == "__main__":
    main()
