"""The table in which a release says how its rounded counts were attacked before it left."""

from __future__ import annotations

from schemas.column_forms import text_column, whole_column
from schemas.columns import PERIOD
from schemas.field import Code as Member
from schemas.field import CodeList, Text
from schemas.form import FORM
from schemas.protection import COUPLES, NEW_USERS, NUTRITION, TREES
from schemas.table import Column, ColumnType, Table

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
        Member(
            FALLEN,
            Text("Bulan dari yang turun menjadi nol", "Months of what fell to nothing"),
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
        whole_column("cells", Text("Sel yang diuji", "Cells tried"), "140", minimum=0),
        whole_column(
            "pinned",
            Text("Sel yang dapat ditebak pasti atau keliru", "Cells told exactly, or wrong"),
            "0",
            minimum=0,
        ),
        whole_column(
            "narrowest",
            Text("Paling sedikit angka yang masih mungkin", "Fewest counts still possible"),
            "3",
            nullable=True,
            minimum=0,
        ),
        Column(
            name="refuses",
            label=Text("Menghentikan rilis", "Stops the release"),
            meaning=Text(
                "Apakah rilis dihentikan jika ada sel yang dapat ditebak",
                "Whether a release is stopped where a cell can be told",
            ),
            type=ColumnType.BOOLEAN,
            example="true",
        ),
    ),
)
