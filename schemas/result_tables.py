"""The tables of computed results: indicators, classification and the scores behind it."""

from __future__ import annotations

from schemas.classification import COMPONENTS, FORMULA_VERSION
from schemas.column_forms import number_column, text_column, whole_column
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
from schemas.field import Text
from schemas.house_codes import VILLAGE_CLASS
from schemas.indicators import INDICATOR
from schemas.table import Column, Table

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
        number_column("value", Text("Nilai", "Value"), "71.9", nullable=True, minimum=0),
        status("value", Text("Nilai", "Value")),
        whole_column("numerator", Text("Pembilang", "Numerator"), "120", nullable=True, minimum=0),
        whole_column(
            "denominator", Text("Penyebut", "Denominator"), "167", nullable=True, minimum=0
        ),
        villages_reported(),
        VILLAGES_EXPECTED,
    ),
)

_FORMULA = text_column(
    "formula_version", Text("Versi rumus", "Formula version"), FORMULA_VERSION, key=True
)


def _index(name: str, label: Text) -> tuple[Column, Column]:
    return (
        number_column(name, label, "2.75", nullable=True, minimum=1, maximum=4),
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
        text_column(
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
        number_column("measured", Text("Ukuran", "Measured"), "3", nullable=True, minimum=0),
        whole_column("score", Text("Nilai", "Score"), "2", nullable=True, minimum=1, maximum=4),
        status("score", Text("Nilai", "Score")),
    ),
)
