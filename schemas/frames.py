"""Contracts derived from the declared tables: Pandera for frames, Arrow for files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from schemas.table import Column, ColumnType, Table, status_of

if TYPE_CHECKING:
    import pandera.pandas as contracts

ARROW_TYPES = {
    ColumnType.STRING: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.DATE: pa.date32(),
    ColumnType.BOOLEAN: pa.bool_(),
}

FRAME_TYPES: dict[ColumnType, Any] = {
    ColumnType.STRING: "str",
    ColumnType.INTEGER: "Int64",
    ColumnType.NUMBER: "float64",
    ColumnType.DATE: pd.ArrowDtype(pa.date32()),
    ColumnType.BOOLEAN: "bool",
}
"""The pandas type of each column; dates keep Arrow's type, which has no time of day."""

EMPTY_STATUSES = ("O", "M", "Q")
"""Statuses of a value that is not there."""


class ContractError(Exception):
    """A frame breaks the contract of its table; the message lists every failure at once."""


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table: types and nullability, nothing else."""
    return pa.schema(
        [
            pa.field(column.name, ARROW_TYPES[column.type], nullable=column.nullable)
            for column in table.columns
        ]
    )


def to_arrow(table: Table, frame: pd.DataFrame) -> pa.Table:
    """The frame as an Arrow table of the declared schema; pypa.ArrowInvalid when it is not."""
    return pa.Table.from_pandas(
        frame[list(table.names)], schema=arrow_schema(table), preserve_index=False
    ).replace_schema_metadata(None)


_KEPT_TYPES: dict[pa.DataType, Any] = {
    pa.int64(): pd.Int64Dtype(),
    pa.date32(): FRAME_TYPES[ColumnType.DATE],
}
"""The pandas types that Arrow's own choice would lose something of."""


def to_frame(table: Table, content: pa.Table) -> pd.DataFrame:
    """The Arrow table of a declared schema as the frame that `to_arrow` was given."""
    frame: pd.DataFrame = content.select(list(table.names)).to_pandas(types_mapper=_KEPT_TYPES.get)
    return frame.astype({column.name: FRAME_TYPES[column.type] for column in table.columns})


def _checks(column: Column) -> list[contracts.Check]:
    import pandera.pandas as contracts  # noqa: PLC0415 - it takes a second, see `contract`

    checks = []
    if column.codes is not None:
        checks.append(
            contracts.Check.isin(column.codes.values, error=f"code of list {column.codes.name}")
        )
    if column.minimum is not None:
        checks.append(contracts.Check.ge(column.minimum, error=f"at least {column.minimum}"))
    if column.maximum is not None:
        checks.append(contracts.Check.le(column.maximum, error=f"at most {column.maximum}"))
    if column.pattern is not None:
        checks.append(
            contracts.Check(
                _matches(column.pattern), element_wise=False, error=f"like {column.pattern}"
            )
        )
    return checks


def _matches(pattern: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a pandera callable
    """Match each distinct text once: a column repeats few texts many times."""

    def check(series: pd.Series[str]) -> pd.Series[bool]:
        distinct = pd.Series(series.unique(), dtype="str")
        good = distinct[distinct.str.fullmatch(pattern).fillna(value=False).astype(bool)]
        return series.isin(good)

    return check


def _status_agrees(measure: str) -> contracts.Check:
    """A value is empty exactly when its status says that there is none."""

    def check(frame: pd.DataFrame) -> pd.Series[bool]:
        empty = frame[status_of(measure)].isin(EMPTY_STATUSES)
        return frame[measure].isna() == empty

    import pandera.pandas as contracts  # noqa: PLC0415 - see `contract`

    return contracts.Check(check, error=f"{measure} is empty exactly when its status says so")


@cache
def contract(table: Table) -> contracts.DataFrameSchema:
    """The Pandera contract of a table: columns, types, limits, codes, keys and statuses.

    Pandera takes a second to import, which a run that reuses its steps does not need.
    """
    import pandera.pandas as contracts  # noqa: PLC0415 - see above

    return contracts.DataFrameSchema(
        {
            column.name: contracts.Column(
                FRAME_TYPES[column.type],
                checks=_checks(column),
                nullable=column.nullable,
            )
            for column in table.columns
        },
        checks=[_status_agrees(measure) for measure in table.measures],
        unique=list(table.key),
        strict=True,
        ordered=True,
        coerce=False,
        name=table.name,
    )


def check(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """The same frame, when it keeps the contract; ContractError with all failures if not."""
    from pandera.errors import SchemaErrors  # noqa: PLC0415 - see `contract`

    try:
        contract(table).validate(frame, lazy=True)
    except SchemaErrors as broken:
        cases = broken.failure_cases
        lines = [
            f"{row['column']}, row {row['index']}: {row['check']}"
            for row in cases.head(20).to_dict("records")
        ]
        raise ContractError(
            f"table {table.name} breaks its contract in {len(cases)} places:\n  "
            + "\n  ".join(lines)
        ) from None
    return frame
