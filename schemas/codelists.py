"""The code lists, each with its source and the spellings met in village files."""

from __future__ import annotations

from schemas.field import Code, CodeList, Text

PORTAL = "Portal Kampung KB (kampungkb.kemendukbangga.go.id)"


def code(value: str, id: str, en: str, *aliases: str) -> Code:  # noqa: A002 - the language's name
    """A member of a list, with its label in both languages and other spellings."""
    return Code(value, Text(id, en), aliases)


YES_NO = CodeList(
    "yes_no",
    Text("Ada atau tidak", "Exists or not"),
    (
        code("yes", "Ada", "Yes", "Ya", "Sudah", "Sudah Ada", "Y"),
        code("no", "Tidak Ada", "No", "Tidak", "Belum", "Belum Ada", "Tdk Ada", "T"),
    ),
    PORTAL,
)

SEX = CodeList(
    "sex",
    Text("Jenis kelamin", "Sex"),
    (
        code("male", "Laki-laki", "Male", "L", "Lk", "Laki laki", "Pria"),
        code("female", "Perempuan", "Female", "P", "Pr", "Wanita"),
    ),
    "SDMX CL_SEX, spelled out",
)


def _age(low: int, high: int | None) -> Code:
    if high is None:
        return code(
            f"age_{low}_plus",
            f"{low}+ tahun",
            f"{low} years and over",
            f"{low}+",
            f"{low} tahun ke atas",
            f">={low}",
        )
    return code(
        f"age_{low}_{high}",
        f"{low}-{high} tahun",
        f"{low}-{high} years",
        f"{low}-{high}",
        f"{low} s/d {high}",
        f"{low} sd {high}",
    )


AGE_GROUP = CodeList(
    "age_group",
    Text("Kelompok umur", "Age group"),
    (*(_age(low, low + 4) for low in range(0, 75, 5)), _age(75, None)),
    PORTAL,
)

EVENT = CodeList(
    "event",
    Text("Peristiwa", "Event"),
    (
        code("births", "Lahir", "Births", "Kelahiran"),
        code("deaths", "Meninggal", "Deaths", "Kematian", "Mati"),
        code("arrivals", "Datang", "Arrivals", "Pendatang", "Kedatangan"),
        code("departures", "Pindah", "Departures", "Pindah keluar", "Pergi"),
    ),
    PORTAL,
)

METHOD = CodeList(
    "method",
    Text("Metode kontrasepsi", "Contraceptive method"),
    (
        code("iud", "IUD", "Intrauterine device", "AKDR", "Spiral"),
        code("female_sterilisation", "MOW", "Female sterilisation", "Tubektomi"),
        code("male_sterilisation", "MOP", "Male sterilisation", "Vasektomi"),
        code("condom", "Kondom", "Condom", "Condom"),
        code("implant", "Implan", "Implant", "Implant", "Susuk", "AKBK"),
        code("injectable", "Suntik", "Injectable", "Suntikan"),
        code("pill", "Pil", "Pill", "Pill"),
        code("lactational_amenorrhoea", "MAL", "Lactational amenorrhoea method"),
    ),
    PORTAL + "; MAL from other family-planning sources",
)

LONG_ACTING = ("iud", "female_sterilisation", "male_sterilisation", "implant")
"""MKJP, the long-acting and permanent methods."""

MODERN = (*LONG_ACTING, "condom", "injectable", "pill", "lactational_amenorrhoea")
"""The modern methods; every method on the form is one."""

REASON = CodeList(
    "reason",
    Text("Alasan tidak ber-KB", "Reason for not using"),
    (
        code("pregnant", "Hamil", "Pregnant"),
        code("wants_child_soon", "Ingin anak segera", "Wants a child soon", "IAS"),
        code("wants_child_later", "Ingin anak ditunda", "Wants a child later", "IAT"),
        code(
            "wants_no_more",
            "Tidak ingin anak lagi",
            "Wants no more children",
            "TIAL",
            "Tidak ingin anak",
        ),
    ),
    PORTAL,
)

UNMET_NEED = ("wants_child_later", "wants_no_more")
"""Unmet need = IAT + TIAL."""

ACTIVITY_GROUP = CodeList(
    "activity_group",
    Text("Kelompok kegiatan (poktan)", "Activity group (poktan)"),
    (
        code("bkb", "BKB", "Families with under-fives (BKB)", "Bina Keluarga Balita"),
        code("bkr", "BKR", "Families with adolescents (BKR)", "Bina Keluarga Remaja"),
        code("bkl", "BKL", "Families with elderly (BKL)", "Bina Keluarga Lansia"),
        code("uppka", "UPPKA", "Family business (UPPKA)", "UPPKS"),
        code("pik_r", "PIK-R", "Adolescent counselling (PIK-R)", "PIKR", "PIK R", "PIK Remaja"),
    ),
    PORTAL,
)

ROUTINE = CodeList(
    "routine",
    Text("Kegiatan operasional", "Operating routine"),
    (
        code("planning", "Rapat perencanaan kegiatan", "Planning meeting"),
        code("coordination", "Rapat koordinasi lintas sektor", "Coordination with offices"),
        code("outreach", "Sosialisasi kegiatan", "Outreach"),
        code("monitoring", "Monitoring dan evaluasi", "Monitoring and evaluation", "Monev"),
        code("reporting", "Penyusunan laporan", "Report writing"),
    ),
    PORTAL,
)

FREQUENCY = CodeList(
    "frequency",
    Text("Frekuensi", "Frequency"),
    (
        code("weekly", "Mingguan", "Weekly"),
        code("monthly", "Bulanan", "Monthly"),
        code("quarterly", "Triwulan", "Quarterly", "Triwulanan"),
        code("half_yearly", "Semesteran", "Half-yearly", "Semester"),
        code("yearly", "Tahunan", "Yearly"),
        code("other", "Lainnya", "Other", "Lain-lain"),
    ),
    PORTAL,
)

RUMAH_DATAKU_CLASS = CodeList(
    "rumah_dataku_class",
    Text("Klasifikasi Rumah DataKu", "Class of the Rumah DataKu"),
    (
        code("simple", "Sederhana", "Simple"),
        code("complete", "Lengkap", "Complete"),
        code("plenary", "Paripurna", "Plenary"),
    ),
    PORTAL,
)

FAMILY_FUNCTION = CodeList(
    "activity_section",
    Text("Seksi (8 fungsi keluarga)", "Section (8 family functions)"),
    (
        code("religious", "Keagamaan", "Religious", "Agama"),
        code("education", "Pendidikan", "Education", "Sosialisasi dan Pendidikan"),
        code("reproduction", "Reproduksi", "Reproduction"),
        code("economy", "Ekonomi", "Economy"),
        code("protection", "Perlindungan", "Protection"),
        code("affection", "Kasih Sayang", "Affection", "Cinta Kasih"),
        code("social_culture", "Sosial Budaya", "Social and cultural"),
        code("environment", "Pembinaan Lingkungan", "Environment", "Lingkungan"),
        code("other", "Lainnya", "Other", "Lain-lain"),
    ),
    "PP 87/2014 (eight family functions); " + PORTAL,
)

TARGET = CodeList(
    "target",
    Text("Sasaran kegiatan", "Target of the activity"),
    (
        code("everyone", "Seluruh Penduduk", "Everyone", "Semua Penduduk"),
        code("eligible_couples", "PUS", "Eligible couples", "Pasangan Usia Subur"),
        code("adolescents", "Remaja", "Adolescents"),
        code("elderly", "Lansia", "Elderly"),
        code("under_fives", "Balita", "Under-fives"),
        code(
            "families_with_under_fives",
            "Keluarga yang memiliki Balita",
            "Families with under-fives",
            "Keluarga Balita",
        ),
        code(
            "families_with_adolescents",
            "Keluarga yang memiliki Remaja",
            "Families with adolescents",
            "Keluarga Remaja",
        ),
        code(
            "families_with_elderly",
            "Keluarga yang memiliki Lansia",
            "Families with elderly",
            "Keluarga Lansia",
        ),
        code("other", "Lainnya", "Other", "Lain-lain"),
    ),
    PORTAL,
)

PARTNER = CodeList(
    "partner",
    Text("Mitra lintas sektor", "Partner office"),
    (
        code(
            "health",
            "Dinas Kesehatan/Puskesmas",
            "Health office or health centre",
            "Puskesmas",
            "Dinas Kesehatan",
            "Dinkes",
        ),
        code("education", "Dinas Pendidikan", "Education office", "Disdik"),
        code("social", "Dinas Sosial", "Social affairs office", "Dinsos"),
        code(
            "religious_affairs",
            "Kementerian Agama/KUA",
            "Religious affairs office",
            "KUA",
            "Kemenag",
        ),
        code("civil_registry", "Disdukcapil", "Civil registry", "Dukcapil"),
        code("agriculture", "Dinas Pertanian", "Agriculture office"),
        code("village_empowerment", "Dinas PMD", "Village empowerment office", "DPMP", "DPMD"),
        code("security", "TNI/Polri", "Army or police", "Babinsa", "Bhabinkamtibmas"),
        code("pkk", "TP PKK", "Family welfare movement (PKK)", "PKK"),
        code("company", "Perusahaan", "Company", "CSR"),
        code("other", "Lainnya", "Other", "Lain-lain"),
    ),
    "Proposed by this project from the offices named on village pages of the portal",
)

ROLE = CodeList(
    "filled_by_role",
    Text("Jabatan pengisi", "Role of who filled the form"),
    (
        code("pokja_member", "Anggota Pokja", "Working-group member", "Pokja"),
        code("village_officer", "Aparat Pekon/Kelurahan", "Village officer", "Aparat Pekon"),
        code("field_officer", "PKB/PLKB", "Field officer (PKB/PLKB)", "PKB", "PLKB"),
        code("cadre", "Kader", "Volunteer (kader)", "Kader KB", "PPKBD", "Sub PPKBD"),
        code("other", "Lainnya", "Other", "Lain-lain"),
    ),
    "Proposed by this project",
)
