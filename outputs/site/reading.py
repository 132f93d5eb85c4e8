"""How programs read a table of the release, as lines that can be run in its folder."""

from __future__ import annotations

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
by_sex = population.group_by("sex").agg(pl.col("people").sum())
""",
    "DuckDB": """\
import duckdb

people = duckdb.sql(\"\"\"
    SELECT area_code, value, villages_reported, villages_expected
    FROM 'tables/indicators.parquet'
    WHERE indicator = 'people' AND area_level = 'district'
\"\"\").fetchall()
""",
}
"""Python programs by the library they use."""

R = """\
population <- arrow::read_parquet("tables/population.parquet")
villages <- read.csv("tables/villages.csv", colClasses = "character")
"""

VERIFY = "sha256sum -c SHA256SUMS\n"
