"""Which way a count is rounded by preference: a secret draw for each leaf, fixed for ever.

The draw is the same in every month and edition, so that nothing can be averaged away: a count
of the same size is drawn to the same side each time. Without the key it tells nothing.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from schemas.spoken import SpokenError

SHORTEST_KEY = 16
"""Bytes; a shorter key could be found by trying all."""

DRAW_BYTES = 6
"""48 bits of the digest: no more fit a float exactly."""

LeafId = tuple[str, str]
"""The code of a leaf's area and that of its category."""


def draws(key: bytes, tree: str, leaves: Iterable[LeafId]) -> NDArray[np.float64]:
    """A number in [0, 1) for each leaf; a remainder r prefers the ceiling where it is < r / base.

    SpokenError for a key shorter than SHORTEST_KEY.
    """
    if len(key) < SHORTEST_KEY:
        raise SpokenError(
            f"The key of the rounding has {len(key)} bytes. It must have at least {SHORTEST_KEY}: "
            "give the key with which earlier releases were rounded, or draw one of 32 random bytes."
        )
    return np.array([_draw(key, tree, leaf) for leaf in leaves], dtype=np.float64)


def _draw(key: bytes, tree: str, leaf: LeafId) -> float:
    text = "\0".join((tree, *leaf)).encode()
    digest = hmac.new(key, text, sha256).digest()
    return int.from_bytes(digest[:DRAW_BYTES], "big") / 2.0 ** (8 * DRAW_BYTES)
