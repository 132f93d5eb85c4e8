"""The months of a run made public: compared, staged, gated and published, each step once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from flows.approval import Waiting, require_approval
from flows.confidential import key_name, key_of, remember
from flows.decisions import digest_of
from flows.examination import Case, keeping_of
from flows.provenance import CODE_VERSION, code_digest, library_versions
from flows.releases import Release, published
from flows.reuse.code import code_of
from flows.reuse.keeping import Keeping, Written
from flows.reuse.record import digest
from flows.reuse.step import Step
from flows.runner import Runner
from flows.series import Part
from flows.settings import Request
from flows.staging import basis_of, facts, write_release
from flows.versions import Plan, plan
from outputs.canonical import file_facts
from outputs.gate.verdict import read_verdict, require_needed, require_pass
from outputs.manifest import MANIFEST, SUMS
from outputs.personal.search import refuse_personal, search_release
from outputs.publish import (
    Published,
    broken_files,
    clear_stages,
    publish,
    stage,
    stand,
)
from outputs.standing import is_withdrawn, withdrawn
from outputs.tables import FOLDER
from schemas.decision import Decision
from schemas.privacy_tables import PRIVACY_AUDIT
from schemas.problem import counted
from schemas.register import villages

MEND_STAGED = (
    "It stays for inspection in {staged}. What a village wrote reaches no release but as numbers "
    "and codes: look at these places, take the text out of where it comes from (a declaration, a "
    "setting, a change of the program) and run the same command again"
)


def publish_months(
    request: Request, case: Case, parts: Sequence[Part], runner: Runner
) -> Published:
    """The release of these months: as it stands, else staged, gated and published.

    Errors as in flows.month.run_month.
    """
    keeping = keeping_of(request, runner)
    standing = keeping.standing(Step.PUBLISH, _ingredients(request, case, parts))
    if standing is not None and _stands(request, standing.told["version"]):
        keeping.passed(Step.STAGE, Step.GATE)
        keeping.reused(standing)
        releases, version = request.home.releases, standing.told["version"]
        return runner.step("Publish", stand, releases, version)
    planned = runner.step("Compare", plan, request, parts, basis_of(case.decisions))
    return _published(request, case, parts, planned, keeping)


def _stands(request: Request, version: str) -> bool:
    folder = request.home.releases / version
    return folder.is_dir() and not is_withdrawn(folder)


def release_ingredients(
    request: Request, decisions: Sequence[Decision], parts: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """What a release follows from, the releases that stand among them.

    `parts` are its months, each with the key of its tables.
    """
    used = (d for d in decisions if d.period <= request.period)
    releases = request.home.releases
    known = map(_named, published(releases, sample=request.sample))
    gone = (f"{t.version} withdrawn" for t in withdrawn(releases, sample=request.sample))
    return {
        "months": digest(f"{period} {key}" for period, key in parts),
        "decisions": digest([digest_of(used), str(len(decisions))]),
        "releases that stand": digest([*known, *gone]),
        "settings": digest([str(request.sample), str(request.correct), request.site]),
        "rounding": _key_name(request),
        "gate": digest([str(request.floor), *map(str, request.overrides)]),
        "program": digest([CODE_VERSION, code_digest(), *map(str, library_versions().items())]),
    }


def _key_name(request: Request) -> str:
    key = key_of(request.home, sample=request.sample)
    return key_name(key) if key else "no key yet"


def _ingredients(request: Request, case: Case, parts: Sequence[Part]) -> dict[str, str]:
    keys = ((part.period, part.key) for part in parts)
    return release_ingredients(request, case.decisions, keys)


def _named(release: Release) -> str:
    """A release by its version and the digest of its manifest."""
    return f"{release.path.name} {file_facts(release.path, MANIFEST).sha256}"


def _published(
    request: Request, case: Case, parts: Sequence[Part], planned: Plan, keeping: Keeping
) -> Published:
    releases, version = request.home.releases, str(planned.version)
    runner = keeping.starter
    done: list[Published] = []

    def work() -> Written:
        if planned.stands is not None:
            done.append(runner.step("Publish", stand, releases, version))
        else:
            known = planned.known
            _remember(request, planned, staged)
            done.append(runner.step("Publish", publish, staged, releases, version, known))
        return Written(told={"version": version})

    if planned.stands is None:
        staged = _staged(request, case, parts, planned, keeping)
        _gated(request, staged, planned, keeping)
        if request.approval:
            waiting = Waiting(version, staged.name, _sums(staged), _in_words(case, planned))
            require_approval(request.home, request.period, waiting)
    else:
        keeping.passed(Step.STAGE, Step.GATE)
    keeping.did(Step.PUBLISH, {}, work)
    # What stands now is what the next run of the same finds.
    keeping.rename(Step.PUBLISH, _ingredients(request, case, parts))
    return done[0]


def _remember(request: Request, planned: Plan, staged: Path) -> None:
    """Keep the memory of the rounding, with what the attacks on the staged release found."""
    rounding = planned.rounding
    audit = pq.read_table(staged / FOLDER / f"{PRIVACY_AUDIT.name}.parquet")
    remember(
        request.home,
        str(planned.version),
        rounding.ledger,
        after=rounding.after,
        anew=rounding.anew,
        audited=audit.to_pylist(),
    )


def _staged(
    request: Request, case: Case, parts: Sequence[Part], planned: Plan, keeping: Keeping
) -> Path:
    """The staged folder of a release: as an earlier run left it whole, else written."""
    releases, version = request.home.releases, str(planned.version)
    ingredients = _ingredients(request, case, parts)
    standing = keeping.standing(Step.STAGE, ingredients)
    if standing is not None:
        staged = request.home.staging / str(standing.told["staged"])
        if _is_whole(staged, standing.told["sums"]):
            keeping.reused(standing)
            return staged
    clear_stages(releases, version)
    staged = stage(releases, version)

    def work() -> Written:
        told = facts(request, case, parts, planned)
        keeping.starter.step("Write the release", write_release, request, staged, planned, told)
        return Written(told={"staged": staged.name, "sums": _sums(staged), "version": version})

    keeping.did(Step.STAGE, ingredients, work)
    return staged


def gate_ingredients(sums: str) -> dict[str, str]:
    """What the gate follows from: the staged files by their sums, and its code."""
    return {"staged files": sums, "code of gate": code_of(Step.GATE)}


def _gated(request: Request, staged: Path, planned: Plan, keeping: Keeping) -> None:
    def work() -> Written:
        hits = search_release(staged, planned.declared)
        refuse_personal(hits, "the release was not published", MEND_STAGED.format(staged=staged))
        verdict = read_verdict(staged, planned.declared)
        require_pass(staged, verdict)
        return Written(told=verdict.in_short)

    keeping.do(Step.GATE, "Gate", gate_ingredients(_sums(staged)), work)
    if request.overrides:  # one that nothing needs leaves the same bytes, whose step is reused
        overridden = [name for name, _ in request.overrides]
        require_needed(overridden, read_verdict(staged, planned.declared))


def _in_words(case: Case, planned: Plan) -> str:
    """What a staged release holds, for the person who is asked to approve it."""
    found = Counter(problem.severity.value for problem in case.examined.problems)
    told = planned.compared.told
    return (
        f"{len(case.examined.month.current)} of {len(villages())} villages reported; findings: "
        f"{counted(found)}; {len(told)} changes in months published before."
    )


def _sums(staged: Path) -> str:
    return file_facts(staged, SUMS).sha256


def _is_whole(staged: Path, sums: str) -> bool:
    try:
        return _sums(staged) == sums and not broken_files(staged)
    except OSError:
        return False
