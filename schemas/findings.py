"""Findings about a whole file and about which village and month it is, in both languages."""

from __future__ import annotations

from schemas.field import Text
from schemas.finding_forms import NOTHING, about_file, blocks, notes
from schemas.problem import ProblemKind, Scope, Severity

WRITE_REASON = Text(
    "Perbaiki selnya, atau tulis di samping temuan itu: benar, karena ... (alasannya).",
    "Correct the cell, or write beside that finding: benar, karena ... (the reason).",
)

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
    blocks(
        "identity_missing",
        Text("{label} tidak diisi.", "{label} is not filled in."),
        Text(
            "Isi {label} pada bagian A lalu kirim kembali.",
            "Fill in {label} in section A and send the form again.",
        ),
    ),
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
        "report_empty",
        Scope.FILE,
        Severity.CONFIRM,
        Text("Formulir belum diisi sama sekali.", "Nothing at all is filled in."),
        Text("Isi formulir lalu kirim kembali.", "Fill the form and send it again."),
    ),
    ProblemKind(
        "name_tells_other_village",
        Scope.FILE,
        Severity.CONFIRM,
        Text(
            "Nama berkas menyebut kode {named}, padahal isinya laporan {code}.",
            "The file's name has code {named}, but it holds the report of {code}.",
        ),
        Text(
            "Pastikan berkas ini memang laporan desa ini, atau kirim berkas yang benar.",
            "Make sure that this is the village's own report, or send the right file.",
        ),
    ),
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
    ProblemKind(
        "submission_excluded",
        Scope.FILE,
        Severity.NOTE,
        Text(
            "Laporan ini tidak dipakai atas keputusan dinas nomor {number}.",
            "This report is not used, by decision {number} of the office.",
        ),
        NOTHING,
    ),
    ProblemKind(
        "held_by_office",
        Scope.FILE,
        Severity.BLOCKING,
        Text(
            "Bagian ini ditahan atas keputusan dinas nomor {number}.",
            "This section is held back by decision {number} of the office.",
        ),
        Text("Hubungi dinas.", "Get in touch with the office."),
    ),
)

HEALTH_FINDING = ProblemKind(
    "health_finding",
    Scope.RULE,
    Severity.NOTE,
    Text(
        "Temuan pada data kesehatan; rinciannya tidak diterbitkan.",
        "A finding on health data; its details are not published.",
    ),
    NOTHING,
)
"""Stands in the published table for every kind that touches a protected table."""

REPLY_FINDINGS = (
    notes(
        "changed_unasked",
        Text(
            "{number} isian berubah walau tidak ditanyakan ({changes}); isian baru dipakai.",
            "Changed without being asked about: {number} ({changes}); what is new counts.",
        ),
        Text(
            "Beri tahu bila perubahan ini tidak disengaja.",
            "Say so if the change was not meant.",
        ),
    ),
    notes(
        "reply_without_reason",
        Text(
            "Jawaban untuk temuan {code} tidak menyebut alasan.",
            "The answer to finding {code} gives no reason.",
        ),
        WRITE_REASON,
    ),
    notes(
        "reply_outdated",
        Text(
            "Jawaban lama untuk temuan {code} tidak dipakai karena isiannya sudah berubah.",
            "The old answer to finding {code} is not used, because what it was about has changed.",
        ),
        WRITE_REASON,
    ),
    notes(
        "reply_unknown_code",
        Text(
            "Ada jawaban untuk temuan {code}, tetapi desa ini tidak memiliki temuan itu.",
            "There is an answer to finding {code}, but the village has no such finding.",
        ),
        Text(
            "Jangan mengubah kode pada lembar Temuan.",
            "Leave the codes on sheet Temuan as they are.",
        ),
    ),
    notes(
        "reply_not_understood",
        Text(
            "Jawaban untuk temuan {code} tidak dimengerti.",
            "The answer to finding {code} was not understood.",
        ),
        WRITE_REASON,
    ),
    notes(
        "reply_must_be_mended",
        Text(
            "Temuan {code} tidak dapat dinyatakan benar; isiannya harus diperbaiki.",
            "Finding {code} cannot be confirmed; its answer has to be corrected.",
        ),
        Text("Perbaiki sel yang diwarnai merah.", "Correct the cells coloured red."),
    ),
)
"""What is said about a workbook that comes back with the office's marks."""
