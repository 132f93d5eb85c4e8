"""The least and greatest whole number a hidden cell can be, by linear programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, floor, inf
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from schemas.spoken import SpokenError

TOLERANCE = 1e-6
"""How far a bound may lie beside a whole number and still mean it."""

Numbers = NDArray[np.float64]


@dataclass(slots=True)
class System:
    """What is known: bounds of each hidden cell, and of sums of cells.

    A row is a sum's cells with their signs, and its least and greatest value.
    """

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[tuple[Mapping[int, float], float, float]] = field(default_factory=list)

    def cell(self, least: float, most: float) -> int:
        """Add a hidden cell; its number."""
        self.lower.append(least)
        self.upper.append(most)
        return len(self.lower) - 1

    def add(self, cells: Mapping[int, float], least: float, most: float) -> None:
        """Add what is known of a sum; one of no cells is left out."""
        if cells and (least > -inf or most < inf):
            self.rows.append((cells, least, most))


class _Quiet(highspy.Highs):
    """HiGHS that prints nothing, not even its name when its callbacks are switched on."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
        self.silent()


class Solver:
    """A system kept in HiGHS between questions, so that each begins where the last one ended."""

    def __init__(self, system: System) -> None:
        """Give the system to HiGHS; SpokenError where it is refused."""
        self.lower, self.upper = list(system.lower), list(system.upper)
        self.highs: Any = _Quiet()  # type: ignore[no-untyped-call]
        for name, value in (("threads", 1), ("presolve", "off")):
            self.highs.setOptionValue(name, value)
        if self.highs.passModel(_model(system)) == highspy.HighsStatus.kError:
            raise SpokenError(
                "The attack could not be set up: the solver refused the published cells. "
                "Nothing is published; check that every published value is a number."
            )

    def left(self, cell: int, known: Mapping[int, float] | None = None) -> int:
        """How many whole numbers a cell can be, where some others are known exactly.

        Zero where nothing fits at all. Bounds are rounded inwards.
        """
        for other, value in (known or {}).items():
            self.highs.changeColBounds(other, value, value)
        least, most = self._extreme(cell, 1), self._extreme(cell, -1)
        for other in known or {}:
            self.highs.changeColBounds(other, self.lower[other], self.upper[other])
        if least is None or most is None:
            return 0
        if most == inf:
            return np.iinfo(np.int64).max
        return max(floor(most + TOLERANCE) - ceil(least - TOLERANCE) + 1, 0)

    def _extreme(self, cell: int, sign: int) -> float | None:
        """The least (sign 1) or greatest (sign -1) value of a cell; None where nothing fits."""
        self.highs.changeColCost(cell, float(sign))
        self.highs.run()
        status = self.highs.getModelStatus()
        value = float(self.highs.getInfo().objective_function_value)
        self.highs.changeColCost(cell, 0.0)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status == highspy.HighsModelStatus.kUnbounded:
            return sign * -inf
        if status != highspy.HighsModelStatus.kOptimal:
            raise SpokenError(
                f"The attack found no answer (solver status {status.name}). "
                "Nothing is published; run the step again."
            )
        return sign * value


def _model(system: System) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(system.lower), len(system.rows)
    model.col_cost_ = np.zeros(len(system.lower))
    model.col_lower_ = np.array(system.lower, dtype=np.float64)
    model.col_upper_ = np.array(system.upper, dtype=np.float64)
    model.row_lower_ = np.array([least for _, least, _ in system.rows], dtype=np.float64)
    model.row_upper_ = np.array([most for _, _, most in system.rows], dtype=np.float64)
    sizes = [len(cells) for cells, _, _ in system.rows]
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = model.num_col_, model.num_row_
    matrix.start_ = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    matrix.index_ = np.array([c for cells, _, _ in system.rows for c in cells], dtype=np.int32)
    matrix.value_ = np.array(
        [v for cells, _, _ in system.rows for v in cells.values()], dtype=np.float64
    )
    return model
