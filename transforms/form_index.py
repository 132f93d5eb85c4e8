"""What the reader looks for on a sheet: the form's titles, headings and labels by their keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.form.guide import LABEL_HEADING, NUMBER_HEADING, UNIT_HEADING
from schemas.section import (
    ANSWER_HEADING,
    TOTAL_ALIASES,
    TOTAL_HEADING,
    Block,
    Crosstab,
    Form,
    Heading,
    Listing,
    Log,
    Matrix,
    Question,
    Section,
)
from transforms.labels import normalise

ANSWER_KEY = normalise(ANSWER_HEADING.id)
UNIT_KEY = normalise(UNIT_HEADING.id)
TOTAL_KEYS = frozenset(normalise(text) for text in (TOTAL_HEADING.id, *TOTAL_ALIASES))

_BRACKETS_AFTER = re.compile(r"\s*\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class BlockIndex:
    """A block's rows and columns: the name of each by every spelling, and what they cross at.

    `corner` is the key of the heading over the row labels. A listing's one column is
    headed like every other listing's, so its header does not tell which block it is.
    """

    id: str
    title: str
    corner: str
    is_listing: bool
    is_log: bool
    rows: dict[str, str]
    columns: dict[str, str]
    questions: dict[tuple[str, str], Question]

    @property
    def row_names(self) -> tuple[str, ...]:
        """The rows, top to bottom."""
        return tuple(dict.fromkeys(row for row, _ in self.questions))

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns, left to right."""
        return tuple(dict.fromkeys(column for _, column in self.questions))

    def of_row(self, name: str) -> tuple[Question, ...]:
        """The questions of one row."""
        return tuple(q for (row, _), q in self.questions.items() if row == name)

    def of_column(self, name: str) -> tuple[Question, ...]:
        """The questions of one column."""
        return tuple(q for (_, column), q in self.questions.items() if column == name)


@dataclass(frozen=True, slots=True)
class SectionIndex:
    """A section's blocks, by their titles too, and the keys of all its column headings."""

    section: Section
    blocks: tuple[BlockIndex, ...]
    titles: dict[str, BlockIndex]
    headings: frozenset[str]


@dataclass(frozen=True, slots=True)
class FormIndex:
    """A form's sections, by the key of their printed title and by the key of their sheet."""

    form: Form
    sections: dict[str, SectionIndex]
    titles: dict[str, str]
    sheets: dict[str, str]


_INDEXES: dict[int, FormIndex] = {}


def index_of(form: Form) -> FormIndex:
    """The index of a form, built once."""
    kept = _INDEXES.get(id(form))
    if kept is None or kept.form is not form:
        kept = _INDEXES[id(form)] = _index(form)
    return kept


def printed_title(section: Section) -> str:
    """A section's title as it stands on its sheet: its letter and its name."""
    return f"{section.letter}. {section.title.id}"


def _index(form: Form) -> FormIndex:
    titles = {normalise(printed_title(s)): s.name for s in form.sections}
    sheets = {normalise(s.title.id): s.name for s in form.sections}
    sheets |= {normalise(s.sheet.removeprefix(s.letter)): s.name for s in form.sections}
    sheets |= titles | {normalise(s.sheet): s.name for s in form.sections}
    return FormIndex(form, {s.name: _section(s) for s in form.sections}, titles, sheets)


def _section(section: Section) -> SectionIndex:
    blocks = tuple(_block(block, section.name) for block in section.blocks)
    titles = {normalise(block.title): block for block in blocks}
    headings = frozenset(key for block in blocks for key in block.columns)
    return SectionIndex(section, blocks, titles, headings)


def _block(block: Block, section: str) -> BlockIndex:
    questions = {(q.row.label.id, q.column.label.id): q for q in block.questions(section)}
    return BlockIndex(
        id=block.id,
        title=block.title.id,
        corner=normalise(_corner(block)),
        is_listing=isinstance(block, Listing),
        is_log=isinstance(block, Log),
        rows=_names((q.row, q) for q in questions.values()),
        columns=_names((q.column, q) for q in questions.values()),
        questions=questions,
    )


def _corner(block: Block) -> str:
    if isinstance(block, Matrix | Crosstab):
        return block.rows.label.id
    return (LABEL_HEADING if isinstance(block, Listing) else NUMBER_HEADING).id


def _names(headings: Iterable[tuple[Heading, Question]]) -> dict[str, str]:
    """The name by every spelling; a label stands before an alias of another."""
    pairs = list(headings)
    names: dict[str, str] = {}
    for heading, _ in pairs:
        names.setdefault(normalise(heading.label.id), heading.label.id)
    for heading, question in pairs:
        for spelling in _spellings(heading, question):
            names.setdefault(normalise(spelling), heading.label.id)
    return names


def _spellings(heading: Heading, question: Question) -> Iterator[str]:
    yield from heading.aliases
    yield _BRACKETS_AFTER.sub("", heading.label.id)
    if question.field.unit is not None:
        for spelling in (heading.label.id, *heading.aliases):
            yield f"{spelling} {question.field.unit.id}"
