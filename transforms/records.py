"""A workbook read into a record: every answer with its address, every problem with its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from schemas.form import FORM
from schemas.form.identity import FILLED_BY_ROLE, FILLED_ON
from schemas.problem import Problem
from schemas.section import Form
from transforms.answers import Answers, read_part
from transforms.form_index import FormIndex, index_of, printed_title
from transforms.identity import ASKED, Identity, identify
from transforms.layouts import Part, parts_of
from transforms.record import Reading, Record
from transforms.replies import replies_of
from transforms.segments import Stamp, find_stamp, is_read
from transforms.workbook import FileRefusedError, Place, Scalar, Workbook
from transforms.written import Flaw, flaw

SETTLED = frozenset(asked.name for asked in ASKED)
"""The fields that identify a report; what is amiss with them is said once."""


def read_file(content: bytes, submission: str, period: str, *, sample: bool) -> Reading:
    """Read a file of any accepted kind; a file that is refused gives its problem alone."""
    from transforms.sheets import open_workbook  # noqa: PLC0415 - loads the reader of files

    try:
        workbook = open_workbook(content)
    except FileRefusedError as refusal:
        return _refused(submission, Flaw(refusal.kind, "", refusal.values))
    return read_workbook(workbook, submission, period, sample=sample)


def read_workbook(
    workbook: Workbook, submission: str, period: str, *, sample: bool, form: Form = FORM
) -> Reading:
    """Read a report of the month `period`; without a record when it is not to be taken.

    `sample` says whether examples (stamped CONTOH) are being read; a report is never
    taken for an example, nor an example for a report.
    """
    index = index_of(form)
    stamp = find_stamp(workbook)
    read = Answers(submission, "", period)
    parts = _sections(workbook, index, read)
    refusal = _refusal(stamp, sample=sample, is_form=bool(parts))
    if refusal is not None:
        return _refused(submission, refusal)
    identity = _identify(parts, form, read)
    read.problems = [replace(p, village_code=read.village_code) for p in read.problems]
    if not identity.is_settled:
        return Reading(submission, None, tuple(read.problems))
    _read_sections(parts, form, read)
    reading = _reading(read, parts, stamp or Stamp("", is_sample=False), form)
    replies = replies_of(workbook)
    if replies and reading.record is not None:
        return replace(reading, record=replace(reading.record, replies=replies))
    return reading


def identity_cells(workbook: Workbook, form: Form = FORM) -> dict[str, Scalar]:
    """What stands in section A, by field name; empty where it is not found."""
    index, first = index_of(form), form.sections[0].name
    for sheet in workbook.sheets:
        for part in parts_of(sheet, index) if is_read(sheet) else ():
            if part.section == first:
                return {
                    spot.question.field.name: part.segment.value((spot.row, spot.column))
                    for spot in part.spots
                }
    return {}


def _refused(submission: str, told: Flaw) -> Reading:
    problem = Problem(kind=told.kind, submission=submission, values=told.values)
    return Reading(submission, None, (problem,))


def _refusal(stamp: Stamp | None, *, sample: bool, is_form: bool) -> Flaw | None:
    if stamp is None and not is_form:
        return Flaw("file_not_the_form")
    is_sample = stamp is not None and stamp.is_sample
    if is_sample and not sample:
        return Flaw("file_is_example")
    return Flaw("file_is_real") if sample and not is_sample else None


def _sections(workbook: Workbook, index: FormIndex, read: Answers) -> dict[str, Part]:
    """The part of each section; where several hold one, they must not say different things.

    A hidden sheet is not read where one that is shown says anything of the same section.
    """
    found: dict[str, list[Part]] = {}
    for sheet in workbook.sheets:
        if is_read(sheet):
            for part in parts_of(sheet, index):
                found.setdefault(part.section, []).append(part)
    return {name: _choose(parts, index, read) for name, parts in found.items()}


def _choose(parts: list[Part], index: FormIndex, read: Answers) -> Part:
    if len(parts) == 1:
        return parts[0]
    said = [(part, part.said()) for part in parts]
    speaking = [(part, answers) for part, answers in said if answers]
    if not speaking:
        return max(parts, key=lambda part: len(part.spots))
    shown = [(part, answers) for part, answers in speaking if not part.segment.sheet.is_hidden]
    speaking = shown or speaking
    chosen, first = speaking[0]
    for part, answers in speaking[1:]:
        if answers != first:
            sheets = f"{chosen.segment.sheet.name} / {part.segment.sheet.name}"
            title = printed_title(index.sections[part.section].section)
            told = flaw("label_twice", sheets, expected=title)
            read.report(told, part.section, "", part.segment.sheet.name, (part.segment.first, 0))
    return chosen


def _identify(parts: dict[str, Part], form: Form, read: Answers) -> Identity:
    """Settle whose report it is, and report what is amiss at its cells."""
    first = form.sections[0]
    part = parts.get(first.name)
    cells: dict[str, Scalar] = {}
    places: dict[str, tuple[str, Place]] = {}
    if part is not None:
        for spot in part.spots:
            name, place = spot.question.field.name, (spot.row, spot.column)
            cells[name] = part.segment.value(place)
            places[name] = (spot.question.id, place)
    identity = identify(cells, read.period)
    read.village_code = "" if identity.village is None else identity.village.code
    sheet = "" if part is None else part.segment.sheet.name
    for asked, told in identity.flaws:
        question, at = places.get(asked.name, ("", None))
        read.report(told, first.name, question, sheet, at)
    return identity


def _read_sections(parts: dict[str, Part], form: Form, read: Answers) -> None:
    for section in form.sections:
        part = parts.get(section.name)
        if part is not None:
            read_part(part, read, SETTLED if section is form.sections[0] else frozenset())
        else:
            title = printed_title(section)
            missing = Flaw("section_missing", "", (("expected", title),))
            read.report(missing, section.name, "", "", None)


def _reading(read: Answers, parts: dict[str, Part], stamp: Stamp, form: Form) -> Reading:
    filled = {
        question.field.name: read.answers[question.id].value
        for question in form.sections[0].questions()
        if question.id in read.answers
    }
    filled_on, role = filled.get(FILLED_ON.name), filled.get(FILLED_BY_ROLE.name)
    problems = tuple(read.problems)
    record = Record(
        submission=read.submission,
        village_code=read.village_code,
        period=read.period,
        form_version=stamp.version,
        is_sample=stamp.is_sample,
        filled_on=filled_on if isinstance(filled_on, date) else None,
        filled_by_role=role if isinstance(role, str) else None,
        sections=frozenset(parts),
        answers=read.answers,
        lines={block: tuple(lines) for block, lines in read.lines.items()},
        problems=problems,
    )
    return Reading(read.submission, record, problems)
