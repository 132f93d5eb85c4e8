"""What a kind of finding is called where it is only counted and its sentence stays unfilled."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.field import Text

KIND_NAMES: Mapping[str, Text] = {
    "file_unreadable": Text(
        "Berkas rusak atau bukan lembar kerja", "A file that is damaged or no workbook"
    ),
    "file_too_large": Text("Berkas terlalu besar", "A file that is too large"),
    "file_zip_bomb": Text(
        "Berkas yang isinya membengkak jauh melebihi ukurannya",
        "A file whose content swells far beyond its size",
    ),
    "file_far_cell": Text("Isian jauh di luar formulir", "Something written far outside the form"),
    "name_tells_other_village": Text(
        "Nama berkas menyebut desa lain daripada isinya",
        "A file whose name has the code of another village",
    ),
    "sent_twice": Text(
        "Lebih dari satu laporan dikirim; yang terakhir dipakai",
        "More than one report was sent; the last one is used",
    ),
    "submission_excluded": Text(
        "Laporan tidak dipakai atas keputusan dinas", "A report not used, by the office's decision"
    ),
    "held_by_office": Text(
        "Bagian ditahan atas keputusan dinas", "A section held back by the office's decision"
    ),
    "changed_unasked": Text(
        "Isian berubah walau tidak ditanyakan", "Answers changed that were not asked about"
    ),
    "reply_without_reason": Text(
        "Jawaban untuk temuan tanpa alasan", "An answer to a finding without a reason"
    ),
    "reply_outdated": Text(
        "Jawaban lama untuk temuan yang isiannya sudah berubah",
        "An old answer to a finding about what has changed since",
    ),
    "reply_unknown_code": Text(
        "Jawaban untuk temuan yang tidak ada", "An answer to a finding that there is not"
    ),
    "reply_not_understood": Text(
        "Jawaban untuk temuan yang tidak dimengerti",
        "An answer to a finding that was not understood",
    ),
    "reply_must_be_mended": Text(
        "Temuan dinyatakan benar, padahal isiannya harus diperbaiki",
        "A finding confirmed whose answer has to be corrected",
    ),
    "identity_missing": Text(
        "Nama, kode atau bulan tidak diisi", "Name, code or month not filled in"
    ),
    "identity_other_kabupaten": Text(
        "Kode desa di luar Kabupaten Lampung Barat", "A village code outside Lampung Barat"
    ),
    "identity_unknown_village": Text(
        "Kode desa tidak ada dalam daftar", "A village code that is not in the register"
    ),
    "identity_name_mismatch": Text(
        "Nama desa tidak cocok dengan kodenya", "A village's name that does not belong to its code"
    ),
    "identity_other_month": Text(
        "Laporan untuk bulan lain daripada yang diminta", "A report for another month than asked"
    ),
    "identity_code_repaired": Text(
        "Kode desa ditulis dengan bentuk lain, dan terbaca",
        "A village code written in another form, and read",
    ),
    "identity_name_variant": Text(
        "Nama desa ditulis dengan ejaan lain daripada daftar",
        "A village's name spelt otherwise than in the register",
    ),
    "label_misspelt": Text(
        "Label formulir berejaan lain, dan dikenali", "A label of the form misspelt, and recognised"
    ),
    "label_twice": Text(
        "Baris formulir ada dua kali dengan isi berbeda",
        "A row of the form that stands twice with different answers",
    ),
    "row_unknown": Text("Baris yang tidak ada dalam formulir", "A row that the form does not have"),
    "question_missing": Text(
        "Pertanyaan formulir tidak ditemukan", "A question of the form that was not found"
    ),
    "section_missing": Text(
        "Bagian formulir tidak ada dalam berkas", "A section of the form that is not in the file"
    ),
    "number_thousands": Text(
        "Angka dengan titik sebagai tanda ribuan", "A number with a dot as its thousands mark"
    ),
    "number_with_unit": Text("Angka yang ditulis dengan satuan", "A number written with its unit"),
    "number_with_share": Text(
        "Angka yang ditulis dengan persentase", "A number written with a share"
    ),
    "number_with_target": Text(
        "Angka yang ditulis dengan sasarannya", "A number written with its target"
    ),
    "number_with_sign": Text("Angka dengan tanda plus", "A number with a plus sign"),
    "number_as_date": Text(
        "Angka yang ditampilkan sebagai tanggal", "A number that the cell shows as a date"
    ),
    "number_slip": Text(
        "Angka tidak bulat, mungkin salah ketik", "A number that is not whole, perhaps a slip"
    ),
    "number_fraction": Text("Angka yang bukan bilangan bulat", "A number that is not whole"),
    "number_negative": Text("Angka kurang dari nol", "A number below zero"),
    "number_too_large": Text("Angka melebihi batas", "A number beyond its limit"),
    "number_unreadable": Text(
        "Isian yang tidak dapat dibaca sebagai angka", "An answer that cannot be read as a number"
    ),
    "number_is_date": Text(
        "Tanggal di tempat yang meminta angka", "A date where a number is asked for"
    ),
    "choice_with_tail": Text(
        "Pilihan yang ditulis dengan tambahan", "A choice written with something added"
    ),
    "choice_misspelt": Text(
        "Pilihan dengan ejaan lain, dan dikenali", "A choice misspelt, and recognised"
    ),
    "choice_unknown": Text("Isian yang bukan pilihan", "An answer that is not a choice"),
    "date_serial": Text("Tanggal yang ditulis sebagai angka", "A date written as a number"),
    "date_unreadable": Text(
        "Isian yang tidak dapat dibaca sebagai tanggal", "An answer that cannot be read as a date"
    ),
    "date_outside_month": Text(
        "Tanggal di luar bulan laporan", "A date outside the reporting month"
    ),
    "text_unreadable": Text(
        "Isian yang tidak dapat dibaca sebagai teks", "An answer that cannot be read as text"
    ),
    "cell_error": Text("Sel berisi kesalahan rumus", "A cell that holds a formula error"),
}
"""By the id of the kind; a kind whose sentence has nothing to fill in is called by it."""

HEALTH_NAMES: Mapping[str, Text] = {
    "blocking": Text(
        "Menahan bagiannya: data kesehatan, tanpa rincian",
        "Holds a section back: data on health, without details",
    ),
    "confirm": Text(
        "Ditanyakan kembali: data kesehatan, tanpa rincian",
        "Asked back: data on health, without details",
    ),
    "note": Text(
        "Catatan: data kesehatan, tanpa rincian", "Noted: data on health, without details"
    ),
}
"""Findings on health, which are published as one kind, by their severity: what tells them apart
stands first, for pictures cut long names."""
