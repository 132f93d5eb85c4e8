"""Columns that many tables share: village, period, area, status."""

from __future__ import annotations

from schemas.field import CodeList, Text
from schemas.house_codes import AREA_LEVEL, OBS_STATUS
from schemas.table import Column, ColumnType, status_of

VILLAGE_CODE_PATTERN = r"^18\.04\.[0-9]{2}\.[12][0-9]{3}$"
PERIOD_PATTERN = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"

AREA_CODE_PATTERN = r"^18\.04(\.[0-9]{2}(\.[12][0-9]{3})?)?$"

VILLAGE_CODE = Column(
    name="village_code",
    label=Text("Kode desa", "Village code"),
    meaning=Text("Kode Kemendagri pekon atau kelurahan", "Kemendagri code of the village"),
    type=ColumnType.STRING,
    key=True,
    pattern=VILLAGE_CODE_PATTERN,
    references=("villages", "village_code"),
    example="18.04.04.2007",
)

PERIOD = Column(
    name="period",
    label=Text("Bulan laporan", "Reporting month"),
    meaning=Text("Bulan yang dilaporkan, TTTT-BB", "The month reported, YYYY-MM"),
    type=ColumnType.STRING,
    key=True,
    pattern=PERIOD_PATTERN,
    example="2026-10",
)

AREA_LEVEL_COLUMN = Column(
    name="area_level",
    label=AREA_LEVEL.label,
    meaning=Text("Tingkat wilayah yang dijumlahkan", "The level of the area summed up"),
    type=ColumnType.STRING,
    key=True,
    codes=AREA_LEVEL,
    example="district",
)

AREA_CODE = Column(
    name="area_code",
    label=Text("Kode wilayah", "Area code"),
    meaning=Text(
        "Kode Kemendagri desa, kecamatan atau kabupaten",
        "Kemendagri code of the village, district or regency",
    ),
    type=ColumnType.STRING,
    key=True,
    pattern=AREA_CODE_PATTERN,
    example="18.04.04",
)

VILLAGES_EXPECTED = Column(
    name="villages_expected",
    label=Text("Desa seharusnya", "Villages expected"),
    meaning=Text(
        "Banyaknya desa di wilayah itu menurut daftar", "Villages of the area in the register"
    ),
    type=ColumnType.INTEGER,
    minimum=1,
    maximum=136,
    example="12",
)


def villages_reported(name: str = "villages_reported") -> Column:
    """The column that counts the villages whose value went into an aggregate."""
    return Column(
        name=name,
        label=Text("Desa yang melapor", "Villages reported"),
        meaning=Text(
            "Banyaknya desa yang nilainya ikut dihitung",
            "Villages whose value went into the figure",
        ),
        type=ColumnType.INTEGER,
        minimum=0,
        maximum=136,
        example="11",
    )


def status(measure: str, label: Text) -> Column:
    """The status column of a measure."""
    return Column(
        name=status_of(measure),
        label=Text(f"Status: {label.id}", f"Status: {label.en}"),
        meaning=Text(
            "Mengapa nilai ada atau kosong, menurut SDMX CL_OBS_STATUS",
            "Why the value is there or empty, after SDMX CL_OBS_STATUS",
        ),
        type=ColumnType.STRING,
        codes=OBS_STATUS,
        example="A",
    )


def code_key(codes: CodeList, name: str = "") -> Column:
    """A key column whose values come from a code list, named after the list."""
    return Column(
        name=name or codes.name,
        label=codes.label,
        meaning=codes.label,
        type=ColumnType.STRING,
        key=True,
        codes=codes,
        example=codes.values[0],
    )
