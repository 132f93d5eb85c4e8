"""The words of the page that tells what the gate asked of a release."""

from __future__ import annotations

from schemas.field import Text

GATE_WORDS = {
    "gate": Text("Pemeriksaan sebelum terbit", "Checks before publishing"),
    "gate_text": Text(
        "Sebelum terbit, rilis ini diperiksa sebagai berkas jadi, di samping rilis sebelumnya dan "
        "angka dari luar. Yang menghentikan dan tidak terpenuhi menahan rilis; peringatan terbit "
        "bersama rilis. Great Expectations menilai setiap pernyataan.",
        "Before it left, this release was examined as finished files, beside the release before "
        "and figures from outside. What stops and fails keeps a release back; a warning is "
        "published with it. Great Expectations judged every statement.",
    ),
    "gate_stopped": Text("Dihentikan, tidak diterbitkan", "Stopped, not published"),
    "gate_stopped_text": Text(
        "Rilis ini tidak lolos pemeriksaan dan tidak diterbitkan. Halaman ini hanya untuk "
        "pemeriksaan di dalam dinas: jangan disebarkan dan jangan dikutip. Rilis yang sudah "
        "terbit tetap berlaku.",
        "This release did not pass and was not published. This page is for inspection within the "
        "office alone: do not pass it on, do not cite it. What was published before stands.",
    ),
    "gate_stopped_todo": Text(
        "Yang harus dilakukan: di bawah, setiap pernyataan yang tidak terpenuhi menyebut "
        "perbaikannya. Setelah diperbaiki, jalankan lagi perintah yang sama. Jika angkanya memang "
        "benar, jalankan perintah itu dengan pilihan berikut dan tulis alasannya menggantikan "
        "`why`; keduanya ikut diterbitkan.",
        "What to do: below, every statement that failed says how it is mended. Mend it, and run "
        "the same command again. Where the figures are true all the same, run that command with "
        "these options and your reason in place of `why`; both are published.",
    ),
    "gate_text_stopped": Text(
        "Sebelum terbit, rilis diperiksa sebagai berkas jadi, di samping rilis sebelumnya dan "
        "angka dari luar. Yang menghentikan dan tidak terpenuhi menahan rilis. Great Expectations "
        "menilai setiap pernyataan.",
        "Before it leaves, a release is examined as finished files, beside the release before and "
        "figures from outside. What stops and fails keeps it back. Great Expectations judged "
        "every statement.",
    ),
    "gate_reading": Text(
        "Yang diperiksa: banyaknya tabel, kolom, nilai atau wilayah. Hasil ukur: nilai terkecil … "
        "terbesar di antaranya dengan satuannya; 0 penyimpangan berarti tidak ada yang "
        "menyimpang. (3/15) berarti 3 dari 15 yang diperiksa berada di luar batas; di bawahnya "
        "disebut yang mana.",
        "Looked at: how many tables, columns, values or areas. Measured: the smallest … the "
        "largest value among them with its unit; 0 exceptions means that nothing deviates. "
        "(3/15) means that 3 of the 15 looked at are outside the limits; they are named below it.",
    ),
    "gate_counts": Text(
        "{passed} terpenuhi, {failed} tidak, {not_asked} tidak ditanyakan.",
        "{passed} passed, {failed} failed, {not_asked} not asked.",
    ),
    "gate_short": Text(
        "{passed} pernyataan terpenuhi, {not_asked} tidak dapat ditanyakan.",
        "{passed} statements hold, {not_asked} could not be asked.",
    ),
    "gate_all": Text("Semua pernyataan dan hasilnya", "All statements and what came of them"),
    "gate_warning": Text("Peringatan", "Warning"),
    "gate_attention": Text("Yang tidak terpenuhi", "What failed"),
    "gate_none": Text("Semua yang ditanyakan terpenuhi.", "Everything that was asked holds."),
    "gate_whole": Text("Rilis sebagai keseluruhan", "The release as a whole"),
    "gate_tables": Text("Tabel demi tabel", "Table by table"),
    "gate_statement": Text("Pernyataan", "Statement"),
    "gate_result": Text("Hasil", "Result"),
    "gate_weight": Text("Bobot", "Weight"),
    "gate_seen": Text("Hasil ukur", "Measured"),
    "gate_rows": Text("Yang diperiksa", "Looked at"),
    "gate_overridden": Text(
        "Diterbitkan atas keputusan orang, karena: {reason}",
        "Published by a person's decision, because: {reason}",
    ),
    "gate_floor": Text(
        "Ambang kelengkapan rilis ini: {floor} % desa.",
        "The floor of coverage of this release: {floor} % of the villages.",
    ),
}
