"""The words of the quality report, in both languages."""

from __future__ import annotations

from schemas.field import Text

QUALITY_WORDS = {
    "quality": Text("Mutu data", "Quality of the data"),
    "quality_text": Text(
        "Halaman ini menunjukkan seberapa jauh data {period} dapat dipercaya. Setiap angkanya "
        "dapat dihitung dari tabel yang terbit. Bab-babnya mengikuti dimensi mutu data WHO.",
        "This page shows how far the data of {period} can be relied on. Every number in it can be "
        "computed from the published tables. Its parts follow WHO's dimensions of data quality.",
    ),
    "quality_source": Text(
        "World Health Organization, Data quality assurance: module 1, framework and metrics, 2022",
        "World Health Organization, Data quality assurance: module 1, framework and metrics, 2022",
    ),
    "who_completeness": Text("Kelengkapan dan ketepatan waktu", "Completeness and timeliness"),
    "who_internal": Text("Konsistensi internal", "Internal consistency"),
    "who_external": Text("Konsistensi eksternal", "External consistency"),
    "who_population": Text(
        "Perbandingan eksternal data penduduk", "External comparison of population data"
    ),
    "rates_text": Text(
        "Persen, seluruh kabupaten, dibulatkan ke bawah pada dua desimal.",
        "Per cent, whole kabupaten, rounded down to two decimals.",
    ),
    "rates_explained": Text("Bagaimana ukuran ini dihitung", "How these rates are computed"),
    "by_district": Text("Menurut kecamatan", "By kecamatan"),
    "districts_drawn": Text(
        "Satu batang untuk setiap kecamatan, dari 0 sampai 100 persen; angkanya ada di tabel.",
        "A bar for every kecamatan, from 0 to 100 per cent; the numbers are in the table.",
    ),
    "by_village": Text("Desa demi desa", "Village by village"),
    "by_village_text": Text(
        "Persen isian yang diisi setiap bulan; silang berarti belum ada laporan. Dalam gambar "
        "angkanya dibulatkan ke bawah tanpa desimal, dalam tabel ada dua desimal.",
        "Per cent of the answers filled in each month; a cross means that there is no report. In "
        "the pictures numbers are rounded down to whole ones, in the tables there are two "
        "decimals.",
    ),
    "heat_title": Text("Isian terisi, kecamatan {name}", "Answers filled in, {name} district"),
    "heat_drawn": Text(
        "Satu baris untuk setiap desa, satu kolom untuk setiap bulan; makin gelap makin lengkap. "
        "Angkanya ada di tabel di bawahnya.",
        "A row for every village, a column for every month; the darker the more complete. The "
        "numbers are in the table below.",
    ),
    "as_table": Text("Sebagai tabel", "As a table"),
    "no_report": Text("belum ada laporan", "no report"),
    "common": Text("Kesalahan yang paling sering", "The most common mistakes"),
    "common_text": Text(
        "Banyaknya temuan, bulan ini menurut kecamatan dan pada semua bulan di halaman ini. Temuan "
        "tentang kesehatan terbit sebagai satu jenis saja. Temuan tentang berkas yang tidak "
        "diketahui desanya hanya ada dalam jumlah.",
        "Number of findings, of this month by kecamatan and of all months on this page. Findings "
        "on health are published as one kind. Findings on files of which the village is not known "
        "are only in the total.",
    ),
    "kinds_left_out": Text(
        "{number} jenis lain yang lebih jarang ada di tabel problems.",
        "Another {number} kinds, less frequent, are in the table problems.",
    ),
    "this_month": Text("Bulan ini", "This month"),
    "all_months": Text("Semua bulan", "All months"),
    "between": Text("Isian yang dibandingkan aturan", "Answers compared by rules"),
    "between_text": Text(
        "Bagian terhadap jumlahnya, bulan terhadap bulan sebelumnya, desa terhadap desa lain. "
        "Aturan yang menyangkut kesehatan dan yang masih dicoba tidak dihitung di sini.",
        "Parts beside their totals, months beside those before, villages beside each other. "
        "Rules on health and those on trial are not counted here.",
    ),
    "rules_number": Text("Aturan", "Rules"),
    "findings_number": Text("Temuan", "Findings"),
    "villages_number": Text("Desa", "Villages"),
    "findings_by_district": Text("Temuan menurut kecamatan", "Findings by kecamatan"),
    "outliers": Text("Pencilan", "Outliers"),
    "outliers_number": Text("Pencilan", "Outliers"),
    "no_outliers": Text("Tidak ada pencilan.", "There are no outliers."),
    "outliers_left_out": Text(
        "{number} pencilan lain lebih dekat ke mediannya.",
        "Another {number} outliers are nearer to their median.",
    ),
    "median_in": Text("Median", "Median"),
    "score_in": Text("Skor z", "z-score"),
    "value": Text("Nilai", "Value"),
    "regency_short": Text("Kabupaten", "Kabupaten"),
    "outside_text": Text(
        "Jumlah kabupaten yang terbit di samping angka dari luar. Jumlah itu hanya memuat desa "
        "yang melapor, jadi persentasenya dibaca bersama banyaknya desa.",
        "The kabupaten's published total beside the figure from outside. It covers only the "
        "villages that reported, so the percentage is to be read with their number.",
    ),
    "own_total": Text("Rilis ini", "This release"),
    "from_villages": Text("Dari desa", "From villages"),
    "other_total": Text("Angka luar", "Outside figure"),
    "own_per_cent": Text("Persen dari angka luar", "Per cent of the outside figure"),
    "users_by_method": Text("Peserta KB menurut metode", "Users by method"),
    "people_by_sex": Text("Penduduk menurut jenis kelamin", "People by sex"),
    "revised_by": Text("Revisi", "Revisions"),
    "revised_text": Text(
        "Angka kecamatan dan kabupaten dari bulan yang sudah pernah terbit, yang diubah oleh "
        "setiap rilis.",
        "Figures of kecamatan and the kabupaten, of months published before, that each release "
        "changed.",
    ),
    "figures_changed": Text("Angka yang berubah", "Figures changed"),
    "months_changed": Text("Bulan", "Months"),
    "largest_change": Text(
        "Perubahan terbesar, persen dari nilai lama", "Largest change, per cent of the old value"
    ),
}
