"""The texts of the printed form that belong to no single question."""

from __future__ import annotations

from schemas.field import Kind, Text

FORM_NAME = Text("Laporan Bulanan Kampung KB", "Monthly report of a Kampung KB")
NUMBER_HEADING = Text("No", "No")
LABEL_HEADING = Text("Uraian", "Item")
UNIT_HEADING = Text("Satuan", "Unit")
PAGE = Text("Halaman {page} dari {pages}", "Page {page} of {pages}")
UNIT_LINE = Text("Satuan: {units}", "Unit: {units}")
CHOOSE = Text("pilih dari daftar", "choose from the list")
CHOOSE_SEVERAL = Text("boleh lebih dari satu", "more than one allowed")

GUIDE_SHEET = Text("Petunjuk", "Guide")
EXAMPLE_SHEET = Text("Contoh Isian", "Filled example")
LIST_SHEET = Text("Pilihan", "Choices")
"""The hidden sheet of the choices too long to be kept in a cell's own list."""

GUIDE_TITLE = Text("Petunjuk pengisian", "How to fill this form")
GUIDE_LINES = (
    Text(
        "Formulir ini diisi sekali sebulan oleh setiap pekon/kelurahan: lembar {first}-{last}.",
        "Every village fills this form once a month: sheets {first} to {last}.",
    ),
    Text(
        "Isi hanya kotak putih. Kotak abu-abu terkunci dan tidak perlu diisi.",
        "Fill the white boxes alone. Grey boxes are locked and need nothing.",
    ),
    Text(
        "Jumlah ditulis dengan angka saja: 1593. Bukan 1.593 dan bukan 1593 orang.",
        "Write a count as digits alone: 1593. Not 1.593 and not 1593 persons.",
    ),
    Text(
        "Bila tidak ada, tulis 0. Bila belum tahu, biarkan kosong (artinya belum dilaporkan).",
        "Where there is none, write 0. Leave empty what is not known: empty is not reported.",
    ),
    Text(
        "Klik kotak jawaban. Bila muncul tanda panah, pilih jawaban dari daftarnya.",
        "Click an answer box. Where an arrow appears, choose the answer from its list.",
    ),
    Text(
        "Bila jawabannya lebih dari satu, tulis dengan titik koma, misalnya: {several}.",
        "Where there are several answers, separate them by a semicolon, as in: {several}.",
    ),
    Text(
        "Tanggal ditulis hari/bulan/tahun, misalnya 13/10/2026.",
        "Write a date as day/month/year, such as 13/10/2026.",
    ),
    Text(
        "Baris {total} diisi dengan hasil hitungan sendiri. Angka itu dipakai untuk memeriksa.",
        "Fill the row {total} with your own sum. It is used as a check.",
    ),
    Text(
        "Jangan menulis nama orang, NIK atau nomor telepon. Jangan menghapus baris atau lembar.",
        "Write no personal name, NIK or phone number. Delete no row and no sheet.",
    ),
    Text(
        "Kirim paling lambat tanggal {day} bulan berikutnya. Contoh ada di lembar {example}.",
        "Send this file by day {day} of the next month. An example is on sheet {example}.",
    ),
)

EXAMPLE_TITLE = Text("Contoh cara mengisi", "How answers look")
EXAMPLE_NOTE = Text(
    "Lembar ini hanya contoh dan tidak dibaca. Isilah di lembar {first} sampai {last}.",
    "This sheet is an example and is not read. Fill sheets {first} to {last}.",
)
RIGHT_HEADING = Text("Contoh benar", "Right")
WRONG_HEADING = Text("Jangan begini", "Wrong")
WRITING_TITLE = Text("Cara menulis", "How to write")
LEAVE_EMPTY = Text("(biarkan kosong)", "(leave empty)")
WRITING_EXAMPLES: tuple[tuple[Text, str | Text, str], ...] = (
    (Text("Jumlah ribuan", "Thousands"), "1593", "1.593"),
    (Text("Jumlah dengan satuan", "A count with its unit"), "740", "740 KK"),
    (Text("Jumlah dengan persen", "A count with its share"), "119", "119 (73,91%)"),
    (Text("Tidak ada", "None"), "0", "nihil"),
    (Text("Belum diketahui", "Not known"), LEAVE_EMPTY, "0"),
)
"""What is written, how it is right, and how it is wrong."""

SAMPLE_LINE = Text("{word}: bukan laporan", "{word}: no report")

INPUT_TITLE: dict[Kind, Text] = {
    Kind.COUNT: Text("Isi angka", "A number"),
    Kind.CHOICE: Text("Pilih satu", "Choose one"),
    Kind.CHOICES: Text("Pilih satu atau lebih", "Choose one or more"),
    Kind.DATE: Text("Isi tanggal", "A date"),
    Kind.MONTH: Text("Pilih bulan", "Choose the month"),
    Kind.YEAR: Text("Isi tahun", "A year"),
    Kind.VILLAGE_CODE: Text("Isi kode", "A code"),
    Kind.NAME: Text("Isi nama", "A name"),
    Kind.FREE_TEXT: Text("Isi teks", "A text"),
}
"""The head of the note that shows when an answer box is chosen."""

REFUSAL_TITLE = Text("Isian belum sesuai", "This answer does not fit")
REFUSAL: dict[Kind, Text] = {
    Kind.COUNT: Text(
        "{label}: tulis bilangan bulat {minimum} sampai {maximum}, tanpa titik dan tanpa satuan.",
        "{label}: write a whole number from {minimum} to {maximum}, without dots or units.",
    ),
    Kind.CHOICE: Text("{label}: pilih dari daftar.", "{label}: choose from the list."),
    Kind.CHOICES: Text(
        "{label}: pilih dari daftar. Bila lebih dari satu, pisahkan dengan titik koma.",
        "{label}: choose from the list. Separate several by a semicolon.",
    ),
    Kind.DATE: Text(
        "{label}: tulis hari/bulan/tahun, misalnya {example}.",
        "{label}: write day/month/year, such as {example}.",
    ),
    Kind.MONTH: Text("{label}: pilih dari daftar.", "{label}: choose from the list."),
    Kind.YEAR: Text(
        "{label}: tulis tahun {minimum} sampai {maximum}.",
        "{label}: write a year from {minimum} to {maximum}.",
    ),
}
"""What is said when an answer does not fit; other kinds take any text."""

GO_ON = Text("Lanjutkan bila sudah benar.", "Go on if it is right.")
"""Added where a spreadsheet program lets the answer stand all the same."""
