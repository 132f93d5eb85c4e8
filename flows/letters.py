"""Letters of a month: what each village is told, and the overviews of who owes what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath

from flows.examination import Case
from outputs.letters.letter import Letter, Point
from outputs.letters.overview import Overview, Stray, VillageState
from schemas.expectation import expected_of
from schemas.findings import FILE_FINDINGS
from schemas.form import FORM
from schemas.house_codes import REGENCY as REGENCY_LEVEL
from schemas.letter.sheet import FINDINGS_SHEET
from schemas.problem import Problem, Scope, Severity, echo, kind_of
from schemas.register import REGENCY, Village, villages
from schemas.rules.terms import label_of
from transforms.findings import OFFICE, Finding
from transforms.form_index import printed_title
from transforms.merge import WIB, Submission, cut_off
from transforms.wide import held_back

WEIGHT = {severity: number for number, severity in enumerate(Severity)}
UNOPENED = frozenset(kind.id for kind in FILE_FINDINGS)
"""The kinds of findings about files that do not open or are no form."""

SECTIONS = {section.name: number for number, section in enumerate(FORM.sections)}


TITLES = {section.name: printed_title(section) for section in FORM.sections}


def letters_of(case: Case, period: str, deadline: date, *, sample: bool) -> list[Letter]:
    """One letter for each village of the register, in its order; many say but thanks."""
    told = _by_village(case)
    return [
        _letter(case, village, told.get(village.code, []), period, deadline, sample=sample)
        for village in villages().values()
    ]


def _by_village(case: Case) -> dict[str, list[Finding]]:
    """The findings by the village they are told to; those of no known village are left out."""
    found: dict[str, list[Finding]] = {}
    for finding in case.examined.findings:
        village = addressee(case, finding.problem)
        if village:
            found.setdefault(village, []).append(finding)
    return found


def addressee(case: Case, problem: Problem) -> str:
    """The village a finding is told to: whose report it is, else whom the file's name tells."""
    return problem.village_code or case.senders.get(problem.submission, "")


def _letter(  # noqa: PLR0913 - what a letter is told from
    case: Case,
    village: Village,
    findings: list[Finding],
    period: str,
    deadline: date,
    *,
    sample: bool,
) -> Letter:
    current = case.examined.month.current.get(village.code)
    shown = [f for f in findings if f.is_open or _is_note_of(f, current)]
    workbook = submission_of(case, village.code)
    points = [_point(case, finding, workbook) for finding in sorted(shown, key=_order)]
    arrived = _arrived(case, village.code)
    return Letter(
        village=village,
        period=period,
        points=tuple(points),
        deadline=deadline,
        revision=current.revision if current else 0,
        received_on=current.received_on if current else arrived,
        is_late=_is_late(case, village.code, arrived),
        mended=sum(finding.state == "mended" for finding in findings),
        confirmed=sum(finding.state == "confirmed" for finding in findings),
        held_back=tuple(_held_back(case, current)) if current else (),
        by_office=tuple(_by_office(case, current)) if current else (),
        is_sample=sample,
    )


def _arrived(case: Case, village: str) -> date | None:
    """The day of the last file that gave no report and seems to be the village's."""
    used = {s.record.submission for s in case.examined.month.submissions}
    days = [
        receipt.received_at.astimezone(WIB).date()
        for receipt in case.receipts
        if receipt.sha256 not in used and case.senders.get(receipt.sha256) == village
    ]
    return max(days, default=None)


def _is_late(case: Case, village: str, arrived: date | None) -> bool:
    """Whether the village's first report, or the file that is none, came after the cut-off."""
    month = case.examined.month
    if village in month.current:
        return village in month.late
    return arrived is not None and arrived > cut_off(month.period)


def _is_note_of(finding: Finding, current: Submission | None) -> bool:
    """Whether a finding is a note about the report that counts."""
    problem = finding.problem
    is_current = current is not None and current.record.submission == problem.submission
    return finding.state == "told" and is_current and problem.kind not in OFFICE


def submission_of(case: Case, village: str) -> str:
    """The file that a village gets back: its current report, else the last it seems to have sent.

    Empty when nothing of it came.
    """
    current = case.examined.month.current.get(village)
    if current is not None:
        return current.record.submission
    problems = [p for p in case.examined.problems if addressee(case, p) == village]
    closed = {p.submission for p in problems if p.kind in UNOPENED}
    known = {p.submission for p in problems} - closed
    sent = [r for r in case.receipts if r.sha256 in known]
    return max(sent, key=lambda r: (r.received_at, r.sha256)).sha256 if sent else ""


def _held_back(case: Case, current: Submission) -> Iterator[str]:
    """The printed titles of the sections of a report that are not published."""
    return _titles_held(current, case.examined.problems)


def _by_office(case: Case, current: Submission) -> Iterator[str]:
    """Those that nothing but a decision of the office holds back."""
    others = [problem for problem in case.examined.problems if problem.kind not in OFFICE]
    asked = set(_titles_held(current, others))
    return (title for title in _held_back(case, current) if title not in asked)


def _titles_held(current: Submission, problems: Iterable[Problem]) -> Iterator[str]:
    held = {
        section
        for submission, section in held_back(problems)
        if submission == current.record.submission
    }
    return (title for name, title in TITLES.items() if name in held)


def _order(finding: Finding) -> tuple[int, int, str, int, str]:
    """Asked ones first, the most severe first, then as the form goes."""
    problem = finding.problem
    row = "".join(letter for letter in problem.cell if letter.isdigit())
    section = SECTIONS.get(problem.section, -1)
    return WEIGHT[problem.severity], section, problem.sheet, int(row or 0), finding.code


def _point(case: Case, finding: Finding, workbook: str) -> Point:
    problem = finding.problem
    in_place = problem.submission == workbook and problem.sheet != FINDINGS_SHEET.id
    expected = expected_of(problem, FORM)
    return Point(
        code=finding.code,
        severity=problem.severity,
        sentence=problem.sentence().id,
        action=problem.action().id,
        section=TITLES.get(problem.section, ""),
        sheet=problem.sheet if in_place else "",
        cell=problem.cell if in_place else "",
        also=problem.cells[1:] if in_place else (),
        label=_label(problem.question) or _file_name(case, problem, workbook),
        found=problem.found,
        expected=expected.id if expected else "",
        before=problem.before,
    )


def _label(question: str) -> str:
    """A question as a person names it; empty where a finding is about none."""
    return label_of(question).id if question in FORM.questions else ""


def _file_name(case: Case, problem: Problem, workbook: str) -> str:
    """The name of the file a finding is about, where it is not the one sent back."""
    if problem.submission == workbook or kind_of(problem.kind).scope is not Scope.FILE:
        return ""
    names = [r.name for r in case.receipts if r.sha256 == problem.submission]
    return echo(PurePosixPath(names[0]).name) if names else ""


def _state(letter: Letter) -> VillageState:
    """How a village stands, for the overviews."""
    severities = [point.severity for point in letter.points]
    return VillageState(
        village=letter.village,
        revision=letter.revision,
        received_on=letter.received_on,
        is_late=letter.is_late,
        blocking=severities.count(Severity.BLOCKING),
        confirm=severities.count(Severity.CONFIRM),
        notes=severities.count(Severity.NOTE),
        mended=letter.mended,
        confirmed=letter.confirmed,
        held_back=letter.held_back,
    )


def overview_of(
    case: Case, letters: Sequence[Letter], period: str, deadline: date, *, sample: bool
) -> Overview:
    """Who owes what in the whole kabupaten."""
    return Overview(
        period=period,
        area_name=REGENCY.id,
        level=REGENCY_LEVEL,
        villages=tuple(_state(letter) for letter in letters),
        strays=tuple(_strays(case)),
        deadline=deadline,
        is_sample=sample,
    )


def _strays(case: Case) -> Iterator[Stray]:
    """The open findings about files of which no village can be told."""
    arrived = {r.sha256: r.received_at.astimezone(WIB).date() for r in case.receipts}
    for finding in case.examined.findings:
        problem = finding.problem
        if finding.is_open and not addressee(case, problem) and problem.submission:
            yield Stray(
                sha256=problem.submission,
                sentence=problem.sentence().id,
                action=problem.action().id,
                received_on=arrived.get(problem.submission),
            )
