"""The words of the villages' pages, in both languages."""

from __future__ import annotations

from schemas.field import Text

VILLAGE_WORDS = {
    "all_villages": Text("Semua desa", "All villages"),
    "all_villages_text": Text(
        "Setiap desa memiliki satu halaman: angkanya seperti yang terbit, kelengkapan "
        "laporannya, perbandingan dengan kecamatan, dan banyaknya temuan. Cari nama atau kode desa "
        "dengan Ctrl+F.",
        "Every village has one page: its numbers as published, the completeness of its reports, "
        "how it stands beside its kecamatan, and how many findings it has. Find a name or code "
        "with Ctrl+F.",
    ),
    "village": Text("Desa", "Village"),
    "village_code": Text("Kode desa", "Village code"),
    "bps_code": Text("Kode BPS", "BPS code"),
    "report_of_month": Text("Laporan bulan ini", "Report of this month"),
    "report_on_time": Text("tepat waktu", "on time"),
    "report_late": Text("terlambat", "late"),
    "report_none": Text("belum ada", "none yet"),
    "months_sent": Text("Bulan yang dilaporkan", "Months reported"),
    "months_of": Text("{sent} dari {months}", "{sent} of {months}"),
    "nothing_sent": Text(
        "Belum ada laporan dari desa ini untuk {months} yang dapat dipakai. Yang tidak dilaporkan "
        "tetap kosong dan tidak pernah dianggap nol.",
        "There is no usable report of this village for {months}. What was not reported stays "
        "empty and is never taken for zero.",
    ),
    "no_report_now": Text(
        "Belum ada laporan bulan ini yang dapat dipakai; bulan-bulan sebelumnya ada di bawah.",
        "There is no usable report of this month yet; earlier months stand below.",
    ),
    "send_report": Text(
        "Isi formulir bulan ini dan kirimkan ke dinas; laporan yang terlambat pun dimuat pada "
        "rilis berikutnya.",
        "Fill the month's form and send it to the office; a late report, too, enters the next "
        "release.",
    ),
    "village_completeness": Text("Kelengkapan laporan", "Completeness of the reports"),
    "per_cent": Text("persen", "per cent"),
    "beside_district": Text(
        "Di samping kecamatan dan kabupaten", "Beside the kecamatan and the kabupaten"
    ),
    "areas_drawn": Text(
        "Desa, kecamatannya dan kabupaten; angkanya ada di tabel Indikator.",
        "The village, its kecamatan and the kabupaten; the numbers are in the table Indicators.",
    ),
    "numbers_beside": Text(
        "Angkanya ada di tabel di sampingnya.", "The numbers are in the table beside it."
    ),
    "rounded_to": Text("kelipatan {base}", "multiples of {base}"),
    "trend": Text("Arah", "Trend"),
    "trend_text": Text(
        "Arah digambar mulai dari {months} bulan; tingginya paling sedikit {span} poin bagi "
        "persentase dan {span} % dari nilai terbesar bagi angka lain, supaya perubahan kecil tidak "
        "tampak besar.",
        "A trend is drawn from {months} months on; its height is at least {span} points of a "
        "percentage, and {span} % of the largest value of other figures, so that small changes "
        "do not look large.",
    ),
    "class": Text("Klasifikasi Kampung KB", "Kampung KB class"),
    "class_text": Text(
        "Dihitung dengan rumus {formula} dari angka yang terbit.",
        "Computed by formula {formula} from published figures.",
    ),
    "measured": Text("Ukuran", "Measured"),
    "numbers": Text("Angka yang terbit", "Numbers as published"),
    "found_here": Text("Temuan", "Findings"),
    "found_here_text": Text(
        "Hanya banyaknya. Arti setiap jenis temuan ada di kamus data; isinya dikirim ke desa saja.",
        "Numbers only. The dictionary explains every kind; what was found goes to the village "
        "alone.",
    ),
    "nothing_found": Text(
        "Tidak ada temuan pada laporan bulan ini.", "Nothing was found in this month's report."
    ),
    "statuses": Text("Tanda di samping atau pengganti angka", "Signs beside or instead of numbers"),
}
