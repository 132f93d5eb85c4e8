"""The small integer programme that rounds all leaves of a kabupaten's month together.

Each leaf is the floor or the ceiling of its count, in units of the base. It costs little to
leave the side a leaf prefers, more to let a sum leave the floor and ceiling of its own true
value, and more than all sums above it together to change the published value of an unchanged
count. What a sum costs is linear in its distance, so that leaves alone are integer variables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_array, eye_array, hstack, vstack  # type: ignore[import-untyped]

from schemas.spoken import SpokenError
from transforms.rounding.memory import Wholes

Flags = NDArray[np.bool_]

AGAINST_PREFERENCE = 0.5
"""The cost of the other side where the draw is right at the remainder; up to 1 more beyond it."""

OFF_RANGE = 4.0
"""The cost of a sum for each base beyond its floor and ceiling: that of a few leaves moved."""

OPTIMAL, INFEASIBLE = 0, 2
"""Statuses of scipy.optimize.milp."""


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Leaves by floor (in bases), whether each may go down and up, and what each side costs.

    `sums` times the leaves are the sums that should stay at their floor (`floors`, in bases) or,
    where `broken`, one above it; `merging` times the leaves must be zero.
    """

    name: str
    floor: Wholes
    down: Flags
    up: Flags
    cost_up: NDArray[np.float64]
    sums: csr_array
    floors: Wholes
    broken: Flags
    merging: csr_array


def costs(draw: NDArray[np.float64], part: NDArray[np.float64]) -> NDArray[np.float64]:
    """What it costs to go up instead of down, by leaf; `part` is the remainder over the base."""
    weight = AGAINST_PREFERENCE + np.abs(draw - part)
    return np.where(draw < part, -weight, weight)


def keeping(sums: csr_array) -> NDArray[np.float64]:
    """The cost of changing an unchanged leaf: above all that the sums with it could gain."""
    above = np.asarray(abs(sums).sum(axis=0)).ravel()
    return np.asarray(OFF_RANGE * (above + 1), dtype=np.float64)


def solved(program: Program) -> Wholes | None:
    """Which leaves go up (0 or 1 each); None where no choice adds up.

    SpokenError where the solver gives no answer.
    """
    leaves, sums = len(program.floor), len(program.floors)
    if not leaves:
        return np.empty(0, dtype=np.int64)
    nothing = np.zeros(leaves + 3 * sums)
    objective = nothing.copy()
    objective[:leaves] = program.cost_up
    objective[leaves + sums :] = OFF_RANGE
    lower, upper = nothing.copy(), np.full(leaves + 3 * sums, np.inf)
    lower[:leaves], upper[:leaves] = ~program.down, program.up
    upper[leaves : leaves + sums] = program.broken
    integer = nothing.copy()
    integer[:leaves] = 1
    result: Any = milp(
        objective,
        integrality=integer,
        bounds=Bounds(lower, upper),
        constraints=_constraints(program),
        options={"mip_rel_gap": 0.0},
    )
    if result.status == INFEASIBLE:
        return None
    if result.status != OPTIMAL or result.x is None:
        raise SpokenError(
            f"The rounding of {program.name} found no answer (solver status {result.status}: "
            f"{result.message}). Nothing is published; run the step again, alone."
        )
    return _whole(program, result.x[:leaves])


def _constraints(program: Program) -> list[LinearConstraint]:
    """Each sum = its floor + at most one + beyond - below; merged leaves add up."""
    unit = eye_array(len(program.floors), format="csr")
    there = program.floors - program.sums @ program.floor
    rows = hstack([program.sums, -unit, -unit, unit], format="csr")
    free = csr_array((program.merging.shape[0], 3 * len(program.floors)))
    merged = hstack([program.merging, free], format="csr")
    right = np.concatenate([there, -(program.merging @ program.floor)]).astype(np.float64)
    return [LinearConstraint(vstack([rows, merged], format="csr"), right, right)]


def _whole(program: Program, found: NDArray[np.float64]) -> Wholes:
    up = np.rint(found).astype(np.int64)
    inside = (up >= ~program.down) & (up <= program.up)
    if not inside.all() or (program.merging @ (program.floor + up)).any():
        raise SpokenError(
            f"The rounding of {program.name} gave an answer that does not add up. "
            "Nothing is published; report this as a fault of the program."
        )
    return up
