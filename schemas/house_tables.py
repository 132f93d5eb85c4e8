"""The tables that do not come from the form: register, submissions, findings, indicators."""

from __future__ import annotations

from typing import TypedDict, Unpack

from schemas.classification import COMPONENTS, FORMULA_VERSION
from schemas.codelists import ROLE, SECTION_STATE, VILLAGE_CLASS, VILLAGE_TYPE
from schemas.columns import (
    AREA_CODE,
    AREA_LEVEL_COLUMN,
    PERIOD,
    VILLAGE_CODE,
    VILLAGES_EXPECTED,
    code_key,
    status,
    villages_reported,
)
from schemas.field import Code, CodeList, Text
from schemas.indicators import INDICATOR
from schemas.problem import SEVERITY
from schemas.section import Form
from schemas.table import Column, ColumnType, Table


class _Options(TypedDict, total=False):
    """The options of a Column that the short forms below pass on."""

    key: bool
    nullable: bool
    unit: Text
    minimum: float
    maximum: float
    codes: CodeList
    pattern: str
    references: tuple[str, str]
    public: bool


def _column(type_: ColumnType, name: str, label: Text, example: str, options: _Options) -> Column:
    return Column(name=name, label=label, meaning=label, type=type_, example=example, **options)


def _text(name: str, label: Text, example: str, **options: Unpack[_Options]) -> Column:
    return _column(ColumnType.STRING, name, label, example, options)


def _number(name: str, label: Text, example: str, **options: Unpack[_Options]) -> Column:
    return _column(ColumnType.NUMBER, name, label, example, options)


def _whole(name: str, label: Text, example: str, **options: Unpack[_Options]) -> Column:
    return _column(ColumnType.INTEGER, name, label, example, options)


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
        _text("bps_code", Text("Kode BPS", "BPS code"), "1801040007", pattern=r"^1801[0-9]{6}$"),
        _text("village", Text("Nama desa", "Village name"), "Pasar Liwa"),
        _text("type", VILLAGE_TYPE.label, "pekon", codes=VILLAGE_TYPE),
        _text(
            "district_code",
            Text("Kode kecamatan", "District code"),
            "18.04.04",
            pattern=r"^18\.04\.[0-9]{2}$",
        ),
        _text("district", Text("Nama kecamatan", "District name"), "Balik Bukit"),
        _number(
            "latitude",
            Text("Lintang titik tengah", "Latitude of the centroid"),
            "-5.02198",
            minimum=-90,
            maximum=90,
            unit=Text("derajat", "degrees"),
        ),
        _number(
            "longitude",
            Text("Bujur titik tengah", "Longitude of the centroid"),
            "104.07933",
            minimum=-180,
            maximum=180,
            unit=Text("derajat", "degrees"),
        ),
    ),
)

_REVISION = _whole("revision", Text("Revisi", "Revision"), "1", key=True, minimum=1)

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
        _text("filled_by_role", ROLE.label, "cadre", codes=ROLE, nullable=True),
        _text("form_version", Text("Versi formulir", "Form version"), "1"),
        _text(
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
            _text("section_state", SECTION_STATE.label, "reported", codes=SECTION_STATE),
        ),
    )


PROBLEMS = Table(
    name="problems",
    label=Text("Temuan", "Findings"),
    grain=Text("Satu baris = satu temuan", "One row is one finding"),
    columns=(
        PERIOD,
        _whole("problem_no", Text("Nomor temuan", "Finding number"), "1", key=True, minimum=1),
        _text(
            "sha256",
            Text("SHA-256 berkas", "SHA-256 of the file"),
            "0" * 64,
            pattern=r"^[0-9a-f]{64}$",
        ),
        _text(
            "village_code",
            Text("Kode desa", "Village code"),
            "18.04.04.2007",
            nullable=True,
            references=("villages", "village_code"),
        ),
        _text("finding", Text("Jenis temuan", "Kind of finding"), "number_thousands"),
        _text("severity", SEVERITY.label, "note", codes=SEVERITY),
        _text(
            "section", Text("Bagian formulir", "Section of the form"), "population", nullable=True
        ),
        _text("question", Text("Pertanyaan", "Question"), "population.age_0_4.male", nullable=True),
        _text("sheet", Text("Lembar", "Sheet"), "B Penduduk", nullable=True, public=False),
        _text("cell", Text("Sel", "Cell"), "C7", nullable=True),
        _text("found", Text("Tertulis", "As written"), "1.593", nullable=True, public=False),
        _text(
            "sentence_id",
            Text("Penjelasan (Indonesia)", "Explanation (Indonesian)"),
            "“1.593” dibaca 1593",
            public=False,
        ),
        _text(
            "sentence_en",
            Text("Penjelasan (Inggris)", "Explanation (English)"),
            "“1.593” was read 1593",
            public=False,
        ),
        _text(
            "action_id",
            Text("Tindakan (Indonesia)", "Action (Indonesian)"),
            "Tidak perlu tindakan.",
            public=False,
        ),
        _text(
            "action_en",
            Text("Tindakan (Inggris)", "Action (English)"),
            "Nothing needs to be done.",
            public=False,
        ),
    ),
)

INDICATORS = Table(
    name="indicators",
    label=Text("Indikator", "Indicators"),
    grain=Text(
        "Satu baris = satu indikator satu wilayah dalam satu bulan",
        "One row is one indicator of one area in one month",
    ),
    columns=(
        AREA_LEVEL_COLUMN,
        AREA_CODE,
        PERIOD,
        code_key(INDICATOR),
        _number("value", Text("Nilai", "Value"), "71.9", nullable=True, minimum=0),
        status("value", Text("Nilai", "Value")),
        _whole("numerator", Text("Pembilang", "Numerator"), "120", nullable=True, minimum=0),
        _whole("denominator", Text("Penyebut", "Denominator"), "167", nullable=True, minimum=0),
        villages_reported(),
        VILLAGES_EXPECTED,
    ),
)

_FORMULA = _text(
    "formula_version", Text("Versi rumus", "Formula version"), FORMULA_VERSION, key=True
)


def _index(name: str, label: Text) -> tuple[Column, Column]:
    return (
        _number(name, label, "2.75", nullable=True, minimum=1, maximum=4),
        status(name, label),
    )


CLASSIFICATION = Table(
    name="classification",
    label=Text("Klasifikasi Kampung KB", "Classification of Kampung KB"),
    grain=Text(
        "Satu baris = satu desa, satu bulan, satu versi rumus",
        "One row is one village, one month, one formula version",
    ),
    columns=(
        VILLAGE_CODE,
        PERIOD,
        _FORMULA,
        *_index("input_index", Text("Indeks masukan", "Input index")),
        *_index("process_index", Text("Indeks proses", "Process index")),
        *_index("output_index", Text("Indeks keluaran", "Output index")),
        _text(
            "village_class", VILLAGE_CLASS.label, "developing", codes=VILLAGE_CLASS, nullable=True
        ),
        status("village_class", VILLAGE_CLASS.label),
    ),
)

CLASSIFICATION_SCORES = Table(
    name="classification_scores",
    label=Text("Nilai komponen klasifikasi", "Scores behind the classification"),
    grain=Text(
        "Satu baris = satu desa, satu bulan, satu komponen",
        "One row is one village, one month, one component",
    ),
    columns=(
        VILLAGE_CODE,
        PERIOD,
        _FORMULA,
        code_key(COMPONENTS),
        _number("measured", Text("Ukuran", "Measured"), "3", nullable=True, minimum=0),
        _whole("score", Text("Nilai", "Score"), "2", nullable=True, minimum=1, maximum=4),
        status("score", Text("Nilai", "Score")),
    ),
)
