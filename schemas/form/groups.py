"""Section F: the five activity groups (poktan)."""

from __future__ import annotations

from schemas.codelists import ACTIVITY_GROUP
from schemas.field import Text
from schemas.form.units import GROUPS, PERSONS, TIMES, count, yes_no
from schemas.section import Matrix, Section

EXISTS = yes_no(
    "exists",
    Text("Ada/Tidak Ada", "Exists"),
    Text("Apakah kelompok itu ada di desa", "Whether the village has the group"),
    "Ada",
    "Keberadaan",
)
GROUP_COUNT = count(
    "groups",
    Text("Jumlah kelompok", "Groups"),
    Text("Banyaknya kelompok", "Number of groups"),
    GROUPS,
    99,
    "Kelompok",
)
MEMBERS = count(
    "members",
    Text("Jumlah anggota", "Members"),
    Text(
        "Keluarga (PIK-R: remaja) yang menjadi anggota",
        "Families (PIK-R: adolescents) that are members",
    ),
    Text("keluarga atau remaja", "families or adolescents"),
    9_999,
    "Anggota",
)
SESSIONS = count(
    "sessions",
    Text("Pertemuan bulan ini", "Sessions this month"),
    Text("Pertemuan yang diadakan dalam bulan laporan", "Sessions held in the reporting month"),
    TIMES,
    99,
    "Pertemuan",
)
ATTENDANCE = count(
    "attendance",
    Text("Kehadiran bulan ini", "Attendance this month"),
    Text(
        "Jumlah kehadiran pada semua pertemuan bulan itu",
        "Attendances summed over the month's sessions",
    ),
    PERSONS,
    9_999,
    "Kehadiran",
    "Hadir",
)
INDEPENDENT = count(
    "independent",
    Text("Lansia mandiri", "Independent elderly"),
    Text("Lansia anggota BKL yang mandiri", "Elderly in BKL who live unaided"),
    PERSONS,
    9_999,
)
NEEDING_CARE = count(
    "needing_care",
    Text("Lansia perlu perawatan", "Elderly needing care"),
    Text("Lansia anggota BKL yang perlu bantuan", "Elderly in BKL who need help"),
    PERSONS,
    9_999,
    "Perlu perawatan",
)

SECTION = Section(
    letter="F",
    name="activity_groups",
    sheet="F Poktan",
    title=Text("Kelompok kegiatan (poktan)", "Activity groups (poktan)"),
    guide=Text(
        "Satu baris untuk setiap kelompok. Kolom lansia hanya untuk BKL.",
        "One line a group. The columns on the elderly are for BKL only.",
    ),
    blocks=(
        Matrix(
            id="activity_groups",
            title=Text("Lima kelompok kegiatan", "The five activity groups"),
            rows=ACTIVITY_GROUP,
            fields=(EXISTS, GROUP_COUNT, MEMBERS, SESSIONS, ATTENDANCE, INDEPENDENT, NEEDING_CARE),
            table="activity_groups",
            only=(("independent", ("bkl",)), ("needing_care", ("bkl",))),
        ),
    ),
)
