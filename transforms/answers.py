"""The answers of a section, read cell by cell: a value, or a problem that knows its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from schemas.field import Kind
from schemas.problem import Problem, Severity, kind_of
from schemas.section import Question
from transforms.cells import error_flaw, read_cell
from transforms.form_index import TOTAL_KEYS
from transforms.labels import normalise
from transforms.layouts import Part, Spot
from transforms.locate import LogPlace
from transforms.record import Answer, Line
from transforms.workbook import Place, Scalar, address
from transforms.written import Flaw, Told, cell_text, flaw


@dataclass(slots=True)
class Answers:
    """What has been read of one workbook so far."""

    submission: str
    village_code: str
    period: str
    answers: dict[str, Answer] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(
        self, told: Flaw, section: str, question: str, sheet: str, place: Place | None
    ) -> None:
        """Enter a problem: the flaw at its place."""
        self.problems.append(
            Problem(
                kind=told.kind,
                submission=self.submission,
                village_code=self.village_code,
                section=section,
                question=question,
                sheet=sheet,
                cell="" if place is None else address(*place),
                found=told.found,
                values=told.values,
            )
        )


def read_part(part: Part, read: Answers, settled: frozenset[str] = frozenset()) -> None:
    """Read a section's answers; the flaws of `settled` fields were reported before."""
    sheet = part.segment.sheet
    for amiss in part.located.flaws:
        read.report(amiss.flaw, part.section, amiss.question, sheet.name, amiss.place)
    rows, name, answers, errors = sheet.rows, sheet.name, read.answers, sheet.errors
    for spot in part.spots:
        question, row, column, cell_address, limit = spot
        cells = rows[row]
        cell = cells[column] if column < len(cells) else ""
        if errors and (row, column) in errors:
            answers[question.id] = _read_answer(part, spot, cell, read, quiet=False)
        elif isinstance(cell, float) and 0 <= cell <= limit and cell.is_integer():
            answers[question.id] = Answer(int(cell), name, cell_address, str(int(cell)))
        elif cell == "":
            answers[question.id] = Answer(None, name, cell_address, "")
        else:
            quiet = question.field.name in settled
            answers[question.id] = _read_answer(part, spot, cell, read, quiet=quiet)
    if sheet.hidden_rows:
        _report_hidden(part, read)
    for log in part.located.logs:
        _read_log(part, log, read)


def _told(part: Part, question: Question, place: Place, cell: Scalar) -> Told:
    error = part.segment.sheet.errors.get(place)
    return read_cell(cell, question.field) if error is None else (None, error_flaw(error))


def _read_answer(part: Part, spot: Spot, cell: Scalar, read: Answers, *, quiet: bool) -> Answer:
    place = (spot.row, spot.column)
    value, told = _told(part, spot.question, place, cell)
    sheet = part.segment.sheet.name
    if told is not None and not quiet:
        read.report(told, part.section, spot.question.id, sheet, place)
    return Answer(value, sheet, spot.address, cell_text(cell))


def _report_hidden(part: Part, read: Answers) -> None:
    """One note for each hidden row in which something was answered."""
    segment = part.segment
    first: dict[int, tuple[str, Place]] = {}
    for spot in part.spots:
        place = (spot.row, spot.column)
        if spot.row in segment.sheet.hidden_rows and segment.is_said(place):
            first.setdefault(spot.row, (spot.question.id, place))
    for question, place in first.values():
        read.report(Flaw("row_hidden"), part.section, question, segment.sheet.name, place)


def _read_log(part: Part, log: LogPlace, read: Answers) -> None:
    lines = read.lines.setdefault(log.block, [])
    segment, sheet = part.segment, part.segment.sheet
    for row in range(log.first, log.last):
        cells = sheet.rows[row]
        if not any(c < len(cells) and cells[c] != "" for _, c in log.columns) and not sheet.errors:
            continue
        places = [(question, segment.stands_at(row, column)) for question, column in log.columns]
        said = [(question, place) for question, place in places if segment.is_said(place)]
        if said and not _is_total(cells):
            _read_line(part, places, said, read, lines)


def _is_total(cells: list[Scalar]) -> bool:
    return any(isinstance(cell, str) and normalise(cell) in TOTAL_KEYS for cell in cells)


def _read_line(
    part: Part,
    places: list[tuple[Question, Place]],
    said: list[tuple[Question, Place]],
    read: Answers,
    lines: list[Line],
) -> None:
    """Add a line to its log; a row whose only cell cannot be read is a remark, and asked about."""
    name = part.segment.sheet.name
    answers: dict[str, Answer] = {}
    flaws: list[tuple[Flaw, Question, Place]] = []
    for question, place in places:
        cell = part.segment.value(place)
        value, told = _told(part, question, place, cell)
        flaws.extend((amiss, question, place) for amiss in _amiss(question, value, told, read))
        answers[question.field.name] = Answer(value, name, address(*place), cell_text(cell))
    first, at = said[0]
    if len(said) == 1 and any(_is_blocking(amiss) for amiss, _, _ in flaws):
        read.report(flaw("row_unknown", "…"), part.section, first.id, name, at)
        return
    for amiss, question, place in flaws:
        read.report(amiss, part.section, question.id, name, place)
    if at[0] in part.segment.sheet.hidden_rows:
        read.report(Flaw("row_hidden"), part.section, first.id, name, at)
    lines.append(Line(len(lines) + 1, answers))


def _amiss(question: Question, value: object, told: Flaw | None, read: Answers) -> list[Flaw]:
    """The cell's own flaw, and that of a day outside the month."""
    found = [] if told is None else [told]
    outside = isinstance(value, date) and f"{value.year}-{value.month:02}" != read.period
    if outside and question.field.kind is Kind.DATE and isinstance(value, date):
        found.append(flaw("date_outside_month", cell_text(value)))
    return found


def _is_blocking(told: Flaw) -> bool:
    return kind_of(told.kind).severity is Severity.BLOCKING
