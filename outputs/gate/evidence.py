"""What evidence is: one row for each thing looked at, where it is and what was measured of it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from schemas.field import Text

WHERE, MEASURED = "where", "measured"


class NotAsked(Exception):  # noqa: N818 - it is no error
    """An expectation cannot be asked of this release; it says why, in both languages."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


FIRST = Text("rilis pertama: tidak ada yang terbit sebelumnya", "nothing was published before it")
ALONE = Text("bulan sebelumnya tidak ada dalam rilis", "the month before is not in the release")
FEW = Text("terlalu sedikit desa untuk dibandingkan", "too few villages to compare")
UNSEEN = Text("tidak melihat satu baris pun", "it saw no rows")
PARTLY = Text("{number} tidak dapat diukur", "{number} could not be measured")
UNMEASURED = Text("tidak dapat diukur ({error})", "it cannot be measured ({error})")
EMPTY = Text("tabelnya boleh kosong dan kosong", "the table may be empty, and is")


def evidence(rows: Iterable[tuple[str, float]]) -> pd.DataFrame:
    """Rows of place and measure as a frame."""
    listed = list(rows)
    return pd.DataFrame(
        {
            WHERE: pd.Series([where for where, _ in listed], dtype="str"),
            MEASURED: pd.Series([float(value) for _, value in listed], dtype="float64"),
        }
    )


def of_series(measured: pd.Series[float]) -> pd.DataFrame:
    """The same of measures whose index, of one or several levels, says where."""
    where = measured.index
    if isinstance(where, pd.MultiIndex):
        where = where.map(lambda key: " ".join(map(str, key)))
    return pd.DataFrame(
        {WHERE: where.astype("str").array, MEASURED: measured.to_numpy(dtype="float64")}
    )
