"""Which part of which sheet belongs to which section, and the stamp of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from schemas.form import FORM_VERSION, SAMPLE_WORD, STAMP
from schemas.form.guide import GUIDE_SHEET, LIST_SHEET
from transforms.form_index import FormIndex
from transforms.labels import closest, normalise
from transforms.replies import is_findings_sheet
from transforms.workbook import Place, Scalar, Sheet, Workbook
from transforms.written import is_blank

_STAMP = re.compile(rf"{re.escape(STAMP)}\s+(\S+)(\s+{SAMPLE_WORD})?", re.IGNORECASE)
_STAMP_KEY = normalise(STAMP)
_SAMPLE_KEY = normalise(SAMPLE_WORD)
_OTHER_SHEETS = frozenset({normalise(GUIDE_SHEET.id), normalise(LIST_SHEET.id)})

Tokens = list[tuple[int, str]]
"""The texts of a row as (column, key)."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every sheet says of its form: the version, and whether it is an example."""

    version: str
    is_sample: bool


@dataclass(frozen=True)
class Segment:
    """The rows of a sheet from `first` to before `last`: those of one section."""

    sheet: Sheet
    first: int
    last: int

    @cached_property
    def tokens(self) -> dict[int, Tokens]:
        """The texts of every row that has some, without stamps."""
        return dict(_tokens(self.sheet, self.first, self.last))

    def stands_at(self, row: int, column: int) -> Place:
        """Where the answer of a cell stands: there, or at the left end of the merged cells."""
        rows = self.sheet.rows
        if column < len(rows[row]) and rows[row][column] != "":
            return row, column
        for top, left, bottom, right in self.sheet.merged:
            if top == row == bottom and left < column <= right and rows[row][left] != "":
                return row, left
        return row, column

    def value(self, place: Place) -> Scalar:
        """What a cell holds; nothing beyond the end of its row."""
        row = self.sheet.rows[place[0]]
        return row[place[1]] if place[1] < len(row) else ""

    def is_said(self, place: Place) -> bool:
        """Whether the cell says anything, be it an error."""
        return not is_blank(self.value(place)) or place in self.sheet.errors


def _tokens(sheet: Sheet, first: int, last: int) -> Iterator[tuple[int, Tokens]]:
    for number in range(first, last):
        found = [
            (column, key)
            for column, cell in enumerate(sheet.rows[number])
            if cell.__class__ is str
            and cell
            and (key := normalise(cell))
            and not key.startswith(_STAMP_KEY)
        ]
        if found:
            yield number, found


def is_read(sheet: Sheet) -> bool:
    """Whether a sheet may hold a section: not guide, choices, filled example or findings."""
    key = normalise(sheet.name)
    if key in _OTHER_SHEETS or key.startswith(_SAMPLE_KEY):
        return False
    return not is_findings_sheet(sheet)


def find_stamp(workbook: Workbook) -> Stamp | None:
    """The stamp of the sheets that are read; one marked as an example outweighs the others."""
    found: Stamp | None = None
    for sheet in workbook.sheets:
        stamp = _stamp_of(sheet) if is_read(sheet) else None
        if stamp is not None and stamp.is_sample:
            return stamp
        found = found or stamp
    return found


def _stamp_of(sheet: Sheet) -> Stamp | None:
    for row in sheet.rows:
        for cell in row:
            if cell.__class__ is str and STAMP in cell.casefold():
                match = _STAMP.search(normalise_spaces(str(cell)))
                if match:
                    version = match[1] if re.fullmatch(FORM_VERSION, match[1]) else ""
                    return Stamp(version, match[2] is not None)
    return None


def normalise_spaces(text: str) -> str:
    """The text with single plain spaces."""
    return " ".join(text.split())


def segments_of(sheet: Sheet, index: FormIndex) -> list[tuple[str, Segment]]:
    """The sections a sheet holds: by the titles written in it, else by its name."""
    whole = Segment(sheet, 0, len(sheet.rows))
    starts: dict[str, int] = {}
    for row, tokens in whole.tokens.items():
        for _, key in tokens:
            if key in index.titles:
                starts.setdefault(index.titles[key], row)
    if len(starts) <= 1:
        name = next(iter(starts), None) or _named(normalise(sheet.name), index)
        return [(name, whole)] if name else []
    rows = sorted((row, name) for name, row in starts.items())
    ends = [row for row, _ in rows[1:]] + [len(sheet.rows)]
    return [(name, Segment(sheet, row, end)) for (row, name), end in zip(rows, ends, strict=True)]


def _named(key: str, index: FormIndex) -> str | None:
    return index.sheets.get(key) or closest(key, index.sheets)
