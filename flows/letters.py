"""Letters of a month: what each village is told, and the overviews of who owes what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from flows.examination import Case
from outputs.letters.letter import Letter, Point
from outputs.letters.overview import Overview, Stray, VillageState
from schemas.expectation import expected_of
from schemas.form import FORM
from schemas.letter.sheet import FINDINGS_SHEET
from schemas.problem import Problem, Severity
from schemas.register import REGENCY, Village, villages
from schemas.section import ANSWER_HEADING
from transforms.areas import REGENCY as REGENCY_LEVEL
from transforms.findings import Finding
from transforms.form_index import printed_title
from transforms.merge import WIB, Submission

WEIGHT = {severity: number for number, severity in enumerate(Severity)}
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
    points = [_point(finding, workbook) for finding in sorted(shown, key=_order)]
    came = [r.received_at for r in case.receipts if case.senders.get(r.sha256) == village.code]
    arrived = max(came).astimezone(WIB).date() if came else None
    return Letter(
        village=village,
        period=period,
        points=tuple(points),
        deadline=deadline,
        revision=current.revision if current else 0,
        received_on=current.received_on if current else arrived,
        is_late=current.is_late if current else False,
        mended=sum(finding.state == "mended" for finding in findings),
        confirmed=sum(finding.state == "confirmed" for finding in findings),
        held_back=tuple(_held_back(f.problem for f in shown)) if current else (),
        is_sample=sample,
    )


def _is_note_of(finding: Finding, current: Submission | None) -> bool:
    """Whether a finding is a note about the report that counts."""
    is_current = current is not None and current.record.submission == finding.problem.submission
    return finding.state == "told" and is_current


def submission_of(case: Case, village: str) -> str:
    """The file that a village gets back: its current report, else the last it seems to have sent.

    Empty when nothing of it came.
    """
    current = case.examined.month.current.get(village)
    if current is not None:
        return current.record.submission
    known = {p.submission for p in case.examined.problems if addressee(case, p) == village}
    sent = [r for r in case.receipts if r.sha256 in known]
    return max(sent, key=lambda r: (r.received_at, r.sha256)).sha256 if sent else ""


def _held_back(problems: Iterable[Problem]) -> Iterator[str]:
    held = {p.section for p in problems if p.severity is Severity.BLOCKING}
    return (title for name, title in TITLES.items() if name in held)


def _order(finding: Finding) -> tuple[int, int, str, int, str]:
    """Asked ones first, the most severe first, then as the form goes."""
    problem = finding.problem
    row = "".join(letter for letter in problem.cell if letter.isdigit())
    section = SECTIONS.get(problem.section, -1)
    return WEIGHT[problem.severity], section, problem.sheet, int(row or 0), finding.code


def _point(finding: Finding, workbook: str) -> Point:
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
        label=_label(problem.question),
        found=problem.found,
        expected=expected.id if expected else "",
        before=problem.before,
    )


@cache
def _label(question: str) -> str:
    """A question as a person names it: its row and, where that says more, its column."""
    asked = FORM.questions.get(question)
    if asked is None:
        return ""
    row, column = asked.row.label.id, asked.column.label.id
    return row if column == ANSWER_HEADING.id else f"{row}: {column}"


def _state(letter: Letter) -> VillageState:
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
