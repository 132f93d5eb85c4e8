"""Sections G and H: stunting, the DASHAT kitchen, and civil registration."""

from __future__ import annotations

from schemas.field import Text
from schemas.form.units import FAMILIES, PERSONS, TIMES, count, yes_no
from schemas.section import Listing, Section

NUTRITION = Section(
    letter="G",
    name="nutrition",
    sheet="G Stunting dan DASHAT",
    title=Text("Stunting dan DASHAT", "Stunting and DASHAT"),
    guide=Text(
        "DASHAT = Dapur Sehat Atasi Stunting. Isi keadaan bulan laporan.",
        "DASHAT = healthy kitchen against stunting. Give the month's state.",
    ),
    blocks=(
        Listing(
            id="child_nutrition",
            title=Text("Stunting", "Stunting"),
            fields=(
                count(
                    "under_fives_weighed",
                    Text("Balita ditimbang", "Under-fives weighed"),
                    Text(
                        "Balita yang ditimbang dalam bulan laporan",
                        "Under-fives weighed in the reporting month",
                    ),
                    PERSONS,
                    9_999,
                ),
                count(
                    "stunted",
                    Text("Balita stunting", "Stunted under-fives"),
                    Text(
                        "Balita pendek menurut umur di antara yang ditimbang",
                        "Under-fives found short for their age among those weighed",
                    ),
                    PERSONS,
                    9_999,
                    "Stunting",
                ),
                count(
                    "pregnant_women",
                    Text("Ibu hamil", "Pregnant women"),
                    Text("Ibu hamil pada akhir bulan", "Pregnant women at the month's end"),
                    PERSONS,
                    9_999,
                    "Bumil",
                ),
                count(
                    "families_at_risk",
                    Text("Keluarga berisiko stunting", "Families at risk of stunting"),
                    Text("Keluarga berisiko stunting (KRS)", "Families at risk of stunting"),
                    FAMILIES,
                    9_999,
                    "KRS",
                ),
            ),
            table="child_nutrition",
            key="indicator",
        ),
        Listing(
            id="dashat",
            title=Text("DASHAT", "DASHAT"),
            fields=(
                yes_no(
                    "dashat",
                    Text("DASHAT", "DASHAT"),
                    Text("Apakah desa memiliki DASHAT", "Whether the village has a DASHAT"),
                    "Dapur Sehat",
                ),
                count(
                    "dashat_sessions",
                    Text("Kegiatan DASHAT bulan ini", "DASHAT sessions"),
                    Text("Kegiatan DASHAT dalam bulan laporan", "DASHAT sessions in the month"),
                    TIMES,
                    99,
                ),
                count(
                    "dashat_beneficiaries",
                    Text("Penerima manfaat DASHAT", "DASHAT beneficiaries"),
                    Text("Keluarga penerima manfaat DASHAT", "Families served by DASHAT"),
                    FAMILIES,
                    9_999,
                ),
            ),
            table="organisation",
            key="item",
        ),
    ),
)

REGISTRATION = Section(
    letter="H",
    name="civil_registration",
    sheet="H Adminduk",
    title=Text("Administrasi kependudukan", "Civil registration"),
    guide=Text(
        "Isi keadaan pada hari terakhir bulan laporan.", "Give the state on the month's last day."
    ),
    blocks=(
        Listing(
            id="civil_registration",
            title=Text("Kepemilikan dokumen", "Documents held"),
            fields=(
                count(
                    "families_with_card",
                    Text("Keluarga memiliki KK", "Families with a card"),
                    Text("Keluarga yang memiliki Kartu Keluarga", "Families with a family card"),
                    FAMILIES,
                    9_999,
                ),
                count(
                    "people_with_id",
                    Text("Penduduk memiliki KTP-el", "People with an e-ID"),
                    Text(
                        "Penduduk yang memiliki KTP elektronik",
                        "People who hold an electronic identity card",
                    ),
                    PERSONS,
                    29_999,
                ),
                count(
                    "children_with_birth_certificate",
                    Text(
                        "Anak 0-17 tahun memiliki akta kelahiran",
                        "Children 0-17 with a birth certificate",
                    ),
                    Text(
                        "Anak umur 0-17 tahun yang memiliki akta kelahiran",
                        "Children aged 0-17 who have a birth certificate",
                    ),
                    PERSONS,
                    9_999,
                ),
            ),
            table="civil_registration",
            key="indicator",
        ),
    ),
)
