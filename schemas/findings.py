"""Findings about a whole file and about which village and month it is, in both languages."""

from __future__ import annotations

from schemas.field import Text
from schemas.finding_forms import NOTHING, about_file, blocks, notes
from schemas.problem import ProblemKind, Scope, Severity

FILE_FINDINGS = (
    about_file("file_empty", Text("Berkas kosong (0 bita).", "The file is empty (0 bytes).")),
    about_file(
        "file_unreadable",
        Text(
            "Berkas rusak atau bukan lembar kerja ({reason}).",
            "The file is damaged or no workbook ({reason}).",
        ),
    ),
    about_file(
        "file_encrypted",
        Text("Berkas dikunci dengan kata sandi.", "The file is locked with a password."),
        Text(
            "Hapus kata sandinya lalu kirim kembali.", "Remove the password and send it once more."
        ),
    ),
    about_file(
        "file_html",
        Text(
            "Berkas adalah halaman web (HTML), bukan lembar kerja.",
            "The file is a web page (HTML), not a workbook.",
        ),
    ),
    about_file(
        "file_too_large",
        Text(
            "Berkas terlalu besar: {size}, paling besar {limit}.",
            "The file is too large: {size}, at most {limit}.",
        ),
        Text(
            "Hapus gambar dan lembar tambahan, simpan lagi sebagai .xlsx lalu kirim kembali.",
            "Remove pictures and extra sheets, save as .xlsx and send it once more.",
        ),
    ),
    about_file(
        "file_zip_bomb",
        Text(
            "Isi berkas membengkak jauh melebihi ukurannya ({size}).",
            "The content swells far beyond the file's size ({size}).",
        ),
    ),
    about_file(
        "file_entities",
        Text(
            "Berkas memuat definisi XML yang tidak diperbolehkan.",
            "The file holds XML definitions that are not allowed.",
        ),
    ),
    about_file(
        "file_far_cell",
        Text(
            "Ada isian jauh di luar formulir, pada sel {cell}.",
            "Something is written far outside the form, in cell {cell}.",
        ),
        Text(
            "Hapus baris dan kolom di luar formulir lalu kirim kembali.",
            "Delete the rows and columns outside the form and send it once more.",
        ),
    ),
    about_file(
        "file_crashed_reader",
        Text(
            "Berkas membuat pembaca berhenti dan dilewati.",
            "The file made the reader stop and was passed over.",
        ),
    ),
    about_file(
        "file_not_the_form",
        Text(
            "Berkas bukan formulir laporan bulanan Kampung KB.",
            "The file is not the monthly Kampung KB form.",
        ),
        Text(
            "Isi formulir dari dinas lalu kirim kembali.",
            "Fill the form given by the office and send it.",
        ),
    ),
    about_file(
        "file_is_example",
        Text(
            "Berkas bertanda CONTOH: bukan laporan.",
            "The file is marked CONTOH: an example, no report.",
        ),
        Text("Isi formulir yang tidak bertanda CONTOH.", "Fill a form that is not marked CONTOH."),
    ),
    about_file(
        "file_is_real",
        Text(
            "Berkas tidak bertanda CONTOH, sedangkan ini rilis contoh.",
            "The file is not marked CONTOH, but this is an example release.",
        ),
        Text("Keluarkan berkas ini dari data contoh.", "Take the file out of the example data."),
    ),
)

IDENTITY_FINDINGS = (
    blocks("identity_missing", Text("{label} tidak diisi.", "{label} is not filled in.")),
    blocks(
        "identity_other_kabupaten",
        Text(
            "Kode {found} bukan kode desa di Kabupaten Lampung Barat (18.04).",
            "Code {found} is not a village code of Kabupaten Lampung Barat (18.04).",
        ),
    ),
    blocks(
        "identity_unknown_village",
        Text(
            "Kode {found} tidak ada dalam daftar 136 desa.",
            "Code {found} is not in the register of 136 villages.",
        ),
    ),
    blocks(
        "identity_name_mismatch",
        Text(
            "Nama “{found}” tidak cocok dengan kode {code}, yaitu {expected}.",
            "Name “{found}” does not belong to code {code}, which is {expected}.",
        ),
    ),
    blocks(
        "identity_other_month",
        Text(
            "Laporan untuk {read}, padahal yang diminta {expected}.",
            "The report is for {read}, but {expected} is asked for.",
        ),
        Text("Kirim laporan bulan {expected}.", "Send the report of {expected}."),
    ),
    notes(
        "identity_code_repaired",
        Text(
            "Kode ditulis “{found}” dan dibaca {read}.",
            "The code was written “{found}” and read {read}.",
        ),
    ),
    notes(
        "identity_name_variant",
        Text(
            "Nama ditulis “{found}”, dalam daftar {expected}.",
            "The name was written “{found}”; the register has {expected}.",
        ),
    ),
)

SUBMISSION_FINDINGS = (
    ProblemKind(
        "sent_twice",
        Scope.FILE,
        Severity.NOTE,
        Text(
            "Desa ini mengirim {number} laporan; yang terakhir dipakai.",
            "The village sent {number} reports; the last one is used.",
        ),
        NOTHING,
    ),
)
