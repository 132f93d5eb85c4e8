"""How far published counts and rates on health are from the exact ones, by level of areas.

Run as `python -m benchmarks.accuracy [--months N] [--seed N] [--home FOLDER]`. Example months
are written and released one after another; the last release is then held against the internal
tables of every month in it. The exact figures are those of the villages that the published ones
rest on. Counts that are truly zero are left out: they are published as zero. Absolute
differences are told as mean, 95th percentile and maximum, in couples or persons for counts and
in percentage points for rates. The example is rounded with a key that is no secret, so that the
same months and seed give the same table.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from rich import box
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress
from rich.table import Table

from flows.example.month import write_example
from flows.settings import Home
from flows.work import read_tables
from outputs.attack.published import published_cells
from outputs.attack.seen import Ground, exact, seen
from outputs.tables import FOLDER
from schemas.form import FORM
from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.months import previous
from schemas.protection import LEVELS, PROTECTIONS, TREES, Tree
from schemas.register import villages
from schemas.result_tables import INDICATORS
from schemas.tables import tidy_tables
from transforms.areas import areas_of
from transforms.health_counts import answered, health_counts
from transforms.rounded_tables import HEALTH, Shown, indicator_rows

ROOT = Path(__file__).resolve().parent.parent
PERIOD = "2026-10"
SINGLE, SUMS = "one method, reason or item of nutrition", "all users, non-users, couples"
RANK = "contraceptive_prevalence"
HEADINGS = {VILLAGE: "villages", DISTRICT: "kecamatan", REGENCY: "kabupaten"}
COUNTED = tuple(name for name, protection in PROTECTIONS.items() if protection.trees)
"""The internal tables that hold the counts that are published rounded."""

Numbers = NDArray[np.float64]
Tables = Mapping[str, pa.Table]


@dataclass
class Accuracy:
    """Absolute differences by figure and level; the rank correlation of villages of each month."""

    off: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    ranks: list[float] = field(default_factory=list)

    def add(self, figure: str, level: str, published: Numbers, true: Numbers) -> None:
        """Hold figures against the exact ones; ValueError where one is there and the other not."""
        if (np.isnan(published) != np.isnan(true)).any():
            raise ValueError(f"{figure}, {level}: published and exact are of different areas")
        there = ~np.isnan(true)
        found = np.abs(published - true)[there].tolist()
        self.off.setdefault((figure, level), []).extend(found)

    def add_ranks(self, published: Numbers, true: Numbers) -> None:
        """Hold the order of areas by the published figure against that by the exact one."""
        pair = pd.DataFrame({"published": published, "true": true}).dropna().rank()
        self.ranks.append(float(pair["published"].corr(pair["true"])))


def counts_of(accuracy: Accuracy, tables: Tables, tree: Tree, period: str, true: Numbers) -> None:
    """Add the counts of a tree: `true` is villages x tree.codes, NaN where not reported."""
    ground = Ground(tuple(villages()))
    shown = seen(tree, ground, published_cells(tables, tree, period)).cells
    known = exact(tree, ground, true)
    for level in LEVELS:
        sums = len(tree.nodes)
        for figure, part in (
            (SINGLE, slice(None, -sums if sums else None)),
            (SUMS, slice(-sums if sums else len(known[level][0]), None)),
        ):
            counted = np.where(known[level] == 0, np.nan, known[level])[:, part]
            told = np.where(known[level] == 0, np.nan, shown[level])[:, part]
            accuracy.add(figure, level, told.ravel(), counted.ravel())


def rates_of(accuracy: Accuracy, published: pd.DataFrame, true: pd.DataFrame) -> None:
    """Add the rates of a month: both are rows of table `indicators`."""
    keys = ["area_level", "area_code", "indicator"]
    both = true.merge(published, on=keys, suffixes=("_true", "_published"), validate="1:1")
    if len(both) != len(true):
        raise ValueError(f"{len(true) - len(both)} rates are not in the release")
    for (name, level), rows in both.groupby(["indicator", "area_level"]):
        told, known = (
            rows[f"value_{of}"].to_numpy(dtype=np.float64, na_value=np.nan)
            for of in ("published", "true")
        )
        accuracy.add(str(name), str(level), told, known)
        if (name, level) == (RANK, VILLAGE):
            accuracy.add_ranks(told, known)


def measure(home: Home, version: str, periods: Iterable[str]) -> Accuracy:
    """Hold a release against the internal tables of its months."""
    accuracy, codes = Accuracy(), tuple(villages())
    folder = home.releases / version / FOLDER
    tables = {n: pq.read_table(folder / f"{n}.parquet") for n in (*COUNTED, INDICATORS.name)}
    declared = {name: tidy_tables(FORM)[name] for name in COUNTED}
    for period in periods:
        counts = health_counts(read_tables(home.work(period), declared))
        found = {name: answered(tree, counts, codes) for name, tree in TREES.items()}
        for name, tree in TREES.items():
            counts_of(accuracy, tables, tree, period, found[name].counts)
        shown = Shown(
            period=period,
            villages=codes,
            areas=areas_of(codes),
            cells={n: exact(TREES[n], Ground(codes), a.counts) for n, a in found.items()},
            reported={n: ~np.isnan(a.counts.sum(axis=1)) for n, a in found.items()},
            partly={n: a.partly for n, a in found.items()},
        )
        rows = tables[INDICATORS.name].to_pandas()
        rates_of(accuracy, rows[rows["period"] == period], indicator_rows(shown))
    return accuracy


def table_of(accuracy: Accuracy) -> Table:
    """The differences as a table in Markdown: a row for each figure, a column for each level."""
    table = Table("absolute difference: mean, 95 %, at most", *HEADINGS.values(), box=box.MARKDOWN)
    for figure in (SINGLE, SUMS):
        table.add_row(f"counts: {figure}", *_levels(accuracy, figure, "{:.1f}, {:.0f}, {:.0f}"))
    for rate in HEALTH:
        cells = _levels(accuracy, rate.id, "{:.2f}, {:.2f}, {:.2f}")
        table.add_row(f"points: {rate.label.en}", *cells)
    table.add_row("rank correlation: CPR", f"{np.mean(accuracy.ranks):.3f}", "", "")
    return table


def _levels(accuracy: Accuracy, figure: str, form: str) -> list[str]:
    told = (np.array(accuracy.off[figure, level]) for level in HEADINGS)
    return [form.format(off.mean(), np.percentile(off, 95), off.max()) for off in told]


def months_before(last: str, number: int) -> list[str]:
    """So many months in order, the given one the last."""
    found = [last]
    while len(found) < number:
        found.insert(0, previous(found[0]))
    return found


def release_all(home: Path, periods: Sequence[str], seed: int, progress: Progress) -> None:
    """Write the example and release its months; those that the home has stay."""
    task = progress.add_task("months released", total=len(periods))
    if not (home / "inbox" / periods[-1]).is_dir():
        write_example(home, periods[-1], seed=seed, months=len(periods))
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "RUMAHDATA_"))}
    for period in periods:
        if not (home / "releases" / version_of(period)).is_dir():
            asked = ("-m", "flows.cli", "--home", str(home), "release", period, "--sample")
            run = subprocess.run(
                [sys.executable, *asked],
                cwd=ROOT,
                env=env,
                capture_output=True,
                text=True,
                check=False,
            )
            if run.returncode:
                raise SystemExit(f"{period} was not released:\n{run.stdout}{run.stderr}")
        progress.advance(task)


def version_of(period: str) -> str:
    """The first edition of an example month."""
    return f"{period.replace('-', '.')}.0-CONTOH"


def main() -> None:
    """Release the months, hold the last release against the truth, print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--months", type=int, default=6, help="example months (6)")
    parser.add_argument("--seed", type=int, default=1, help="of the example (1)")
    parser.add_argument("--home", type=Path, help="keep the example there, and go on with it")
    asked = parser.parse_args()
    periods = months_before(PERIOD, asked.months)
    with tempfile.TemporaryDirectory() as folder:
        root = asked.home or Path(folder)
        columns = (*Progress.get_default_columns(), MofNCompleteColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            release_all(root, periods, asked.seed, progress)
        accuracy = measure(Home(root), version_of(PERIOD), periods)
    Console(width=140, highlight=False).print(table_of(accuracy))


if __name__ == "__main__":
    main()
