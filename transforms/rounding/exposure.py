"""What keeps a small count hidden from one who has exact totals from elsewhere.

A leaf t = base * k + r is believed to lie within base - 1 of what is published. It stands at the
lower end of that where r = 1 and it went up, and at the upper end where r = base - 1 and it went
down. If all leaves of a sum stand at the lower end (zeros do), the exact sum gives all of them
away; if all but one do, the sum and that one give away the others. So of the leaves of a sum two
at least stand above the lower end, and two below the upper; of a sum of two, one. Leaves that are
zero need not be hidden.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, diags_array, vstack  # type: ignore[import-untyped]

from transforms.rounding.memory import Wholes

TWO = 2


def safeguards(sums: csr_array, counted: Wholes, base: int) -> tuple[csr_array, Wholes]:
    """Rows and bounds: rows times the leaves' directions (1 up, 0 down) should not be below.

    `sums` is sums x leaves, of zeros and ones; only rows that can fail are kept.
    """
    rest = counted % base
    low, high = rest == 1, rest == base - 1
    least_down = _needed(sums, low, (counted > 0) & ~low)
    least_up = _needed(sums, high, ~high)
    downs, ups = np.flatnonzero(least_down > 0), np.flatnonzero(least_up > 0)
    chosen_low = sums[downs] @ diags_array(low.astype(np.int64), dtype=np.int64)
    chosen_high = sums[ups] @ diags_array(high.astype(np.int64), dtype=np.int64)
    rows = vstack([-chosen_low, chosen_high], format="csr")
    there = np.asarray(chosen_low.sum(axis=1)).ravel()
    return rows, np.concatenate([least_down[downs] - there, least_up[ups]]).astype(np.int64)


def _needed(sums: csr_array, touching: Wholes, safe: Wholes) -> Wholes:
    """How many of the leaves that may stand at an end must not, by sum."""
    may = sums @ touching.astype(np.int64)
    size = np.asarray(sums.sum(axis=1)).ravel()
    wanted = np.where(size > TWO, TWO, size - 1) - sums @ safe.astype(np.int64)
    needed: Wholes = np.minimum(may, wanted)
    return needed
