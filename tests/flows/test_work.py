"""What the data team opens with a spreadsheet computes nothing."""

import csv
from pathlib import Path

import pytest

from flows.tidied import write_lists
from schemas.work_tables import WORK_TABLES
from tests.releases import public_rows


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        *(("=1+1", "'=1+1"), ("@x", "'@x"), ("-", "'-"), ("-1+2", "'-1+2"), ("+62", "'+62")),
        *(("-5.01", "-5.01"), ("-5", "-5"), ("Liwa", "Liwa"), ("5-1", "5-1")),
    ],
)
def test_a_text_like_a_formula_is_quoted_and_a_number_is_not(
    tmp_path: Path, text: str, shown: str
) -> None:
    frames = {name: rows.to_pandas() for name, rows in public_rows(WORK_TABLES).items()}
    name, column = next(
        (table.name, column.name)
        for table in WORK_TABLES.values()
        for column in table.columns
        if column.type == "string" and not (column.codes or column.pattern or column.key)
    )
    frames[name][column] = text
    write_lists(tmp_path, frames)
    with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row[column] for row in csv.DictReader(file)} == {shown}
