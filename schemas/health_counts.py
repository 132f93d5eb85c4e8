"""The exact counts that a month's rounded ones are made from; they never leave the house."""

from __future__ import annotations

from schemas.column_forms import text_column, whole_column
from schemas.columns import PERIOD, VILLAGE_CODE
from schemas.field import Text
from schemas.table import Table

HEALTH_COUNTS = Table(
    name="health_counts",
    label=Text("Angka kesehatan sebelum dibulatkan", "Counts on health before rounding"),
    grain=Text(
        "Satu baris = satu desa, satu bulan, satu angka",
        "One row is one village, one month, one count",
    ),
    columns=(
        VILLAGE_CODE,
        PERIOD,
        text_column("tree", Text("Pohon angka", "Tree of counts"), "couples", key=True),
        text_column("code", Text("Kode", "Code"), "pill", key=True),
        whole_column("count", Text("Jumlah", "Count"), "12", nullable=True, minimum=0),
    ),
)
"""A village that reports a tree in part has its rows without counts, one without report none."""
