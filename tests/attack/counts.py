"""Synthetic counts of couples like those of 136 villages, and how they go on month by month."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from schemas.protection import TREES
from schemas.register import villages
from transforms.areas import Areas, areas_of

KEY = b"a key that only tests know"
COUPLES = TREES["couples"]
VILLAGES = tuple(villages())
AREAS = areas_of(VILLAGES)

MEANS = {
    "iud": 3.1,
    "female_sterilisation": 1.5,
    "male_sterilisation": 0.09,
    "condom": 6.8,
    "implant": 59,
    "injectable": 164,
    "pill": 41,
    "lactational_amenorrhoea": 0.5,
    "pregnant": 9,
    "wants_child_soon": 14,
    "wants_child_later": 12,
    "wants_no_more": 8,
}
"""Mean couples a village; methods after the office's counts of June 2025, the rest assumed."""

Counts = NDArray[np.float64]


def month(villages: int, draw: np.random.Generator) -> Counts:
    """A first month: villages x leaves, of villages of unequal size."""
    size = draw.gamma(6, 1 / 6, (villages, 1))
    means = np.array([MEANS[code] for code in COUPLES.codes])
    counts: Counts = draw.poisson(size * means).astype(np.float64)
    return counts


def later(counts: Counts, draw: np.random.Generator, share: float = 0.3) -> Counts:
    """The next month: some leaves gain or lose a few couples."""
    step = draw.integers(-2, 3, counts.shape) * (draw.random(counts.shape) < share)
    moved: Counts = np.maximum(counts + step, 0)
    return moved


def silent(counts: Counts, draw: np.random.Generator, share: float = 0.1) -> Counts:
    """The same month where some villages did not report."""
    out = counts.copy()
    out[draw.random(len(counts)) < share] = np.nan
    return out


def made_up(districts: int, each: int) -> tuple[tuple[str, ...], Areas]:
    """Villages of a kabupaten of this many kecamatan, and their areas."""
    codes = tuple(f"18.04.{d:02}.{2001 + v}" for d in range(1, districts + 1) for v in range(each))
    return codes, areas_of(codes)
