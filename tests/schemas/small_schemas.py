"""Small tables and their schemas, for tests of what differs between two of them."""

from __future__ import annotations

from schemas.field import Code, CodeList, Text
from schemas.schema_aliases import with_aliases
from schemas.schema_changes import Document
from schemas.schema_document import schema_document
from schemas.table import Column, ColumnType, Table

Tables = Table | tuple[Table, ...]


def both(words: str) -> Text:
    return Text(words, words)


def coded(name: str, *values: str, label: str = "Kode") -> CodeList:
    return CodeList(name, both(label), tuple(Code(v, both(v)) for v in values), "a source")


def column(name: str, **options: object) -> Column:
    told = {"label": both(name), "meaning": both(name), "type": ColumnType.STRING, "example": "7"}
    return Column(name=name, **(told | options))  # type: ignore[arg-type]


def table(name: str, *columns: Column) -> Table:
    return Table(name=name, label=both(name), grain=both("a row"), columns=columns)


ROOF = coded("roof", "tile", "straw")
PLACE = column("place", key=True)
TILE = coded("roof", "tile")
SIZE = column("size", type=ColumnType.INTEGER, unit=both("m"), minimum=1, maximum=9)
PLACES = table("places", PLACE)


def document(*given: Table, version: str = "2026.10.0", before: Document | None = None) -> Document:
    declared = with_aliases({table.name: table for table in given}, version, before)
    return schema_document(declared, version, before)


def one(**options: object) -> Table:
    """A table with a key and one more column."""
    return table("homes", PLACE, column("roof", **options))


def in_place(name: str, **options: object) -> Table:
    """A table whose key column refers to another table."""
    return table("homes", column("place", key=True, references=("places", name), **options))


def tables(given: Tables) -> tuple[Table, ...]:
    return given if isinstance(given, tuple) else (given,)
