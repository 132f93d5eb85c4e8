"""The table in which a release says how its rounded counts were attacked before it left."""

from __future__ import annotations

from dataclasses import replace

from schemas.column_forms import text_column, whole_column
from schemas.columns import PERIOD
from schemas.field import Code as Member
from schemas.field import CodeList, Text
from schemas.form import FORM
from schemas.protection import COUPLES, NEW_USERS, NUTRITION, TREES
from schemas.table import Table

_LABELS = {
    COUPLES: Text("PUS menurut metode dan alasan", "Couples by method and reason"),
    NEW_USERS: Text("Peserta baru menurut metode", "New users by method"),
}

TREE = CodeList(
    "tree",
    Text("Pohon angka", "Tree of counts"),
    tuple(
        Member(name, _LABELS.get(name) or FORM.questions[f"{NUTRITION}.{name}"].field.label)
        for name in TREES
    ),
    "Proposed by this project",
)
"""Counts that add up to each other and are rounded together."""

ROWS, MULTIPLES, ZEROS, DISTANCE, SUMS, COMPUTED = (
    "rows",
    "multiples",
    "zeros",
    "distance",
    "sums",
    "computed",
)
CELLS, TOTALS, NEIGHBOUR = "published_cells", "exact_totals", "one_neighbour"
MONTHS, FALLEN = "months_and_editions", "fallen_to_nothing"

PUBLIC = frozenset({ROWS, MULTIPLES, DISTANCE, SUMS, COMPUTED})
"""The attacks whose number of cells anyone can count. How many counts are small, or truly zero,
or fell to nothing, is not published: in a small month it would tell which."""

ATTACK = CodeList(
    "attack",
    Text("Serangan", "Attack"),
    (
        Member(ROWS, Text("Satu nilai untuk setiap sel", "A value for every cell")),
        Member(MULTIPLES, Text("Kelipatan basis", "Multiples of the base")),
        Member(ZEROS, Text("Nol tetap nol", "Zero stays zero")),
        Member(DISTANCE, Text("Jarak dari angka sebenarnya", "Distance from the true count")),
        Member(SUMS, Text("Jumlahnya cocok", "Sums add up")),
        Member(
            COMPUTED,
            Text(
                "Indikator dihitung dari angka terbitan", "Indicators follow from published counts"
            ),
        ),
        Member(CELLS, Text("Dari sel yang terbit saja", "From the published cells alone")),
        Member(
            TOTALS,
            Text(
                "Juga jumlah yang tepat dari sumber lain", "Also with exact totals from elsewhere"
            ),
        ),
        Member(
            NEIGHBOUR,
            Text("Juga satu sel lain yang diketahui", "Also with one other cell that is known"),
        ),
        Member(
            MONTHS,
            Text("Semua bulan dan edisi bersama", "All months and editions together"),
        ),
    ),
    "Proposed by this project",
)

PRIVACY_AUDIT = Table(
    name="privacy_audit",
    label=Text("Uji serangan atas angka yang dibulatkan", "Attacks on the rounded counts"),
    grain=Text(
        "Satu baris = satu bulan, satu pohon angka, satu serangan",
        "One row is one month, one tree of counts, one attack",
    ),
    columns=(
        PERIOD,
        text_column("tree", TREE.label, COUPLES, key=True, codes=TREE),
        text_column("attack", ATTACK.label, CELLS, key=True, codes=ATTACK),
        replace(
            whole_column("cells", Text("Sel yang dilihat", "Cells looked at"), "1210", minimum=0),
            meaning=Text(
                "Banyaknya sel terbitan yang dilihat; berapa di antaranya yang kecil tidak disebut",
                "Published cells that were looked at; how many of them are small is not told",
            ),
        ),
        whole_column(
            "pinned",
            Text("Sel yang dapat ditebak pasti atau keliru", "Cells told exactly, or wrong"),
            "0",
            minimum=0,
        ),
    ),
)
