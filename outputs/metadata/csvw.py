"""csvw.json: the CSV tables as CSV on the Web, with the type, limits and keys of each column."""

from __future__ import annotations

import re
from collections.abc import Mapping

from outputs.metadata.about import Descriptor, description, release_id, title
from outputs.tables import TableFacts
from schemas.citation import KEYWORDS
from schemas.field import Text
from schemas.release import LICENCE_URL, PUBLISHER, ReleaseFacts
from schemas.table import Column, ColumnType, Table

CSVW = "csvw.json"

BASES = {
    ColumnType.STRING: "string",
    ColumnType.INTEGER: "integer",
    ColumnType.NUMBER: "number",
    ColumnType.DATE: "date",
    ColumnType.BOOLEAN: "boolean",
}

FORMATS = {ColumnType.DATE: "yyyy-MM-dd", ColumnType.BOOLEAN: "true|false"}
SPECIAL = re.compile(r"[][\\.?*+{}()|^$-]")
"""The characters that mean something in a pattern of CSV on the Web."""


def csvw(
    declared: Mapping[str, Table], facts: ReleaseFacts, table_facts: Mapping[str, TableFacts]
) -> Descriptor:
    """The tables as a group; their addresses are relative to this file, wherever it stands."""
    paths = {name: table_facts[name].csv.path for name in declared}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "@id": f"{release_id(facts)}#tables",
        "@type": "TableGroup",
        "dc:title": _spoken(title(facts)),
        "dc:description": _spoken(description(facts)),
        "dc:license": {"@id": LICENCE_URL},
        "dc:publisher": _spoken(PUBLISHER),
        "dc:issued": {"@value": facts.issued, "@type": "xsd:date"},
        "dc:subject": [word for keyword in KEYWORDS for word in _spoken(keyword)],
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tables": [_table(table, paths) for table in declared.values()],
    }


def _spoken(text: Text) -> list[Descriptor]:
    return [{"@value": value, "@language": tag} for tag, value in text.by_language.items()]


def _table(table: Table, paths: Mapping[str, str]) -> Descriptor:
    schema: Descriptor = {
        "columns": [_column(column) for column in table.columns],
        "primaryKey": list(table.key),
    }
    foreign = [_foreign_key(column, paths) for column in table.columns if column.references]
    return {
        "url": paths[table.name],
        "dc:title": _spoken(table.label),
        "dc:description": _spoken(table.grain),
        "tableSchema": schema | ({"foreignKeys": foreign} if foreign else {}),
    }


def _column(column: Column) -> Descriptor:
    return {
        "name": column.name,
        "titles": {"und": column.name, **column.label.by_language},
        "dc:description": _spoken(column.meaning),
        "datatype": _datatype(column),
        "required": not column.nullable,
        "null": "",
    }


def _datatype(column: Column) -> Descriptor:
    datatype: Descriptor = {"base": BASES[column.type]}
    form = _format(column)
    if form is not None:
        datatype["format"] = form
    for name, limit in (("minimum", column.minimum), ("maximum", column.maximum)):
        if limit is not None:
            datatype[name] = int(limit) if column.type is ColumnType.INTEGER else limit
    return datatype


def _format(column: Column) -> str | None:
    if column.codes is not None:
        return one_of(column.codes.values)
    return column.pattern or FORMATS.get(column.type)


def one_of(values: tuple[str, ...]) -> str:
    """A pattern that takes these values and no other."""
    return f"^({'|'.join(SPECIAL.sub(_escaped, value) for value in values)})$"


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _foreign_key(column: Column, paths: Mapping[str, str]) -> Descriptor:
    table, name = column.references or ("", "")
    return {
        "columnReference": column.name,
        "reference": {"resource": paths[table], "columnReference": name},
    }
