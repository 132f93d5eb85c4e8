"""The tables of the house's own record: register, submissions, sections, findings."""

from __future__ import annotations

from schemas.codelists import ROLE
from schemas.column_forms import number_column, text_column, whole_column
from schemas.columns import PERIOD, VILLAGE_CODE, code_key
from schemas.field import Code, CodeList, Text
from schemas.house_codes import FINDING_STATE, SECTION_STATE, VILLAGE_TYPE
from schemas.problem import SEVERITY
from schemas.section import Form
from schemas.table import Column, ColumnType, Table

VILLAGES = Table(
    name="villages",
    label=Text("Daftar desa", "Register of villages"),
    grain=Text("Satu baris = satu desa", "One row is one village"),
    columns=(
        Column(
            name="village_code",
            label=VILLAGE_CODE.label,
            meaning=VILLAGE_CODE.meaning,
            type=ColumnType.STRING,
            key=True,
            pattern=VILLAGE_CODE.pattern,
            example=VILLAGE_CODE.example,
        ),
        text_column(
            "bps_code", Text("Kode BPS", "BPS code"), "1801040007", pattern=r"^1801[0-9]{6}$"
        ),
        text_column("village", Text("Nama desa", "Village name"), "Pasar Liwa"),
        text_column("type", VILLAGE_TYPE.label, "pekon", codes=VILLAGE_TYPE),
        text_column(
            "district_code",
            Text("Kode kecamatan", "District code"),
            "18.04.04",
            pattern=r"^18\.04\.[0-9]{2}$",
        ),
        text_column("district", Text("Nama kecamatan", "District name"), "Balik Bukit"),
        number_column(
            "latitude",
            Text("Lintang titik tengah", "Latitude of the centroid"),
            "-5.02198",
            minimum=-90,
            maximum=90,
            unit=Text("derajat", "degrees"),
        ),
        number_column(
            "longitude",
            Text("Bujur titik tengah", "Longitude of the centroid"),
            "104.07933",
            minimum=-180,
            maximum=180,
            unit=Text("derajat", "degrees"),
        ),
    ),
)

_REVISION = whole_column("revision", Text("Revisi", "Revision"), "1", key=True, minimum=1)

SUBMISSIONS = Table(
    name="submissions",
    label=Text("Laporan yang diterima", "Reports received"),
    grain=Text(
        "Satu baris = satu versi laporan yang dapat dibaca",
        "One row is one readable version of a report",
    ),
    columns=(
        VILLAGE_CODE,
        PERIOD,
        _REVISION,
        Column(
            name="is_current",
            label=Text("Dipakai", "Current"),
            meaning=Text("Apakah versi ini yang dipakai", "Whether this version is used"),
            type=ColumnType.BOOLEAN,
            example="true",
        ),
        Column(
            name="received_on",
            label=Text("Tanggal diterima", "Received on"),
            meaning=Text("Hari berkas diterima (WIB)", "Day the file arrived (UTC+7)"),
            type=ColumnType.DATE,
            example="2026-11-04",
        ),
        Column(
            name="is_late",
            label=Text("Terlambat", "Late"),
            meaning=Text("Diterima setelah batas waktu", "Received after the cut-off day"),
            type=ColumnType.BOOLEAN,
            example="false",
        ),
        Column(
            name="filled_on",
            label=Text("Tanggal pengisian", "Date filled"),
            meaning=Text("Tanggal formulir selesai diisi", "The day the form was completed"),
            type=ColumnType.DATE,
            example="2026-11-03",
            nullable=True,
        ),
        text_column("filled_by_role", ROLE.label, "cadre", codes=ROLE, nullable=True),
        text_column("form_version", Text("Versi formulir", "Form version"), "1"),
        text_column(
            "sha256",
            Text("SHA-256 berkas", "SHA-256 of the file"),
            "0" * 64,
            pattern=r"^[0-9a-f]{64}$",
        ),
    ),
)


def sections_table(form: Form) -> Table:
    """The state of each section of each village's report."""
    names = CodeList(
        "section",
        Text("Bagian formulir", "Section of the form"),
        tuple(
            Code(s.name, Text(f"{s.letter}. {s.title.id}", f"{s.letter}. {s.title.en}"))
            for s in form.sections
        ),
        "The monthly form",
    )
    return Table(
        name="sections",
        label=Text("Keadaan bagian laporan", "State of the reports' sections"),
        grain=Text(
            "Satu baris = satu desa, satu bulan, satu bagian formulir",
            "One row is one village, one month, one section of the form",
        ),
        columns=(
            VILLAGE_CODE,
            PERIOD,
            code_key(names),
            text_column("section_state", SECTION_STATE.label, "reported", codes=SECTION_STATE),
        ),
    )


PROBLEM_NUMBER = whole_column(
    "problem_no", Text("Nomor temuan", "Finding number"), "1", key=True, minimum=1
)
"""Numbers the findings of a month in their order; another finding gives others other numbers."""

PROBLEMS = Table(
    name="problems",
    label=Text("Temuan", "Findings"),
    grain=Text("Satu baris = satu temuan", "One row is one finding"),
    columns=(
        PERIOD,
        PROBLEM_NUMBER,
        text_column(
            "finding_code",
            Text("Kode temuan", "Finding code"),
            "K7Q3-9XZA",
            pattern=r"^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$",
            public=False,
        ),
        text_column("state", FINDING_STATE.label, "open", codes=FINDING_STATE),
        text_column(
            "sha256",
            Text("SHA-256 berkas", "SHA-256 of the file"),
            "0" * 64,
            pattern=r"^[0-9a-f]{64}$",
            nullable=True,
        ),
        text_column(
            "village_code",
            Text("Kode desa", "Village code"),
            "18.04.04.2007",
            nullable=True,
            references=("villages", "village_code"),
        ),
        text_column("finding", Text("Jenis temuan", "Kind of finding"), "number_thousands"),
        text_column("severity", SEVERITY.label, "note", codes=SEVERITY),
        text_column(
            "section", Text("Bagian formulir", "Section of the form"), "population", nullable=True
        ),
        text_column(
            "question", Text("Pertanyaan", "Question"), "population.age_0_4.male", nullable=True
        ),
        text_column("sheet", Text("Lembar", "Sheet"), "B Penduduk", nullable=True, public=False),
        text_column("cell", Text("Sel", "Cell"), "C7", nullable=True),
        text_column(
            "cells",
            Text("Semua sel", "All cells"),
            "B Penduduk!C7; B Penduduk!C24",
            nullable=True,
            public=False,
        ),
        text_column("found", Text("Tertulis", "As written"), "1.593", nullable=True, public=False),
        text_column(
            "sentence_id",
            Text("Penjelasan (Indonesia)", "Explanation (Indonesian)"),
            "“1.593” dibaca 1593",
            public=False,
        ),
        text_column(
            "sentence_en",
            Text("Penjelasan (Inggris)", "Explanation (English)"),
            "“1.593” was read 1593",
            public=False,
        ),
        text_column(
            "expected_id",
            Text("Yang diharapkan (Indonesia)", "What is expected (Indonesian)"),
            "Tulis bilangan bulat",
            nullable=True,
            public=False,
        ),
        text_column(
            "expected_en",
            Text("Yang diharapkan (Inggris)", "What is expected (English)"),
            "Write a whole number",
            nullable=True,
            public=False,
        ),
        text_column("before", Text("Bulan lalu", "Last month"), "740", nullable=True, public=False),
        text_column(
            "action_id",
            Text("Tindakan (Indonesia)", "Action (Indonesian)"),
            "Tidak perlu tindakan.",
            public=False,
        ),
        text_column(
            "action_en",
            Text("Tindakan (Inggris)", "Action (English)"),
            "Nothing needs to be done.",
            public=False,
        ),
    ),
)
