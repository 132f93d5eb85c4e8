"""The short messages that go out by WhatsApp, to a village and to the group of a kecamatan."""

from __future__ import annotations

from schemas.field import Text

MESSAGE_LENGTH = 700
"""The most characters of a message, so that a telephone shows it without much scrolling."""

GREETING = Text("Yth. {head}, Kec. {district}", "To the {head}, kecamatan {district}")
REPORT = Text("Laporan Kampung KB *{period}*", "Kampung KB report of *{period}*")
SAMPLE = Text("*{word}*: pesan ini hanya contoh.", "*{word}*: this message is an example.")
AND_MORE = Text("dan {number} lagi", "and {number} more")
HOW_TO_ANSWER = Text(
    "Perbaiki sel yang diwarnai pada berkas terlampir. Bila isian sudah benar, tulis pada kolom "
    "{reply}: benar, karena ...",
    "Correct the coloured cells of the file attached. Where an answer is right, write in column "
    "{reply}: benar, karena ... (because ...)",
)
