"""Where every answer stands on a sheet; a layout once found without a flaw is known again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from schemas.field import Kind
from schemas.section import Question
from transforms.form_index import FormIndex
from transforms.locate import Located, locate
from transforms.segments import Segment, segments_of
from transforms.workbook import Place, Scalar, Sheet, address

REMEMBERED = 4
"""How many layouts of a sheet are remembered; untouched forms have one."""


class Spot(NamedTuple):
    """A question's cell; `limit` is a count's maximum, and below zero for other kinds."""

    question: Question
    row: int
    column: int
    address: str
    limit: int


@dataclass(frozen=True, slots=True)
class Part:
    """A section found on a sheet, with the cell of every question found in it."""

    section: str
    segment: Segment
    located: Located
    spots: tuple[Spot, ...]

    def said(self) -> dict[tuple[str, int], Scalar]:
        """Everything answered, by question and by the line of a log."""
        places = [(spot.question.id, 0, (spot.row, spot.column)) for spot in self.spots]
        for log in self.located.logs:
            for row in range(log.first, log.last):
                places += [(q.id, row - log.first, (row, column)) for q, column in log.columns]
        return {
            (question, line): self.segment.value(place)
            for question, line, place in places
            if self.segment.is_said(place)
        }


@dataclass(frozen=True, slots=True)
class _Layout:
    """A sheet without its answers, and the parts found on it."""

    index: FormIndex
    merged: tuple[tuple[int, int, int, int], ...]
    rows: list[tuple[list[Scalar], tuple[int, ...]]]
    parts: list[Part]


_LAYOUTS: dict[tuple[int, str], list[_Layout]] = {}


def parts_of(sheet: Sheet, index: FormIndex) -> list[Part]:
    """The sections on a sheet."""
    kept = _LAYOUTS.setdefault((id(index), sheet.name[:40]), [])
    for layout in kept:
        if layout.index is index and _fits(layout, sheet):
            return [_moved(part, sheet) for part in layout.parts]
    parts = [_part(name, segment, index) for name, segment in segments_of(sheet, index)]
    if len(kept) < REMEMBERED and len(_LAYOUTS) < 100 and _is_clean(parts):
        kept.append(_layout(index, sheet, parts))
    return parts


def _part(name: str, segment: Segment, index: FormIndex) -> Part:
    located = locate(segment, index.sections[name])
    spots = tuple(_spot(index.form.questions[q], p) for q, p in located.places.items())
    return Part(name, segment, located, spots)


def _spot(question: Question, place: Place) -> Spot:
    asked = question.field
    limit = asked.maximum if asked.kind is Kind.COUNT and asked.maximum is not None else -1
    return Spot(question, *place, address(*place), limit)


def _moved(part: Part, sheet: Sheet) -> Part:
    segment = Segment(sheet, part.segment.first, part.segment.last)
    return Part(part.section, segment, part.located, part.spots)


def _is_clean(parts: list[Part]) -> bool:
    return bool(parts) and all(p.located.is_plain and not p.located.flaws for p in parts)


def _layout(index: FormIndex, sheet: Sheet, parts: Iterable[Part]) -> _Layout:
    covered: dict[int, set[int]] = {}
    kept = list(parts)
    for part in kept:
        for row, column in part.located.covered:
            covered.setdefault(row, set()).add(column)
    rows: list[tuple[list[Scalar], tuple[int, ...]]] = []
    for number, cells in enumerate(sheet.rows):
        columns = tuple(c for c in sorted(covered.get(number, ())) if c < len(cells))
        rows.append((_without(cells, columns), columns))
    parts_kept = [_moved(part, Sheet(sheet.name, [])) for part in kept]
    return _Layout(index, sheet.merged, rows, parts_kept)


def _without(cells: list[Scalar], columns: tuple[int, ...]) -> list[Scalar]:
    bare = cells[:]
    for column in columns:
        bare[column] = ""
    return bare


def _fits(layout: _Layout, sheet: Sheet) -> bool:
    """Whether a sheet, its answers taken out, is the one this layout was found on."""
    if len(layout.rows) != len(sheet.rows) or layout.merged != sheet.merged:
        return False
    for (bare, columns), cells in zip(layout.rows, sheet.rows, strict=True):
        if len(bare) != len(cells):
            return False
        if (_without(cells, columns) if columns else cells) != bare:
            return False
    return True
