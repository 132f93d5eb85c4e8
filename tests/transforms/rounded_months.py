"""Three months rounded one after another, shown as one digest."""

from __future__ import annotations

from hashlib import sha256

import numpy as np

from schemas.protection import LEVELS
from tests.attack.counts import COUPLES, KEY, later, made_up, month, silent
from transforms.rounding.leaves import Reported
from transforms.rounding.memory import Memory
from transforms.rounding.tree import Scheme, round_tree


def show() -> None:
    """Print the digest of all cells and of the memory after them."""
    draw = np.random.default_rng(5)
    codes, areas = made_up(4, 6)
    counts, memory, seen = month(24, draw), Memory.empty("couples"), sha256()
    for _ in range(3):
        reported = Reported(codes, areas, silent(counts, draw))
        result = round_tree(COUPLES, reported, Scheme(KEY), memory)
        for level in LEVELS:
            seen.update(result.cells[level].tobytes())
        counts, memory = later(counts, draw), result.memory
    seen.update(memory.frame().to_csv().encode())
    print(seen.hexdigest())
