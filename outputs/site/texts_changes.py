"""The words of the pages of changes and of revisions, in both languages."""

from __future__ import annotations

from schemas.field import Text

CHANGE_WORDS = {
    "changes": Text("Perubahan", "Changes"),
    "changes_since": Text("Perubahan sejak {previous}", "Changes since {previous}"),
    "changes_text": Text(
        "Setiap nilai yang pernah terbit dan kini berbeda tercatat dengan nilai lama, nilai baru, "
        "satu alasan dan buktinya. Bulan yang baru terbit tidak termasuk.",
        "Every value that was published and is different now is recorded with its old value, its "
        "new value, one reason and the evidence. Months published for the first time are not "
        "part of this.",
    ),
    "no_changes": Text(
        "Tidak ada yang berubah pada bulan yang sudah terbit.",
        "Nothing changed in months that were published before.",
    ),
    "first_release": Text(
        "Ini rilis pertama: belum ada rilis sebelumnya untuk dibandingkan.",
        "This is the first release: there is none before it to compare with.",
    ),
    "all_changes": Text("Baca semua perubahan", "Read all changes"),
    "all_revisions": Text("Lihat nilai menurut setiap rilis", "See the values as of each release"),
    "by_reason": Text("Menurut alasan", "By reason"),
    "reason": Text("Alasan", "Reason"),
    "total": Text("Semua", "All"),
    "by_area": Text("Menurut wilayah dan bulan", "By area and month"),
    "overview": Text("Ringkasan", "Overview"),
    "shown_of": Text(
        "Halaman ini memperlihatkan {shown} dari {number} perubahan, dibagi rata menurut wilayah "
        "dan bulan. {left} lainnya hanya ada di",
        "This page shows {shown} of {number} changes, shared out evenly among areas and months. "
        "The other {left} are only in",
    ),
    "all_shown": Text(
        "Halaman ini memperlihatkan semua {number} perubahan; sebagai tabel:",
        "This page shows all {number} changes; as a table:",
    ),
    "left_out": Text("{number} lainnya di {file}", "{number} more in {file}"),
    "what": Text("Yang berubah", "What changed"),
    "old_new": Text("Lama → baru", "Old → new"),
    "why": Text("Alasan dan bukti", "Reason and evidence"),
    "empty": Text("kosong", "empty"),
    "no_month": Text("Semua bulan", "All months"),
    "no_area": Text("Bentuk tabel, dan yang tidak menyebut wilayah", "Shape of tables; no area"),
    "district_name": Text("Kecamatan {name}", "{name} district"),
    "revisions": Text("Nilai menurut setiap rilis", "Values as of each release"),
    "revisions_text": Text(
        "Apa yang diketahui tentang kabupaten pada setiap rilis. Baris adalah bulan laporan, "
        "kolom adalah rilis, yang terbaru di atas dan di kiri. Di setiap baris terlihat rilis mana "
        "yang merevisi nilai bulan itu. Titik adalah tanda desimal.",
        "What was known of the kabupaten at each release. Rows are reporting months, columns are "
        "releases, the newest first. Along a row you see which release revised the value of that "
        "month. The point is the decimal sign.",
    ),
    "legend_first": Text("terbit pertama kali", "published for the first time"),
    "legend_changed": Text("direvisi, dengan selisihnya", "revised, with the difference"),
    "legend_same": Text("tidak berubah", "unchanged"),
    "revised": Text("Direvisi", "Revised"),
    "bounded": Text(
        "Hanya bulan dan rilis terakhir yang tampak di sini: {months} bulan dan {releases} rilis "
        "lainnya, serta semua kecamatan, ada di",
        "Only the last months and releases are shown here: another {months} months and "
        "{releases} releases, and every kecamatan, are in",
    ),
    "districts_in": Text("Angka setiap kecamatan ada di", "The figures of every kecamatan are in"),
    "not_yet": Text("belum terbit", "not yet published"),
}
