"""What protecting a kabupaten's couples costs, and what is left to an attacker of them.

Run as `python -m benchmarks.privacy [--months N]`. Every size is a process of its own; seconds
are CPU seconds of one month, imports left out, peak memory that of the process. Counts are made
up: Poisson about the mean users a village of Lampung Barat. For each size:

first    the first month is rounded: nothing is remembered
later    a later month is rounded, in which three in ten counts changed
attack   the last month is attacked: by the rule, by linear programmes, by all months together

The ratios are to `first` of the smallest size in the same run.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
from time import process_time
from typing import Any

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from outputs.attack.attack import Published, attack
from outputs.attack.report import Report
from outputs.attack.seen import Grid, Ground
from schemas.protection import LEVELS, TREES
from transforms.areas import areas_of
from transforms.rounding.leaves import Reported
from transforms.rounding.memory import Memory
from transforms.rounding.tree import Rounded, Scheme, round_tree

SIZES = ((15, 9), (25, 20))
"""Kecamatan, and villages of each: about Lampung Barat, and a kabupaten of 500 villages."""

COUPLES = TREES["couples"]
MEANS = (3.1, 1.5, 0.09, 6.8, 59, 164, 41, 0.5, 9, 14, 12, 8)
"""Mean couples a village, in the order of the tree's leaves; the last five are assumed."""

KEY = b"a key for measuring only"


def villages_of(districts: int, each: int) -> tuple[str, ...]:
    """Codes of made-up villages."""
    return tuple(f"18.04.{d:02}.{2001 + v}" for d in range(1, districts + 1) for v in range(each))


def first_month(villages: int, draw: np.random.Generator) -> Grid:
    """Counts of villages of unequal size."""
    means = draw.gamma(6, 1 / 6, (villages, 1)) * np.array(MEANS)
    return np.asarray(draw.poisson(means), dtype=np.float64)


def next_month(counts: Grid, draw: np.random.Generator) -> Grid:
    """The counts a month later."""
    step = draw.integers(-2, 3, counts.shape) * (draw.random(counts.shape) < 0.3)
    return np.asarray(np.maximum(counts + step, 0), dtype=np.float64)


def _published(rounded: Rounded, villages: tuple[str, ...], counts: Grid) -> Published:
    ground = Ground(villages)
    rows = [
        (level, area, category, rounded.cells[level][i, j])
        for level in LEVELS
        for i, area in enumerate(ground.codes(level))
        for j, category in enumerate(COUPLES.categories(level))
    ]
    columns = ["area_level", "area_code", "category", "value"]
    return Published(pd.DataFrame(rows, columns=columns), counts)


def measure(districts: int, each: int, months: int) -> dict[str, Any]:
    """Seconds of every step, peak MB, and what the attack found."""
    draw = np.random.default_rng(1)
    villages = villages_of(districts, each)
    areas, memory = areas_of(villages), Memory.empty(COUPLES.name)
    counts, seconds, releases = first_month(len(villages), draw), [], []
    off: list[float] = []
    for _ in range(months):
        before = process_time()
        reported = Reported(villages, areas, counts)
        rounded = round_tree(COUPLES, reported, Scheme(KEY), memory)
        seconds.append(process_time() - before)
        memory = rounded.memory
        off.append(max(rounded.furthest.values()))
        releases.append(_published(rounded, villages, counts))
        counts = next_month(counts, draw)
    rounding = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    before = process_time()
    report = attack(COUPLES, villages, releases)
    return {
        "first": seconds[0],
        "later": statistics.median(seconds[1:]),
        "slowest": max(seconds),
        "attack": process_time() - before,
        "rounding MB": rounding,
        "attack MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "furthest sum": max(off),
        "found": _found(report),
    }


def _found(report: Report) -> dict[str, str]:
    return {
        o.attack: f"{o.pinned} of {o.cells}, narrowest {o.narrowest}"
        for o in report.outcomes
        if o.narrowest is not None
    }


def _apart(size: tuple[int, int], months: int) -> dict[str, Any]:
    """Measure in a process of its own."""
    code = f"from benchmarks.privacy import *; print(json.dumps(measure(*{size}, {months})))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def main() -> None:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=6, help="months rounded one after another")
    months = parser.parse_args().months
    console, found = Console(width=100, highlight=False), {}
    for districts, each in SIZES:
        found[districts * each] = _apart((districts, each), months)
    base = next(iter(found.values()))["first"]
    table = Table("villages", "step", "CPU s", "of the first", box=None, pad_edge=False)
    for villages, result in found.items():
        for step in ("first", "later", "slowest", "attack"):
            table.add_row(str(villages), step, f"{result[step]:.2f}", f"{result[step] / base:.0%}")
    console.print(table)
    for villages, result in found.items():
        console.print(
            f"{villages} villages: rounding {result['rounding MB']:.0f} MB, with the attack "
            f"{result['attack MB']:.0f} MB; furthest sum {result['furthest sum']}"
        )
        for attacked, told in result["found"].items():
            console.print(f"  pinned by {attacked}: {told}")


if __name__ == "__main__":
    main()
