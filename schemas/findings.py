"""The catalogue of findings about files and cells: sentence and action, both languages."""

from __future__ import annotations

from schemas.field import Text
from schemas.problem import ProblemKind, Scope, Severity, declare

RESEND = Text(
    "Simpan ulang formulir sebagai .xlsx lalu kirim kembali.",
    "Save the form again as .xlsx and send it once more.",
)
CORRECT_CELL = Text(
    "Perbaiki sel {cell} pada lembar {sheet} lalu kirim kembali.",
    "Correct cell {cell} on sheet {sheet} and send the form again.",
)
NOTHING = Text("Tidak perlu tindakan.", "Nothing needs to be done.")
NEXT_TIME = Text(
    "Lain kali tulis hanya angkanya, tanpa titik dan tanpa satuan.",
    "Next time write the number alone, without dots or units.",
)
CONFIRM = Text(
    "Periksa sel {cell} pada lembar {sheet}: benar atau salah?",
    "Check cell {cell} on sheet {sheet}: right or wrong?",
)


def _file(kind: str, sentence: Text, action: Text = RESEND) -> ProblemKind:
    return ProblemKind(kind, Scope.FILE, Severity.BLOCKING, sentence, action)


def _blocks(kind: str, sentence: Text, action: Text = CORRECT_CELL) -> ProblemKind:
    return ProblemKind(kind, Scope.CELL, Severity.BLOCKING, sentence, action)


def _asks(kind: str, sentence: Text, action: Text = CONFIRM) -> ProblemKind:
    return ProblemKind(kind, Scope.CELL, Severity.CONFIRM, sentence, action)


def _notes(kind: str, sentence: Text, action: Text = NOTHING) -> ProblemKind:
    return ProblemKind(kind, Scope.CELL, Severity.NOTE, sentence, action)


FILE_FINDINGS = declare(
    _file("file_empty", Text("Berkas kosong (0 bita).", "The file is empty (0 bytes).")),
    _file(
        "file_unreadable",
        Text(
            "Berkas rusak atau bukan lembar kerja ({reason}).",
            "The file is damaged or no workbook ({reason}).",
        ),
    ),
    _file(
        "file_encrypted",
        Text("Berkas dikunci dengan kata sandi.", "The file is locked with a password."),
        Text(
            "Hapus kata sandinya lalu kirim kembali.", "Remove the password and send it once more."
        ),
    ),
    _file(
        "file_html",
        Text(
            "Berkas adalah halaman web (HTML), bukan lembar kerja.",
            "The file is a web page (HTML), not a workbook.",
        ),
    ),
    _file(
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
    _file(
        "file_zip_bomb",
        Text(
            "Isi berkas membengkak jauh melebihi ukurannya ({size}).",
            "The content swells far beyond the file's size ({size}).",
        ),
    ),
    _file(
        "file_entities",
        Text(
            "Berkas memuat definisi XML yang tidak diperbolehkan.",
            "The file holds XML definitions that are not allowed.",
        ),
    ),
    _file(
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
    _file(
        "file_crashed_reader",
        Text(
            "Berkas membuat pembaca berhenti dan dilewati.",
            "The file made the reader stop and was passed over.",
        ),
    ),
    _file(
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
    _file(
        "file_is_example",
        Text(
            "Berkas bertanda CONTOH: bukan laporan.",
            "The file is marked CONTOH: an example, no report.",
        ),
        Text("Isi formulir yang tidak bertanda CONTOH.", "Fill a form that is not marked CONTOH."),
    ),
    _file(
        "file_is_real",
        Text(
            "Berkas tidak bertanda CONTOH, sedangkan ini rilis contoh.",
            "The file is not marked CONTOH, but this is an example release.",
        ),
        Text("Keluarkan berkas ini dari data contoh.", "Take the file out of the example data."),
    ),
)

IDENTITY_FINDINGS = declare(
    _blocks("identity_missing", Text("{label} tidak diisi.", "{label} is not filled in.")),
    _blocks(
        "identity_other_kabupaten",
        Text(
            "Kode {found} bukan kode desa di Kabupaten Lampung Barat (18.04).",
            "Code {found} is not a village code of Kabupaten Lampung Barat (18.04).",
        ),
    ),
    _blocks(
        "identity_unknown_village",
        Text(
            "Kode {found} tidak ada dalam daftar 136 desa.",
            "Code {found} is not in the register of 136 villages.",
        ),
    ),
    _blocks(
        "identity_name_mismatch",
        Text(
            "Nama “{found}” tidak cocok dengan kode {code}, yaitu {expected}.",
            "Name “{found}” does not belong to code {code}, which is {expected}.",
        ),
    ),
    _blocks(
        "identity_other_month",
        Text(
            "Laporan untuk {read}, padahal yang diminta {expected}.",
            "The report is for {read}, but {expected} is asked for.",
        ),
        Text("Kirim laporan bulan {expected}.", "Send the report of {expected}."),
    ),
    _notes(
        "identity_code_repaired",
        Text(
            "Kode ditulis “{found}” dan dibaca {read}.",
            "The code was written “{found}” and read {read}.",
        ),
    ),
    _notes(
        "identity_name_variant",
        Text(
            "Nama ditulis “{found}”, dalam daftar {expected}.",
            "The name was written “{found}”; the register has {expected}.",
        ),
    ),
)

NUMBER_FINDINGS = declare(
    _notes(
        "number_thousands",
        Text(
            "“{found}” dibaca {read}: titik dianggap tanda ribuan.",
            "“{found}” was read {read}: the dot is a thousands mark.",
        ),
        NEXT_TIME,
    ),
    _notes(
        "number_with_unit",
        Text(
            "“{found}” dibaca {read}: satuannya dilepas.",
            "“{found}” was read {read}: the unit was taken off.",
        ),
        NEXT_TIME,
    ),
    _notes(
        "number_with_share",
        Text(
            "“{found}” dibaca {read}: persentasenya dilepas.",
            "“{found}” was read {read}: the share was taken off.",
        ),
        NEXT_TIME,
    ),
    _notes(
        "number_with_target",
        Text(
            "“{found}” dibaca {read}: sasarannya dilepas.",
            "“{found}” was read {read}: the target was taken off.",
        ),
        NEXT_TIME,
    ),
    _notes(
        "number_with_sign",
        Text(
            "“{found}” dibaca {read}: tanda plus dilepas.",
            "“{found}” was read {read}: the plus sign was taken off.",
        ),
        NEXT_TIME,
    ),
    _blocks(
        "number_slip",
        Text(
            "Angka {found} bukan bilangan bulat; mungkin maksudnya {expected}.",
            "The number {found} is not whole; perhaps {expected} is meant.",
        ),
    ),
    _blocks(
        "number_fraction",
        Text("“{found}” bukan bilangan bulat.", "“{found}” is not a whole number."),
    ),
    _blocks("number_negative", Text("“{found}” kurang dari nol.", "“{found}” is below zero.")),
    _blocks(
        "number_too_large",
        Text(
            "“{found}” melebihi batas {limit} untuk {label}.",
            "“{found}” is beyond the limit of {limit} for {label}.",
        ),
    ),
    _blocks(
        "number_unreadable",
        Text(
            "“{found}” tidak dapat dibaca sebagai angka.", "“{found}” cannot be read as a number."
        ),
    ),
    _blocks(
        "number_is_date",
        Text(
            "Sel berisi tanggal ({found}), padahal diminta angka.",
            "The cell holds a date ({found}) where a number is asked for.",
        ),
    ),
)

ANSWER_FINDINGS = declare(
    _notes("choice_with_tail", Text("“{found}” dibaca {read}.", "“{found}” was read {read}.")),
    _notes(
        "choice_misspelt",
        Text("“{found}” dibaca {read}.", "“{found}” was read {read}."),
        Text("Lain kali pilih dari daftar.", "Next time choose from the list."),
    ),
    _blocks(
        "choice_unknown",
        Text(
            "“{found}” bukan pilihan; yang ada: {expected}.",
            "“{found}” is not a choice; there are: {expected}.",
        ),
    ),
    _notes(
        "date_serial",
        Text(
            "Tanggal ditulis sebagai angka {found} dan dibaca {read}.",
            "The date was written as the number {found} and read {read}.",
        ),
    ),
    _blocks(
        "date_unreadable",
        Text(
            "“{found}” tidak dapat dibaca sebagai tanggal.", "“{found}” cannot be read as a date."
        ),
    ),
    _asks(
        "date_outside_month",
        Text(
            "Tanggal {found} tidak berada dalam bulan laporan.",
            "The date {found} is not within the reporting month.",
        ),
    ),
    _blocks(
        "text_unreadable",
        Text("“{found}” tidak dapat dibaca sebagai teks.", "“{found}” cannot be read as text."),
    ),
    _blocks(
        "cell_error",
        Text("Sel berisi kesalahan rumus {found}.", "The cell holds a formula error {found}."),
        Text(
            "Tulis angkanya langsung di sel {cell} pada lembar {sheet} lalu kirim kembali.",
            "Write the number itself in cell {cell} on sheet {sheet} and send the form again.",
        ),
    ),
    _blocks(
        "cell_without_value",
        Text("Rumus di sel ini belum memiliki hasil.", "The formula in this cell has no result."),
        Text(
            "Tulis angkanya langsung di sel {cell} pada lembar {sheet} lalu kirim kembali.",
            "Write the number itself in cell {cell} on sheet {sheet} and send the form again.",
        ),
    ),
)

LAYOUT_FINDINGS = declare(
    _notes(
        "label_misspelt",
        Text(
            "Label “{found}” dibaca sebagai “{expected}”.",
            "The label “{found}” was taken for “{expected}”.",
        ),
    ),
    _notes(
        "row_hidden",
        Text(
            "Baris ini tersembunyi; isinya tetap dibaca.",
            "This row is hidden; what it holds was read.",
        ),
    ),
    _blocks(
        "label_twice",
        Text(
            "“{expected}” ada dua kali dengan isi berbeda ({found}).",
            "“{expected}” stands twice with different answers ({found}).",
        ),
    ),
    _asks(
        "row_unknown",
        Text(
            "Baris “{found}” tidak ada dalam formulir; isinya tidak dipakai.",
            "The form has no row “{found}”; what it holds was not used.",
        ),
        Text(
            "Pindahkan isinya ke baris formulir yang tepat.",
            "Move its answers to the right row of the form.",
        ),
    ),
    _asks(
        "question_missing",
        Text(
            "Pertanyaan “{expected}” tidak ditemukan pada lembar {sheet}.",
            "The question “{expected}” was not found on sheet {sheet}.",
        ),
        Text(
            "Pakai formulir asli tanpa menghapus baris atau kolom.",
            "Use the original form without deleting rows or columns.",
        ),
    ),
    _asks(
        "section_missing",
        Text("Bagian {expected} tidak ada dalam berkas.", "Section {expected} is not in the file."),
        Text(
            "Kirim formulir lengkap dengan semua lembarnya.",
            "Send the whole form with all its sheets.",
        ),
    ),
)

SUBMISSION_FINDINGS = declare(
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
