"""Why a rule could not look at a village."""

from __future__ import annotations

from schemas.field import Code, CodeList, Text

UNSEEN = CodeList(
    "unseen",
    Text("Alasan tidak diperiksa", "Reason for not looking"),
    (
        Code("not_in_force", Text("Aturan belum berlaku", "The rule is not yet in force")),
        Code("no_report", Text("Desa belum melapor", "The village has not reported")),
        Code(
            "no_answer",
            Text("Tidak diisi, atau bagiannya ditahan", "Left blank, or its section held back"),
        ),
        Code(
            "no_earlier_month",
            Text("Tidak ada angka bulan sebelumnya", "No usable answer of an earlier month"),
        ),
        Code(
            "short_history",
            Text("Riwayat terlalu pendek", "Too few earlier months with an answer"),
        ),
        Code(
            "low_coverage",
            Text("Terlalu sedikit desa mengisi", "Too few villages have answered"),
        ),
    ),
    "Proposed by this project",
)
"""In the order in which they are asked: a village counts under the first that holds."""
