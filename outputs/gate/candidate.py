"""A staged release as the gate meets it: its files read back, and the release before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from outputs.tables import FOLDER
from schemas.gate import FLOOR
from schemas.months import previous
from schemas.table import Table


@dataclass(frozen=True)
class Candidate:
    """A staged folder, its month and all its months, and the folder of the release before.

    `floor` is the per cent of villages below which it is stopped.
    """

    staged: Path
    declared: Mapping[str, Table]
    period: str
    periods: tuple[str, ...]
    before: Path | None = None
    floor: int = FLOOR
    _frames: dict[tuple[Path, str], pd.DataFrame] = field(default_factory=dict, repr=False)

    def frame(self, table: str) -> pd.DataFrame:
        """A table of the staged release, read from its Parquet file."""
        return self._read(self.staged, table)

    def before_frame(self, table: str) -> pd.DataFrame | None:
        """The same table of the release before; None where there is none."""
        if self.before is None or not (self.before / FOLDER / f"{table}.parquet").is_file():
            return None
        return self._read(self.before, table)

    def _read(self, folder: Path, table: str) -> pd.DataFrame:
        key = (folder, table)
        if key not in self._frames:
            frame: pd.DataFrame = pq.read_table(folder / FOLDER / f"{table}.parquet").to_pandas()
            self._frames[key] = frame
        return self._frames[key]

    @cached_property
    def month_before(self) -> str | None:
        """The month before the release's own, where the release holds it."""
        earlier = previous(self.period)
        return earlier if earlier in self.periods else None

    @cached_property
    def districts(self) -> pd.Series[str]:
        """The kecamatan of each village by its code."""
        frame = self.frame("villages")
        return pd.Series(frame["district"].array, index=frame["village_code"], dtype="str")

    @cached_property
    def reported(self) -> frozenset[str]:
        """The villages of which a report of the release's month is used."""
        sent = self.frame("submissions")
        used = sent[(sent["period"] == self.period) & sent["is_current"]]
        return frozenset(used["village_code"])
