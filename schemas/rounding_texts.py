"""What people are told of rounded counts, in both languages: what they mean and do not mean."""

from __future__ import annotations

from schemas.field import Text
from schemas.protection import BASE, METHOD_MERGES

SPREAD = BASE - 1
"""The farthest that a count which is no sum of others is published from the true one."""

MEANINGLESS = 2 * BASE
"""Below it a village's change from month to month may be the rounding's alone."""

RATE_OFF, RATE_OFF_MOST = 3, 5.3
"""Percentage points by which a village's rate differs from that of its exact counts: 95 of 100 by
the first at most, none by more than the second, as `python -m benchmarks.accuracy` measures."""

RATES_OFF = Text(
    "Persentase tentang kontrasepsi dihitung dari angka yang dibulatkan. Untuk satu desa 95 dari "
    f"100 persentase meleset paling jauh {RATE_OFF} poin, yang terjauh {RATE_OFF_MOST} poin: "
    "perubahan yang lebih kecil belum tentu berarti.",
    "Rates on contraception follow from rounded counts. Of one village, 95 of 100 rates are off by "
    f"{RATE_OFF} points at most, the farthest by {RATE_OFF_MOST}: a smaller change need not mean "
    "anything.",
)
"""What stands beside rates of one village."""

ROUNDED = Text(
    f"dibulatkan ke kelipatan {BASE} demi privasi, jumlahnya tetap cocok",
    f"rounded to a multiple of {BASE} for privacy, with sums that still add up",
)
"""What is told of a count that is published rounded."""

FOLLOWS = Text(
    "angka kesehatan dibulatkan, atau dihitung dari angka yang dibulatkan",
    "counts on health are rounded, and figures on health computed from rounded counts",
)
"""What is told of a column in which figures on health stand among others."""

OPEN_ACCESS = Text("Terbuka", "Open")
ROUNDED_ACCESS = Text(
    f"Terbuka untuk semua tingkat wilayah, dibulatkan ke kelipatan {BASE}",
    f"Open at all area levels, rounded to multiples of {BASE}",
)
PARTLY_ROUNDED_ACCESS = Text(
    "Terbuka; angka kesehatan dibulatkan", "Open; figures on health follow from rounded counts"
)
UNDETAILED_ACCESS = Text(
    "Terbuka; temuan tentang kesehatan tanpa rincian",
    "Open; findings on health without their details",
)

ROUNDED_COUNTS = Text("Angka yang dibulatkan", "Rounded counts")
"""The heading of what is explained."""

IN_SHORT = Text(
    "Data kontrasepsi, alasan tidak ber-KB, jumlah PUS dan gizi anak adalah data kesehatan. "
    f"Untuk desa, kecamatan dan kabupaten, jumlahnya terbit sebagai kelipatan {BASE}; persentase "
    "dan klasifikasi dihitung dari angka yang terbit itu.",
    "Contraception, reasons for non-use, eligible couples and child nutrition are data on health. "
    "For villages, kecamatan and the kabupaten their counts are published as multiples of "
    f"{BASE}; rates and classes are computed from these published counts.",
)
"""What every description of a release says of its protection."""

_MERGED = "; ".join(merge.code.label.id for merge in METHOD_MERGES)
_MERGED_EN = "; ".join(merge.code.label.en for merge in METHOD_MERGES)

EXPLAINED = (
    Text(
        "Setiap jumlah tentang kontrasepsi, alasan tidak ber-KB, PUS dan gizi anak adalah "
        f"kelipatan {BASE}. Untuk satu desa dan satu metode, alasan atau butir gizi, angka 0 "
        f"dapat berarti 0 sampai {SPREAD} dan angka {BASE} dapat berarti 1 sampai {BASE + SPREAD}. "
        f"Jumlah 1 sampai {SPREAD} tidak dapat diketahui; yang benar-benar nol selalu terbit 0.",
        "Every count on contraception, non-use, eligible couples and child nutrition is a "
        f"multiple of {BASE}. Of one village and one method, reason or item of nutrition a 0 may "
        f"mean 0 to {SPREAD}, and a {BASE} may mean 1 to {BASE + SPREAD}. No count from 1 to "
        f"{SPREAD} can be told; a true zero is always published as 0.",
    ),
    Text(
        "Jumlahnya cocok di semua tingkat: desa menjadi kecamatan, kecamatan menjadi kabupaten, "
        "peserta dan bukan peserta menjadi PUS.",
        "Sums add up at all levels: villages to their kecamatan, kecamatan to the kabupaten, "
        "users and non-users to eligible couples.",
    ),
    Text(
        f"Perubahan angka satu desa yang kurang dari {MEANINGLESS} dari bulan ke bulan tidak "
        "berarti apa-apa. Angka yang sebenarnya tetap pada umumnya terbit tetap.",
        f"A change of a village's count below {MEANINGLESS} from month to month says nothing. A "
        "count that in truth stays the same is, as a rule, published the same.",
    ),
    Text(
        "Jumlah dapat sedikit berbeda dari sumber lain, misalnya dari portal atau dari laporan "
        "desa sendiri.",
        "Totals may differ slightly from other sources, such as the portal or a village's own "
        "report.",
    ),
    Text(
        "Persentase serta nilai dan kelas Kampung KB dihitung dari jumlah yang sudah dibulatkan. "
        "Di desa kecil persentasenya dapat meleset beberapa poin.",
        "Rates, and scores and classes of Kampung KB, are computed from the rounded counts. In "
        "small villages a rate may be off by some points.",
    ),
    Text(
        f"Metode yang jarang dipakai digabung dalam angka desa ({_MERGED}); kecamatan dan "
        "kabupaten memuat setiap metode.",
        f"Villages have rare methods put together ({_MERGED_EN}); kecamatan and kabupaten have "
        "every method.",
    ),
    Text(
        "Kosong berarti tidak ada laporan (status O), atau laporannya tidak lengkap sehingga tidak "
        "dapat dijumlahkan (status Q). Kosong bukan nol.",
        "Empty means no report (status O), or one that is not complete and so adds up to nothing "
        "(status Q). Empty is not zero.",
    ),
    Text(
        "Sebelum terbit, setiap rilis diserang seperti oleh orang yang ingin tahu: dari angka "
        "terbitan, dengan jumlah tepat dari sumber lain, dan dari semua bulan bersama. Tabel "
        "privacy_audit menyebut setiap serangan, banyaknya sel yang dilihat, dan banyaknya yang "
        "dapat ditebak. Batasnya: orang yang mengetahui setiap perubahan sebuah angka yang pernah "
        "turun menjadi nol mungkin dapat menghitungnya.",
        "Before it is published every release is attacked as a curious reader would: from the "
        "published counts, with exact totals from elsewhere, and from all months together. The "
        "table privacy_audit names each attack, the cells looked at, and how many could be told. "
        "The limit: who knows every single change of a count that once fell to nothing may be able "
        "to work it out.",
    ),
)
"""How rounded counts are to be read, one thing at a time."""
