import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.build import build
from outputs.canonical import csv_bytes
from outputs.site import reading
from outputs.tables import parquet_bytes, table_csv
from tests.releases import FACTS, declared, public_rows

TABLES = declared()
Key = list[str]
Remake = Callable[[Path, Key], bytes]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release in a folder of its name, beside one before it in which a figure was another."""
    store = tmp_path_factory.mktemp("store")
    tables = public_rows(TABLES)
    build(store / FACTS.version, tables, TABLES, FACTS)
    before = tables["indicators"].to_pylist()
    before[0]["value"] = 1234.5
    earlier = pa.Table.from_pylist(before, schema=tables["indicators"].schema)
    (store / FACTS.previous / "tables").mkdir(parents=True)
    (store / FACTS.previous / "tables/indicators.parquet").write_bytes(parquet_bytes(earlier))
    return store / FACTS.version


def blocks(release: Path, language: str) -> list[str]:
    text = (release / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def run(release: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=release, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


FINDS = {
    "pandas": "len(population) and submissions['is_late'].dtype == 'boolean'",
    "polars": "len(by_sex)",
    "DuckDB": "len(people)",
    "SQLite": "all(total >= 0 for _, _, total in families) and families",
    "CSV Indonesia": "wilayah.str.fullmatch('[0-9.]+').all() and len(wilayah)",
    "compare": "len(changed) == 1 and changed[0][-2] == 1234.5",
    "content": "stated",
}
"""What each Python program of the README has found when it has run, in their order."""


@pytest.mark.parametrize("number", range(len(FINDS)), ids=list(FINDS))
def test_a_python_program_of_the_readme_runs_and_finds(release: Path, number: int) -> None:
    programs = blocks(release, "python")
    assert len(programs) == len(FINDS)
    found = list(FINDS.values())[number]
    printed = run(release, sys.executable, "-c", f"{programs[number]}\nassert {found}\n")
    if number == len(FINDS) - 1:
        assert printed.splitlines() == [f"{name} True" for name in TABLES]


def test_the_r_program_of_the_readme_runs_and_reads_every_table(release: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed")
    (program,) = blocks(release, "r")
    counted = 'for (name in unique(dictionary$table)) cat(name, nrow(read_table(name)), "\\n")'
    printed = run(release, "Rscript", "-e", f"{program}\nstopifnot(nrow(people) > 0)\n{counted}")
    rows = {name: pq.read_metadata(release / f"tables/{name}.parquet").num_rows for name in TABLES}
    assert dict(line.split() for line in printed.splitlines()) == {
        name: str(number) for name, number in rows.items()
    }


def test_the_pages_show_the_programs_of_the_readme(release: Path) -> None:
    page = (release / "index.html").read_text(encoding="utf-8")
    shown = [program.title for program in reading.programs({"release.sqlite", "csv-indonesia.zip"})]
    assert len(shown) == len(FINDS) - 2 + 1
    for title in shown:
        assert f"<summary>{title}</summary>" in page


def test_a_program_is_shown_only_where_its_file_is() -> None:
    assert {program.needs for program in reading.programs(set())} == {""}
    assert "Python: SQLite" in [p.title for p in reading.programs({"release.sqlite"})]


def with_polars(path: Path, key: Key) -> bytes:
    floats = pl.col(pl.Float64).cast(pl.String).str.strip_suffix(".0")
    rows = pl.read_parquet(path).sort(key).with_columns(floats)
    return rows.write_csv(line_terminator="\r\n").encode()


def with_pandas(path: Path, key: Key) -> bytes:
    frame = pd.read_parquet(path, dtype_backend="pyarrow").sort_values(key)
    for name, kind in frame.dtypes.astype(str).items():
        if kind == "double[pyarrow]":
            frame[name] = frame[name].map(
                lambda value: np.format_float_positional(value, trim="-"), na_action="ignore"
            )
        elif kind == "bool[pyarrow]":
            frame[name] = frame[name].map({True: "true", False: "false"})
    return frame.to_csv(index=False, lineterminator="\r\n").encode()


def with_duckdb(path: Path, key: Key) -> bytes:
    rows = duckdb.read_parquet(str(path)).order(", ".join(key))
    floats = {n for n, kind in enumerate(rows.types) if str(kind) == "DOUBLE"}
    texts = (
        [
            "" if value is None else value.removesuffix(".0") if number in floats else value
            for number, value in enumerate(row)
        ]
        for row in rows.project("COLUMNS(*)::VARCHAR").fetchall()
    )
    return csv_bytes(rows.columns, texts)


def with_pyarrow(path: Path, key: Key) -> bytes:
    rows = pq.read_table(path).sort_by([(name, "ascending") for name in key])
    columns = [column.cast(pa.string()).to_pylist() for column in rows.columns]
    texts = (
        ["" if value is None else value for value in row] for row in zip(*columns, strict=True)
    )
    return csv_bytes(rows.column_names, texts)


REMAKES = [with_polars, with_pandas, with_duckdb, with_pyarrow]


@pytest.mark.parametrize("remake", REMAKES)
def test_any_tool_makes_the_same_content_again_from_the_parquet(
    release: Path, remake: Remake
) -> None:
    stated = json.loads((release / "manifest.json").read_bytes())["content_sha256"]
    assert list(stated) == list(TABLES)
    for name, table in TABLES.items():
        content = remake(release / f"tables/{name}.parquet", list(table.key))
        assert hashlib.sha256(content).hexdigest() == stated[name], name


figures = st.integers(-(10**12), 10**12).map(lambda number: number / 10_000)
texts = st.text(st.sampled_from('ab ,";\n\r·é'), min_size=1, max_size=4)


@pytest.mark.parametrize("remake", REMAKES)
@given(rows=st.lists(st.tuples(st.none() | figures, st.none() | texts), min_size=1, max_size=9))
def test_the_content_is_the_same_for_any_figure_to_four_decimals_and_any_text(
    tmp_path_factory: pytest.TempPathFactory,
    remake: Remake,
    rows: list[tuple[float | None, str | None]],
) -> None:
    table = pa.table(
        {
            "key": pa.array([f"{number:03}" for number in range(len(rows))]),
            "value": pa.array([value for value, _ in rows], pa.float64()),
            "text": pa.array([text for _, text in rows], pa.string()),
            "is_late": pa.array([value is None for value, _ in rows]),
        }
    )
    path = tmp_path_factory.getbasetemp() / "content.parquet"
    path.write_bytes(parquet_bytes(table))
    assert remake(path, ["key"]) == table_csv(table)
