"""A planned release written: what it says of itself, and every file of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path

from flows.archive import first_met
from flows.comparison import Compared
from flows.decisions import digest_of
from flows.examination import Case
from flows.files import write_json
from flows.provenance import CODE_VERSION, code_digest, library_versions
from flows.releases import Release
from flows.series import Part
from flows.settings import Request
from flows.versions import Basis, Plan
from outputs.aliases import fill_aliases
from outputs.canonical import file_facts
from outputs.dictionary_lists import code_rows, question_rows, rule_rows
from outputs.gate.candidate import Candidate
from outputs.gate.verdict import Verdict
from outputs.manifest import MANIFEST
from outputs.proof import Proof
from schemas.change_tables import CHANGES, REVISIONS
from schemas.decision import Decision
from schemas.form import FORM
from schemas.privacy_tables import PRIVACY_AUDIT
from schemas.protection import POLICY
from schemas.register import villages
from schemas.release import ReleaseFacts
from schemas.result_tables import INDICATORS
from schemas.schema_changes import Document
from schemas.table import Table
from schemas.tables import release_tables
from transforms.change_rows import change_rows
from transforms.grounds import declared_of
from transforms.merge import WIB, cut_off
from transforms.revision_rows import revision_rows

ATTACKS = "attacks.json"
"""The file of a month's working folder that tells the data team all that the attacks found."""

PROTECTION = asdict(POLICY)
"""How counts on health are rounded."""


@dataclass(frozen=True, slots=True)
class Gated:
    """What the gate is asked of: declared tables, the floor, and what a person overrode."""

    declared: Mapping[str, Table]
    floor: int
    overrides: Mapping[str, str]


def basis_of(decisions: Sequence[Decision]) -> Basis:
    """What the program declares and what was decided, beside the months themselves."""
    declared = release_tables(FORM)
    columns = [
        {"table": table.name, "column": column.name, "codes": column.codes.name}
        for table in declared.values()
        for column in table.columns
        if column.codes is not None
    ]
    listed = (code_rows(declared, FORM), rule_rows(FORM), question_rows(FORM))
    return Basis(
        declared=declared_of(columns, *listed),
        protection=dict(PROTECTION),
        program=CODE_VERSION,
        decisions=tuple(decisions),
    )


def facts(request: Request, case: Case, parts: Sequence[Part], planned: Plan) -> ReleaseFacts:
    """What the release says of itself, from the inputs alone."""
    current = case.examined.month.current.values()
    severities = Counter(problem.severity.value for problem in case.examined.problems)
    used = [d for d in case.decisions if d.period <= request.period]
    return ReleaseFacts(
        version=str(planned.version),
        period=request.period,
        is_sample=request.sample,
        issued=known_until(request.period, parts, used).isoformat(),
        villages_expected=len(villages()),
        villages_reported=len(current),
        villages_late=len(case.examined.month.late),
        schema_version=planned.schema["schema_version"],
        lineage=planned.lineage,
        periods=tuple(part.period for part in parts),
        changes=planned.compared.reasons,
        site=request.site,
        problems=dict(sorted(severities.items())),
        inputs={part.period: part.inputs for part in parts},
        decisions=digest_of(used),
        entries=len(case.decisions),
        protection=dict(PROTECTION),
        rounding=dict(planned.rounding.told),
        withdrawn=planned.withdrawn,
        code_version=CODE_VERSION,
        code_digest=code_digest(),
        libraries=library_versions(),
    )


def known_until(period: str, parts: Sequence[Part], decisions: Sequence[Decision]) -> date:
    """The day up to which what is known is in: the deadline, or the last arrival or decision.

    A file dated later than it was collected counts as of its collection, a copy of a file
    that had come not at all.
    """
    met = [receipt for part in parts for receipt in first_met(part.receipts)]
    moments = [min(receipt.received_at, receipt.collected_at) for receipt in met]
    moments += [decision.when for decision in decisions]
    days = (moment.astimezone(WIB).date() for moment in moments)
    return max(cut_off(period), *days)


def write_release(request: Request, staged: Path, planned: Plan, told: ReleaseFacts) -> None:
    """Write every file of the release into the staged folder, what the gate finds among them.

    AuditFailedError where its rounded counts, with those of all releases before, give a true
    one away.
    """
    from flows.audit import audit  # noqa: PLC0415 - its solver is heavy
    from outputs.build import build  # noqa: PLC0415 - its writers are heavy

    before = None if planned.before is None else planned.before.tables[REVISIONS.name]
    figures = planned.tables[INDICATORS.name]
    attacked, found = audit(request.home, planned.tables, planned.rounding)
    internal = {
        "version": told.version,
        "narrowed": sum(month.narrowed for month in planned.rounding.months),
        "found": [one.told for one in found],
    }
    write_json(request.home.work(told.period) / ATTACKS, internal)
    tables = planned.tables | {
        CHANGES.name: change_rows(planned.compared.told),
        REVISIONS.name: revision_rows(before, figures, told.version),
        PRIVACY_AUDIT.name: attacked,
    }
    filled = fill_aliases(tables, planned.declared)
    proof = proof_of(planned.before, planned.schema, planned.compared)
    gated = Gated(planned.declared, request.floor, dict(request.overrides))
    judge = partial(judged, gated, told, planned.before)
    build(staged, filled, planned.declared, told, proof, judge=judge)


def judged(asked: Gated, told: ReleaseFacts, before: Release | None, staged: Path) -> Verdict:
    """What the gate finds of the finished files of a release, beside the release before."""
    from outputs.gate.engine import outcomes  # noqa: PLC0415 - Great Expectations is heavy

    candidate = Candidate(
        staged=staged,
        declared=asked.declared,
        period=told.period,
        periods=told.periods,
        before=None if before is None else before.path,
        floor=asked.floor,
    )
    return Verdict(tuple(outcomes(candidate)), asked.declared, asked.floor, asked.overrides)


def proof_of(before: Release | None, schema: Document, compared: Compared) -> Proof:
    """What the version of a release is proved by."""
    if before is None:
        return Proof(schema=schema)
    return Proof(
        schema=schema,
        before=file_facts(before.path, MANIFEST).sha256,
        schema_before=before.manifest["schema_version"],
        contents=before.manifest["content_sha256"],
        schema_changes=compared.schema,
        changes=Counter(difference.change for difference, _ in compared.told),
    )
