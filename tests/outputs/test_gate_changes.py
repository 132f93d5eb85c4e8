"""What the gate takes for told in the list of changes: the very row, and the very column."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from outputs.gate.candidate import Candidate
from outputs.gate.evidence import MEASURED, WHERE, NotAsked
from outputs.gate.of_changes import changes
from outputs.tables import FOLDER
from schemas.frames import arrow_schema
from tests.releases import PERIOD, declared, public_rows

TABLES = declared()
EARLIER = "2026-09"
VILLAGE = "18.04.04.2007"
Row = dict[str, object]
Told = tuple[str, str | None]


def write(folder: Path, **tables: list[Row]) -> Path:
    """Tables below a folder, each row over the first that the declaration gives."""
    (folder / FOLDER).mkdir(parents=True)
    for name, made in tables.items():
        first = public_rows({name: TABLES[name]})[name].to_pylist()[0]
        rows = pa.Table.from_pylist([first | row for row in made], arrow_schema(TABLES[name]))
        pq.write_table(rows, folder / FOLDER / f"{name}.parquet")
    return folder


def family(indicator: str, count: int | None, status: str = "A", period: str = EARLIER) -> Row:
    return {
        "village_code": VILLAGE,
        "period": period,
        "indicator": indicator,
        "count": count,
        "count_status": status,
    }


def named(indicator: str) -> str:
    return f"village_code={VILLAGE}; period={EARLIER}; indicator={indicator}"


NEW = family("adolescents", 3)
BEFORE = [family("families", 200), family("elderly", None, "O")]
FAMILIES, ELDERLY = named("families"), named("elderly")

CASES: dict[str, tuple[list[Row], list[Told], int]] = {
    "nothing differs": (BEFORE, [], 0),
    "a new month is no change": ([*BEFORE, family("families", 7, period=PERIOD)], [], 0),
    "told": ([family("families", 201), BEFORE[1]], [(FAMILIES, "count")], 0),
    "not told": ([family("families", 201), BEFORE[1]], [], 1),
    "another row is told": ([family("families", 201), BEFORE[1]], [(ELDERLY, "count")], 1),
    "another column is told": ([family("families", 201), BEFORE[1]], [(FAMILIES, "area")], 1),
    "one of two columns is told": (
        [BEFORE[0], family("elderly", 30)],
        [(ELDERLY, "count")],
        1,
    ),
    "both columns are told": (
        [BEFORE[0], family("elderly", 30)],
        [(ELDERLY, "count"), (ELDERLY, "count_status")],
        0,
    ),
    "a row is gone": (BEFORE[:1], [], 1),
    "a row is gone and told": (BEFORE[:1], [(ELDERLY, None)], 0),
    "a row came and is told": ([*BEFORE, NEW], [(named("adolescents"), None)], 0),
    "more is told than differs": (
        [family("families", 201), BEFORE[1]],
        [(ELDERLY, "count"), (ELDERLY, "count_status"), (named("adolescents"), None)],
        1,
    ),
}


@pytest.mark.parametrize(("now", "told", "untold"), CASES.values(), ids=list(CASES))
def test_a_difference_is_told_by_its_row_and_column(
    tmp_path: Path, now: list[Row], told: list[Told], untold: int
) -> None:
    listed: list[Row] = [
        {"change_no": number, "table": "families", "row": row, "column": column}
        for number, (row, column) in enumerate(told, 1)
    ]
    before = write(tmp_path / "before", families=BEFORE)
    staged = write(tmp_path / "staged", families=now, changes=listed)
    found = changes(Candidate(staged, TABLES, PERIOD, (EARLIER, PERIOD), before))
    assert dict(zip(found[WHERE], found[MEASURED], strict=True)) == {"families": untold}


def test_a_first_release_has_no_changes_to_ask_about(tmp_path: Path) -> None:
    staged = write(tmp_path, families=BEFORE, changes=[])
    with pytest.raises(NotAsked):
        changes(Candidate(staged, TABLES, PERIOD, (PERIOD,)))
