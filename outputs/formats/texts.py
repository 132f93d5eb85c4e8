"""The words of the workbook and of the Indonesian CSV, in both languages."""

from __future__ import annotations

from schemas.field import Text

README_SHEET = Text("BACA SAYA (README)", "README")
COLUMNS_SHEET = Text("Kamus kolom", "Dictionary of columns")
CODES_SHEET = Text("Kamus kode", "Dictionary of codes")
INDICATORS_SHEET = Text("Kamus indikator", "Dictionary of indicators")
COMPLETENESS_SHEET = Text("Kelengkapan laporan", "Completeness of reports")

COLUMNS_GRAIN = Text(
    "Satu baris = satu kolom dari satu tabel", "One row is one column of one table"
)
CODES_GRAIN = Text("Satu baris = satu kode", "One row is one code")
INDICATORS_GRAIN = Text("Satu baris = satu indikator", "One row is one indicator")
COMPLETENESS_GRAIN = Text(
    "Satu baris = satu kecamatan satu bulan; baris kabupaten menjumlahkan semuanya",
    "One row is one kecamatan in one month; the kabupaten's row sums them all",
)

AREA_NAME = Text("Nama wilayah", "Area name")
EXPECTED = Text("Desa seharusnya melapor", "Villages expected to report")
REPORTED = Text("Desa melapor", "Villages that reported")
LATE = Text("Di antaranya terlambat", "Of these late")
MISSING = Text("Belum melapor", "Not reported")
HELD_BACK = Text("Bagian laporan ditahan", "Sections held back")

WIDE_GRAIN = Text(
    "Satu baris = {kept}; setiap {spread} mempunyai kolomnya sendiri",
    "One row is {kept}; each {spread} has a column of its own",
)
BACK = Text("← Daftar lembar", "← List of sheets")
NO_ROWS = Text("Tabel ini tidak berisi baris.", "This table holds no rows.")
LEFT_OUT = Text(
    "TIDAK LENGKAP: {number} baris tidak muat di lembar ini; semuanya ada di {file}.",
    "NOT COMPLETE: {number} rows do not fit this sheet; all of them are in {file}.",
)

VERSION = Text("Versi", "Version")
MONTHS_HELD = Text("Bulan laporan", "Reporting months")
MONTHS_RANGE = Text("{first} sampai {last} ({number} bulan)", "{first} to {last} ({number} months)")
ISSUED = Text("Diketahui sampai", "Known up to")
REPORTS = Text("Desa melapor pada {period}", "Villages that reported for {period}")
REPORTS_OF = Text(
    "{reported} dari {expected} desa, {late} di antaranya terlambat",
    "{reported} of {expected} villages, {late} of them late",
)
CHANGES_SINCE = Text("Perubahan sejak {version}", "Changes since {version}")
NO_CHANGES = Text("Tidak ada", "None")
PUBLISHED_BY = Text("Diterbitkan oleh", "Published by")
CODES_HEADING = Text("Kode adalah teks", "Codes are text")
LICENCE_LABEL = Text("Lisensi", "Licence")
CITE = Text("Cara mengutip", "How to cite")
ADDRESS = Text("Alamat", "Address")
STATUSES = Text("Arti kode status", "What the status codes mean")
SHEETS = Text("Lembar", "Sheet")
CONTENT = Text("Isi", "Content")
ROWS = Text("Baris", "Rows")
TABLE = Text("Tabel", "Table")

WHAT = Text(
    "Buku kerja ini berisi laporan bulanan Kampung KB di Kabupaten Lampung Barat. Semua "
    "tabelnya sama isinya dengan berkas CSV dan Parquet dalam rilis ini. Yang tidak "
    "dilaporkan tetap kosong dan tidak pernah dianggap nol; kode status menjelaskan sebabnya.",
    "This workbook holds the monthly reports of the Kampung KB villages of Lampung Barat. All "
    "its tables hold the same as the CSV and Parquet files of this release. What was not "
    "reported stays empty and is never taken for zero; a status code says why.",
)
LAYOUT = Text(
    "Pada tabel isian, satu baris adalah satu desa (atau satu wilayah) dalam satu bulan, dan "
    "setiap isian mempunyai kolomnya sendiri. Kolom status dan kolom pelengkap dilipat di "
    "sebelah kanan: tekan tanda + di atas kolom untuk membukanya. Baris pertama setiap lembar "
    "menyebut isinya; di bawahnya judul kolom dalam bahasa Indonesia, lalu namanya untuk "
    "program. Nama desa, kecamatan dan wilayah ditambahkan dari daftar desa.",
    "In the tables of answers one row is one village (or one area) in one month, and every "
    "answer has a column of its own. The status and supplementary columns are folded on the "
    "right: press the + above the columns to open them. The first row of each sheet says what "
    "it holds; below stand the headings in Indonesian, then the names for programs. The names "
    "of villages, kecamatan and areas are added from the register.",
)
CODES_AS_TEXT = Text(
    "Kode (misalnya 18.04.04.2007), bulan (2026-10) dan sidik berkas ditulis sebagai teks "
    "dan tidak boleh diubah menjadi angka atau tanggal. Ya dan Tidak berarti benar dan salah.",
    "Codes (such as 18.04.04.2007), months (2026-10) and digests of files are written as text "
    "and must not be turned into numbers or dates. Ya and Tidak mean true and false.",
)

HEADINGS: dict[str, Text] = {
    "table": TABLE,
    "column": Text("Kolom", "Column"),
    "list": Text("Daftar kode", "Code list"),
    "list_label": Text("Nama daftar", "Name of the list"),
    "code": Text("Kode", "Code"),
    "indicator": Text("Indikator", "Indicator"),
    "label": Text("Judul", "Label"),
    "concept": Text("Konsep", "Concept"),
    "definition": Text("Definisi", "Definition"),
    "row": Text("Arti satu baris", "What a row is"),
    "type": Text("Tipe", "Type"),
    "unit": Text("Satuan", "Unit"),
    "minimum": Text("Paling sedikit", "Minimum"),
    "maximum": Text("Paling banyak", "Maximum"),
    "codes": Text("Daftar kode", "Code list"),
    "key": Text("Kunci", "Key"),
    "required": Text("Selalu terisi", "Always filled"),
    "question": Text("Pertanyaan formulir", "Question of the form"),
    "reference_time": Text("Waktu acuan", "Reference time"),
    "access": Text("Akses", "Access"),
    "source": Text("Sumber", "Source"),
    "interpretation": Text("Cara membaca", "Interpretation"),
    "formula": Text("Rumus", "Formula"),
    "measure": Text("Ukuran", "Measure"),
    "numerator": Text("Pembilang", "Numerator"),
    "denominator": Text("Penyebut", "Denominator"),
    "levels": Text("Tingkat wilayah", "Area levels"),
    "position": Text("Urutan", "Position"),
}
"""Headings of the fields of the dictionary's records, in the order in which a sheet shows them."""

CSV_README = Text(
    """Tabel rilis {version} sebagai CSV untuk Excel dengan pengaturan Indonesia: klik dua kali
untuk membuka. Pemisah kolom titik koma, koma desimal, UTF-8, judul kolom berbahasa Indonesia.
Ya dan Tidak adalah benar dan salah; tanggal ditulis TTTT-BB-HH; sel kosong berarti tidak ada
nilai, dan kolom status di sebelahnya menjelaskan sebabnya.

TANDA KURUNG SIKU. Excel mengubah kode yang mirip angka, tanggal atau jam tanpa bertanya:
2026-10 menjadi tanggal, 18.04.04 dapat menjadi jam. Supaya tidak rusak, semua isi kolom yang
memuat kode seperti itu ditulis dalam kurung siku: [2026-10], [18.04.04.2007]. Kode yang
sebenarnya adalah isinya tanpa kurung. Di Excel: =MID(A2;2;LEN(A2)-2). Kolom yang ditulis
begitu:
{marked}

Untuk diolah program, pakai tables/*.csv atau *.parquet dari rilis yang sama; untuk dibaca,
release.xlsx, yang menyimpan kode apa adanya.
""",
    """The tables of release {version} as CSV for Excel with Indonesian settings: double-click to
open. Semicolons between columns, decimal comma, UTF-8, headings in Indonesian. Ya and Tidak are
true and false; dates are YYYY-MM-DD; an empty cell is a missing value, and the status column
beside it says why.

SQUARE BRACKETS. Excel changes codes that look like numbers, dates or times without asking:
2026-10 becomes a date, 18.04.04 may become a time. So that they are not damaged, every value of
a column with such codes is written in square brackets: [2026-10], [18.04.04.2007]. The code is
what stands within. In Excel: =MID(A2;2;LEN(A2)-2). The columns written so:
{marked}

For programs use tables/*.csv or *.parquet of the same release; for reading, release.xlsx, which
keeps codes as they are.
""",
)
CSV_FILES = Text("Berkas dan isinya:", "The files and what they hold:")
YES = Text("Ya", "Yes")
NO = Text("Tidak", "No")


def truth(*, value: bool) -> Text:
    """The word for true or for false."""
    return YES if value else NO
