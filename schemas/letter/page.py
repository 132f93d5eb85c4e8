"""The letter to the head of a village: what it says, and the phrases other papers share."""

from __future__ import annotations

from datetime import date

from schemas.field import Text
from schemas.months import MONTHS

HEAD = {
    "pekon": Text("Peratin Pekon {village}", "Head of the pekon {village}"),
    "kelurahan": Text("Lurah {village}", "Head of the kelurahan {village}"),
}
"""Who leads a village, by its type."""

MONITORING = Text("Laporan bulanan Kampung KB", "Monthly reports of the Kampung KB villages")
SAMPLE_STAMP = Text("bukan surat dinas", "no official letter")
TO = Text("Kepada Yth.", "To")
SUBJECT = Text(
    "Hasil pemeriksaan laporan Kampung KB bulan {period}",
    "What was found in the Kampung KB report of {period}",
)
SUBJECT_NOT_COME = Text(
    "Laporan Kampung KB bulan {period} belum diterima",
    "The Kampung KB report of {period} has not come",
)
ON_TIME = Text("tepat waktu", "on time")
NOT_RECEIVED = Text("belum ada", "nothing yet")
ANSWER_BY = Text("Dijawab paling lambat", "To be answered by")

THANKS = Text("Terima kasih.", "Thank you.")
SINCE_FIRST = Text(
    "Sejak laporan pertama bulan ini: {counts}.", "Since the first report of this month: {counts}."
)
MENDED = Text("{number} temuan sudah diperbaiki", "{number} findings are mended")
STOOD_BY = Text(
    "{number} temuan sudah dinyatakan benar", "{number} findings are confirmed as right"
)
ASKED = Text(
    "Laporan ini sudah kami periksa. Ada {number} temuan yang perlu dijawab ({levels}).",
    "We have checked this report. {number} findings have to be answered ({levels}).",
)
NOTHING_ASKED = Text(
    "Laporan ini sudah kami periksa. Tidak ada yang perlu diperbaiki atau dikonfirmasi.",
    "We have checked this report. There is nothing to correct or to confirm.",
)
UNUSABLE = Text(
    "Berkas yang kami terima tanggal {day} tidak dapat dipakai sebagai laporan bulan {period}, "
    "sehingga {type} ini belum tercatat melapor.",
    "The file we received on {day} could not be used as the report of {period}, so this {type} "
    "does not yet count as having reported.",
)
NOT_COME = Text("Laporan bulan {period} belum kami terima.", "The report of {period} has not come.")
HELD_BACK_HEADING = Text("Bagian yang ditahan", "Sections held back")
HELD_BACK = Text(
    "Bagian ini tidak ikut diterbitkan sampai isiannya diperbaiki. Selama ditahan, angkanya tidak "
    "ada dalam data {type} ini, kecamatan dan kabupaten.",
    "These sections are not published until they are corrected. As long as they are held back, "
    "their figures are missing from the data of this {type}, its kecamatan and the kabupaten.",
)
HELD_BY_OFFICE = Text(
    "Bagian {sections} ditahan oleh dinas dan tidak ikut diterbitkan. Untuk itu {type} tidak perlu "
    "berbuat apa-apa.",
    "Section {sections} is held back by the office and not published. The {type} need not do "
    "anything about it.",
)
WHOLE_FILE = Text("Seluruh berkas", "The whole file")
MORE = Text(
    "dan {number} temuan lain: lihat lembar {sheet} pada berkas Excel.",
    "and {number} more findings: see sheet {sheet} of the Excel file.",
)
MORE_UNLISTED = Text("dan {number} temuan lain.", "and {number} more findings.")
NOTES = Text(
    "Selain itu ada {number} catatan tentang cara isian dibaca. Catatan tidak perlu dijawab.",
    "There are also {number} notes on how answers were read. Notes need no answer.",
)

STEPS_HEADING = Text("Cara menjawab", "How to answer")
OPEN_FILE = Text(
    "Buka berkas Excel terlampir. Semua temuan ada pada lembar {sheet}.",
    "Open the Excel file attached. All findings are on sheet {sheet}.",
)
SEND_BACK = Text(
    "Kirim kembali berkas itu paling lambat {day}.", "Send the file back by {day} at the latest."
)
FILL_FORM = Text(
    "Isi formulir laporan bulan {period} yang diberikan dinas, lalu simpan sebagai .xlsx.",
    "Fill the form of {period} given by the office and save it as .xlsx.",
)
MEND_FILE = Text(
    "Perbaiki berkas itu, atau isi formulir laporan bulan {period} yang diberikan dinas, lalu "
    "simpan sebagai .xlsx.",
    "Mend that file, or fill the form of {period} given by the office, and save it as .xlsx.",
)
SEND_FORM = Text("Kirim formulir itu paling lambat {day}.", "Send the form by {day} at the latest.")
CLOSING = Text("Terima kasih atas kerja sama Bapak/Ibu.", "Thank you for your cooperation.")
SIGNED = Text("Hormat kami,", "Yours faithfully,")
FOOTER = Text(
    "Surat ini disusun otomatis dari berkas yang diterima. Kode {code}.",
    "This letter is drawn up automatically from the file received. Code {code}.",
)


def day_name(day: date) -> Text:
    """A day in words: 2026-11-20 is 20 November 2026."""
    name = MONTHS[f"{day.month:02}"].label
    return Text(f"{day.day} {name.id} {day.year}", f"{day.day} {name.en} {day.year}")
