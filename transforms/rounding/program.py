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
from scipy.sparse import block_array, csr_array, eye_array, hstack  # type: ignore[import-untyped]

from schemas.spoken import SpokenError
from transforms.rounding.memory import Wholes

Flags = NDArray[np.bool_]

AGAINST_PREFERENCE = 0.5
"""The cost of the other side where the draw is right at the remainder; up to 1 more beyond it."""

OFF_RANGE = 4.0
"""The cost of a sum for each base beyond its floor and ceiling: that of a few leaves moved."""

EXPOSED = 200.0
"""The cost of a sum whose exact value, if known, would give a leaf away: above all the others."""

OPTIMAL, INFEASIBLE = 0, 2
"""Statuses of scipy.optimize.milp."""


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Leaves by floor (in bases), whether each may go down and up, and what each side costs.

    `sums` times the leaves are the sums that should stay at their floor (`floors`, in bases) or,
    where `broken`, one above it; `merging` times the leaves must be zero. `guards` times the
    directions (1 is up) should reach `reach`.
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
    guards: csr_array
    reach: Wholes


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
    leaves, sums, guards = len(program.floor), len(program.floors), len(program.reach)
    if not leaves:
        return np.empty(0, dtype=np.int64)
    zero, one = np.zeros(sums), np.ones(sums)
    objective = np.concatenate(
        [program.cost_up, zero, OFF_RANGE * one, OFF_RANGE * one, np.full(guards, EXPOSED)]
    )
    lower = np.concatenate([~program.down, zero, zero, zero, np.zeros(guards)])
    beyond = np.full(2 * sums + guards, np.inf)
    upper = np.concatenate([program.up, program.broken, beyond])
    integer = np.zeros(len(objective))
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
    """Each sum = its floor + at most one + beyond - below; merged leaves add up; guards reach."""
    unit = eye_array(len(program.floors), format="csr")
    hold = eye_array(len(program.reach), format="csr")
    rows = block_array(
        [
            [program.sums, hstack([-unit, -unit, unit]), None],
            [program.merging, None, None],
            [program.guards, None, hold],
        ],
        format="csr",
    )
    exact = np.concatenate(
        [program.floors - program.sums @ program.floor, -(program.merging @ program.floor)]
    )
    low = np.concatenate([exact, program.reach]).astype(np.float64)
    high = np.concatenate([exact, np.full(len(program.reach), np.inf)])
    return [LinearConstraint(rows, low, high)]


def _whole(program: Program, found: NDArray[np.float64]) -> Wholes:
    up = np.rint(found).astype(np.int64)
    inside = (up >= ~program.down) & (up <= program.up)
    if not inside.all() or (program.merging @ (program.floor + up)).any():
        raise SpokenError(
            f"The rounding of {program.name} gave an answer that does not add up. "
            "Nothing is published; report this as a fault of the program."
        )
    return up
