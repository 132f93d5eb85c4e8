"""What a release says of its own files, held against the files; no other release is needed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from flows.releases import NotARelease, Release
from outputs.canonical import FileFacts, file_facts, files_below
from outputs.datapackage import DATAPACKAGE
from outputs.manifest import MANIFEST, SUMS, damaged, read_sums
from outputs.personal.search import search_release
from outputs.schema import SCHEMA, read_schema
from outputs.tables import FOLDER, table_csv
from schemas.change_tables import CHANGES
from schemas.release import Version


def files(release: Release) -> tuple[list[str], str]:
    """Every file has the sha256 of SHA256SUMS, and there is no other."""
    try:
        amiss = damaged(release.path)
    except OSError:
        raise NotARelease(f"{release.path} has no SHA256SUMS that can be read") from None
    changed = [f"{path} is missing, added or changed" for path in amiss]
    return changed, f"{len(read_sums(release.path))} files are as SHA256SUMS says"


def contents(release: Release) -> tuple[list[str], str]:
    """Parquet and CSV hold the same, and both what the manifest says."""
    if not release.tables:
        return [f"there is no table in {release.path / FOLDER}"], ""
    amiss: list[str] = []
    declared = {table["name"]: table for table in read_schema(release.path)["tables"]}
    stated = release.manifest["content_sha256"]
    for name, rows in release.tables.items():
        if name not in declared or name not in stated:
            amiss.append(f"table {name} is not in schema.json or manifest.json")
            continue
        key = declared[name]["key"]
        ordered = rows.sort_by([(column, "ascending") for column in key])
        content = table_csv(ordered.combine_chunks())
        if hashlib.sha256(content).hexdigest() != stated[name]:
            amiss.append(f"the content of table {name} is not what manifest.json says")
        if (release.path / FOLDER / f"{name}.csv").read_bytes() != content:
            amiss.append(f"{name}.csv and {name}.parquet differ")
        if rows.num_rows and rows.group_by(key).aggregate([]).num_rows != rows.num_rows:
            amiss.append(f"table {name} has rows of the same key ({', '.join(key)})")
    missing = stated.keys() - release.tables.keys()
    amiss += [f"table {name} is missing" for name in sorted(missing)]
    rows_told = sum(table.num_rows for table in release.tables.values())
    return amiss, f"{len(stated)} tables, {rows_told:,} rows, CSV and Parquet the same"


def metadata(release: Release) -> tuple[list[str], str]:
    """schema.json describes every table, datapackage.json and manifest.json every file."""
    found = {path: file_facts(release.path, path) for path in files_below(release.path)}
    described = [facts for path, facts in found.items() if path not in (MANIFEST, SUMS)]
    package = json.loads((release.path / DATAPACKAGE).read_text(encoding="utf-8"))
    amiss = [
        *_identity(release),
        *_counts(release),
        *_columns(release),
        *_files_told(MANIFEST, described, release.manifest["files"]),
        *_files_told(
            DATAPACKAGE,
            [facts for facts in described if facts.path != DATAPACKAGE],
            [r | {"sha256": str(r["hash"]).removeprefix("sha256:")} for r in package["resources"]],
        ),
    ]
    return amiss, f"{len(described)} files described, {len(release.tables)} tables"


def personal(release: Release) -> tuple[list[str], str]:
    """Nothing in any file looks like a number or an address of a person."""
    hits = search_release(release.path)
    return [str(hit) for hit in hits], f"{len(files_below(release.path))} files searched"


def _identity(release: Release) -> Iterator[str]:
    """Where folder, manifest and schema do not name the same release."""
    told, schema = release.manifest, read_schema(release.path)
    version = release.version
    if _is_version(release.path) and release.path.name != str(version):
        yield f"the folder {release.path.name} holds {version}"
    if (told["period"], told["is_sample"]) != (version.period, version.is_sample):
        yield f"{MANIFEST} names another month or sort than its version {version}"
    if told["period"] not in told["periods"] or told["inputs"].keys() != set(told["periods"]):
        yield f"{MANIFEST} names other months in period, periods and inputs"
    if (schema["release"], schema.get("previous") or "") != (str(version), told["previous"]):
        yield f"{SCHEMA} is of {schema['release']} after {schema.get('previous')}"
    if schema["schema_version"] != told["schema_version"]:
        yield f"{SCHEMA} has schema {schema['schema_version']}, not {told['schema_version']}"


def _is_version(path: Path) -> bool:
    try:
        Version.parse(path.name)
    except ValueError:
        return False
    return True


def _counts(release: Release) -> Iterator[str]:
    """Numbers of the manifest that the tables do not have."""
    rows = {name: table.num_rows for name, table in release.tables.items()}
    if release.manifest["rows"] != rows:
        yield f"{MANIFEST} tells other numbers of rows"
    changes = release.tables.get(CHANGES.name)
    reasons = Counter(changes["reason"].to_pylist()) if changes is not None else {}
    if release.manifest["changes"] != dict(reasons):
        yield f"{MANIFEST} tells other numbers of changes than the table {CHANGES.name}"


def _files_told(
    name: str, found: Sequence[FileFacts], told: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """What a list of files says otherwise than the files are, lacks, or tells too much."""
    listed = {str(record["path"]): (record["bytes"], record["sha256"]) for record in told}
    there = {facts.path: (facts.bytes, facts.sha256) for facts in found}
    for path in sorted(there.keys() | listed.keys()):
        if path not in listed:
            yield f"{name} does not list {path}"
        elif listed[path] != there.get(path):
            yield f"{name} says otherwise of {path}"


def _columns(release: Release) -> Iterator[str]:
    """What schema.json and the tables say differently; codes that are not in their list."""
    described = read_schema(release.path)["tables"]
    for name in sorted(release.tables.keys() - {table["name"] for table in described}):
        yield f"table {name} is not in {SCHEMA}"
    for table in described:
        name, rows = table["name"], release.tables.get(table["name"])
        if rows is None:
            yield f"table {name} of schema.json is missing"
            continue
        if rows.column_names != [column["name"] for column in table["columns"]]:
            yield f"table {name} has other columns than schema.json says"
            continue
        for column in table["columns"]:
            found = set(pc.unique(rows[column["name"]]).to_pylist()) - {None}
            if column["codes"] is not None and found - set(column["codes"]):
                yield f"{name}.{column['name']} holds codes that schema.json does not know"
            if not column["nullable"] and rows[column["name"]].null_count:
                yield f"{name}.{column['name']} is empty in some row"
