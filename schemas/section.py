"""The shapes of a form: listings, matrices, crosstabs and logs, and their questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from schemas.field import CodeList, Field, Text

ANSWER_HEADING = Text("Isian", "Answer")
TOTAL_HEADING = Text("Jumlah", "Total")
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the head of a row or a column of the form, and its other spellings."""

    label: Text
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One answer cell of the form, named by its row heading and its column heading.

    `table` and `keys` say in which tidy row the answer lands and `column` in which
    of its columns; a printed total has no table, because it is checked, not kept.
    """

    id: str
    section: str
    block: str
    field: Field
    row: Heading
    column: Heading
    table: str | None
    keys: tuple[tuple[str, str], ...] = ()
    measure: str = ""

    @property
    def is_total(self) -> bool:
        """Whether this cell holds a total that the village computed itself."""
        return TOTAL in self.id.split(".")


def _heading(source: Field | Text) -> Heading:
    if isinstance(source, Text):
        return Heading(source)
    return Heading(source.label, source.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Fields one under another, one answer each.

    With `key` the answers become rows of `table` keyed by the field's name, in the
    measure column of their kind (`measures`); without a table they identify the report.
    """

    id: str
    title: Text
    fields: tuple[Field, ...]
    table: str | None = None
    key: str | None = None
    total: Field | None = None

    def questions(self, section: str) -> tuple[Question, ...]:
        """The answer cells, top to bottom."""
        fields = self.fields if self.total is None else (*self.fields, self.total)
        return tuple(self._question(section, field) for field in fields)

    def _question(self, section: str, field: Field) -> Question:
        name = TOTAL if field is self.total else field.name
        kept = self.key is not None and field is not self.total
        return Question(
            id=f"{self.id}.{name}",
            section=section,
            block=self.id,
            field=field,
            row=_heading(field),
            column=Heading(ANSWER_HEADING),
            table=self.table if kept else None,
            keys=((self.key, field.name),) if kept and self.key else (),
            measure=("count" if field.codes is None else "answer") if kept else "",
        )

    def without(self, field: str) -> Self:
        """The same listing with one field taken out."""
        return replace(self, fields=tuple(f for f in self.fields if f.name != field))


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A row for each code, a column for each field; `only` limits a field to some codes."""

    id: str
    title: Text
    rows: CodeList
    fields: tuple[Field, ...]
    table: str
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    totals: tuple[str, ...] = ()

    def questions(self, section: str) -> tuple[Question, ...]:
        """The answer cells, row by row; the printed totals last."""
        limits = dict(self.only)
        answers = tuple(
            Question(
                id=f"{self.id}.{code.code}.{field.name}",
                section=section,
                block=self.id,
                field=field,
                row=Heading(code.label, code.aliases),
                column=_heading(field),
                table=self.table,
                keys=((self.rows.name, code.code),),
                measure=field.name,
            )
            for code in self.rows.codes
            for field in self.fields
            if code.code in limits.get(field.name, self.rows.values)
        )
        return answers + self._totals(section)

    def _totals(self, section: str) -> tuple[Question, ...]:
        return tuple(
            Question(
                id=f"{self.id}.{TOTAL}.{field.name}",
                section=section,
                block=self.id,
                field=field,
                row=Heading(TOTAL_HEADING, TOTAL_ALIASES),
                column=_heading(field),
                table=None,
            )
            for field in self.fields
            if field.name in self.totals
        )

    def without(self, field: str) -> Self:
        """The same matrix with one field (column) taken out."""
        return replace(self, fields=tuple(f for f in self.fields if f.name != field))


TOTAL_ALIASES = ("Total", "Jml", "Jumlah Total", "Jumlah Semua")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosstab:
    """One field asked for every pair of a row code and a column code."""

    id: str
    title: Text
    rows: CodeList
    columns: CodeList
    field: Field
    table: str
    totals: bool = False

    def questions(self, section: str) -> tuple[Question, ...]:
        """The answer cells, row by row, with printed totals where the form has them."""
        rows = [(c.code, Heading(c.label, c.aliases)) for c in self.rows.codes]
        columns = [(c.code, Heading(c.label, c.aliases)) for c in self.columns.codes]
        if self.totals:
            rows.append((TOTAL, Heading(TOTAL_HEADING, TOTAL_ALIASES)))
            columns.append((TOTAL, Heading(TOTAL_HEADING, ("L+P", "L + P", *TOTAL_ALIASES))))
        return tuple(
            self._question(section, row, column)
            for row in rows
            for column in columns
            if column[0] != TOTAL or row[0] == TOTAL
        )

    def _question(
        self, section: str, row: tuple[str, Heading], column: tuple[str, Heading]
    ) -> Question:
        kept = TOTAL not in (row[0], column[0])
        return Question(
            id=f"{self.id}.{row[0]}.{column[0]}",
            section=section,
            block=self.id,
            field=self.field,
            row=row[1],
            column=column[1],
            table=self.table if kept else None,
            keys=((self.rows.name, row[0]), (self.columns.name, column[0])) if kept else (),
            measure=self.field.name if kept else "",
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        """The one field, as a tuple like the other shapes."""
        return (self.field,)

    def without(self, field: str) -> Self:
        """A crosstab is one field; it cannot lose it."""
        raise ValueError(f"{self.id} is nothing but the field {field}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A line for each thing that happened, `capacity` lines on the printed form.

    A field of kind CHOICES becomes rows of its own table, named in `tables`.
    """

    id: str
    title: Text
    fields: tuple[Field, ...]
    table: str
    key: str
    capacity: int
    tables: tuple[tuple[str, str], ...] = ()

    def questions(self, section: str) -> tuple[Question, ...]:
        """The columns of a line; the line's number comes from the workbook."""
        return tuple(
            Question(
                id=f"{self.id}.{field.name}",
                section=section,
                block=self.id,
                field=field,
                row=Heading(Text("No", "No")),
                column=_heading(field),
                table=dict(self.tables).get(field.name, self.table),
                measure=field.name,
            )
            for field in self.fields
        )

    def without(self, field: str) -> Self:
        """The same log with one field (column) taken out."""
        return replace(self, fields=tuple(f for f in self.fields if f.name != field))


Block = Listing | Matrix | Crosstab | Log


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One sheet of the form: a letter, a title, what it asks, and its blocks."""

    letter: str
    name: str
    sheet: str
    title: Text
    guide: Text
    blocks: tuple[Block, ...]

    def questions(self) -> tuple[Question, ...]:
        """Every answer cell of the section, in the order of the form."""
        return tuple(q for block in self.blocks for q in block.questions(self.name))


@dataclass(frozen=True)
class Form:
    """The monthly form: its version and its sections A to K."""

    version: str
    sections: tuple[Section, ...]

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every answer cell by its id, in the order of the form."""
        return {q.id: q for section in self.sections for q in section.questions()}

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """Every block by its id."""
        return {block.id: block for section in self.sections for block in section.blocks}

    def section(self, name: str) -> Section:
        """The section with this name; KeyError when there is none."""
        return {section.name: section for section in self.sections}[name]

    def with_block(self, block: Block) -> Form:
        """The same form with one block replaced by another of the same id."""
        sections = tuple(
            replace(s, blocks=tuple(block if b.id == block.id else b for b in s.blocks))
            for s in self.sections
        )
        return Form(self.version, sections)
