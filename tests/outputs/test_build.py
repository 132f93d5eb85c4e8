import csv
import hashlib
import io
import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from outputs.build import build
from outputs.canonical import files_below
from tests.releases import FACTS, declared, public_rows

TABLES = declared()
Values = list[dict[str, object]]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    build(folder, public_rows(TABLES), TABLES, FACTS)
    return folder


def test_the_same_rows_give_the_same_bytes(release: Path, tmp_path: Path) -> None:
    build(tmp_path, public_rows(TABLES), TABLES, FACTS)
    assert (tmp_path / "SHA256SUMS").read_bytes() == (release / "SHA256SUMS").read_bytes()


def test_sha256sum_accepts_every_file(release: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=release, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    named = {line.split("  ")[1] for line in (release / "SHA256SUMS").read_text().splitlines()}
    assert named == set(files_below(release)) - {"SHA256SUMS"}


def test_the_manifest_lists_all_other_files_and_rows(release: Path) -> None:
    manifest = json.loads((release / "manifest.json").read_bytes())
    files = {file["path"]: file for file in manifest["files"]}
    assert set(files) == set(files_below(release)) - {"SHA256SUMS", "manifest.json"}
    for path, file in files.items():
        content = (release / path).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (
            file["bytes"],
            file["sha256"],
        )
    rows = {name: pq.read_metadata(release / f"tables/{name}.parquet").num_rows for name in TABLES}
    assert manifest["rows"] == rows
    assert manifest["inputs"] == {k: list(v) for k, v in FACTS.inputs.items()}


@pytest.mark.parametrize(
    "path",
    [
        *(
            "index.html",
            "changes.html",
            "revisions.html",
            "dictionary.html",
            "dictionary.csv",
            "README.md",
        ),
        *("datapackage.json", "manifest.json"),
        *(f"dictionary/{name}.csv" for name in ("codes", "findings", "rules")),
    ],
)
def test_an_example_says_so_in_every_file_for_people(release: Path, path: str) -> None:
    assert "CONTOH" in (release / path).read_text(encoding="utf-8")


def dictionary(release: Path) -> dict[str, dict[str, dict[str, str]]]:
    """What a user knows: the records of dictionary.csv by table and column."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    text = (release / "dictionary.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        found.setdefault(row["table"], {})[row["column"]] = row
    return found


PANDAS = {
    "string": "string",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "string",
}
POLARS = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
}
DUCKDB = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


def with_pandas(path: Path, types: dict[str, str]) -> Values:
    frame = pd.read_csv(path, dtype={name: PANDAS[kind] for name, kind in types.items()})
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    days = [name for name, kind in types.items() if kind == "date"]
    return [
        {str(k): date.fromisoformat(v) if v and k in days else v for k, v in row.items()}
        for row in rows
    ]


def with_polars(path: Path, types: dict[str, str]) -> Values:
    return pl.read_csv(path, schema={k: POLARS[v] for k, v in types.items()}).to_dicts()


def with_duckdb(path: Path, types: dict[str, str]) -> Values:
    columns = {name: DUCKDB[kind] for name, kind in types.items()}
    found = duckdb.read_csv(str(path), header=True, columns=columns)
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize("read", [with_pandas, with_polars, with_duckdb])
def test_a_user_reads_every_csv_from_the_dictionary_alone(
    release: Path, read: Callable[[Path, dict[str, str]], Values]
) -> None:
    for name, columns in dictionary(release).items():
        types = {column: row["type"] for column, row in columns.items()}
        file = next(iter(columns.values()))["file"]
        rows = read(release / file, types)
        assert rows == pq.read_table(release / f"tables/{name}.parquet").to_pylist(), name
        keys = [column for column, row in columns.items() if row["key"] == "true"]
        assert len({tuple(row[key] for key in keys) for row in rows}) == len(rows)
        for column, record in columns.items():
            if record["required"] == "true":
                assert all(row[column] is not None for row in rows)


def test_parquet_is_the_same_to_pandas_polars_and_duckdb(release: Path) -> None:
    for name in TABLES:
        path = release / f"tables/{name}.parquet"
        expected = pq.read_table(path).to_pylist()
        assert pl.read_parquet(path).to_dicts() == expected
        found = duckdb.read_parquet(str(path))
        assert [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()] == expected
        assert len(pd.read_parquet(path)) == len(expected)
