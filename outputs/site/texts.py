"""The words of the pages and of the README, in both languages."""

from __future__ import annotations

from schemas.field import Text

WORDS: dict[str, Text] = {
    "about_text": Text(
        "Setiap bulan {villages} Kampung KB di Kabupaten Lampung Barat melapor dengan satu "
        "formulir. Rilis ini berisi laporan {period} sebagai tabel terbuka. Yang tidak "
        "dilaporkan tetap kosong dan tidak pernah dianggap nol.",
        "Every month {villages} Kampung KB villages of Lampung Barat report on one form. This "
        "release holds the reports of {period} as open tables. What was not reported stays "
        "empty and is never taken for zero.",
    ),
    "privacy": Text(
        "Data kontrasepsi, alasan tidak ber-KB dan gizi anak adalah data kesehatan. Datanya, dan "
        "semua yang dihitung darinya, hanya terbit untuk kecamatan dan kabupaten.",
        "Contraception, reasons for non-use and child nutrition are data on health. They, and "
        "all that is computed from them, are published for kecamatan and kabupaten only.",
    ),
    "version": Text("Versi", "Version"),
    "month": Text("Bulan laporan", "Reporting month"),
    "cut_off": Text("Batas waktu laporan", "Reporting deadline"),
    "villages_reported": Text("Desa melapor", "Villages reported"),
    "of": Text("dari {number}", "of {number}"),
    "late": Text("Terlambat", "Late"),
    "download": Text("Unduh tabel", "Download the tables"),
    "download_text": Text(
        "Isi CSV dan Parquet sama. CSV memakai koma sebagai pemisah, titik desimal dan UTF-8; "
        "Parquet sudah membawa tipe kolom.",
        "CSV and Parquet hold the same. CSV has commas, decimal points and UTF-8; Parquet "
        "carries the types of its columns.",
    ),
    "table": Text("Tabel", "Table"),
    "rows": Text("Baris", "Rows"),
    "documents": Text("Penjelasan dan pemeriksaan", "Explanations and checks"),
    "dictionary": Text("Kamus data", "Data dictionary"),
    "dictionary_csv": Text("Kamus data sebagai CSV", "The dictionary as CSV"),
    "readme": Text("Cara membaca dengan program", "How to read it with programs"),
    "datapackage": Text("Metadata Data Package", "Data Package metadata"),
    "manifest": Text("Daftar semua berkas dan asalnya", "All files and where they come from"),
    "sums": Text("Jumlah periksa, untuk sha256sum -c", "Checksums, for sha256sum -c"),
    "completeness": Text("Kelengkapan menurut kecamatan", "Completeness by kecamatan"),
    "district": Text("Kecamatan", "District"),
    "expected": Text("Desa", "Villages"),
    "reported": Text("Melapor", "Reported"),
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
    "spreadsheet_text": Text(
        "Jangan klik dua kali berkas CSV. Buka lewat Data > Dari Teks/CSV, pilih UTF-8, koma dan "
        "titik desimal, lalu jadikan kolom kode sebagai teks.",
        "Do not double-click a CSV file. Open it by Data > From Text/CSV, choose UTF-8, comma and "
        "decimal point, and make the columns of codes text.",
    ),
    "verify": Text("Memeriksa keutuhan", "Checking that nothing changed"),
    "contents": Text("Isi", "Contents"),
    "language": Text("Bahasa", "Language"),
    "both": Text("Keduanya", "Both"),
    "skip": Text("Langsung ke isi", "Skip to the contents"),
    "search": Text("Cari di kamus", "Search the dictionary"),
    "found": Text("baris ditemukan", "rows found"),
    "home": Text("Halaman depan", "Front page"),
    "tables": Text("Tabel dan kolom", "Tables and columns"),
    "column": Text("Kolom", "Column"),
    "values": Text("Nilai", "Values"),
    "background": Text("Keterangan", "Background"),
    "key": Text("kunci", "key"),
    "may_be_empty": Text("boleh kosong", "may be empty"),
    "unit": Text("Satuan", "Unit"),
    "codes": Text("Daftar kode", "Code lists"),
    "code_list": Text("Daftar kode", "Code list"),
    "example": Text("Contoh nilai", "Example"),
    "refers_to": Text("Merujuk ke", "Refers to"),
    "question": Text("Pertanyaan di formulir", "Wording on the form"),
    "time": Text("Waktu", "Time"),
    "rules": Text("Aturan pemeriksaan", "Validation rules"),
    "source": Text("Sumber", "Source"),
    "access": Text("Akses", "Access"),
    "indicators": Text("Indikator", "Indicators"),
    "indicator": Text("Indikator", "Indicator"),
    "formula": Text("Rumus", "Formula"),
    "interpretation": Text("Cara membaca", "Interpretation"),
    "measure": Text("Ukuran", "Measure"),
    "levels": Text("Tingkat wilayah", "Area levels"),
    "scores": Text("Klasifikasi Kampung KB", "Classification of Kampung KB"),
    "component": Text("Komponen", "Component"),
    "score": Text("Nilai", "Score"),
    "from": Text("Mulai", "From"),
    "to": Text("Sampai", "To"),
    "rule": Text("Aturan", "Rule"),
    "relation": Text("Jenis", "Kind"),
    "since": Text("Berlaku sejak", "In force since"),
    "passes": Text("Sesuai", "Passes"),
    "fails": Text("Melanggar", "Fails"),
    "findings": Text("Jenis temuan", "Kinds of findings"),
    "finding": Text("Temuan", "Finding"),
    "action": Text("Tindakan", "Action"),
    "questions": Text("Pertanyaan formulir", "Questions of the form"),
    "section": Text("Bagian", "Section"),
    "definition": Text("Definisi", "Definition"),
    "limits": Text("Batas", "Limits"),
    "pattern": Text("Pola", "Pattern"),
}
"""Every text of the pages that no declaration has; braces are filled by the page."""
