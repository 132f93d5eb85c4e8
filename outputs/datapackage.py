"""datapackage.json: the release as a Data Package, version 2."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from outputs.canonical import FileFacts, file_facts, files_below, json_bytes, write_bytes
from outputs.manifest import MANIFEST, SUMS
from outputs.metadata.about import (
    LANDING_PAGE,
    Descriptor,
    description,
    file_url,
    release_id,
    title,
)
from outputs.metadata.files import file_format
from outputs.metadata.schema_org import keywords
from outputs.tables import TableFacts
from schemas.field import Text
from schemas.register import REGISTER_SOURCE
from schemas.release import (
    LICENCE,
    LICENCE_TITLE,
    LICENCE_URL,
    PUBLISHER,
    ReleaseFacts,
)
from schemas.table import Column, ColumnType, Table

DATAPACKAGE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/{name}.json"
REPORTS = Text("Laporan bulanan desa", "Monthly reports of the villages")

FIELD_TYPES = {
    ColumnType.STRING: "string",
    ColumnType.INTEGER: "integer",
    ColumnType.NUMBER: "number",
    ColumnType.DATE: "date",
    ColumnType.BOOLEAN: "boolean",
}


def write_datapackage(
    directory: Path,
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    table_facts: Mapping[str, TableFacts],
) -> FileFacts:
    """Write datapackage.json over every file below the directory but those that cover it."""
    by_path = {table_facts[name].csv.path: table for name, table in declared.items()}
    resources = [
        _resource(directory, path, by_path.get(path))
        for path in files_below(directory)
        if path not in (DATAPACKAGE, MANIFEST, SUMS)
    ]
    return write_bytes(
        directory, DATAPACKAGE, json_bytes(_package(facts) | {"resources": resources})
    )


def _package(facts: ReleaseFacts) -> Descriptor:
    address = {"homepage": file_url(facts, LANDING_PAGE)} if facts.site else {}
    return {
        "$schema": PROFILE.format(name="datapackage"),
        "name": f"rumah-data-{facts.version.lower()}",
        "id": release_id(facts),
        "title": title(facts).line,
        "description": description(facts).line,
        **address,
        "version": facts.version,
        "created": f"{facts.issued}T00:00:00Z",
        "keywords": keywords(),
        "licenses": [{"name": LICENCE, "path": LICENCE_URL, "title": LICENCE_TITLE}],
        "contributors": [{"title": PUBLISHER.line, "roles": ["publisher"]}],
        "sources": [{"title": REPORTS.line}, {"title": REGISTER_SOURCE}],
    }


def _resource(directory: Path, path: str, table: Table | None) -> Descriptor:
    written = file_facts(directory, path)
    described = _described(table) if table else {}
    return {
        "name": resource_name(path),
        "path": path,
        **described,
        **_format(path),
        "bytes": written.bytes,
        "hash": f"sha256:{written.sha256}",
        **_tabular(directory, path, table),
    }


def resource_name(path: str) -> str:
    """The name of a resource: a table's own name for its CSV, else its path with hyphens."""
    file = PurePosixPath(path)
    if file.parts[0] == "tables" and file.suffix == ".csv":
        return file.stem
    return path.lower().replace("/", "-").replace("_", "-").replace(".", "-")


def _described(table: Table) -> Descriptor:
    return {"title": table.label.line, "description": table.grain.line}


def _format(path: str) -> Descriptor:
    form, media = file_format(path)
    return {"format": form, "mediatype": media}


def _tabular(directory: Path, path: str, table: Table | None) -> Descriptor:
    if PurePosixPath(path).suffix != ".csv":
        return {}
    schema = _schema(table) if table else _text_schema(directory / path)
    return {
        "type": "table",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": {
            "$schema": PROFILE.format(name="tableschema"),
            **schema,
            "missingValues": [""],
        },
    }


def _text_schema(path: Path) -> Descriptor:
    header = next(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    return {"fields": [{"name": name, "type": "string"} for name in header]}


def _schema(table: Table) -> Descriptor:
    schema: Descriptor = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
    }
    foreign = [_foreign_key(column) for column in table.columns if column.references]
    return schema | ({"foreignKeys": foreign} if foreign else {})


def _field(column: Column) -> Descriptor:
    field: Descriptor = {
        "name": column.name,
        "type": FIELD_TYPES[column.type],
        "title": column.label.line,
        "description": column.meaning.line,
        "example": column.example,
        "constraints": _constraints(column),
    }
    if column.codes is not None:
        field["categories"] = [
            {"value": code.code, "label": code.label.line} for code in column.codes.codes
        ]
    return field


def _constraints(column: Column) -> Descriptor:
    limits: Descriptor = {"required": not column.nullable}
    if column.codes is not None:
        limits["enum"] = list(column.codes.values)
    if column.pattern is not None:
        limits["pattern"] = column.pattern
    for name, limit in (("minimum", column.minimum), ("maximum", column.maximum)):
        if limit is not None:
            limits[name] = limit
    return limits


def _foreign_key(column: Column) -> Descriptor:
    table, name = column.references or ("", "")
    return {"fields": [column.name], "reference": {"resource": table, "fields": [name]}}
