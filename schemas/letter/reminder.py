"""The reminder before the cut-off: who has not reported yet, kecamatan by kecamatan."""

from __future__ import annotations

from schemas.field import Text

SUBJECT = Text(
    "Pengingat laporan Kampung KB bulan {period}", "Reminder of the Kampung KB reports of {period}"
)
AWAITED = Text(
    "Laporan ditunggu paling lambat {day}. Isi formulir Excel, lalu kirim kembali ke dinas.",
    "Reports are awaited by {day}. Fill in the Excel form and send it back to the office.",
)
OVERDUE = Text(
    "Batas waktu {day} telah lewat. Laporan tetap ditunggu secepatnya.",
    "The deadline of {day} has passed. Reports are still awaited, as soon as possible.",
)
THANKS = Text("Terima kasih.", "Thank you.")
LIST_NAME = Text("belum lapor", "not reported")
"""The name of the list as a file."""
