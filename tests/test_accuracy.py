"""The measure of accuracy by hand-made cases, and the README's table by the measure."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from rich.console import Console

from benchmarks.accuracy import (
    COUNTED,
    HEADINGS,
    RANK,
    SINGLE,
    SUMS,
    Accuracy,
    counts_of,
    months_before,
    rates_of,
    table_of,
)
from outputs.attack.seen import Ground, exact
from schemas.form import FORM
from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.protection import BY_AREA, LEVELS, TREES
from schemas.register import villages
from schemas.tables import public_tables
from transforms.areas import areas_of
from transforms.rounded_tables import HEALTH, Shown, area_table, village_rows

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
CODES = tuple(villages())
GROUND = Ground(CODES)
COUPLES = TREES["couples"]
PERIOD = "2026-10"


def numbers(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(values, dtype=np.float64)


def accuracy_of(*off: float) -> Accuracy:
    """One and the same differences of every figure at every level."""
    figures = [SINGLE, SUMS, *(rate.id for rate in HEALTH)]
    return Accuracy({(f, level): list(off) for f in figures for level in HEADINGS}, [0.5, 1.0])


def printed(accuracy: Accuracy) -> list[list[str]]:
    console = Console(width=200, color_system=None)
    with console.capture() as captured:
        console.print(table_of(accuracy))
    lines = [line.strip() for line in captured.get().splitlines() if line.strip()]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_differences_are_absolute_and_of_what_is_there() -> None:
    accuracy = Accuracy()
    accuracy.add(SINGLE, VILLAGE, numbers(0, 5, 10, np.nan), numbers(3, 5, 6, np.nan))
    accuracy.add(SINGLE, VILLAGE, numbers(20), numbers(19))
    assert accuracy.off == {(SINGLE, VILLAGE): [3, 0, 4, 1]}


@pytest.mark.parametrize("true", [(3.0, np.nan), (np.nan, np.nan)])
def test_a_figure_that_only_one_side_has_is_no_difference(true: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="of different areas"):
        Accuracy().add(SINGLE, VILLAGE, numbers(5, 5), numbers(*true))


def test_a_cell_tells_mean_95_in_100_and_maximum() -> None:
    rows = {row[0]: row[1:] for row in printed(accuracy_of(*range(101)))}
    assert set(rows[f"counts: {SINGLE}"]) == {"50.0, 95, 100"}
    assert set(rows[f"points: {HEALTH[0].label.en}"]) == {"50.00, 95.00, 100.00"}
    assert rows["rank correlation: CPR"] == ["0.750", "", ""]


def test_counts_that_are_truly_zero_are_left_out() -> None:
    """In one village 3 of a method are published as 5, and 2 of a reason as 0."""
    counts = np.zeros((len(CODES), len(COUPLES.leaves)))
    pill, reason = COUPLES.codes.index("pill"), len(COUPLES.leaves) - 1
    counts[0, [pill, reason]] = 3, 2
    rounded = np.zeros_like(counts)
    rounded[0, pill] = 5
    accuracy = Accuracy()
    counts_of(accuracy, tables_of(rounded), COUPLES, PERIOD, counts)
    for level in LEVELS:
        assert accuracy.off[SINGLE, level] == [2, 2]
        assert accuracy.off[SUMS, level] == [2, 2, 0]  # users, non-users, couples


def tables_of(counts: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> dict[str, pa.Table]:
    """The published tables that hold these counts of couples, and zeros besides."""
    zeros = {name: np.zeros((len(CODES), len(tree.leaves))) for name, tree in TREES.items()}
    cells = {n: exact(TREES[n], GROUND, c) for n, c in (zeros | {"couples": counts}).items()}
    there = {name: np.ones(len(CODES), dtype=bool) for name in TREES}
    shown = Shown(PERIOD, CODES, areas_of(CODES), cells, there, {n: ~f for n, f in there.items()})
    declared = public_tables(FORM)
    frames = {
        name: (area_table if name in BY_AREA else village_rows)(declared[name], shown)
        for name in COUNTED
    }
    return {n: pa.Table.from_pandas(f, preserve_index=False) for n, f in frames.items()}


def rates(*values: tuple[str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(values, columns=["area_level", "area_code", "value"])
    return frame.assign(indicator=RANK)


def test_rates_are_held_against_those_of_the_same_area() -> None:
    true = rates((VILLAGE, "a", 50), (VILLAGE, "b", 60), (VILLAGE, "c", 70), (REGENCY, "x", 61))
    told = rates((REGENCY, "x", 61), (VILLAGE, "c", 62), (VILLAGE, "b", 63), (VILLAGE, "a", 49))
    accuracy = Accuracy()
    rates_of(accuracy, told, true)
    assert accuracy.off == {(RANK, VILLAGE): [1, 3, 8], (RANK, REGENCY): [0]}
    assert accuracy.ranks == [pytest.approx(0.5)]
    with pytest.raises(ValueError, match="1 rates are not in the release"):
        rates_of(accuracy, told, pd.concat([true, rates((DISTRICT, "y", 1))]))


def test_the_months_end_with_the_last() -> None:
    assert months_before("2026-01", 3) == ["2025-11", "2025-12", "2026-01"]


def test_the_readme_has_the_table_that_is_printed() -> None:
    (block,) = re.findall(r"<!-- output: accuracy -->\n((?:\|.*\n)+)", README)
    shown = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]
    made = printed(accuracy_of(1))
    assert [row[0] for row in shown if not row[0].startswith("-")] == [
        row[0] for row in made if not row[0].startswith("-")
    ]
    assert shown[0] == made[0]
    triple = r"\d+\.\d+, \d+(\.\d\d)?, \d+(\.\d\d)?"
    assert all(re.fullmatch(triple, cell) for row in shown[2:-1] for cell in row[1:])
    assert re.fullmatch(r"0\.\d{3}", shown[-1][1])
