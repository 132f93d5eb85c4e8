"""The nouns of a workbook: a sheet and its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.field import Text
from schemas.table import Column, ColumnType

Values = Sequence[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """One column of a sheet: its two headings, its values, and where it stands.

    `name` is unique in the sheet. `key` columns stay in sight, `detail` columns are folded,
    `prose` takes as many lines as it needs.
    """

    name: str
    label: str
    type: ColumnType
    values: Values
    key: bool = False
    detail: bool = False
    prose: bool = False

    @classmethod
    def of(cls, column: Column, values: Values, label: str) -> SheetColumn:
        """A declared column with its values, under this label."""
        return cls(
            name=column.name,
            label=label,
            type=column.type,
            values=values,
            key=column.key,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of data: its name in the workbook, what a row is, the file that is whole."""

    name: str
    grain: Text
    file: str
    columns: Sequence[SheetColumn]

    @property
    def rows(self) -> int:
        """How many rows of values it has."""
        return len(self.columns[0].values)
