"""What a release says that follows from others: its version, its pages, its making."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from flows.comparison import Compared, compare, side_of
from flows.provenance import code_digest, library_versions
from flows.rebuild import folder_of, rebuilt
from flows.releases import Release, release_at
from flows.settings import Home
from flows.staging import Gated, judged, proof_of
from outputs.build import build
from outputs.gate.verdict import Verdict
from outputs.manifest import MANIFEST, differences, read_sums
from outputs.manifest_shape import facts_of
from outputs.proof import PROOF, Proof, proof_document
from outputs.schema import read_schema
from outputs.standing import is_withdrawn
from outputs.tables import in_order
from schemas.change_tables import CHANGES, REVISIONS
from schemas.form import FORM
from schemas.release import ReleaseFacts, Version
from schemas.result_tables import INDICATORS
from schemas.schema_aliases import with_aliases
from schemas.schema_changes import next_schema_version
from schemas.schema_rules import FIRST_VERSION
from schemas.spoken import SpokenError, some_of
from schemas.table import Table
from schemas.tables import public_tables, release_tables
from transforms.change_rows import change_rows
from transforms.revision_rows import revision_rows

SHOWN = 3
SAME_BYTES = "the same bytes"
"""What a rebuild is told by that gave every file of the release."""


class OtherProgramError(SpokenError):
    """The release was made by another program, and this one would make it otherwise."""


def before_of(home: Home, release: Release, named: str | None) -> Release | None:
    """The release that the version is proved against; None for a first release.

    CannotRebuildError when it is not at hand. One that was withdrawn is at hand for the data
    team alone.
    """
    previous = release.manifest["previous"]
    if not previous:
        return None
    if named is not None:
        return release_at(home.releases, named)
    return Release(folder_of(previous, home, release, "name its folder with --before"))


@dataclass(frozen=True)
class Succession:
    """A release and the one it follows, None for a first release."""

    release: Release
    before: Release | None

    @cached_property
    def compared(self) -> Compared:
        """What differs between the two."""
        if self.before is None:
            return Compared()
        declared = self.with_aliases(public_tables(FORM))
        return compare(side_of(self.before), side_of(self.release), declared)

    def with_aliases(self, declared: Mapping[str, Table]) -> dict[str, Table]:
        """The declared tables with the old names that the release still writes."""
        known = None if self.before is None else read_schema(self.before.path)
        return with_aliases(declared, str(self.release.version), known)

    @property
    def facts(self) -> ReleaseFacts:
        """The facts of the release, with the reasons that are found."""
        return replace(facts_of(self.release.manifest), changes=self.compared.reasons)

    @property
    def proof(self) -> Proof:
        """What the version of the release is proved by."""
        return proof_of(self.before, read_schema(self.release.path), self.compared)


def version(pair: Succession) -> tuple[list[str], str]:
    """Edition, schema version, changes and revisions follow from the release before."""
    release, before, compared = pair.release, pair.before, pair.compared
    if before is not None and str(before.version) != release.manifest["previous"]:
        return [f"it follows {release.manifest['previous']}, not {before.version}"], ""
    by_rule = [*_numbers(pair)]
    amiss = by_rule + [f"without a reason: {difference}" for difference in compared.unexplained]
    known = None if before is None else before.tables[REVISIONS.name]
    revisions = revision_rows(known, release.tables[INDICATORS.name], str(release.version))
    if not release.tables[REVISIONS.name].equals(in_order(revisions, REVISIONS)):
        amiss.append("the table revisions does not follow from the release before")
    if not release.tables[CHANGES.name].equals(change_rows(compared.told)):
        amiss.append(f"the table changes does not tell the {len(compared.told)} changes found")
    proof = json.loads((release.path / PROOF).read_text(encoding="utf-8"))
    expected = proof_document(pair.facts, pair.proof, release.manifest["content_sha256"])
    amiss += [f"{PROOF} says otherwise of {n}" for n in expected if proof.get(n) != expected[n]]
    if amiss and not by_rule:
        _refuse_other_code(release, amiss)
    after = f"after {before.version}" if before else "a first release"
    return amiss, f"{after}: {len(compared.told)} changes, each with its reason"


def _numbers(pair: Succession) -> Iterator[str]:
    """What of version, schema version and lineage is not what the rule gives."""
    before, compared = pair.before, pair.compared
    told, found = pair.release.manifest, pair.release.version
    edition, schema, lineage = 0, FIRST_VERSION, list[str]()
    if before is not None:
        known = before.manifest
        is_same_month = before.version.period == found.period
        edition = before.version.edition + 1 if is_same_month else 0
        schema = next_schema_version(known["schema_version"], compared.schema)
        lineage = [*known["lineage"], str(before.version)]
        is_other = not compared.is_same or known["code"] != told["code"]
        if is_same_month and not is_other:
            yield f"nothing differs from {before.version}, so there is no edition after it"
        if not is_same_month and before.version > found:
            yield f"it follows {before.version}, which is of a later month"
    gone = [Version.parse(version) for version in told.get("withdrawn", [])]
    edition = max([edition, *(v.edition + 1 for v in gone if v.period == found.period)])
    yield from _left_out(pair, gone)
    if found.edition != edition:
        yield f"its edition is {found.edition}, by the rule it is {edition}"
    if told["schema_version"] != schema:
        yield f"its schema version is {told['schema_version']}, by the rule it is {schema}"
    if told["lineage"] != lineage:
        yield f"its lineage is {told['lineage']}, by the rule it is {lineage}"


def _left_out(pair: Succession, gone: Iterable[Version]) -> Iterator[str]:
    """Which numbers are left out and were not withdrawn, as far as can be seen beside it."""
    for version in gone:
        folder = pair.release.path.parent / str(version)
        is_after = pair.before is None or version > pair.before.version
        if not is_after or version >= pair.release.version:
            yield f"it leaves out {version}, which is not between the release before and it"
        elif (folder / MANIFEST).is_file() and not is_withdrawn(folder):
            yield f"it leaves out {version}, which was not withdrawn"


def rendering(pair: Succession) -> tuple[list[str], str]:
    """Every page, workbook and description is what this program makes of the tables.

    OtherProgramError where another program or other libraries made the release.
    """
    release = pair.release
    if release.manifest["code"]["sha256"] != code_digest():
        raise OtherProgramError(_made_by(release))
    other = differences(release.manifest["libraries"], library_versions())
    if other:
        told = release.manifest["libraries"]
        named = ", ".join(f"{name} {told.get(name, 'unknown')}" for name in other)
        raise OtherProgramError(f"made with other libraries: {named}")
    declared = pair.with_aliases(release_tables(FORM))
    with tempfile.TemporaryDirectory(prefix="rumahdata-") as folder:
        judge = _judge(pair, declared)
        build(Path(folder), release.tables, declared, pair.facts, pair.proof, judge=judge)
        found, made = read_sums(release.path), read_sums(Path(folder))
    amiss = [f"{path} is not what the tables give" for path in differences(found, made)]
    return amiss, f"{len(made)} files follow from the tables"


def _judge(pair: Succession, declared: Mapping[str, Table]) -> Callable[[Path], Verdict] | None:
    """The gate, asked again as the release says it was asked; None where it does not say."""
    told = pair.release.manifest.get("gate")
    if told is None:
        return None
    overrides = {one["id"]: one["reason"] for one in told["overridden"]}
    return partial(judged, Gated(declared, told["floor"], overrides), pair.facts, pair.before)


def anew(home: Home, release: Release) -> tuple[list[str], str]:
    """The archive gives the same bytes; with other libraries, the same contents.

    OtherProgramError where another program would make other contents.
    """
    with rebuilt(home, release) as folder:
        again = Release(folder)
        old, new = release.manifest, again.manifest
        if (old["code"], old["libraries"]) == (new["code"], new["libraries"]):
            return _other(read_sums(release.path), read_sums(folder), "{}"), SAME_BYTES
        amiss = _other(old["content_sha256"], new["content_sha256"], "table {}")
        if amiss:
            _refuse_other_code(release, amiss)
        by = f"program {old['code']['version']}" if old["code"] != new["code"] else "libraries"
        return amiss, f"the same contents, by other {by}"


def _other(stated: Mapping[str, str], found: Mapping[str, str], named: str) -> list[str]:
    return [f"{named.format(n)} is another when rebuilt" for n in differences(stated, found)]


def _refuse_other_code(release: Release, amiss: list[str]) -> None:
    """A difference is no fault of a release that another program made."""
    if release.manifest["code"]["sha256"] != code_digest():
        raise OtherProgramError(
            f"{_made_by(release)}; this one differs: {some_of(amiss, SHOWN, '; ')}"
        )


def _made_by(release: Release) -> str:
    code = release.manifest["code"]
    return f"made by program {code['version']} ({code['sha256'][:12]}): ask that one"
