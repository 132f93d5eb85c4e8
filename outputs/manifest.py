"""What a release consists of: manifest.json for programs, SHA256SUMS for sha256sum -c."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from outputs.canonical import file_facts, files_below, json_bytes, strays_below, write_bytes
from outputs.tables import TableFacts
from schemas.release import LICENCE, SAMPLE_NOTICE, TITLE, ReleaseFacts

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"


def write_manifest(directory: Path, facts: ReleaseFacts, tables: Mapping[str, TableFacts]) -> None:
    """Write manifest.json over all other files, then SHA256SUMS over all files.

    Both are written last: a file that is added later is not covered.
    """
    files = [file_facts(directory, path) for path in _covered(directory, MANIFEST, SUMS)]
    manifest = _manifest(facts, tables) | {
        "files": [
            {"path": file.path, "bytes": file.bytes, "sha256": file.sha256} for file in files
        ],
    }
    files.append(write_bytes(directory, MANIFEST, json_bytes(manifest)))
    lines = sorted((file.path, file.sha256) for file in files)
    sums = "".join(f"{sha256}  {path}\n" for path, sha256 in lines)
    write_bytes(directory, SUMS, sums.encode())


def _covered(directory: Path, *without: str) -> list[str]:
    return [path for path in files_below(directory) if path not in without]


def _manifest(facts: ReleaseFacts, tables: Mapping[str, TableFacts]) -> dict[str, object]:
    notice = {"notice": SAMPLE_NOTICE.by_language}
    return {
        "version": facts.version,
        "is_sample": facts.is_sample,
        **(notice if facts.is_sample else {}),
        "title": TITLE.by_language,
        "period": facts.period,
        "periods": list(facts.periods),
        "previous": facts.previous,
        "lineage": list(facts.lineage),
        **({"withdrawn": list(facts.withdrawn)} if facts.withdrawn else {}),
        "schema_version": facts.schema_version,
        "site": facts.site,
        "issued": facts.issued,
        "licence": LICENCE,
        "villages": {
            "expected": facts.villages_expected,
            "reported": facts.villages_reported,
            "late": facts.villages_late,
        },
        "problems": facts.problems,
        **({"gate": facts.gate} if facts.gate else {}),
        "code": {"version": facts.code_version, "sha256": facts.code_digest},
        "libraries": facts.libraries,
        "inputs": {period: list(files) for period, files in facts.inputs.items()},
        "decisions": {"entries": facts.entries, "sha256": facts.decisions},
        "protection": facts.protection,
        **({"rounding": facts.rounding} if facts.rounding else {}),
        "changes": facts.changes,
        "rows": {name: table.rows for name, table in tables.items()},
        "content_sha256": {name: table.csv.sha256 for name, table in tables.items()},
    }


def read_sums(directory: Path) -> dict[str, str]:
    """The sha256 by path that SHA256SUMS states; FileNotFoundError when there is none."""
    lines = (directory / SUMS).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("  ", 1) for line in lines)
    return {path: sha256 for sha256, path in pairs}


def differences(stated: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """The paths that are in one of the two alone or have another sha256, sorted."""
    return sorted(p for p in stated.keys() | found.keys() if stated.get(p) != found.get(p))


def damaged(directory: Path) -> list[str]:
    """The paths that are missing, added or changed since SHA256SUMS was written.

    A link, an empty folder and whatever else is no file is added, wherever it leads.
    """
    present = _covered(directory, SUMS)
    found = {path: file_facts(directory, path).sha256 for path in present}
    return sorted({*differences(read_sums(directory), found), *strays_below(directory)})
