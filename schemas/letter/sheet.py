"""The first sheet of a marked workbook: its headings, and how a village answers in it."""

from __future__ import annotations

from schemas.field import Text

FINDINGS_SHEET = Text("Temuan", "Findings")
CODE_HEADING = Text("Kode temuan", "Finding code")
LEVEL_HEADING = Text("Tingkat", "Level")
PLACE_HEADING = Text("Sel", "Cell")
WHAT_HEADING = Text("Yang ditemukan", "What was found")
WRITTEN_HEADING = Text("Tertulis", "As written")
EXPECTED_HEADING = Text("Yang diharapkan", "What is expected")
BEFORE_HEADING = Text("Bulan lalu", "Last month")
ACTION_HEADING = Text("Yang perlu dilakukan", "What to do")
REPLY_HEADING = Text("Jawaban desa", "The village's answer")

RIGHT_WORDS = ("benar", "betul")
BECAUSE_WORDS = ("karena", "karna", "krn", "sebab")
MENDED_WORDS = ("diperbaiki", "kami perbaiki", "perbaikan", "dikoreksi", "dibetulkan", "diubah")
"""What villages write of a finding that they have mended."""

REPLY_GUIDE = Text(
    "Perbaiki sel yang diwarnai pada lembarnya. Bila isian memang sudah benar, tulis pada kolom "
    "{reply}: benar, karena ... (sebutkan alasannya).",
    "Correct the coloured cells on their sheets. Where an answer is right as it is, write in "
    "column {reply}: benar, karena ... (give the reason).",
)
