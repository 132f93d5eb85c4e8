"""Sections D and E: families, couples, and their use of contraception."""

from __future__ import annotations

from schemas.codelists import METHOD, REASON
from schemas.field import Field, Text
from schemas.form.units import COUPLES, FAMILIES, PERSONS, count
from schemas.section import Listing, Matrix, Section

FAMILY_FIELDS = (
    count(
        "families",
        Text("Jumlah keluarga", "Families"),
        Text("Keluarga yang tinggal di desa", "Families living in the village"),
        FAMILIES,
        9_999,
        "Keluarga",
        "Jumlah KK",
    ),
    count(
        "eligible_couples",
        Text("Pasangan Usia Subur (PUS)", "Couples of reproductive age"),
        Text("Pasangan dengan istri berumur 15-49 tahun", "Couples whose wife is aged 15-49"),
        COUPLES,
        9_999,
        "PUS",
        "Pasangan Usia Subur",
        "Jumlah PUS",
    ),
    count(
        "families_with_under_fives",
        Text("Keluarga yang memiliki balita", "Families with under-fives"),
        Text("Keluarga dengan anak umur 0-4 tahun", "Families with a child aged 0-4"),
        FAMILIES,
        9_999,
        "Keluarga balita",
        "Keluarga dengan balita",
    ),
    count(
        "families_with_adolescents",
        Text("Keluarga yang memiliki remaja", "Families with adolescents"),
        Text(
            "Keluarga dengan remaja umur 10-24 tahun belum menikah",
            "Families with an unmarried adolescent aged 10-24",
        ),
        FAMILIES,
        9_999,
        "Keluarga remaja",
        "Keluarga dengan remaja",
    ),
    count(
        "families_with_elderly",
        Text("Keluarga yang memiliki lansia", "Families with elderly"),
        Text(
            "Keluarga dengan anggota umur 60 tahun ke atas",
            "Families with a member aged 60 or over",
        ),
        FAMILIES,
        9_999,
        "Keluarga lansia",
        "Keluarga dengan lansia",
    ),
    count(
        "adolescents",
        Text("Jumlah remaja", "Adolescents"),
        Text("Remaja umur 10-24 tahun belum menikah", "Unmarried adolescents aged 10-24"),
        PERSONS,
        9_999,
        "Remaja",
    ),
)

FAMILY_SECTION = Section(
    letter="D",
    name="families",
    sheet="D Keluarga",
    title=Text("Keluarga dan kelompok sasaran", "Families and target groups"),
    guide=Text(
        "Isi keadaan pada hari terakhir bulan laporan.", "Give the state on the month's last day."
    ),
    blocks=(
        Listing(
            id="families",
            title=Text("Keluarga dan kelompok sasaran", "Families and target groups"),
            fields=FAMILY_FIELDS,
            table="families",
            key="indicator",
        ),
    ),
)

USERS = count(
    "users",
    Text("Peserta KB aktif", "Current users"),
    Text(
        "Pasangan yang sedang memakai metode itu pada akhir bulan",
        "Couples using the method at the end of the month",
    ),
    COUPLES,
    9_999,
    "Peserta aktif",
    "PA",
)
NEW_USERS = count(
    "new_users",
    Text("Peserta KB baru", "New users"),
    Text(
        "Pasangan yang mulai memakai metode itu dalam bulan laporan",
        "Couples who began to use the method in the month",
    ),
    COUPLES,
    999,
    "Peserta baru",
    "PB",
)


def _reason(name: str, label: Text) -> Field:
    return count(
        name,
        label,
        Text(
            f"Pasangan yang tidak ber-KB, alasan: {label.id}",
            f"Couples not using contraception, reason: {label.en}",
        ),
        COUPLES,
        9_999,
        *REASON[name].aliases,
    )


NOT_USING = tuple(_reason(code.code, code.label) for code in REASON.codes)
NOT_USING_TOTAL = count(
    "not_using",
    Text("Jumlah tidak ber-KB", "Not using, total"),
    Text(
        "Pasangan yang tidak memakai metode apa pun, jumlah dari desa",
        "Couples using no method, the village's own total",
    ),
    COUPLES,
    9_999,
    "Jumlah",
    "Total",
)
HEALTH_INSURED = count(
    "health_insured",
    Text("Peserta BPJS Kesehatan", "Health insurance members"),
    Text(
        "Penduduk yang menjadi peserta BPJS Kesehatan", "People who are members of BPJS Kesehatan"
    ),
    PERSONS,
    29_999,
    "Pengguna BPJS",
    "Peserta BPJS",
)

PLANNING_SECTION = Section(
    letter="E",
    name="family_planning",
    sheet="E Keluarga Berencana",
    title=Text("Keluarga berencana", "Family planning"),
    guide=Text(
        "Peserta KB ditambah yang tidak ber-KB harus sama dengan jumlah PUS di bagian D.",
        "Users plus non-users must equal the couples of section D.",
    ),
    blocks=(
        Matrix(
            id="contraception",
            title=Text("Peserta KB menurut metode", "Users by method"),
            rows=METHOD,
            fields=(USERS, NEW_USERS),
            table="contraception",
            totals=("users", "new_users"),
        ),
        Listing(
            id="non_use",
            title=Text("PUS yang tidak ber-KB menurut alasan", "Couples not using, by reason"),
            fields=NOT_USING,
            total=NOT_USING_TOTAL,
            table="non_use",
            key="reason",
        ),
        Listing(
            id="insurance",
            title=Text("Jaminan kesehatan", "Health insurance"),
            fields=(HEALTH_INSURED,),
            table="families",
            key="indicator",
        ),
    ),
)
