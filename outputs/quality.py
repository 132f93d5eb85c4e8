"""The gate: Great Expectations asks the staged files whether they may leave."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from outputs.deferred import deferred
from schemas.form import FORM
from schemas.register import villages
from schemas.section import Log
from schemas.spoken import SpokenError
from schemas.table import Table


class GateClosedError(SpokenError):
    """The staged release is not believable; the message names every failed expectation."""


def gate(staged: Path, declared: Mapping[str, Table]) -> int:
    """Expect of every staged table rows, columns and unique keys; the number of expectations.

    Raises GateClosedError with what failed. The staged folder is left for inspection.
    Great Expectations takes seconds to import, so only the gate imports it, and of what it
    imports two thirds wait until they are used: its charts and its statistics.
    """
    with deferred("altair", "scipy.stats"):
        import great_expectations as gx  # noqa: PLC0415

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]  # as documented
    source = context.data_sources.add_pandas("release")
    asked, failed = 0, list[str]()
    for name, table in declared.items():
        frame = pq.read_table(staged / "tables" / f"{name}.parquet").to_pandas()
        whole = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("all")
        suite = gx.ExpectationSuite(name=name, expectations=_expectations(table, gx))
        result = whole.get_batch({"dataframe": frame}).validate(suite)
        asked += len(result.results)
        failed += [_sentence(name, outcome) for outcome in result.results if not outcome.success]
    if failed or not asked:
        raise GateClosedError(
            "the release was not published, because its tables are not as expected:\n  "
            + "\n  ".join(failed or ["no expectation was asked"])
            + f"\nIt stays for inspection in {staged}"
        )
    return asked


def _expectations(table: Table, gx: Any) -> list[Any]:  # noqa: ANN401 - an untyped library
    expect = gx.expectations
    low, high = _row_bounds(table.name)
    expectations = [
        expect.ExpectTableRowCountToBeBetween(min_value=low, max_value=high),
        expect.ExpectTableColumnsToMatchOrderedList(column_list=list(table.names)),
    ]
    if len(table.key) > 1:
        keys = list(table.key)
        expectations.append(expect.ExpectCompoundColumnsToBeUnique(column_list=keys))
    else:
        expectations.append(expect.ExpectColumnValuesToBeUnique(column=table.key[0]))
    return expectations


def _row_bounds(name: str) -> tuple[int, int | None]:
    """The register is whole, and only what may truly not have happened may be empty."""
    if name == "villages":
        return len(villages()), len(villages())
    logs = [block for block in FORM.blocks.values() if isinstance(block, Log)]
    events = {table for log in logs for table in (log.table, *dict(log.tables).values())}
    may_be_empty = events | {"problems", "decisions", "changes"}
    return (0 if name in may_be_empty else 1), None


def _sentence(name: str, outcome: Any) -> str:  # noqa: ANN401 - an untyped library
    config = outcome.expectation_config
    observed = outcome.result.get("observed_value", outcome.result.get("unexpected_count"))
    return f"table {name}: {config.type} {config.kwargs} saw {observed}"
