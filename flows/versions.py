"""Which version a run publishes, after which, and what is in it: computed, never chosen.

The version is the month and an edition. The first release of a month is edition 0. A month
that is published gets the next edition only where it is asked for (`--correct`) and only
where something differs from the last edition, or another program writes its files; its
changes are told against that one. The
changes of a first edition are told against the newest release of an earlier month.

A version that was withdrawn is no release: nothing is compared with it or taken from it, and
its number is left out. Where no edition of a month stands any more the next one is published
without being asked for, unless it is what was withdrawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from flows.comparison import Compared, Side, compare, refuse_unexplained, side_of
from flows.protected import Tables
from flows.provenance import code_digest
from flows.releases import Release, published
from flows.rounding import Rounding, joined, rounded
from flows.series import Part
from flows.settings import Request, SettingError
from flows.withdrawn import refuse_the_same
from outputs.publish import VersionExistsError
from outputs.schema import read_schema
from outputs.standing import withdrawn
from schemas.change_tables import DECISIONS
from schemas.decision import Act, Decision
from schemas.form import FORM
from schemas.frames import arrow_schema
from schemas.release import Version
from schemas.schema_aliases import with_aliases
from schemas.schema_changes import Document
from schemas.schema_document import schema_document
from schemas.spoken import some_lines
from schemas.table import Table
from schemas.tables import release_tables
from transforms.grounds import Declared, grounds_of

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Basis:
    """What a release is made from, besides its months: settings and declarations."""

    declared: Declared
    protection: dict[str, int]
    program: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be published: version, tables of all months, changes, and the schema.

    `declared` are the tables with the old names that are still written. `rounding` are the
    months whose counts on health were rounded for it. `stands` is the published
    release that says all this already, if there is one; `known` are all versions of its sort
    that were published when it was planned, and `withdrawn` those between `before` and
    `version` that were withdrawn.
    """

    version: Version
    before: Release | None
    declared: dict[str, Table]
    tables: Tables
    compared: Compared
    schema: Document
    rounding: Rounding
    stands: Release | None = None
    known: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()

    @property
    def lineage(self) -> tuple[str, ...]:
        """The versions it follows, oldest first."""
        if self.before is None:
            return ()
        return (*self.before.manifest["lineage"], str(self.before.version))


def plan(request: Request, parts: Sequence[Part], basis: Basis) -> Plan:
    """The version that these months make; see the rule above.

    UnexplainedChangeError, VersionExistsError where a published month differs and no new
    edition was asked for, SettingError where there is nothing to correct, WithdrawnError where
    it would be what was withdrawn, and it was not asked for by `correct`.
    """
    home = request.home
    known = published(home.releases, sample=request.sample)
    gone = [tombstone.version for tombstone in withdrawn(home.releases, sample=request.sample)]
    rounding = rounded(request, parts)
    tables = joined(parts, rounding)
    tables[DECISIONS.name] = _decision_rows(basis, parts[-1].period)
    version = following(request, [*(release.version for release in known), *gone])
    before = _before(known, version)
    planned = replace(
        _against(before, version, tables, parts, basis, rounding),
        known=tuple(release.path.name for release in known),
        withdrawn=tuple(str(v) for v in gone if v < version and (not before or v > before.version)),
    )
    if before is None or before.version.period != request.period:
        if not request.correct:
            refuse_the_same(home, planned.withdrawn, tables)
        return planned
    return _edition(request, before, planned)


def following(request: Request, used: Sequence[Version]) -> Version:
    """The next version of a month after all that were ever published; SettingError."""
    editions = [version.edition for version in used if version.period == request.period]
    if request.correct and not editions:
        raise SettingError(
            f"{request.period} is not published yet: run the command without --correct"
        )
    return Version(request.period, max(editions, default=-1) + 1, request.sample)


def _edition(request: Request, last: Release, planned: Plan) -> Plan:
    """What is planned after an edition that stands: that one where nothing is to be published."""
    is_kept = not request.correct or last.manifest["code"]["sha256"] == code_digest()
    if planned.compared.is_same and is_kept:
        return replace(planned, version=last.version, stands=last)
    if not request.correct:
        refuse_the_same(request.home, planned.withdrawn, planned.tables)
        raise VersionExistsError(_differs(last, planned.compared))
    return planned


def _differs(last: Release, compared: Compared) -> str:
    told = [f"{d} ({r.reason}, {r.cause})" for d, r in compared.told]
    told += [f"month {period} is new" for period in compared.months]
    return (
        f"{last.version} is published already, and {len(told)} things differ from what "
        f"came since:{some_lines(told, SHOWN)}\nThey enter the release of the next month by "
        "themselves. To publish a new edition of this one, run the same command with --correct"
    )


def _before(known: Sequence[Release], version: Version) -> Release | None:
    """The edition of its month that stands, else the newest release of an earlier month."""
    earlier = [release for release in known if release.version < version]
    return earlier[-1] if earlier else None


def _against(  # noqa: PLR0913, PLR0917 - what a plan is made of
    before: Release | None,
    version: Version,
    tables: Tables,
    parts: Sequence[Part],
    basis: Basis,
    rounding: Rounding,
) -> Plan:
    known = None if before is None else read_schema(before.path)
    declared = with_aliases(release_tables(FORM), str(version), known)
    schema = schema_document(declared, str(version), known)
    after = Side(
        periods=tuple(part.period for part in parts),
        tables=tables,
        grounds=grounds_of(
            str(version),
            tables,
            basis.declared,
            inputs={part.period: part.inputs for part in parts},
            protection=basis.protection,
            program=basis.program,
        ),
        schema=schema,
    )
    if before is None:
        return Plan(version, None, declared, tables, Compared(), schema, rounding)
    compared = compare(side_of(before), after, declared)
    is_other = before.manifest["code"]["sha256"] != code_digest()
    refuse_unexplained(compared, f"{before.version} to {version}", is_other_code=is_other)
    return Plan(version, before, declared, tables, compared, schema, rounding)


def _decision_rows(basis: Basis, period: str) -> pa.Table:
    """The decisions up to a month, without who decided and why."""
    rows = [
        {
            "number": decision.number,
            "act": decision.act.value,
            "period": decision.period,
            "village_code": decision.village_code or None,
            "sha256": decision.subject if decision.act is Act.EXCLUDE else None,
            "undoes": int(decision.subject) if decision.act is Act.UNDO else None,
        }
        for decision in basis.decisions
        if decision.period <= period
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(DECISIONS))
