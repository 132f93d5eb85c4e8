"""The areas villages add up to: their kecamatan and the kabupaten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.house_codes import DISTRICT, REGENCY
from schemas.register import REGENCY_CODE


@dataclass(frozen=True, slots=True)
class Areas:
    """The kecamatan in the order of their codes, then the kabupaten.

    `members` has a row for each area and a column for each village: 1 where the
    village lies in the area, so that `members @ values` sums villages up.
    """

    levels: tuple[str, ...]
    codes: tuple[str, ...]
    members: NDArray[np.float64]

    @property
    def expected(self) -> NDArray[np.int64]:
        """The number of villages of each area in the register."""
        return np.asarray(self.members.sum(axis=1), dtype=np.int64)


def areas_of(villages: Sequence[str]) -> Areas:
    """The areas of these villages; a Kemendagri code begins with its kecamatan's code."""
    homes = np.array([code.rpartition(".")[0] for code in villages], dtype=object)
    districts = sorted(set(homes))
    rows = [*(homes == district for district in districts), np.ones(len(homes), dtype=bool)]
    return Areas(
        levels=(*(DISTRICT for _ in districts), REGENCY),
        codes=(*districts, REGENCY_CODE),
        members=np.stack(rows).astype(np.float64),
    )
