"""What running a month again costs beside running it first: CPU seconds of whole commands.

Run as `python -m benchmarks.rerun [--months N] [--repeat N]`. Every figure is of a process of
its own, its imports and its children included, over the example with its 136 villages:

first      nothing is kept: every month is read, checked and laid out; the last one is
           released, with letters
unchanged  the same command again, nothing came
changed    the same command again, one of the 136 workbooks came with another number: it is
           read, the month checked, laid out and compared; the published release stands, and
           what differs is told
letters    `rumahdata letters` after one more changed workbook, before a month is published
edition    --correct after that: a new edition is written and gated too

The ratios are to `first` of the same run. An edition cannot cost less than importing Great
Expectations for its gate, which is told beside it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from rich.console import Console
from rich.table import Table

from flows.example.month import write_example
from outputs.form_grid import answer_places, form_grids
from schemas.form import FORM

PERIOD = "2026-10"
ROOT = Path(__file__).resolve().parent.parent
QUESTION = "families.families"


@dataclass
class Costs:
    """CPU seconds of each command, one entry a repeat."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def run(self, name: str, *command: str, expected: int = 0) -> None:
        """Run a command and note what it and its children cost."""
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "RUMAHDATA_"))}
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != expected:
            raise SystemExit(f"{name}: {command} ended with {process.returncode}")
        self.seconds.setdefault(name, []).append(used.ru_utime + used.ru_stime)

    def median(self, name: str) -> float:
        """The median of a command, in CPU seconds."""
        return statistics.median(self.seconds[name])


def measure(costs: Costs, root: Path) -> None:
    """One home from its first run to its next edition."""
    release = ("-m", "flows.cli", "--home", str(root), "release", PERIOD, "--sample", "--letters")
    inbox = root / "inbox" / PERIOD
    costs.run("first", *release)
    costs.run("unchanged", *release)
    _change_one(inbox)
    costs.run("changed", *release, expected=1)  # published already: it says what differs
    _change_one(inbox)
    costs.run("letters", *release[:4], "letters", PERIOD, "--sample")
    costs.run("edition", *release, "--correct")
    costs.run("importing Great Expectations", "-c", "import pandas, great_expectations")


def _change_one(inbox: Path) -> None:
    """Let one sound workbook say another number of families."""
    sheet, row, column = answer_places(form_grids(FORM))[QUESTION]
    for path in sorted(inbox.rglob("*.xlsx")):
        try:
            book = openpyxl.load_workbook(path)
            cell = book[sheet].cell(row + 1, column + 1)
        except (KeyError, OSError, ValueError):
            continue
        if isinstance(cell.value, int):
            cell.value += 1
            book.save(path)
            return
    raise SystemExit(f"no workbook of {inbox} tells its families")


def report(costs: Costs, months: int, console: Console) -> None:
    """Print every cost and its ratio to the first run."""
    table = Table("command", "CPU s (median)", "of the first", box=None, pad_edge=False)
    first = costs.median("first")
    for name in costs.seconds:
        table.add_row(name, f"{costs.median(name):.2f}", f"{costs.median(name) / first:.0%}")
    console.print(f"months in the home: {months}")
    console.print(table)


def main() -> None:
    """Measure a home of one month, and one with a history."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, nargs="+", default=[1, 10], help="months in the home")
    parser.add_argument("--repeat", type=int, default=3, help="how often each is measured")
    options = parser.parse_args()
    console = Console(width=100, highlight=False)
    for months in options.months:
        costs = Costs()
        for _ in range(options.repeat):
            with tempfile.TemporaryDirectory() as folder:
                write_example(Path(folder), PERIOD, seed=1, months=months)
                measure(costs, Path(folder))
        report(costs, months, console)


if __name__ == "__main__":
    main()
