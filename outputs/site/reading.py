"""How programs read a release, as lines that can be run in its folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """Lines in a language; `needs` is a file at the root that not every release has, or empty."""

    title: str
    language: str
    lines: str
    needs: str = ""


PYTHON = {
    "pandas": """\
import pandas as pd

population = pd.read_parquet("tables/population.parquet")

# CSV: the types come from the dictionary.
types = {"string": "string", "integer": "Int64", "number": "float64",
         "boolean": "boolean", "date": "string"}
columns = pd.read_csv("dictionary.csv", dtype="string").query("table == 'submissions'")
submissions = pd.read_csv(
    "tables/submissions.csv",
    dtype=dict(zip(columns["column"], columns["type"].map(types))),
)
""",
    "polars": """\
import polars as pl

population = pl.read_parquet("tables/population.parquet")
by_sex = population.group_by("period", "sex").agg(pl.col("people").sum())
""",
    "DuckDB": """\
import duckdb

people = duckdb.sql(\"\"\"
    SELECT period, area_code, value, villages_reported, villages_expected
    FROM 'tables/indicators.parquet'
    WHERE indicator = 'people' AND area_level = 'district'
    ORDER BY period, area_code
\"\"\").fetchall()
""",
}
"""Python programs that read Parquet and CSV, by the library they use."""

SQLITE = """\
import sqlite3

release = sqlite3.connect("release.sqlite")
families = release.execute(\"\"\"
    SELECT period, district, sum(count)
    FROM families JOIN villages USING (village_code)
    WHERE indicator = 'families'
    GROUP BY period, district
    ORDER BY period, district
\"\"\").fetchall()
"""

INDONESIAN_CSV = """\
import zipfile

import pandas as pd

with zipfile.ZipFile("csv-indonesia.zip") as files:
    name = next(name for name in files.namelist() if name.endswith("indicators.csv"))
    indikator = pd.read_csv(files.open(name), sep=";", decimal=",")

# Codes stand in square brackets, which keep a spreadsheet from changing them.
wilayah = indikator["Kode wilayah"].str.strip("[]")
"""

R = """\
types <- c(string = "character", integer = "integer", number = "numeric",
           boolean = "logical", date = "Date")
dictionary <- read.csv("dictionary.csv", colClasses = "character")

read_table <- function(name) {
  columns <- dictionary[dictionary$table == name, ]
  read.csv(file.path("tables", paste0(name, ".csv")), na.strings = "", encoding = "UTF-8",
           colClasses = setNames(unname(types[columns$type]), columns$column))
}

indicators <- read_table("indicators")
people <- subset(indicators, indicator == "people" & area_level == "regency")
"""
"""R without a package."""

COMPARE = """\
import duckdb

changed = duckdb.sql(\"\"\"
    SELECT area_code, period, indicator, before.value AS before, now.value AS now
    FROM '../{previous}/tables/indicators.parquet' AS before
    JOIN 'tables/indicators.parquet' AS now
    USING (area_level, area_code, period, indicator)
    WHERE before.value IS DISTINCT FROM now.value
\"\"\").fetchall()
"""
"""Two releases whose folders stand beside each other; {previous} is the version before."""

VERIFY = "sha256sum -c SHA256SUMS\n"

CONTENT = """\
import hashlib
import json

import polars as pl

stated = json.load(open("manifest.json", encoding="utf-8"))["content_sha256"]
columns = pl.read_csv("dictionary.csv", infer_schema=False)
for table, sha256 in stated.items():
    key = columns.filter(table=table, key="true")["column"].to_list()
    rows = pl.read_parquet(f"tables/{table}.parquet").sort(key).with_columns(
        pl.col(pl.Float64).cast(pl.String).str.strip_suffix(".0")
    )
    content = rows.write_csv(line_terminator="\\r\\n").encode()
    print(table, hashlib.sha256(content).hexdigest() == sha256)
"""
"""The content of every table made again from its Parquet and compared with what is stated."""


def programs(files: Collection[str]) -> list[Program]:
    """The programs that a release with these files at its root can run."""
    return [program for program in _all() if not program.needs or program.needs in files]


def _all() -> Iterator[Program]:
    for library, lines in PYTHON.items():
        yield Program(f"Python: {library}", "python", lines)
    yield Program("Python: SQLite", "python", SQLITE, "release.sqlite")
    yield Program("Python: CSV Indonesia", "python", INDONESIAN_CSV, "csv-indonesia.zip")
    yield Program("R", "r", R)
