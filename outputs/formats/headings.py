"""The Indonesian heading of each column of a table, no two the same."""

from __future__ import annotations

from collections import Counter

from schemas.table import Table


def headings(table: Table) -> dict[str, str]:
    """The label of each column by its name; where two are the same, with the name behind it."""
    count = Counter(column.label.id for column in table.columns)
    return {
        column.name: column.label.id
        if count[column.label.id] == 1
        else f"{column.label.id} ({column.name})"
        for column in table.columns
    }
