"""The nouns of a declaration: a text in two languages, a code list, a field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Text:
    """A text a person outside the team reads, in Indonesian and English."""

    id: str
    en: str

    def __post_init__(self) -> None:
        """Refuse a text that is missing one of its languages."""
        if not self.id.strip() or not self.en.strip():
            raise ValueError(f"a Text needs both languages: {self!r}")

    def format(self, **values: object) -> Text:
        """The same text with its `{placeholders}` filled in both languages."""
        return Text(self.id.format(**values), self.en.format(**values))

    @property
    def line(self) -> str:
        """Both languages on one line."""
        return f"{self.id} · {self.en}"

    @property
    def by_language(self) -> dict[str, str]:
        """Each language by its code, as JSON files tell it."""
        return {"id": self.id, "en": self.en}


class Kind(StrEnum):
    """How an answer is given, and so how it is read, checked and drawn."""

    COUNT = "count"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    MONTH = "month"
    YEAR = "year"
    VILLAGE_CODE = "village_code"
    NAME = "name"
    FREE_TEXT = "free_text"


@dataclass(frozen=True, slots=True)
class Code:
    """One member of a code list; `aliases` are other spellings met in the wild."""

    code: str
    label: Text
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list of codes; `name` is also the name of the column that holds it."""

    name: str
    label: Text
    codes: tuple[Code, ...]
    source: str

    def __post_init__(self) -> None:
        """Refuse a list in which a code stands twice."""
        if len(set(self.values)) != len(self.codes):
            raise ValueError(f"code list {self.name} repeats a code")

    @property
    def values(self) -> tuple[str, ...]:
        """The codes alone, in their declared order."""
        return tuple(code.code for code in self.codes)

    def __getitem__(self, code: str) -> Code:
        """The member with this code; KeyError when there is none."""
        for member in self.codes:
            if member.code == code:
                return member
        raise KeyError(f"{self.name} has no code {code!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question: what is asked, what it means, and which answers are possible.

    `name` is the tidy column or the tidy row code the answer lands in. `minimum`
    and `maximum` bound a COUNT or a YEAR, both included. `example` is an answer as
    a village types it and is always readable; `counter_example` never is. `public`
    is false for what never leaves the house (free text). `formerly` are names that its
    column had in earlier releases.
    """

    name: str
    label: Text
    meaning: Text
    kind: Kind
    example: str
    counter_example: str
    unit: Text | None = None
    minimum: int | None = None
    maximum: int | None = None
    codes: CodeList | None = None
    aliases: tuple[str, ...] = ()
    public: bool = True
    formerly: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a choice without codes and a count without limits or unit."""
        if (self.kind in (Kind.CHOICE, Kind.CHOICES)) != (self.codes is not None):
            raise ValueError(f"field {self.name}: codes belong to choices, and only there")
        if self.kind is Kind.COUNT and (self.unit is None or self.maximum is None):
            raise ValueError(f"field {self.name}: a count states its unit and its maximum")
