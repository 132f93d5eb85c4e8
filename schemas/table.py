"""The nouns of a tidy table: a column, its type, and the table it stands in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from schemas.field import CodeList, Text


class ColumnType(StrEnum):
    """What a column holds; a period is a string such as 2026-10."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what it means, how it is typed, bounded and coded.

    `question` is the wording on the form, where the column is an answer. `references`
    names the table whose column of the same key it points to. `public` is false for
    what never leaves the house. `formerly` are names the column had in earlier releases;
    `alias_of` is set in a column that repeats another under such an old name.
    """

    name: str
    label: Text
    meaning: Text
    type: ColumnType
    example: str
    key: bool = False
    nullable: bool = False
    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    codes: CodeList | None = None
    pattern: str | None = None
    references: tuple[str, str] | None = None
    question: Text | None = None
    public: bool = True
    formerly: tuple[str, ...] = ()
    alias_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One tidy table: what a row is and its columns.

    All counts of a protected one are published rounded, by area.
    """

    name: str
    label: Text
    grain: Text
    columns: tuple[Column, ...]
    protected: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """The names of the columns that identify a row."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def measures(self) -> tuple[str, ...]:
        """The columns that have a status column of their own."""
        names = set(self.names)
        return tuple(name for name in self.names if status_of(name) in names)

    def __getitem__(self, name: str) -> Column:
        """The column with this name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name!r}")

    def with_columns(self, columns: tuple[Column, ...]) -> Table:
        """The same table with other columns."""
        return replace(self, columns=columns)


def status_of(measure: str) -> str:
    """The name of the column that holds the status of a measure."""
    return f"{measure}_status"
