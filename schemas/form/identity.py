"""Section A: which village reports, for which month, on which form."""

from __future__ import annotations

from schemas.codelists import ROLE
from schemas.field import Field, Kind, Text
from schemas.section import Listing, Section

VILLAGE_CODE = Field(
    name="village_code",
    label=Text("Kode desa (Kemendagri)", "Village code (Kemendagri)"),
    meaning=Text(
        "Kode wilayah Kemendagri desa: provinsi.kabupaten.kecamatan.desa",
        "The village's code of the Ministry of Home Affairs: province.regency.district.village",
    ),
    kind=Kind.VILLAGE_CODE,
    example="18.04.04.2007",
    counter_example="1804",
    aliases=("Kode desa", "Kode wilayah", "Kode pekon"),
)

VILLAGE_NAME = Field(
    name="village_name",
    label=Text("Nama pekon/kelurahan", "Village name"),
    meaning=Text("Nama desa, dicocokkan dengan kodenya", "The name, checked against the code"),
    kind=Kind.NAME,
    example="Gunung Sugih",
    counter_example="#REF!",
    aliases=("Nama desa", "Desa", "Pekon", "Kelurahan"),
    public=False,
)

DISTRICT_NAME = Field(
    name="district_name",
    label=Text("Kecamatan", "District (kecamatan)"),
    meaning=Text(
        "Nama kecamatan, dicocokkan dengan kode", "The district, checked against the code"
    ),
    kind=Kind.NAME,
    example="Balik Bukit",
    counter_example="#REF!",
    aliases=("Nama kecamatan",),
    public=False,
)

MONTH = Field(
    name="month",
    label=Text("Bulan laporan", "Reporting month"),
    meaning=Text("Bulan yang dilaporkan", "The month the report is about"),
    kind=Kind.MONTH,
    example="Oktober",
    counter_example="Bulan lalu",
    aliases=("Bulan",),
)

YEAR = Field(
    name="year",
    label=Text("Tahun laporan", "Reporting year"),
    meaning=Text("Tahun yang dilaporkan", "The year the report is about"),
    kind=Kind.YEAR,
    minimum=2020,
    maximum=2099,
    example="2026",
    counter_example="26",
    aliases=("Tahun",),
)

FILLED_ON = Field(
    name="filled_on",
    label=Text("Tanggal pengisian", "Date filled"),
    meaning=Text("Tanggal formulir selesai diisi", "The day the form was completed"),
    kind=Kind.DATE,
    example="3 November 2026",
    counter_example="awal bulan",
    aliases=("Tanggal diisi", "Tgl pengisian"),
)

FILLED_BY_ROLE = Field(
    name="filled_by_role",
    label=Text("Jabatan pengisi (bukan nama)", "Role of who filled it (no name)"),
    meaning=Text("Jabatan orang yang mengisi, tanpa nama", "The role of who filled the form"),
    kind=Kind.CHOICE,
    codes=ROLE,
    example="Kader",
    counter_example="Ketua RT 05",
    aliases=("Jabatan pengisi", "Diisi oleh"),
)

SECTION = Section(
    letter="A",
    name="identity",
    sheet="A Identitas",
    title=Text("Identitas laporan", "Identity of the report"),
    guide=Text(
        "Periksa kode, nama dan bulan. Jangan menulis nama orang, NIK atau nomor telepon.",
        "Check code, name and month. Write no personal name, NIK or phone number.",
    ),
    blocks=(
        Listing(
            id="identity",
            title=Text("Identitas laporan", "Identity of the report"),
            fields=(
                VILLAGE_CODE,
                VILLAGE_NAME,
                DISTRICT_NAME,
                MONTH,
                YEAR,
                FILLED_ON,
                FILLED_BY_ROLE,
            ),
        ),
    ),
)
