"""version_proof.json: the rule by which version and schema version follow, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from outputs.canonical import FileFacts, json_bytes, write_bytes
from outputs.tables import TableFacts
from schemas.field import Text
from schemas.release import ReleaseFacts, Version
from schemas.schema_changes import Document, SchemaChange

PROOF = "version_proof.json"

EDITION_RULE = Text(
    "Versi = bulan laporan dan edisi. Rilis pertama suatu bulan adalah edisi 0. Edisi berikutnya "
    "terbit hanya bila ada yang berbeda dari edisi sebelumnya, atau bila berkasnya ditulis oleh "
    "program lain. Nomor versi yang ditarik dilewati.",
    "The version is the reporting month and the edition. The first release of a month is edition "
    "0. The next edition is published only where something differs from the edition before, or "
    "where another program writes its files. The number of a version that was withdrawn is left "
    "out.",
)
SCHEMA_RULE = Text(
    "Perbedaan yang paling berat menentukan: MAJOR bila sesuatu yang dipakai pembaca hilang atau "
    "berubah arti, MINOR bila ada tambahan, PATCH bila hanya teks yang berubah.",
    "The gravest difference decides: MAJOR where something that readers rely on is gone or means "
    "something else, MINOR where something is added, PATCH where only texts changed.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a release is set against: the release before, its contents, and what differs.

    `before` is the sha256 of the manifest of the release before and `contents` those of its
    tables' contents by name; both are empty for the first release. `changes` counts the
    differences in values, rows and schema by their kind.
    """

    schema: Document
    before: str = ""
    schema_before: str = ""
    contents: Mapping[str, str] = field(default_factory=dict)
    schema_changes: tuple[SchemaChange, ...] = ()
    changes: Mapping[str, int] = field(default_factory=dict)


def write_proof(
    directory: Path, facts: ReleaseFacts, proof: Proof, written: Mapping[str, TableFacts]
) -> FileFacts:
    """Write version_proof.json."""
    after = {name: table.csv.sha256 for name, table in written.items()}
    return write_bytes(directory, PROOF, json_bytes(proof_document(facts, proof, after)))


def proof_document(
    facts: ReleaseFacts, proof: Proof, contents: Mapping[str, str]
) -> dict[str, object]:
    """The proof as plain values; `contents` are the sha256 of the tables' contents by name."""
    names = sorted({*proof.contents, *contents})
    return {
        "version": facts.version,
        "previous": {"version": facts.previous, "manifest_sha256": proof.before}
        if facts.previous
        else None,
        "edition": {
            "rule": EDITION_RULE.by_language,
            "edition": Version.parse(facts.version).edition,
            **({"withdrawn": list(facts.withdrawn)} if facts.withdrawn else {}),
        },
        "schema": {
            "rule": SCHEMA_RULE.by_language,
            "before": proof.schema_before or None,
            "after": facts.schema_version,
            "changes": [_schema_change(change) for change in proof.schema_changes],
        },
        "changes": {
            "by_kind": dict(sorted(proof.changes.items())),
            "by_reason": dict(sorted(facts.changes.items())),
            "without_reason": 0,
        },
        "content_sha256": {
            name: {"before": proof.contents.get(name), "after": contents.get(name)}
            for name in names
        },
    }


def _schema_change(change: SchemaChange) -> dict[str, str]:
    return {
        "rule": change.rule,
        "level": str(change.level),
        "table": change.table,
        "column": change.column,
        "old": change.old,
        "new": change.new,
    }
