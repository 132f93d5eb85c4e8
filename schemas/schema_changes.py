"""What differs between the schemas of two releases, and the version that follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from schemas.schema_column import (
    Columns,
    Record,
    Surroundings,
    by_name,
    column_differences,
    differs,
    is_key,
    replacement,
    said,
)
from schemas.schema_rules import RULES, Level

Document = dict[str, Any]
"""A schema as plain values that JSON can hold, made by schemas.schema_document."""

_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One difference: `rule` is its kind in schemas.schema_rules.RULES.

    `column` is empty where the difference is one of the table; `old` and `new` name what
    differs, such as maximum=9999, and are empty where there is nothing.
    """

    rule: str
    table: str
    column: str = ""
    old: str = ""
    new: str = ""

    @property
    def change(self) -> str:
        """The kind of change as a code of schemas.change_tables.CHANGE."""
        return RULES[self.rule].change

    @property
    def level(self) -> Level:
        """The number of the schema version that the difference raises."""
        return RULES[self.rule].level


def version_numbers(version: str) -> tuple[int, int, int]:
    """The three numbers of a schema version such as 1.0.0; ValueError when it is none."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError(f"{version!r} is no schema version such as 1.0.0")
    return int(match[1]), int(match[2]), int(match[3])


def next_schema_version(version_before: str, changes: Iterable[SchemaChange]) -> str:
    """The version after these changes: the gravest decides; the same version without any.

    ValueError when the version before is not three whole numbers such as 1.0.0.
    """
    major, minor, patch = version_numbers(version_before)
    levels = {change.level for change in changes}
    if Level.MAJOR in levels:
        return f"{major + 1}.0.0"
    if Level.MINOR in levels:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if levels else version_before


def schema_changes(before: Document, after: Document) -> tuple[SchemaChange, ...]:
    """Every difference between two schemas, in the order of the tables of the later one.

    What only one of the two documents states about a column is not compared, so that a
    document may come to say more.
    """
    old, new = by_name(before["tables"]), by_name(after["tables"])
    around = Surroundings(_code_texts(before, after), _renamed(new))
    found: list[SchemaChange] = []
    for name, table in new.items():
        if name in old:
            found += _in_table(old[name], table, around)
        else:
            found.append(SchemaChange("table_added", name))
    found += [SchemaChange("table_removed", name) for name in old if name not in new]
    return tuple(found)


def _renamed(tables: dict[str, Record]) -> dict[tuple[str, str], str]:
    return {
        (name, column["name"]): column["replaced_by"]
        for name, table in tables.items()
        for column in table["columns"]
        if column["replaced_by"] is not None
    }


def _code_texts(before: Document, after: Document) -> dict[str, tuple[str, str]]:
    """The code lists with another text, each with what it said before and says now."""
    old, new = by_name(before["code_lists"]), by_name(after["code_lists"])
    found: dict[str, tuple[str, str]] = {}
    for name, codes in new.items():
        if name in old:
            was, is_now = _texts_of(old[name]), _texts_of(codes)
            changed = [key for key in was if differs(key, was, is_now)]
            if changed:
                found[name] = (_all_said(was, changed), _all_said(is_now, changed))
    return found


def _texts_of(codes: Record) -> Record:
    labels = {f"code {member['code']}": member["label"] for member in codes["codes"]}
    return {"list": codes["label"], "source": codes["source"]} | labels


def _all_said(texts: Record, names: list[str]) -> str:
    return "; ".join(said(name, texts[name]) for name in names)


def _in_table(old: Record, new: Record, around: Surroundings) -> Iterator[SchemaChange]:
    name = new["name"]
    before, after = by_name(old["columns"]), by_name(new["columns"])
    for text in ("label", "grain"):
        if differs(text, old, new):
            yield SchemaChange("table_text", name, "", said(text, old[text]), said(text, new[text]))
    for column in after:
        if column in before:
            for rule, was, is_now in column_differences(column, before, after, around):
                yield SchemaChange(rule, name, column, was, is_now)
        else:
            yield _added(name, column, before, after)
    for column, record in before.items():
        if column not in after:
            yield _removed(name, record)
    was_order, order = _own(before, after), _own(after, before)
    if was_order != order:
        yield SchemaChange(
            "column_order", name, "", said("columns", was_order), said("columns", order)
        )


def _own(columns: Columns, others: Columns) -> list[str]:
    """The names that both sides hold as columns of their own, in the order of the first."""
    return [
        name
        for name, column in columns.items()
        if name in others and column["replaced_by"] is others[name]["replaced_by"] is None
    ]


def _added(table: str, name: str, before: Columns, after: Columns) -> SchemaChange:
    """A new column; in the key it adds to the key unless it only renames a part of it."""
    replaces_key = any(
        column["replaced_by"] == name and old in before and is_key(old, before)
        for old, column in after.items()
    )
    rule = "key_column_added" if after[name]["key"] and not replaces_key else "column_added"
    return SchemaChange(rule, table, name, "", said("type", after[name]["type"]))


def _removed(table: str, column: Record) -> SchemaChange:
    told = said("type", column["type"])
    if column["replaced_by"] is None:
        return SchemaChange("column_removed", table, column["name"], told)
    return SchemaChange("alias_ended", table, column["name"], replacement(column))
