"""All reports of a month side by side: one array of 136 villages for each question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Wide:
    """The usable answers of one month; every array has one entry a village of the register.

    `villages` are the codes in the order of the register. `counts` holds for each
    COUNT question the numbers as float64, NaN where there is none; `choices` for each
    CHOICE question the codes, None where there is none. `partners` is the number of
    distinct partner offices of the month's activities, NaN where section K is not
    reported. `questioned` holds for a question the villages in which a rule asks back.
    """

    period: str
    villages: tuple[str, ...]
    counts: dict[str, NDArray[np.float64]]
    choices: dict[str, NDArray[np.object_]]
    partners: NDArray[np.float64]
    questioned: dict[str, NDArray[np.bool_]]
