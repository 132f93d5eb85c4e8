"""A finding: what is wrong, where it stands, and what to do, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module

from schemas.field import Code, CodeList, Text
from schemas.personal import masked

ECHO_LENGTH = 60
"""How many characters of what was written are repeated in a finding."""


class Severity(StrEnum):
    """Blocking holds a section back, confirm asks back, note tells what was repaired."""

    BLOCKING = "blocking"
    CONFIRM = "confirm"
    NOTE = "note"


SEVERITY = CodeList(
    "severity",
    Text("Tingkat temuan", "Severity"),
    (
        Code("blocking", Text("Menahan bagian laporan", "Holds the section back")),
        Code("confirm", Text("Perlu konfirmasi", "To be confirmed")),
        Code("note", Text("Catatan", "Note")),
    ),
    "Proposed by this project",
)


class Scope(StrEnum):
    """What a finding is about: a whole file, one cell, or a rule over several cells."""

    FILE = "file"
    CELL = "cell"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of finding; its texts are templates filled by a Problem.

    `expected` says what should stand there, with the numbers; without it, what the
    field of the question accepts is meant.
    """

    id: str
    scope: Scope
    severity: Severity
    sentence: Text
    action: Text
    expected: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A finding at its place. `found` is the text as written, shortened and masked.

    `values` fill the templates of its kind. `also` lists the other cells involved, as
    (sheet, cell), and `questions` all questions involved, the first being `question`.
    `before` is last month's answer to `question`. `sheet` and `cell` are empty for a
    finding about a whole file; `section` and `question` where none is concerned.
    """

    kind: str
    submission: str
    village_code: str = ""
    section: str = ""
    question: str = ""
    sheet: str = ""
    cell: str = ""
    found: str = ""
    values: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    questions: tuple[str, ...] = ()
    before: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of its kind."""
        return kind_of(self.kind).severity

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Every cell it is about, as (sheet, cell), the one to look at first at the front."""
        return tuple(place for place in ((self.sheet, self.cell), *self.also) if place[1])

    def _fill(self, template: Text) -> Text:
        """The template filled; a name of a sheet may hold a number of a person too."""
        filled = {"found": self.found, "sheet": self.sheet, "cell": self.cell, **dict(self.values)}
        return template.format(**{name: masked(text) for name, text in filled.items()})

    def sentence(self) -> Text:
        """What is wrong, with the numbers."""
        return self._fill(kind_of(self.kind).sentence)

    def action(self) -> Text:
        """What the village or the data team is to do."""
        return self._fill(kind_of(self.kind).action)

    def expected(self) -> Text | None:
        """What should stand there, with the numbers; None where its kind does not say."""
        template = kind_of(self.kind).expected
        return None if template is None else self._fill(template)


def echo(written: object) -> str:
    """What was written, fit to be repeated: one line, short, no long run of digits."""
    text = masked(" ".join(str(written).split()))
    return text if len(text) <= ECHO_LENGTH else text[: ECHO_LENGTH - 1] + "…"


def told_place(sheet: str, cell: str) -> str:
    """A cell as people are told of it; the name of a sheet may hold a number of a person."""
    return f"{masked(sheet)}!{cell}"


def counted(found: Mapping[str, int]) -> str:
    """The number of findings of each severity in words, as in 25 blocking, 66 confirm, 22 note."""
    return ", ".join(f"{found.get(code, 0)} {code}" for code in SEVERITY.values)


def kind_of(kind: str) -> ProblemKind:
    """The declared kind with this id; KeyError when there is none."""
    return _kinds()[kind]


def catalogue() -> tuple[ProblemKind, ...]:
    """Every declared kind of finding, in the order in which people read about them."""
    return tuple(_kinds().values())


@cache
def _kinds() -> dict[str, ProblemKind]:
    """The kinds by id. They are declared in modules that use this one, so they load late."""
    declared = import_module("schemas.catalogue").CATALOGUE
    kinds = {kind.id: kind for kind in declared}
    if len(kinds) != len(declared):
        raise ValueError("two kinds of finding share an id")
    return kinds
