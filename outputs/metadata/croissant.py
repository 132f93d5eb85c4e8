"""croissant.json: the release as Croissant 1.1, whose tables load by one line of a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from outputs.metadata.about import (
    LANDING_PAGE,
    Descriptor,
    description,
    file_url,
    release_id,
    title,
)
from outputs.metadata.files import DataFile
from outputs.metadata.schema_org import keywords
from outputs.site.about import bibtex
from outputs.tables import TableFacts
from schemas.citation import LANGUAGES
from schemas.field import CodeList
from schemas.release import LICENCE_URL, PUBLISHER, ReleaseFacts
from schemas.table import Column, ColumnType, Table

CROISSANT = "croissant.json"
VERSION = "http://mlcommons.org/croissant/1.1"
PARQUET = "application/x-parquet"
"""The name of Parquet in Croissant, older than its registered media type."""

CONTEXT: Descriptor = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that the specification of Croissant 1.1 prescribes."""

DATA_TYPES = {
    ColumnType.STRING: "sc:Text",
    ColumnType.INTEGER: "sc:Integer",
    ColumnType.NUMBER: "sc:Float",
    ColumnType.DATE: "sc:Date",
    ColumnType.BOOLEAN: "sc:Boolean",
}


def croissant(
    files: Sequence[DataFile],
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    table_facts: Mapping[str, TableFacts],
) -> Descriptor:
    """The release with a record set for each code list and, from its Parquet, each table."""
    lists = code_lists(declared)
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "@id": release_id(facts),
        "conformsTo": VERSION,
        "name": title(facts).by_language,
        "description": description(facts).by_language,
        "url": file_url(facts, LANDING_PAGE),
        "version": facts.version,
        "datePublished": facts.issued,
        "license": LICENCE_URL,
        "inLanguage": list(LANGUAGES),
        "keywords": keywords(),
        "creator": _organisation(),
        "publisher": _organisation(),
        "citeAs": bibtex(facts),
        "distribution": [_file_object(file, facts) for file in files],
        "recordSet": [
            *(_enumeration(codes) for codes in lists.values()),
            *(_record_set(table, table_facts[name]) for name, table in declared.items()),
        ],
    }


def code_lists(declared: Mapping[str, Table]) -> dict[str, CodeList]:
    """The code lists of all columns, by name."""
    columns = (column for table in declared.values() for column in table.columns)
    return {column.codes.name: column.codes for column in columns if column.codes}


def _organisation() -> Descriptor:
    return {"@type": "sc:Organization", "name": PUBLISHER.by_language}


def _file_object(file: DataFile, facts: ReleaseFacts) -> Descriptor:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path.rsplit("/", 1)[-1],
        "description": file.title.by_language,
        "contentUrl": file_url(facts, file.path),
        "contentSize": f"{file.written.bytes} B",
        "encodingFormat": PARQUET if file.suffix == ".parquet" else file.media_type,
        "sha256": file.written.sha256,
    }


def _enumeration(codes: CodeList) -> Descriptor:
    name = f"codes/{codes.name}"
    columns = ("code", "label_id", "label_en")
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": codes.label.by_language,
        "dataType": "sc:Enumeration",
        "key": {"@id": f"{name}/code"},
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{column}",
                "name": column,
                "dataType": "sc:Text",
            }
            for column in columns
        ],
        "data": [
            {
                f"{name}/code": code.code,
                f"{name}/label_id": code.label.id,
                f"{name}/label_en": code.label.en,
            }
            for code in codes.codes
        ],
    }


def _record_set(table: Table, written: TableFacts) -> Descriptor:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.label.by_language,
        "description": table.grain.by_language,
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [_field(table, column, written) for column in table.columns],
    }


def _field(table: Table, column: Column, written: TableFacts) -> Descriptor:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.label.by_language,
        "description": column.meaning.by_language,
        "dataType": DATA_TYPES[column.type],
        "source": {
            "fileObject": {"@id": written.parquet.path},
            "extract": {"column": column.name},
        },
        **_references(column),
    }


def _references(column: Column) -> Descriptor:
    if column.codes is not None:
        return {"references": {"field": {"@id": f"codes/{column.codes.name}/code"}}}
    if column.references is not None:
        return {"references": {"field": {"@id": "/".join(column.references)}}}
    return {}
