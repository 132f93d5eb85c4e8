"""The overview of who owes what: the states of a village, headings and sentences."""

from __future__ import annotations

from schemas.field import Code, CodeList, Text

VILLAGE_STATE = CodeList(
    "village_state",
    Text("Keadaan laporan", "State of the report"),
    (
        Code("missing", Text("Belum lapor", "Not reported")),
        Code("unusable", Text("Berkas tidak dapat dipakai", "File not usable")),
        Code("to_mend", Text("Perlu diperbaiki", "To be corrected")),
        Code("to_confirm", Text("Perlu konfirmasi", "To be confirmed")),
        Code("done", Text("Selesai", "Done")),
    ),
    "Proposed by this project",
)

SUBJECT = Text(
    "Rekap laporan Kampung KB bulan {period}", "Overview of the Kampung KB reports of {period}"
)
REPORTED = Text("Sudah lapor", "Reported")
OF_EXPECTED = Text("{reported} dari {expected}", "{reported} of {expected}")
ANSWERED = Text("Sudah dijawab", "Answered")
ALL_REPORTED = Text("Semua pekon dan kelurahan sudah lapor.", "All villages have reported.")
DEADLINE = Text(
    "Laporan dan jawaban atas temuan ditunggu paling lambat {day}.",
    "Reports and answers to findings are awaited by {day}.",
)

STRAYS_HEADING = Text(
    "Berkas yang desa pengirimnya belum diketahui", "Files whose village is not known"
)
FILE_HEADING = Text("Berkas (SHA-256)", "File (SHA-256)")

SUMMARY_SHEET = Text("Rekap kecamatan", "By kecamatan")
VILLAGES_SHEET = Text("Rekap desa", "By village")
STRAYS_SHEET = Text("Berkas tanpa desa", "Files without village")
EXPECTED = Text("Jumlah desa", "Villages")
TIMELINESS = Text("Ketepatan waktu", "Timeliness")
