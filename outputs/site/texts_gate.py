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
    "gate_seen": Text("Terlihat", "Seen"),
    "gate_rows": Text("Yang dilihat", "Looked at"),
    "gate_overridden": Text(
        "Diterbitkan atas keputusan orang, karena: {reason}",
        "Published by a person's decision, because: {reason}",
    ),
    "gate_floor": Text(
        "Ambang kelengkapan rilis ini: {floor} % desa.",
        "The floor of coverage of this release: {floor} % of the villages.",
    ),
}
