"""The words of the pages and of the README, in both languages."""

from __future__ import annotations

from outputs.site.texts_changes import CHANGE_WORDS
from outputs.site.texts_dictionary import DICTIONARY_WORDS
from outputs.site.texts_gate import GATE_WORDS
from outputs.site.texts_quality import QUALITY_WORDS
from outputs.site.texts_villages import VILLAGE_WORDS
from outputs.site.texts_withdrawn import WITHDRAWN_WORDS
from schemas.field import Text
from schemas.rounding_texts import IN_SHORT, ROUNDED_COUNTS

INDEX_WORDS = {
    "about_text": Text(
        "Setiap bulan {villages} Kampung KB di Kabupaten Lampung Barat melapor dengan satu "
        "formulir. Rilis ini berisi semua laporan {held} sebagai tabel terbuka. Yang tidak "
        "dilaporkan tetap kosong dan tidak pernah dianggap nol.",
        "Every month {villages} Kampung KB villages of Lampung Barat report on one form. This "
        "release holds all reports of {held} as open tables. What was not reported stays "
        "empty and is never taken for zero.",
    ),
    "privacy": IN_SHORT,
    "rounding": ROUNDED_COUNTS,
    "version": Text("Versi", "Version"),
    "month": Text("Bulan laporan", "Reporting month"),
    "known_until": Text("Diketahui sampai", "Known up to"),
    "villages_reported": Text("Desa melapor", "Villages reported"),
    "of": Text("dari {number}", "of {number}"),
    "late": Text("Terlambat", "Late"),
    "range": Text("{first} sampai {last}", "{first} to {last}"),
    "months_held": Text("Bulan yang dimuat", "Months held"),
    "schema_version": Text("Versi skema", "Schema version"),
    "previous": Text("Rilis sebelumnya", "Release before"),
    "no_previous": Text("belum ada", "none"),
    "download": Text("Unduh", "Download"),
    "whole": Text("Seluruh rilis dalam satu berkas", "The whole release in one file"),
    "by_table": Text("Menurut tabel", "Table by table"),
    "download_text": Text(
        "Isi CSV dan Parquet sama. CSV memakai koma sebagai pemisah, titik desimal dan UTF-8; "
        "Parquet sudah membawa tipe kolom.",
        "CSV and Parquet hold the same. CSV has commas, decimal points and UTF-8; Parquet "
        "carries the types of its columns.",
    ),
    "table": Text("Tabel", "Table"),
    "rows": Text("Baris", "Rows"),
    "rows_counted": Text("baris", "rows"),
    "documents": Text("Penjelasan dan metadata", "Explanations and metadata"),
    "dictionary": Text("Kamus data", "Data dictionary"),
    "completeness": Text("Kelengkapan menurut kecamatan", "Completeness by kecamatan"),
    "over_time": Text("Kelengkapan dari bulan ke bulan", "Completeness month by month"),
    "over_time_text": Text(
        "Persen desa yang melapor, dibulatkan ke bawah pada dua desimal.",
        "Per cent of the villages that reported, rounded down to two decimals.",
    ),
    "below": Text("di bawah {number}", "below {number}"),
    "from_number": Text("mulai {number}", "from {number}"),
    "district": Text("Kecamatan", "District"),
    "reported_of": Text("Melapor dari desa", "Reported of villages"),
    "held_back": Text("Bagian ditahan", "Sections held back"),
    "share": Text("Bagian yang melapor", "Share reported"),
    "all_districts": Text("Seluruh kabupaten", "Whole kabupaten"),
    "problems": Text("Temuan menurut tingkatnya", "Findings by severity"),
    "problems_text": Text(
        "Setiap sel yang tidak dapat dibaca atau tidak masuk akal tercatat di tabel problems. "
        "Jenis temuan dijelaskan di kamus data.",
        "Every cell that could not be read or is not plausible is recorded in the table problems. "
        "The kinds of findings are explained in the dictionary.",
    ),
    "number": Text("Banyaknya", "Number"),
    "reading": Text("Cara membaca nilai", "How to read the values"),
    "reading_text": Text(
        "Kolom yang berakhiran _status menjelaskan nilai di sebelahnya:",
        "A column that ends in _status explains the value beside it:",
    ),
    "decimals": Text(
        "Titik adalah tanda desimal; ribuan dipisah spasi.",
        "The point is the decimal sign; thousands are set apart by a space.",
    ),
    "code": Text("Kode", "Code"),
    "meaning": Text("Arti", "Meaning"),
    "cite": Text("Cara mengutip", "How to cite"),
    "licence": Text("Lisensi", "Licence"),
    "licence_text": Text(
        "Bebas dipakai, diubah dan dibagikan dengan menyebut sumbernya.",
        "Free to use, change and share, as long as the source is named.",
    ),
    "programs": Text("Membaca dengan program", "Reading with programs"),
    "programs_text": Text(
        "Jalankan dari folder rilis. Tipe setiap kolom ada di dictionary.csv.",
        "Run these in the release's folder. The type of every column is in dictionary.csv.",
    ),
    "spreadsheet": Text("Excel dan LibreOffice", "Excel and LibreOffice"),
    "spreadsheet_whole": Text(
        "Bukalah release.xlsx: kode dan bilangan di dalamnya sudah benar.",
        "Open release.xlsx: its codes and numbers are right as they are.",
    ),
    "spreadsheet_text": Text(
        "Jangan klik dua kali berkas CSV di folder tables. Buka lewat Data > Dari Teks/CSV, pilih "
        "UTF-8, koma dan titik desimal, lalu jadikan kolom kode sebagai teks.",
        "Do not double-click a CSV file of the folder tables. Open it by Data > From Text/CSV, "
        "choose UTF-8, comma and decimal point, and make the columns of codes text.",
    ),
    "compare": Text("Membandingkan dua rilis", "Comparing two releases"),
    "compare_text": Text(
        "Jika folder rilis {previous} ada di samping folder ini. Semua perubahan beserta "
        "alasannya sudah ada di tables/changes.csv.",
        "Where the folder of release {previous} stands beside this one. All changes, with their "
        "reasons, are already in tables/changes.csv.",
    ),
    "verify": Text("Memeriksa keutuhan", "Checking that nothing changed"),
    "verify_text": Text(
        "Semua berkas, byte demi byte (Linux; di macOS: shasum -a 256 -c SHA256SUMS):",
        "All files, byte by byte (Linux; on macOS: shasum -a 256 -c SHA256SUMS):",
    ),
    "content": Text("Isi tabel, dengan alat apa pun", "The content of a table, by any tool"),
    "content_text": Text(
        "SHA-256 sebuah CSV di folder tables juga merupakan content_sha256 tabelnya di "
        "manifest.json. CSV itu dapat dibuat ulang dari Parquet dengan alat apa pun: baris "
        "diurutkan menurut kolom kunci, UTF-8, koma, CRLF, kosong berarti tidak ada, tanggal "
        "TTTT-BB-HH, true dan false, bilangan sependek mungkin tanpa .0. Program ini membuatnya "
        "dari semua tabel dan membandingkan:",
        "The SHA-256 of a CSV in the folder tables is also its table's content_sha256 in "
        "manifest.json. Any tool can make that CSV again from the Parquet: rows sorted by the "
        "key columns, UTF-8, commas, CRLF, empty is missing, dates YYYY-MM-DD, true and false, "
        "numbers as short as possible without .0. This program makes it of every table and "
        "compares:",
    ),
    "contents": Text("Isi", "Contents"),
    "language": Text("Bahasa", "Language"),
    "both": Text("Keduanya", "Both"),
    "skip": Text("Langsung ke isi", "Skip to the contents"),
    "home": Text("Halaman depan", "Front page"),
}

GROUPS = (
    INDEX_WORDS,
    CHANGE_WORDS,
    DICTIONARY_WORDS,
    GATE_WORDS,
    QUALITY_WORDS,
    VILLAGE_WORDS,
    WITHDRAWN_WORDS,
)
WORDS: dict[str, Text] = {name: text for group in GROUPS for name, text in group.items()}
"""Every text of the pages that no declaration has; braces are filled by the page."""
