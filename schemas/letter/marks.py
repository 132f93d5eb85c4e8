"""What a marked workbook says: in its first sheet, in its notes, and about itself."""

from __future__ import annotations

from schemas.field import Text

MARK_AUTHOR = "Rumah Data"
"""Who signs the notes at the coloured cells."""

NOTE_HEAD = "[Rumah Data]"
"""How a note of ours begins: programs that save a workbook keep its text, not its author."""

VILLAGE_AUTHOR = Text("Desa", "Village")
"""Who signs what a village has written into a note of ours."""

SHEET_TITLE = Text(
    "Temuan laporan {village}, Kecamatan {district}, {month}",
    "Findings on the report of {village}, Kecamatan {district}, {month}",
)
MENDED = Text("{mended} temuan sudah diperbaiki.", "{mended} findings have been mended.")
CONFIRMED = Text(
    "{confirmed} temuan dinyatakan benar.", "{confirmed} findings were confirmed as right."
)
MENDED_AND_CONFIRMED = Text(
    "{mended} temuan sudah diperbaiki, {confirmed} dinyatakan benar.",
    "{mended} findings have been mended, {confirmed} were confirmed as right.",
)
NO_FINDINGS = Text("Tidak ada temuan. Terima kasih.", "There are no findings. Thank you.")
SEND_BACK = Text(
    "Kirim kembali berkas ini paling lambat {day}.", "Send this file back by {day} at the latest."
)
NOTHING_ASKED = Text(
    "Tidak ada yang perlu dijawab. Catatan di bawah hanya untuk diketahui.",
    "Nothing needs an answer. The notes below are for information.",
)
SEE_ALSO = Text("Lihat juga {place}: {sentence}", "See also {place}: {sentence}")

REPLY_PROMPT = Text(
    "Bila isian memang sudah benar, tulis: {right}, {because} ... "
    "Bila sel sudah diperbaiki, biarkan kosong.",
    "Where the answer is right as it is, write: {right}, {because} ... "
    "Leave empty where the cell has been corrected.",
)
"""What shows when an answer box is chosen; spreadsheet programs show at most 255 characters."""

UNNAMED_SHEET = Text("Lembar", "Sheet")
"""What a sheet is called whose own name holds nothing that a workbook may keep."""
