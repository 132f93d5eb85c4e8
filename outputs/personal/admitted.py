"""The list of what a release's tables may hold: typed columns, and texts of a declared form."""

from __future__ import annotations

import re
from collections.abc import Mapping

from schemas.form import FORM_VERSION
from schemas.register import districts, villages
from schemas.table import Column, ColumnType, Table

_TYPED = {
    ColumnType.INTEGER: r"-?[0-9]{1,9}",
    ColumnType.NUMBER: r"-?[0-9]{1,9}(\.[0-9]{1,17})?(e-?[0-9]{1,2})?",
    ColumnType.DATE: r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    ColumnType.BOOLEAN: r"true|false|TRUE|FALSE|0|1",
}
"""How a value of each type is written in CSV."""

_NAME = r"[a-z][a-z_]*([0-9]{1,3}[a-z_]*)*"
"""An identifier of this program."""

_QUESTION = rf"{_NAME}(\.[a-z0-9_]{{1,40}}){{0,3}}"
_VALUE = r"[A-Za-z0-9_.,:;=()'\\/ \-]{0,400}"
"""A value of any column of a release as a text; what identifies a person is searched in it."""

_FORMS = {
    ("problems", "finding"): _NAME,
    ("problems", "section"): _NAME,
    ("problems", "question"): _QUESTION,
    ("problems", "cell"): r"[A-Z]{1,3}[0-9]{1,7}",
    ("submissions", "form_version"): FORM_VERSION,
    ("classification", "formula_version"): r"[0-9A-Za-z.\-]{1,12}",
    ("classification_scores", "formula_version"): r"[0-9A-Za-z.\-]{1,12}",
    ("changes", "table"): _NAME,
    ("changes", "column"): _NAME,
    ("changes", "row"): _VALUE,
    ("changes", "old"): _VALUE,
    ("changes", "new"): _VALUE,
    ("changes", "cause"): _VALUE,
}
"""The form of the columns of texts that this program makes and that no code list closes."""


def _register() -> dict[tuple[str, str], frozenset[str]]:
    return {
        ("villages", "village"): frozenset(village.name for village in villages().values()),
        ("villages", "district"): frozenset(districts().values()),
    }


def form_of(table: Table, column: Column, declared: Mapping[str, Table]) -> str | None:
    """The pattern that every value of a column matches whole; None where it is not on the list.

    A text is on it with a code list, a pattern, a reference to a column that is, as a name of
    the register, or as a text that this program makes. Free text is not.
    """
    if column.type in _TYPED:
        return _TYPED[column.type]
    if column.codes is not None:
        return "|".join(map(re.escape, column.codes.values))
    if column.pattern is not None:
        return column.pattern
    named = (table.name, column.alias_of or column.name)
    if named in _register():
        return "|".join(map(re.escape, sorted(_register()[named])))
    if column.references is not None and column.references != named:
        other, name = column.references
        return form_of(declared[other], declared[other][name], declared)
    return _FORMS.get(named)


def forms_of(table: Table, declared: Mapping[str, Table]) -> dict[str, str | None]:
    """The pattern of every column of a table by name; None where one is not on the list."""
    return {column.name: form_of(table, column, declared) for column in table.columns}
