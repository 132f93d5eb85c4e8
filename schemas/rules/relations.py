"""The kinds of rules by their name, for those who read the list of rules."""

from __future__ import annotations

from schemas.field import Code, CodeList, Text

RELATION = CodeList(
    "relation",
    Text("Jenis aturan", "Kind of rule"),
    (
        Code("equal", Text("Jumlah yang sama", "Equal sums")),
        Code("at_most", Text("Paling banyak", "At most")),
        Code("ratio", Text("Sepadan", "In proportion")),
        Code("distinct", Text("Dua angka berbeda", "Two different numbers")),
        Code("only_if", Text("Hanya bila", "Only if")),
        Code("rows_differ", Text("Baris yang berbeda", "Different rows")),
        Code("balance", Text("Neraca penduduk", "Balance of people")),
        Code("unchanged", Text("Sama dengan bulan lalu", "Same as the month before")),
        Code("unusual", Text("Jauh dari kebiasaan desa", "Far from the village's own months")),
        Code("twins", Text("Sama dengan desa lain", "Same as another village")),
        Code("outside_total", Text("Jauh dari angka luar", "Far from an outside total")),
    ),
    "Proposed by this project",
)
