"""Findings about what stands in a cell and about where it stands, in both languages."""

from __future__ import annotations

from schemas.field import Text
from schemas.finding_forms import NEXT_TIME, NOTHING, asks, blocks, notes

NUMBER_FINDINGS = (
    notes(
        "number_thousands",
        Text(
            "“{found}” dibaca {read}: titik dianggap tanda ribuan.",
            "“{found}” was read {read}: the dot is a thousands mark.",
        ),
        NEXT_TIME,
    ),
    notes(
        "number_with_unit",
        Text(
            "“{found}” dibaca {read}: satuannya dilepas.",
            "“{found}” was read {read}: the unit was taken off.",
        ),
        NEXT_TIME,
    ),
    notes(
        "number_with_share",
        Text(
            "“{found}” dibaca {read}: persentasenya dilepas.",
            "“{found}” was read {read}: the share was taken off.",
        ),
        NEXT_TIME,
    ),
    notes(
        "number_with_target",
        Text(
            "“{found}” dibaca {read}: sasarannya dilepas.",
            "“{found}” was read {read}: the target was taken off.",
        ),
        NEXT_TIME,
    ),
    notes(
        "number_with_sign",
        Text(
            "“{found}” dibaca {read}: tanda plus dilepas.",
            "“{found}” was read {read}: the plus sign was taken off.",
        ),
        NEXT_TIME,
    ),
    notes(
        "number_as_date",
        Text(
            "Sel ini menampilkan tanggal ({found}); angkanya dibaca {read}.",
            "The cell shows a date ({found}); its number was read {read}.",
        ),
        NOTHING,
    ),
    blocks(
        "number_slip",
        Text(
            "Angka {found} bukan bilangan bulat; mungkin maksudnya {expected}.",
            "The number {found} is not whole; perhaps {expected} is meant.",
        ),
    ),
    blocks(
        "number_fraction",
        Text("“{found}” bukan bilangan bulat.", "“{found}” is not a whole number."),
    ),
    blocks("number_negative", Text("“{found}” kurang dari nol.", "“{found}” is below zero.")),
    blocks(
        "number_too_large",
        Text(
            "“{found}” melebihi batas {limit} untuk {label}.",
            "“{found}” is beyond the limit of {limit} for {label}.",
        ),
    ),
    blocks(
        "number_unreadable",
        Text(
            "“{found}” tidak dapat dibaca sebagai angka.", "“{found}” cannot be read as a number."
        ),
    ),
    blocks(
        "number_is_date",
        Text(
            "Sel berisi tanggal ({found}), padahal diminta angka.",
            "The cell holds a date ({found}) where a number is asked for.",
        ),
    ),
)

ANSWER_FINDINGS = (
    notes("choice_with_tail", Text("“{found}” dibaca {read}.", "“{found}” was read {read}.")),
    notes(
        "choice_misspelt",
        Text("“{found}” dibaca {read}.", "“{found}” was read {read}."),
        Text("Lain kali pilih dari daftar.", "Next time choose from the list."),
    ),
    blocks(
        "choice_unknown",
        Text(
            "“{found}” bukan pilihan; yang ada: {expected}.",
            "“{found}” is not a choice; there are: {expected}.",
        ),
    ),
    notes(
        "date_serial",
        Text(
            "Tanggal ditulis sebagai angka {found} dan dibaca {read}.",
            "The date was written as the number {found} and read {read}.",
        ),
    ),
    blocks(
        "date_unreadable",
        Text(
            "“{found}” tidak dapat dibaca sebagai tanggal.", "“{found}” cannot be read as a date."
        ),
    ),
    asks(
        "date_outside_month",
        Text(
            "Tanggal {found} tidak berada dalam bulan laporan.",
            "The date {found} is not within the reporting month.",
        ),
    ),
    blocks(
        "text_unreadable",
        Text("“{found}” tidak dapat dibaca sebagai teks.", "“{found}” cannot be read as text."),
    ),
    blocks(
        "cell_error",
        Text("Sel berisi kesalahan rumus {found}.", "The cell holds a formula error {found}."),
        Text(
            "Tulis angkanya langsung di sel {cell} pada lembar {sheet} lalu kirim kembali.",
            "Write the number itself in cell {cell} on sheet {sheet} and send the form again.",
        ),
    ),
    blocks(
        "cell_without_value",
        Text("Rumus di sel ini belum memiliki hasil.", "The formula in this cell has no result."),
        Text(
            "Tulis angkanya langsung di sel {cell} pada lembar {sheet} lalu kirim kembali.",
            "Write the number itself in cell {cell} on sheet {sheet} and send the form again.",
        ),
    ),
)

LAYOUT_FINDINGS = (
    notes(
        "label_misspelt",
        Text(
            "Label “{found}” dibaca sebagai “{expected}”.",
            "The label “{found}” was taken for “{expected}”.",
        ),
    ),
    notes(
        "row_hidden",
        Text(
            "Baris ini tersembunyi; isinya tetap dibaca.",
            "This row is hidden; what it holds was read.",
        ),
    ),
    blocks(
        "label_twice",
        Text(
            "“{expected}” ada dua kali dengan isi berbeda ({found}).",
            "“{expected}” stands twice with different answers ({found}).",
        ),
    ),
    asks(
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
    asks(
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
    asks(
        "section_missing",
        Text("Bagian {expected} tidak ada dalam berkas.", "Section {expected} is not in the file."),
        Text(
            "Kirim formulir lengkap dengan semua lembarnya.",
            "Send the whole form with all its sheets.",
        ),
    ),
)
