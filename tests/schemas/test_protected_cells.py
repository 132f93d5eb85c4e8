from __future__ import annotations

import pytest

from schemas.codelists import METHOD, REASON
from schemas.form import FORM
from schemas.house_codes import DISTRICT, REGENCY, VILLAGE
from schemas.protected_cells import cells_at, merges_of, row_column
from schemas.protection import PROTECTIONS, TREES
from schemas.tables import public_tables

OF_VILLAGES = (
    "iud",
    "sterilisation",
    "condom_or_lactational",
    "implant",
    "injectable",
    "pill",
)
CELLS = [
    ("contraception", "users", VILLAGE, "couples", OF_VILLAGES),
    ("contraception", "new_users", VILLAGE, "new_users", OF_VILLAGES),
    ("contraception", "users", DISTRICT, "couples", METHOD.values),
    ("contraception", "new_users", REGENCY, "new_users", METHOD.values),
    ("non_use", "count", VILLAGE, "couples", REASON.values),
    ("non_use", "count", REGENCY, "couples", REASON.values),
]


@pytest.mark.parametrize(("table", "measure", "level", "tree", "codes"), CELLS)
def test_the_rows_of_a_table_by_area_are_the_cells_of_its_trees(
    table: str, measure: str, level: str, tree: str, codes: tuple[str, ...]
) -> None:
    cells = cells_at(table, measure, level)
    assert sorted(cell.code for cell in cells) == sorted(codes)
    assert all(cell.tree == tree for cell in cells)
    assert all(cell.category in TREES[tree].categories(level) for cell in cells)
    listed = public_tables(FORM)[table][row_column(table)].codes
    assert listed is not None
    assert set(codes) <= set(listed.values)


def test_child_nutrition_has_one_row_a_tree_at_every_level() -> None:
    for level in (VILLAGE, DISTRICT, REGENCY):
        cells = cells_at("child_nutrition", "count", level)
        assert tuple(c.code for c in cells) == PROTECTIONS["child_nutrition"].trees
        assert all(cell.code == cell.tree == cell.category for cell in cells)


@pytest.mark.parametrize(
    ("table", "merged"),
    [
        ("contraception", ("sterilisation", "condom_or_lactational")),
        ("non_use", ()),
        ("child_nutrition", ()),
    ],
)
def test_only_rare_methods_have_merged_codes(table: str, merged: tuple[str, ...]) -> None:
    assert tuple(merge.code.code for merge in merges_of(table)) == merged
