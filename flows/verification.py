"""Is a release what it says: its files, contents, metadata, the proof of its version, a rebuild."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from flows.comparison import Compared, compare, side_of
from flows.rebuild import CannotRebuildError, rebuilt
from flows.releases import NotARelease, Release, release_at
from flows.settings import Home
from flows.staging import proof_of
from outputs.datapackage import DATAPACKAGE
from outputs.manifest import damaged, differences, read_sums
from outputs.proof import PROOF, proof_document
from outputs.schema import read_schema
from outputs.tables import FOLDER, in_order, table_csv
from schemas.change_tables import CHANGES, REVISIONS
from schemas.form import FORM
from schemas.release import ReleaseFacts
from schemas.result_tables import INDICATORS
from schemas.schema_aliases import with_aliases
from schemas.spoken import SpokenError, some_of
from schemas.tables import public_tables
from transforms.change_rows import change_rows
from transforms.revision_rows import revision_rows

HOLDS, FAILED, SKIPPED = "holds", "FAILED", "not checked"
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One question to a release and its answer."""

    name: str
    result: str
    told: str

    @property
    def is_failed(self) -> bool:
        """Whether the release is not what it says."""
        return self.result == FAILED


def verify_release(
    home: Home, named: str, before: str | None = None, *, rebuild: bool | None = None
) -> list[Check]:
    """Every check of a release named by version or folder; NotARelease when it is none.

    The release before is `before`, else it is looked for beside the release and in the home.
    Without `rebuild` it is made anew where the home has an archive.
    """
    release = release_at(home.releases, named)
    checks = [
        _check("files", lambda: _files(release)),
        _check("contents", lambda: _contents(release)),
        _check("metadata", lambda: _metadata(release)),
        _check("version", lambda: _version(release, _before(home, release, before))),
    ]
    if rebuild or (rebuild is None and home.archive.is_dir()):
        return [*checks, _check("rebuild", lambda: _rebuild(home, release))]
    return [*checks, Check("rebuild", SKIPPED, f"no archive in {home.root}")]


def _check(name: str, ask: Callable[[], tuple[list[str], str]]) -> Check:
    """Ask one question: what is amiss, and what was looked at."""
    try:
        amiss, told = ask()
    except CannotRebuildError as why:
        return Check(name, SKIPPED, str(why))
    except SpokenError as error:
        return Check(name, FAILED, str(error))
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        said = f"its files do not fit together ({type(error).__name__}: {error})"
        return Check(name, FAILED, said.splitlines()[0])
    if not amiss:
        return Check(name, HOLDS, told)
    return Check(name, FAILED, some_of(amiss, SHOWN, "; "))


def _files(release: Release) -> tuple[list[str], str]:
    """Every file has the sha256 of SHA256SUMS, and there is no other."""
    try:
        amiss = damaged(release.path)
    except OSError:
        raise NotARelease(f"{release.path} has no SHA256SUMS that can be read") from None
    changed = [f"{path} is missing, added or changed" for path in amiss]
    return changed, f"{len(read_sums(release.path))} files are as SHA256SUMS says"


def _contents(release: Release) -> tuple[list[str], str]:
    """Parquet and CSV hold the same, and both what the manifest says."""
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


def _metadata(release: Release) -> tuple[list[str], str]:
    """schema.json describes the tables, and datapackage.json every file."""
    amiss = list(_columns(release))
    package = json.loads((release.path / DATAPACKAGE).read_text(encoding="utf-8"))
    sums = read_sums(release.path)
    listed = {r["path"]: r.get("hash", "").removeprefix("sha256:") for r in package["resources"]}
    amiss += [
        f"{DATAPACKAGE} says otherwise of {path}"
        for path, sha256 in listed.items()
        if sums.get(path) != sha256
    ]
    tables = {f"{FOLDER}/{name}.csv" for name in release.tables}
    amiss += [f"{DATAPACKAGE} does not list {path}" for path in sorted(tables - listed.keys())]
    return amiss, f"{len(listed)} files described, {len(release.tables)} tables"


def _columns(release: Release) -> Iterator[str]:
    """What schema.json and the tables say differently; codes that are not in their list."""
    for table in read_schema(release.path)["tables"]:
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


def _before(home: Home, release: Release, named: str | None) -> Release | None:
    """The release that the version is proved against; None for a first release."""
    previous = str(release.manifest["previous"])
    if not previous:
        return None
    if named is not None:
        return release_at(home.releases, named)
    for folder in (release.path.parent, home.releases):
        if (folder / previous).is_dir():
            return Release(folder / previous)
    raise CannotRebuildError(f"{previous} is not at hand: name its folder with --before")


def _version(release: Release, before: Release | None) -> tuple[list[str], str]:
    """Changes, revisions, schema version and edition follow from the release before."""
    if before is not None and str(before.version) != release.manifest["previous"]:
        return [f"it follows {release.manifest['previous']}, not {before.version}"], ""
    compared = _compared(release, before)
    amiss = [f"without a reason: {difference}" for difference in compared.unexplained]
    known = None if before is None else before.tables[REVISIONS.name]
    revisions = revision_rows(known, release.tables[INDICATORS.name], str(release.version))
    if not release.tables[REVISIONS.name].equals(in_order(revisions, REVISIONS)):
        amiss.append("the table revisions does not follow from the release before")
    if not release.tables[CHANGES.name].equals(change_rows(compared.told)):
        amiss.append(f"the table changes does not tell the {len(compared.told)} changes found")
    proof = json.loads((release.path / PROOF).read_text(encoding="utf-8"))
    expected = proof_document(
        _facts(release, compared.reasons),
        proof_of(before, read_schema(release.path), compared),
        release.manifest["content_sha256"],
    )
    amiss += [f"{PROOF} says otherwise of {n}" for n in expected if proof.get(n) != expected[n]]
    after = f"after {before.version}" if before else "a first release"
    return amiss, f"{after}: {len(compared.told)} changes, each with its reason"


def _compared(release: Release, before: Release | None) -> Compared:
    if before is None:
        return Compared()
    known = read_schema(before.path)
    declared = with_aliases(public_tables(FORM), str(release.version), known)
    return compare(side_of(before), side_of(release), declared)


def _facts(release: Release, reasons: dict[str, int]) -> ReleaseFacts:
    """The facts that the proof of a release tells, with the reasons that were found."""
    told = release.manifest
    return ReleaseFacts(
        version=str(release.version),
        period=told["period"],
        is_sample=told["is_sample"],
        issued=told["issued"],
        villages_expected=told["villages"]["expected"],
        villages_reported=told["villages"]["reported"],
        villages_late=told["villages"]["late"],
        schema_version=told["schema_version"],
        lineage=tuple(told["lineage"]),
        changes=reasons,
    )


def _rebuild(home: Home, release: Release) -> tuple[list[str], str]:
    """The archive gives the same bytes; with another program, the same contents."""
    with rebuilt(home, release) as anew:
        again = Release(anew)
        if again.manifest["code"] == release.manifest["code"]:
            other = differences(read_sums(release.path), read_sums(anew))
            return [f"{path} is another when rebuilt" for path in other], "the same bytes"
        stated, found = (r.manifest["content_sha256"] for r in (release, again))
        other = differences(stated, found)
        told = f"the same contents, by another program than {release.manifest['code']['version']}"
        return [f"table {name} is another when rebuilt" for name in other], told
