"""Which tables are protected, which of their counts add up to which, and how far they are rounded.

Contraceptive use, reasons for non-use, pregnancy and stunting are health information,
"specific" personal data under UU 27/2022. Their counts are published as multiples of a base
that add up at all levels (village, kecamatan, kabupaten), and everything else is computed from
these published counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from schemas.codelists import METHOD, REASON
from schemas.field import Code, Text
from schemas.form import FORM
from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.section import Form

BASE = 5
"""Every published count of a protected table is a multiple of it.

A policy choice of the data owner: UU 27/2022 names no threshold and no other Indonesian one
was found. With 5 a published 0 may be 0 to 4 and a published 5 may be 1 to 9.
"""

WIDTH = 3
"""The fewest values of a count left to one who knows every change of it exactly.

Two would already leave a doubt; the third keeps it where one of the two is implausible.
More than BASE - 1 cannot be kept: floor and ceiling of a count share only so many values.
"""

FEWEST = 2
"""The fewest values that may ever be left, where WIDTH would leave no way to add up."""

LEVELS = (VILLAGE, DISTRICT, REGENCY)
"""The levels of areas, each the sum of those below it."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How far counts are rounded; ValueError where the guarantee could not be kept."""

    base: int = BASE
    width: int = WIDTH
    fewest: int = FEWEST

    def __post_init__(self) -> None:
        if not 2 <= self.fewest <= self.width < self.base:
            raise ValueError(
                f"base {self.base}, width {self.width}, fewest {self.fewest}: a policy needs "
                "2 <= fewest <= width < base"
            )


POLICY = Policy()


class Guard(StrEnum):
    """How the figures of a table are published."""

    OPEN = "open"
    PROTECTED = "protected"


class Course(StrEnum):
    """How a count runs over time: a stock lasts, a flow begins anew each month.

    A change of a stock tells of persons who came and went, so that its months are protected
    together. The counts of a flow in two months are of different persons: together are only
    the editions of one month.
    """

    STOCK = "stock"
    FLOW = "flow"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A count that is no sum of others: its code, and the question that asks for it."""

    code: str
    question: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A category of villages that stands for several which are too rare to be useful there."""

    code: Code
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A sum: the codes of the leaves in it; `question` where the form asks for it too."""

    code: str
    parts: tuple[str, ...]
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """Counts that add up to each other and are therefore rounded together.

    A village's categories are the leaves with those of a merge put together; kecamatan and
    kabupaten have every leaf. The nodes are at every level.
    """

    name: str
    course: Course
    leaves: tuple[Leaf, ...]
    nodes: tuple[Node, ...] = ()
    merges: tuple[Merge, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the leaves, in order."""
        return tuple(leaf.code for leaf in self.leaves)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions of the leaves, in order."""
        return tuple(leaf.question for leaf in self.leaves)

    @property
    def groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The categories of villages, each with the leaves it is the sum of, in order."""
        merged = {part: merge for merge in self.merges for part in merge.parts}
        groups: dict[str, tuple[str, ...]] = {}
        for code in self.codes:
            merge = merged.get(code)
            groups[merge.code.code if merge else code] = merge.parts if merge else (code,)
        return tuple(groups.items())

    def categories(self, level: str) -> tuple[str, ...]:
        """The codes of an area's cells at a level: what is rounded, then the nodes."""
        own = tuple(code for code, _ in self.groups) if level == VILLAGE else self.codes
        return (*own, *(node.code for node in self.nodes))


@dataclass(frozen=True, slots=True)
class Protection:
    """How a table is published, and why.

    `trees` are the names of those that hold its protected counts. A protected table without
    any is computed from published counts alone. `counts` are questions: where there are any,
    the rest of the table is open.
    """

    guard: Guard
    reason: Text
    trees: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


def _code(value: str, id: str, en: str) -> Code:  # noqa: A002 - the language's name
    return Code(value, Text(id, en))


METHOD_MERGES = (
    Merge(
        _code("sterilisation", "MOW dan MOP", "Sterilisation, female and male"),
        ("female_sterilisation", "male_sterilisation"),
    ),
    Merge(
        _code("condom_or_lactational", "Kondom dan MAL", "Condom and lactational amenorrhoea"),
        ("condom", "lactational_amenorrhoea"),
    ),
)
"""What villages' tables put together: mean users a village are 1.6 of MOW and MOP in all."""

USERS, NOT_USING, COUPLES, NEW_USERS = "users", "not_using", "couples", "new_users"
NUTRITION = "child_nutrition"


def _methods(measure: str) -> tuple[Leaf, ...]:
    return tuple(Leaf(code, f"contraception.{code}.{measure}") for code in METHOD.values)


def _couples() -> Tree:
    reasons = tuple(Leaf(code, f"non_use.{code}") for code in REASON.values)
    return Tree(
        name=COUPLES,
        course=Course.STOCK,
        leaves=(*_methods(USERS), *reasons),
        nodes=(
            Node(USERS, METHOD.values, "contraception.total.users"),
            Node(NOT_USING, REASON.values, "non_use.total"),
            Node(COUPLES, (*METHOD.values, *REASON.values), "families.eligible_couples"),
        ),
        merges=METHOD_MERGES,
    )


def _new_users() -> Tree:
    return Tree(
        name=NEW_USERS,
        course=Course.FLOW,
        leaves=_methods(NEW_USERS),
        nodes=(Node(NEW_USERS, METHOD.values, "contraception.total.new_users"),),
        merges=METHOD_MERGES,
    )


def _nutrition() -> tuple[Tree, ...]:
    """A tree for each indicator of child nutrition: they do not add up to each other."""
    asked = [q.id for q in FORM.questions.values() if q.table == NUTRITION]
    return tuple(
        Tree(name=name, course=Course.STOCK, leaves=(Leaf(name, f"{NUTRITION}.{name}"),))
        for name in (question.removeprefix(f"{NUTRITION}.") for question in asked)
    )


TREES: dict[str, Tree] = {tree.name: tree for tree in (_couples(), _new_users(), *_nutrition())}
"""Every tree of protected counts by its name; no count is in two."""

_HEALTH = Text("Data kesehatan (UU 27/2022)", "Health information (UU 27/2022)")
_SUM = Text(
    "PUS adalah jumlah peserta KB dan yang tidak ber-KB, jadi data kesehatan",
    "Couples are the sum of users and non-users, and so give these away",
)
_COMPUTED = Text(
    "Dihitung dari angka terbitan saja, sebab memuat data kesehatan",
    "Computed from published counts alone, because health information goes in",
)
_WORDS = Text(
    "Temuan dapat mengutip jawaban tentang kesehatan", "Findings may quote answers on health"
)
_PEOPLE = Text("Jumlah penduduk dan keluarga, bukan data kesehatan", "People, no health matters")
_WORK = Text("Kegiatan dan lembaga, bukan orang", "Work and institutions, no persons")
_ANSWERS = Text(
    "Menghitung desa dan isian laporan, bukan orang", "Counts villages and answers, not people"
)
_REPORTS = Text("Tentang desa dan laporannya, bukan orang", "On villages and reports, no persons")


def _open(reason: Text, *names: str) -> dict[str, Protection]:
    return {name: Protection(Guard.OPEN, reason) for name in names}


def _protected(reason: Text, *names: str) -> dict[str, Protection]:
    return {name: Protection(Guard.PROTECTED, reason) for name in names}


PROTECTIONS: dict[str, Protection] = {
    "contraception": Protection(Guard.PROTECTED, _HEALTH, (COUPLES, NEW_USERS)),
    "non_use": Protection(Guard.PROTECTED, _HEALTH, (COUPLES,)),
    NUTRITION: Protection(Guard.PROTECTED, _HEALTH, tuple(tree.name for tree in _nutrition())),
    "families": Protection(Guard.PROTECTED, _SUM, (COUPLES,), ("families.eligible_couples",)),
    **_protected(_COMPUTED, "indicators", "classification", "classification_scores"),
    **_protected(_WORDS, "problems"),
    **_open(_ANSWERS, "completeness"),
    **_open(_REPORTS, "villages", "submissions", "sections"),
    **_open(_PEOPLE, "population", "population_change", "civil_registration"),
    **_open(_WORK, "activity_groups", "organisation", "routines"),
    **_open(_WORK, "activities", "activity_targets", "activity_partners"),
}
"""How every tidy table is published, by its name."""

BY_AREA = tuple(name for name, p in PROTECTIONS.items() if p.trees and not p.counts)
"""The tables all of whose counts are protected: published by area, with sums for each level."""

EXPOSED = frozenset(
    question
    for tree in TREES.values()
    for question in (*tree.questions, *(node.question for node in tree.nodes if node.question))
)
"""Every question whose answers are published rounded."""


def is_protected(questions: Iterable[str], form: Form = FORM) -> bool:
    """Whether any of the questions is on health, or tells of answers that are."""
    return any(q in EXPOSED or form.questions[q].table in BY_AREA for q in questions)


def tree_with(question: str) -> Tree | None:
    """The tree that an answer is rounded in; None where it is published as it is."""
    for tree in TREES.values():
        if question in tree.questions or question in {node.question for node in tree.nodes}:
            return tree
    return None


def parts_of_sum(question: str) -> tuple[str, ...]:
    """The questions whose counts are published, summed up, in place of an answer; else none."""
    tree = tree_with(question)
    nodes = {node.question: node.parts for node in tree.nodes} if tree else {}
    parts = nodes.get(question, ())
    return tuple(leaf.question for leaf in tree.leaves if leaf.code in parts) if tree else ()
