"""Do the files agree with each other: types, dictionary, rows, and what users were promised."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing

import pandas as pd
import pyarrow.parquet as pq

from outputs.dictionary import DICTIONARY
from outputs.formats.database import DATABASE
from outputs.gate.candidate import Candidate
from outputs.gate.evidence import evidence
from outputs.tables import FOLDER
from schemas.frames import ARROW_TYPES


def columns(candidate: Candidate) -> pd.DataFrame:
    """Of every table: 1 where its Parquet file has other columns, or the same in another order."""
    folder = candidate.staged / FOLDER
    return evidence(
        (name, pq.read_schema(folder / f"{name}.parquet").names != list(table.names))
        for name, table in candidate.declared.items()
    )


def types(candidate: Candidate) -> pd.DataFrame:
    """Of every declared column: 1 where the Parquet file has another type or lacks it."""
    rows = []
    for name, table in candidate.declared.items():
        found = pq.read_schema(candidate.staged / FOLDER / f"{name}.parquet")
        for column in table.columns:
            at = found.get_field_index(column.name)
            same = at >= 0 and found.field(at).type == ARROW_TYPES[column.type]
            told = found.field(at).type if at >= 0 else "–"
            rows.append((f"{name}.{column.name}" + ("" if same else f" ({told})"), not same))
    return evidence(rows)


def dictionary(candidate: Candidate) -> pd.DataFrame:
    """Of every column of a file or of the dictionary: 1 where the other lacks it."""
    path = candidate.staged / DICTIONARY
    with path.open(encoding="utf-8", newline="") as file:
        explained = {f"{row['table']}.{row['column']}" for row in csv.DictReader(file)}
    there = {
        f"{path.stem}.{column}"
        for path in sorted((candidate.staged / FOLDER).glob("*.parquet"))
        for column in pq.read_schema(path).names
    }
    either = sorted(explained | there)
    return evidence((name, (name in explained) != (name in there)) for name in either)


def rows(candidate: Candidate) -> pd.DataFrame:
    """Of every table: by how many rows its CSV file and the database differ from Parquet."""
    found = []
    address = f"file:{candidate.staged / DATABASE}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as database:
        for name in candidate.declared:
            path = candidate.staged / FOLDER / f"{name}.parquet"
            number = pq.read_metadata(path).num_rows
            with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
                in_csv = sum(1 for _ in csv.reader(file)) - 1
            in_database = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - a declared name
            found.append((name, abs(in_csv - number) + abs(in_database - number)))
    return evidence(found)
