"""The code lists, each with its source and the spellings met in village files."""

from __future__ import annotations

from schemas.field import Code, CodeList, Text

PORTAL = "Portal Kampung KB (kampungkb.kemendukbangga.go.id)"


def _code(code: str, id: str, en: str, *aliases: str) -> Code:  # noqa: A002 - the language's name
    return Code(code, Text(id, en), aliases)


YES_NO = CodeList(
    "yes_no",
    Text("Ada atau tidak", "Exists or not"),
    (
        _code("yes", "Ada", "Yes", "Ya", "Sudah", "Sudah Ada", "Y"),
        _code("no", "Tidak Ada", "No", "Tidak", "Belum", "Belum Ada", "Tdk Ada", "T"),
    ),
    PORTAL,
)

SEX = CodeList(
    "sex",
    Text("Jenis kelamin", "Sex"),
    (
        _code("male", "Laki-laki", "Male", "L", "Lk", "Laki laki", "Pria"),
        _code("female", "Perempuan", "Female", "P", "Pr", "Wanita"),
    ),
    "SDMX CL_SEX, spelled out",
)


def _age(low: int, high: int | None) -> Code:
    if high is None:
        return _code(
            f"age_{low}_plus",
            f"{low}+ tahun",
            f"{low} years and over",
            f"{low}+",
            f"{low} tahun ke atas",
            f">={low}",
        )
    return _code(
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
        _code("births", "Lahir", "Births", "Kelahiran"),
        _code("deaths", "Meninggal", "Deaths", "Kematian", "Mati"),
        _code("arrivals", "Datang", "Arrivals", "Pendatang", "Kedatangan"),
        _code("departures", "Pindah", "Departures", "Pindah keluar", "Pergi"),
    ),
    PORTAL,
)

METHOD = CodeList(
    "method",
    Text("Metode kontrasepsi", "Contraceptive method"),
    (
        _code("iud", "IUD", "Intrauterine device", "AKDR", "Spiral"),
        _code("female_sterilisation", "MOW", "Female sterilisation", "Tubektomi"),
        _code("male_sterilisation", "MOP", "Male sterilisation", "Vasektomi"),
        _code("condom", "Kondom", "Condom", "Condom"),
        _code("implant", "Implan", "Implant", "Implant", "Susuk", "AKBK"),
        _code("injectable", "Suntik", "Injectable", "Suntikan"),
        _code("pill", "Pil", "Pill", "Pill"),
        _code("lactational_amenorrhoea", "MAL", "Lactational amenorrhoea method"),
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
        _code("pregnant", "Hamil", "Pregnant"),
        _code("wants_child_soon", "Ingin anak segera", "Wants a child soon", "IAS"),
        _code("wants_child_later", "Ingin anak ditunda", "Wants a child later", "IAT"),
        _code(
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
        _code("bkb", "BKB", "Families with under-fives (BKB)", "Bina Keluarga Balita"),
        _code("bkr", "BKR", "Families with adolescents (BKR)", "Bina Keluarga Remaja"),
        _code("bkl", "BKL", "Families with elderly (BKL)", "Bina Keluarga Lansia"),
        _code("uppka", "UPPKA", "Family business (UPPKA)", "UPPKS"),
        _code("pik_r", "PIK-R", "Adolescent counselling (PIK-R)", "PIKR", "PIK R", "PIK Remaja"),
    ),
    PORTAL,
)

ROUTINE = CodeList(
    "routine",
    Text("Kegiatan operasional", "Operating routine"),
    (
        _code("planning", "Rapat perencanaan kegiatan", "Planning meeting"),
        _code("coordination", "Rapat koordinasi lintas sektor", "Coordination with offices"),
        _code("outreach", "Sosialisasi kegiatan", "Outreach"),
        _code("monitoring", "Monitoring dan evaluasi", "Monitoring and evaluation", "Monev"),
        _code("reporting", "Penyusunan laporan", "Report writing"),
    ),
    PORTAL,
)

FREQUENCY = CodeList(
    "frequency",
    Text("Frekuensi", "Frequency"),
    (
        _code("weekly", "Mingguan", "Weekly"),
        _code("monthly", "Bulanan", "Monthly"),
        _code("quarterly", "Triwulan", "Quarterly", "Triwulanan"),
        _code("half_yearly", "Semesteran", "Half-yearly", "Semester"),
        _code("yearly", "Tahunan", "Yearly"),
        _code("other", "Lainnya", "Other", "Lain-lain"),
    ),
    PORTAL,
)

RUMAH_DATAKU_CLASS = CodeList(
    "rumah_dataku_class",
    Text("Klasifikasi Rumah DataKu", "Class of the Rumah DataKu"),
    (
        _code("simple", "Sederhana", "Simple"),
        _code("complete", "Lengkap", "Complete"),
        _code("plenary", "Paripurna", "Plenary"),
    ),
    PORTAL,
)

FAMILY_FUNCTION = CodeList(
    "activity_section",
    Text("Seksi (8 fungsi keluarga)", "Section (8 family functions)"),
    (
        _code("religious", "Keagamaan", "Religious", "Agama"),
        _code("education", "Pendidikan", "Education", "Sosialisasi dan Pendidikan"),
        _code("reproduction", "Reproduksi", "Reproduction"),
        _code("economy", "Ekonomi", "Economy"),
        _code("protection", "Perlindungan", "Protection"),
        _code("affection", "Kasih Sayang", "Affection", "Cinta Kasih"),
        _code("social_culture", "Sosial Budaya", "Social and cultural"),
        _code("environment", "Pembinaan Lingkungan", "Environment", "Lingkungan"),
        _code("other", "Lainnya", "Other", "Lain-lain"),
    ),
    "PP 87/2014 (eight family functions); " + PORTAL,
)

TARGET = CodeList(
    "target",
    Text("Sasaran kegiatan", "Target of the activity"),
    (
        _code("everyone", "Seluruh Penduduk", "Everyone", "Semua Penduduk"),
        _code("eligible_couples", "PUS", "Eligible couples", "Pasangan Usia Subur"),
        _code("adolescents", "Remaja", "Adolescents"),
        _code("elderly", "Lansia", "Elderly"),
        _code("under_fives", "Balita", "Under-fives"),
        _code(
            "families_with_under_fives",
            "Keluarga yang memiliki Balita",
            "Families with under-fives",
            "Keluarga Balita",
        ),
        _code(
            "families_with_adolescents",
            "Keluarga yang memiliki Remaja",
            "Families with adolescents",
            "Keluarga Remaja",
        ),
        _code(
            "families_with_elderly",
            "Keluarga yang memiliki Lansia",
            "Families with elderly",
            "Keluarga Lansia",
        ),
        _code("other", "Lainnya", "Other", "Lain-lain"),
    ),
    PORTAL,
)

PARTNER = CodeList(
    "partner",
    Text("Mitra lintas sektor", "Partner office"),
    (
        _code(
            "health",
            "Dinas Kesehatan/Puskesmas",
            "Health office or health centre",
            "Puskesmas",
            "Dinas Kesehatan",
            "Dinkes",
        ),
        _code("education", "Dinas Pendidikan", "Education office", "Disdik"),
        _code("social", "Dinas Sosial", "Social affairs office", "Dinsos"),
        _code(
            "religious_affairs",
            "Kementerian Agama/KUA",
            "Religious affairs office",
            "KUA",
            "Kemenag",
        ),
        _code("civil_registry", "Disdukcapil", "Civil registry", "Dukcapil"),
        _code("agriculture", "Dinas Pertanian", "Agriculture office"),
        _code("village_empowerment", "Dinas PMD", "Village empowerment office", "DPMP", "DPMD"),
        _code("security", "TNI/Polri", "Army or police", "Babinsa", "Bhabinkamtibmas"),
        _code("pkk", "TP PKK", "Family welfare movement (PKK)", "PKK"),
        _code("company", "Perusahaan", "Company", "CSR"),
        _code("other", "Lainnya", "Other", "Lain-lain"),
    ),
    "Proposed by this project from the offices named on village pages of the portal",
)

ROLE = CodeList(
    "filled_by_role",
    Text("Jabatan pengisi", "Role of who filled the form"),
    (
        _code("pokja_member", "Anggota Pokja", "Working-group member", "Pokja"),
        _code("village_officer", "Aparat Pekon/Kelurahan", "Village officer", "Aparat Pekon"),
        _code("field_officer", "PKB/PLKB", "Field officer (PKB/PLKB)", "PKB", "PLKB"),
        _code("cadre", "Kader", "Volunteer (kader)", "Kader KB", "PPKBD", "Sub PPKBD"),
        _code("other", "Lainnya", "Other", "Lain-lain"),
    ),
    "Proposed by this project",
)

OBS_STATUS = CodeList(
    "obs_status",
    Text("Status nilai", "Observation status"),
    (
        _code("A", "Nilai normal, sesuai laporan", "Normal value, as reported"),
        _code(
            "O", "Tidak dilaporkan, atau bagiannya ditahan", "Not reported, or section held back"
        ),
        _code("M", "Tidak berlaku", "Not applicable: cannot exist"),
        _code("Q", "Disembunyikan demi privasi", "Suppressed for privacy"),
        _code("V", "Sesuai laporan, menunggu konfirmasi", "As reported, awaiting confirmation"),
    ),
    "SDMX CL_OBS_STATUS",
)

SECTION_STATE = CodeList(
    "section_state",
    Text("Keadaan bagian laporan", "State of a section of a report"),
    (
        _code("reported", "Dilaporkan", "Reported"),
        _code("held_back", "Ditahan karena kesalahan", "Held back because of an error"),
        _code("empty", "Kosong", "Empty"),
        _code("no_report", "Desa belum melapor", "The village has not reported"),
    ),
    "Proposed by this project",
)

AREA_LEVEL = CodeList(
    "area_level",
    Text("Tingkat wilayah", "Area level"),
    (
        _code("village", "Pekon/kelurahan", "Village"),
        _code("district", "Kecamatan", "District (kecamatan)"),
        _code("regency", "Kabupaten", "Regency (kabupaten)"),
    ),
    "Kepmendagri 300.2.2-2430/2025",
)

VILLAGE_TYPE = CodeList(
    "village_type",
    Text("Jenis", "Type"),
    (
        _code("pekon", "Pekon", "Rural village (pekon)"),
        _code("kelurahan", "Kelurahan", "Urban village (kelurahan)"),
    ),
    "Kepmendagri 300.2.2-2430/2025",
)

VILLAGE_CLASS = CodeList(
    "village_class",
    Text("Klasifikasi Kampung KB", "Kampung KB class"),
    (
        _code("basic", "Dasar", "Basic (Dasar)"),
        _code("developing", "Berkembang", "Developing (Berkembang)"),
        _code("independent", "Mandiri", "Independent (Mandiri)"),
        _code("sustainable", "Berkelanjutan", "Sustainable (Berkelanjutan)"),
    ),
    PORTAL,
)
