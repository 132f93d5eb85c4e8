"""The schema of a release as one document: its tables, columns, code lists and its version."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.field import CodeList, Text
from schemas.release import SAMPLE_NOTICE, TITLE, Version
from schemas.schema_aliases import columns_of, until, written_months
from schemas.schema_changes import Document, next_schema_version, schema_changes
from schemas.schema_column import Record, by_name
from schemas.schema_rules import FIRST_VERSION
from schemas.table import Column, Table


def schema_document(
    declared: Mapping[str, Table], version: str, before: Document | None
) -> Document:
    """The schema of release `version`, whose tables may carry old names of their columns.

    `before` is the document of the release before, None for the first one: from it come
    `since`, the release in which a name first stood, and the schema version, raised by what
    differs. ValueError when `version` is no version of a release.
    """
    release = Version.parse(version)
    known = {} if before is None else by_name(before["tables"])
    document: Document = {
        "title": _text(TITLE),
        **({"notice": _text(SAMPLE_NOTICE)} if release.is_sample else {}),
        "release": str(release),
        "previous": None if before is None else before["release"],
        "schema_version": FIRST_VERSION,
        "tables": [
            _table(table, release, columns_of(known.get(name))) for name, table in declared.items()
        ],
        "code_lists": _code_lists(declared),
    }
    if before is not None:
        changes = schema_changes(before, document)
        document["schema_version"] = next_schema_version(before["schema_version"], changes)
    return document


def described_columns(document: Document) -> dict[tuple[str, str], Record]:
    """The columns of a document by their table and name."""
    return {
        (table["name"], column["name"]): column
        for table in document["tables"]
        for column in table["columns"]
    }


def _text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else text.by_language


def _table(table: Table, release: Version, known: Mapping[str, Record]) -> Record:
    return {
        "name": table.name,
        "label": _text(table.label),
        "grain": _text(table.grain),
        "key": list(table.key),
        "columns": [_column(column, release, known.get(column.name)) for column in table.columns],
    }


def _column(column: Column, release: Version, known: Record | None) -> Record:
    codes = column.codes
    return {
        "name": column.name,
        "label": _text(column.label),
        "meaning": _text(column.meaning),
        "question": _text(column.question),
        "type": column.type.value,
        "key": column.key,
        "nullable": column.nullable,
        "unit": _text(column.unit),
        "minimum": column.minimum,
        "maximum": column.maximum,
        "pattern": column.pattern,
        "code_list": None if codes is None else codes.name,
        "codes": None if codes is None else list(codes.values),
        "references": None if column.references is None else list(column.references),
        "example": column.example,
        "since": str(release) if known is None else known["since"],
        **_replacement(column, release, known),
    }


def _replacement(column: Column, release: Version, known: Record | None) -> Record:
    """Of an old name: what replaces it, the months that write it, and the last of them."""
    if column.alias_of is None:
        return {"replaced_by": None, "until": None, "written": None}
    months = written_months(known, release.period) or [release.period]
    return {"replaced_by": column.alias_of, "until": until(months), "written": months}


def _code_lists(declared: Mapping[str, Table]) -> list[Record]:
    """The code lists of the tables in the order of first use."""
    found: dict[str, CodeList] = {}
    for table in declared.values():
        for column in table.columns:
            if column.codes is not None:
                found.setdefault(column.codes.name, column.codes)
    return [
        {
            "name": codes.name,
            "label": _text(codes.label),
            "source": codes.source,
            "codes": [{"code": code.code, "label": _text(code.label)} for code in codes.codes],
        }
        for codes in found.values()
    ]
