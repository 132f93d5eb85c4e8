"""schema.json: what every table, column and code of a release is, and since which release."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from outputs.canonical import FileFacts, json_bytes, write_bytes
from schemas.release import Version
from schemas.schema_changes import Document, version_numbers
from schemas.schema_column import Record
from schemas.spoken import SpokenError

SCHEMA = "schema.json"

TEXT = (str,)
MAYBE_TEXT = (str, type(None))
MAYBE_LIST = (list, type(None))
LABELS = (dict,)
MAYBE_NUMBER = (int, float, type(None))

Shape = dict[str, tuple[type, ...]]
DOCUMENT: Shape = {
    "release": TEXT,
    "schema_version": TEXT,
    "tables": (list,),
    "code_lists": (list,),
}
TABLE: Shape = {"name": TEXT, "label": LABELS, "grain": LABELS, "key": (list,), "columns": (list,)}
COLUMN: Shape = {
    "name": TEXT,
    "label": LABELS,
    "type": TEXT,
    "key": (bool,),
    "nullable": (bool,),
    "minimum": MAYBE_NUMBER,
    "maximum": MAYBE_NUMBER,
    "pattern": MAYBE_TEXT,
    "code_list": MAYBE_TEXT,
    "codes": MAYBE_LIST,
    "references": MAYBE_LIST,
    "example": TEXT,
    "since": TEXT,
    "replaced_by": MAYBE_TEXT,
    "until": MAYBE_TEXT,
    "written": MAYBE_LIST,
}
CODE_LIST: Shape = {"name": TEXT, "label": LABELS, "source": TEXT, "codes": (list,)}
CODE: Shape = {"code": TEXT, "label": LABELS}


class SchemaUnreadableError(SpokenError):
    """A schema.json is missing or is not what a release writes; the message says where."""


def write_schema(directory: Path, document: Document) -> FileFacts:
    """Write schema.json at the root of a release."""
    return write_bytes(directory, SCHEMA, json_bytes(document))


def read_schema(directory: Path) -> Document:
    """The document that write_schema wrote there; SchemaUnreadableError when there is none."""
    path = directory / SCHEMA
    try:
        return _checked(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise SchemaUnreadableError(
            f"the release in {directory} has no {SCHEMA}; without it the schema version of the "
            "next release cannot be computed. Restore the release from its archive"
        ) from None
    except (OSError, TypeError, ValueError) as fault:
        raise SchemaUnreadableError(
            f"{path} cannot be read as the schema of a release: {fault}. Compare the release "
            "with its SHA256SUMS and restore it from its archive"
        ) from None


def _checked(document: object) -> Document:
    """The document itself; TypeError or ValueError names the first place that is otherwise."""
    found = _fitting("the document", document, DOCUMENT)
    Version.parse(found["release"])
    version_numbers(found["schema_version"])
    for place, table in _parts("the document", found, "tables", TABLE):
        for _ in _parts(place, table, "columns", COLUMN):
            pass
    for place, codes in _parts("the document", found, "code_lists", CODE_LIST):
        for _ in _parts(place, codes, "codes", CODE):
            pass
    return found


def _fitting(place: str, value: object, shape: Shape) -> Record:
    if not isinstance(value, dict):
        raise TypeError(f"{place} is {json.dumps(value)[:40]}, not an object")
    for name, types in shape.items():
        if name not in value:
            raise ValueError(f"{place} does not state {name!r}")
        if not isinstance(value[name], types):
            raise TypeError(f"{place} states {name!r} as {json.dumps(value[name])[:40]}")
    return value


def _parts(place: str, whole: Record, name: str, shape: Shape) -> Iterator[tuple[str, Record]]:
    """The members of a list of a document with their place, each looked at before it is given."""
    for number, part in enumerate(whole[name], start=1):
        where = f"{name} {number} of {place}"
        yield where, _fitting(where, part, shape)
