"""Villages of an example answer their letters: the truth written into the marked workbooks."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from rich.console import Console

from flows.examination import Case, examine_month
from flows.example.draft import draft_of, typed
from flows.example.listing import list_written
from flows.example.month import ANSWERS
from flows.example.truth import Answer, Truth
from flows.example.writers import rezipped, write_report
from flows.letter_files import FOLDER
from flows.letters import addressee
from flows.runner import InProcess
from flows.settings import Home, Request
from outputs.form_xlsx import file_stem
from schemas.cell_findings import LAYOUT_FINDINGS
from schemas.field import Kind
from schemas.form import FORM
from schemas.letter.sheet import BECAUSE_WORDS, REPLY_HEADING, RIGHT_WORDS
from schemas.problem import Problem
from schemas.register import Village, villages
from schemas.rules import RULES, Balance, Twins, Unchanged, Unusual
from schemas.spoken import SpokenError
from transforms.findings import Finding
from transforms.record import Record

STANDS_BY = f"{RIGHT_WORDS[0]}, {BECAUSE_WORDS[0]} sudah dicocokkan dengan buku register"
CORRECTED = " (perbaikan)"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

NEEDS_NEW_FORM = frozenset(
    {kind.id for kind in LAYOUT_FINDINGS} | {"identity_other_month", "report_empty"}
)
"""What no single cell mends: parts that are missing or twice, or the report of another month."""

OVER_TIME = frozenset(rule.id for rule in RULES if isinstance(rule, Balance | Unusual))
"""The rules that look at earlier months, in which the fault may lie: the answer is stood by."""

COPIED = frozenset(rule.id for rule in RULES if isinstance(rule, Unchanged | Twins))
"""The rules that find a copied part: the whole report is looked through."""

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: marked workbooks corrected, forms filled anew, findings stood by."""

    inbox: Path
    marked: int
    anew: int
    stood_by: int

    def __str__(self) -> str:
        """Two lines for the terminal."""
        return (
            f"Letters answered: {self.marked} marked workbooks corrected, "
            f"{self.anew} forms filled anew, {self.stood_by} answers stood by\n"
            f"  sent to   {self.inbox}"
        )


def mend_example(directory: Path, period: str) -> Answered:
    """Answer the open findings of an example month; the files arrive after all others.

    SpokenError when the folder holds no example month or its letters were not written.
    """
    home = Home(directory.resolve())
    letters = home.work(period) / FOLDER
    if not (directory / ANSWERS).is_file() or not letters.is_dir():
        raise SpokenError(
            f"{directory} holds no example month with letters: run `rumahdata sample {period} "
            f"--out {directory}`, then `rumahdata --home {directory} letters {period} --sample`"
        )
    request = Request(home, period, home.inbox(period), sample=True)
    with InProcess(Console(quiet=True)) as runner:
        case = examine_month(request, runner, collecting=False)
    truths = _truths(directory / ANSWERS, period)
    sent: list[Path] = []
    counts = [0, 0, 0]
    for village, findings in _asked(case).items():
        content, stood_by = _answer(case, village, findings, truths[village.code], letters)
        path = home.inbox(period) / f"{file_stem(village, period)}{CORRECTED}.xlsx"
        if content is None:
            write_report(path, draft_of(village, period, truths[village.code]))
        else:
            path.write_bytes(content)
        counts[0] += content is not None
        counts[1] += content is None
        counts[2] += stood_by
        sent.append(path)
    _arrive(directory, case, sent)
    return Answered(home.inbox(period), *counts)


def _asked(case: Case) -> dict[Village, list[Finding]]:
    """The open findings by village; those of no known village are nobody's to answer."""
    found: dict[Village, list[Finding]] = {}
    for finding in case.examined.findings:
        code = addressee(case, finding.problem)
        if finding.is_open and code:
            found.setdefault(villages()[code], []).append(finding)
    return found


def _answer(
    case: Case, village: Village, findings: list[Finding], truth: Truth, letters: Path
) -> tuple[bytes | None, int]:
    """The marked workbook with the truth in it, and how many findings are stood by.

    None where there is none, or where it lacks what is asked for: a new form is needed.
    """
    kecamatan = f"{village.district_code} {village.district}"
    path = letters / kecamatan / f"{file_stem(village, case.examined.month.period)}.xlsx"
    submission = case.examined.month.current.get(village.code)
    record = None if submission is None else submission.record
    if not path.is_file():
        return None, 0
    book = openpyxl.load_workbook(path)
    changed: set[Cell] = set()
    stood_by = 0
    for finding in findings:
        wanted = _corrections(finding.problem, record, truth)
        if wanted is None:
            return None, 0
        changed.update(c for c, question in wanted.items() if _write(book, c, question, truth))
        if changed.isdisjoint(wanted) or finding.problem.kind in OVER_TIME:
            _stand_by(book, finding.code)
            stood_by += 1
    written = io.BytesIO()
    book.save(written)
    return rezipped(written.getvalue(), _undated), stood_by


def _undated(name: str, content: bytes) -> bytes:
    """The part without the moment at which it was saved."""
    return (
        MODIFIED.sub(rb"\g<1>2026-01-01T00:00:00Z", content)
        if name.endswith("core.xml")
        else content
    )


def _corrections(problem: Problem, record: Record | None, truth: Truth) -> dict[Cell, str] | None:
    """The cells of a finding with the answer that belongs there; None where one is unknown."""
    if problem.kind in NEEDS_NEW_FORM:
        return None
    known = {} if record is None else _questions(record)
    if problem.kind in COPIED:
        return {cell: question for cell, question in known.items() if question in truth}
    known.setdefault((problem.sheet, problem.cell), problem.question)
    found = {cell: known.get(cell, "") for cell in problem.cells}
    return found if found and all(question in truth for question in found.values()) else None


def _questions(record: Record) -> dict[Cell, str]:
    """The question (with its line, in a log) of every cell that was read."""
    found = {(a.sheet, a.cell): question for question, a in record.answers.items()}
    for block, lines in record.lines.items():
        for line in lines:
            for name, answer in line.answers.items():
                found[answer.sheet, answer.cell] = f"{block}.{name}#{line.number}"
    return found


def _write(book: Workbook, cell: Cell, question: str, truth: Truth) -> bool:
    """Write the true answer into a cell; whether something else stood there."""
    sheet: Worksheet = book[cell[0]]
    value = typed(question, truth[question])
    before = sheet[cell[1]].value
    sheet[cell[1]].value = value
    return bool((before.date() if isinstance(before, datetime) else before) != value)


def _stand_by(book: Workbook, code: str) -> None:
    """Write beside a finding that the answer is right."""
    sheet: Worksheet = book.worksheets[0]
    column = next(c.column for row in sheet.iter_rows() for c in row if c.value == REPLY_HEADING.id)
    place = next(c for row in sheet.iter_rows() for c in row if c.value == code)
    sheet.cell(place.row, column).value = STANDS_BY


def _truths(path: Path, period: str) -> Mapping[str, Truth]:
    found: dict[str, Truth] = {}
    for row in pq.read_table(path).to_pylist():
        if row["period"] == period:
            answers = found.setdefault(row["village_code"], {})
            answers[row["question"]] = answer_of(row["question"], row["value"])
    return found


def answer_of(question: str, text: str | None) -> Answer:
    """An answer from its canonical text (see flows.example.truth.canonical)."""
    kind = FORM.questions[question.split("#", maxsplit=1)[0]].field.kind
    if text is None:
        return None
    if kind in (Kind.COUNT, Kind.MONTH, Kind.YEAR):
        return int(text)
    if kind is Kind.CHOICES:
        return tuple(text.split(";"))
    return date.fromisoformat(text) if kind is Kind.DATE else text


def _arrive(directory: Path, case: Case, sent: list[Path]) -> None:
    """Let the files arrive the day after the last one, and list them as examples."""
    last = max(receipt.received_at for receipt in case.receipts) + timedelta(days=1)
    for path in sent:
        os.utime(path, (last.timestamp(), last.timestamp()))
    list_written(directory, (path.relative_to(directory.resolve()).as_posix() for path in sent))
