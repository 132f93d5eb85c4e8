"""Sections I, J and K: how the Kampung KB is organised, its routine and its activities."""

from __future__ import annotations

from schemas.codelists import (
    FAMILY_FUNCTION,
    FREQUENCY,
    PARTNER,
    ROUTINE,
    RUMAH_DATAKU_CLASS,
    TARGET,
)
from schemas.field import Field, Kind, Text
from schemas.form.units import PERSONS, count, yes_no
from schemas.section import Listing, Log, Matrix, Section


def _item(name: str, id: str, en: str, *aliases: str) -> Field:  # noqa: A002 - the language's name
    return yes_no(
        name, Text(id, en), Text(f"Apakah tersedia: {id}", f"Whether present: {en}"), *aliases
    )


def _members(name: str, id: str, en: str) -> Field:  # noqa: A002 - the language's name
    return count(
        name, Text(id, en), Text(f"{id} kelompok kerja", f"{en} of the working group"), PERSONS, 999
    )


WORKING_GROUP = Listing(
    id="working_group",
    title=Text("Kelompok kerja dan petugas", "Working group and field officer"),
    fields=(
        _item("pokja", "Pokja Kampung KB", "Working group (pokja)", "Pokja"),
        _item("pokja_decree", "SK Pokja", "Decree of the working group"),
        _members("pokja_members", "Jumlah anggota Pokja", "Members"),
        _members("pokja_trained", "Anggota Pokja terlatih", "Trained members"),
        _item(
            "field_officer",
            "Petugas lapangan (PKB/PLKB)",
            "Field officer (PKB/PLKB)",
            "PLKB",
            "PKB/PLKB",
        ),
    ),
    table="organisation",
    key="item",
)

REGULATIONS = Listing(
    id="regulations",
    title=Text("Regulasi", "Regulations"),
    fields=(
        _item(
            "regulation_governor", "Peraturan/SK Gubernur", "Regulation of the governor", "Gubernur"
        ),
        _item(
            "regulation_regent",
            "Peraturan/SK Bupati",
            "Regulation of the regent",
            "Bupati/Walikota",
        ),
        _item("regulation_district", "SK Kecamatan", "Decree of the district (kecamatan)"),
        _item(
            "regulation_village", "SK Kepala Desa/Lurah", "Decree of the village head", "SK Peratin"
        ),
    ),
    table="organisation",
    key="item",
)

FUNDING = Listing(
    id="funding",
    title=Text("Sumber dana", "Funding sources"),
    fields=(
        _item("funding_state", "APBN", "State budget (APBN)"),
        _item("funding_regional", "APBD", "Regional budget (APBD)"),
        _item("funding_village", "Dana Desa", "Village fund"),
        _item("funding_donation", "Donasi/Hibah Masyarakat", "Donations", "Donasi/Hibah"),
        _item("funding_company", "Perusahaan (CSR)", "Companies (CSR)", "CSR"),
        _item("funding_community", "Swadaya Masyarakat", "Community contributions", "Swadaya"),
    ),
    table="organisation",
    key="item",
)

DATA_USE = Listing(
    id="data_use",
    title=Text("Rencana kerja dan penggunaan data", "Work plan and use of data"),
    fields=(
        _item("work_plan", "Rencana Kerja Masyarakat (RKM)", "Community work plan (RKM)", "RKM"),
        _item("data_family_survey", "PK dan Pemutakhiran Data", "Family data survey and update"),
        _item("data_routine", "Data Rutin BKKBN", "Routine data of BKKBN"),
        _item("data_village_potential", "Potensi Desa", "Village potential survey", "Podes"),
        _item("data_sectoral", "Data Sektoral", "Sectoral data"),
        _item("data_other", "Penggunaan data lainnya", "Other use of data", "Lainnya"),
    ),
    table="organisation",
    key="item",
)

FACILITIES = Listing(
    id="facilities",
    title=Text("Sarana", "Facilities"),
    fields=(
        _item("secretariat", "Sekretariat", "Secretariat"),
        _item(
            "rumah_dataku",
            "Rumah DataKu",
            "Village data house (Rumah DataKu)",
            "Rumah Data Kependudukan",
        ),
        Field(
            name="rumah_dataku_class",
            label=Text("Klasifikasi Rumah DataKu", "Class of the Rumah DataKu"),
            meaning=Text("Kelas Rumah DataKu, bila ada", "The data house's class, if there is one"),
            kind=Kind.CHOICE,
            codes=RUMAH_DATAKU_CLASS,
            example="Lengkap",
            counter_example="bagus",
        ),
    ),
    table="organisation",
    key="item",
)

ORGANISATION = Section(
    letter="I",
    name="organisation",
    sheet="I Kelembagaan",
    title=Text("Kelembagaan", "Organisation"),
    guide=Text(
        "Pilih Ada atau Tidak Ada. Kosongkan bila belum diketahui.",
        "Choose Ada or Tidak Ada. Leave empty what is not known.",
    ),
    blocks=(WORKING_GROUP, REGULATIONS, FUNDING, DATA_USE, FACILITIES),
)

ROUTINES = Section(
    letter="J",
    name="routines",
    sheet="J Kegiatan Rutin",
    title=Text("Kegiatan operasional rutin", "Operating routine"),
    guide=Text(
        "Frekuensi diisi bila kegiatan ada; frekuensi lain hanya untuk Lainnya.",
        "Give a frequency where the routine exists; in own words only for Lainnya.",
    ),
    blocks=(
        Matrix(
            id="routines",
            title=Text("Lima kegiatan rutin", "The five routines"),
            rows=ROUTINE,
            fields=(
                yes_no(
                    "exists",
                    Text("Ada/Tidak Ada", "Exists"),
                    Text("Apakah kegiatan itu dilakukan", "Whether the routine is carried out"),
                    "Ada",
                    "Keberadaan",
                ),
                Field(
                    name="frequency",
                    label=Text("Frekuensi", "Frequency"),
                    meaning=Text("Seberapa sering dilakukan", "How often it is carried out"),
                    kind=Kind.CHOICE,
                    codes=FREQUENCY,
                    example="Bulanan",
                    counter_example="kadang",
                ),
                Field(
                    name="frequency_other",
                    label=Text("Frekuensi lainnya", "Other frequency"),
                    meaning=Text("Frekuensi dengan kata sendiri", "The frequency in own words"),
                    kind=Kind.FREE_TEXT,
                    example="dua kali setahun",
                    counter_example="#REF!",
                    public=False,
                ),
            ),
            table="routines",
        ),
    ),
)

ACTIVITIES = Section(
    letter="K",
    name="activities",
    sheet="K Kegiatan",
    title=Text("Kegiatan dalam bulan laporan", "Activities in the month"),
    guide=Text(
        "Satu baris satu kegiatan. Beberapa sasaran atau mitra dipisah dengan titik koma.",
        "One line an activity. Separate several targets or partners by a semicolon.",
    ),
    blocks=(
        Log(
            id="activities",
            title=Text("Daftar kegiatan", "List of activities"),
            fields=(
                Field(
                    name="date",
                    label=Text("Tanggal", "Date"),
                    meaning=Text(
                        "Hari kegiatan, dalam bulan laporan",
                        "The day of the activity, within the month",
                    ),
                    kind=Kind.DATE,
                    example="13 Oktober 2026",
                    counter_example="minggu kedua",
                ),
                Field(
                    name="title",
                    label=Text("Nama kegiatan", "Title"),
                    meaning=Text(
                        "Nama kegiatan, tanpa nama orang",
                        "The activity's title, without personal names",
                    ),
                    kind=Kind.FREE_TEXT,
                    example="Penyuluhan gizi balita",
                    counter_example="#REF!",
                    aliases=("Judul kegiatan", "Kegiatan"),
                    public=False,
                ),
                Field(
                    name="activity_section",
                    label=Text("Seksi", "Section"),
                    meaning=Text(
                        "Seksi menurut delapan fungsi keluarga",
                        "The section, after the eight family functions",
                    ),
                    kind=Kind.CHOICE,
                    codes=FAMILY_FUNCTION,
                    example="Pendidikan",
                    counter_example="serba-serbi",
                    aliases=("Fungsi keluarga",),
                ),
                Field(
                    name="target",
                    label=Text("Sasaran", "Targets"),
                    meaning=Text("Siapa yang dituju kegiatan", "Whom the activity is for"),
                    kind=Kind.CHOICES,
                    codes=TARGET,
                    example="PUS; Remaja",
                    counter_example="orang baik",
                ),
                Field(
                    name="partner",
                    label=Text("Mitra", "Partners"),
                    meaning=Text("Kantor atau lembaga yang ikut serta", "Offices that took part"),
                    kind=Kind.CHOICES,
                    codes=PARTNER,
                    example="Puskesmas; TP PKK",
                    counter_example="teman",
                    aliases=("Mitra kerja", "Lintas sektor"),
                ),
                count(
                    "participants",
                    Text("Peserta", "Participants"),
                    Text("Orang yang hadir", "Persons who took part"),
                    PERSONS,
                    9_999,
                    "Jumlah peserta",
                ),
            ),
            table="activities",
            key="activity_no",
            capacity=30,
            tables=(("target", "activity_targets"), ("partner", "activity_partners")),
        ),
    ),
)
