"""Where protected counts are published: the rows of the tables by area, level by level."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.form import FORM
from schemas.house_codes import VILLAGE
from schemas.protection import PROTECTIONS, TREES, Merge
from schemas.section import Question


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a count of a tree is published: the code of its row, the tree and its category."""

    code: str
    tree: str
    category: str


def row_column(table: str) -> str:
    """The column whose code says what a row of a table by area counts."""
    return _asked(table, measures_of(table)[0])[0].keys[0][0]


def cells_at(table: str, measure: str, level: str) -> tuple[Cell, ...]:
    """The rows of a measure of a table by area, in order; KeyError for a table without trees.

    A village's rows have the merged categories, those of kecamatan and kabupaten the single ones.
    """
    asked = {question.id: question.keys[0][1] for question in _asked(table, measure)}
    cells: list[Cell] = []
    for tree in (TREES[name] for name in PROTECTIONS[table].trees):
        codes = {leaf.code: asked[leaf.question] for leaf in tree.leaves if leaf.question in asked}
        groups = tree.groups if level == VILLAGE else tuple((code, (code,)) for code in tree.codes)
        cells += [
            Cell(codes.get(category, category), tree.name, category)
            for category, parts in groups
            if set(parts) <= set(codes)
        ]
    return tuple(cells)


def merges_of(table: str) -> tuple[Merge, ...]:
    """The categories that villages' rows of a table have instead of several."""
    trees = (TREES[name] for name in PROTECTIONS[table].trees)
    asked = {q.id for measure in measures_of(table) for q in _asked(table, measure)}
    found = [
        merge
        for tree in trees
        for merge in tree.merges
        if {leaf.question for leaf in tree.leaves if leaf.code in merge.parts} <= asked
    ]
    return tuple(dict.fromkeys(found))


def _asked(table: str, measure: str) -> list[Question]:
    return [q for q in FORM.questions.values() if (q.table, q.measure) == (table, measure)]


def measures_of(table: str) -> tuple[str, ...]:
    """The measures of a table, in the order in which the form asks for them."""
    return tuple(dict.fromkeys(q.measure for q in FORM.questions.values() if q.table == table))
