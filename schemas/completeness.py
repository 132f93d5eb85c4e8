"""The five rates of completeness: how much of what was to be reported can be relied on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from schemas.column_forms import number_column, whole_column
from schemas.columns import (
    AREA_CODE,
    AREA_LEVEL_COLUMN,
    PERIOD,
    VILLAGES_EXPECTED,
    code_key,
    status,
    villages_reported,
)
from schemas.field import Code, CodeList, Text
from schemas.indicator import DECIMALS
from schemas.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One rate: 100 x `numerator` / `denominator`, both whole numbers that the texts name."""

    id: str
    label: Text
    numerator: Text
    denominator: Text

    @property
    def definition(self) -> Text:
        """The rate in one line, in both languages."""
        top, bottom = self.numerator, self.denominator
        return Text(f"{top.id} / {bottom.id} x 100", f"{top.en} / {bottom.en} x 100")


_PARTS: int = 10**DECIMALS


def percentage(part: int, whole: int) -> float:
    """100 x part / whole to two decimals, rounded down: 100 is all of them, and nothing less.

    A share of villages is told so wherever one is told. ZeroDivisionError where there are none.
    """
    return (100 * _PARTS * part // whole) / _PARTS


_REGISTER = Text("desa menurut daftar", "villages in the register")
_GIVEN = Text("isian yang diberikan", "answers given")
_PASSED = Text(
    "isian yang diberikan dan tidak ditahan oleh temuan",
    "answers given that no blocking finding holds back",
)

RATES = (
    Rate(
        id="reported",
        label=Text("Melapor", "Reported"),
        numerator=Text(
            "desa yang laporan bulan itu dapat dipakai",
            "villages of which a report of the month can be used",
        ),
        denominator=_REGISTER,
    ),
    Rate(
        id="on_time",
        label=Text("Tepat waktu", "On time"),
        numerator=Text(
            "desa yang laporan pertamanya diterima sebelum batas waktu lewat",
            "villages whose first report was received by the cut-off",
        ),
        denominator=_REGISTER,
    ),
    Rate(
        id="filled",
        label=Text("Terisi", "Filled"),
        numerator=_GIVEN,
        denominator=Text(
            "isian yang diharapkan dari semua desa", "answers expected of all villages"
        ),
    ),
    Rate(
        id="passed",
        label=Text("Lolos pemeriksaan", "Passed"),
        numerator=_PASSED,
        denominator=_GIVEN,
    ),
    Rate(
        id="plausible",
        label=Text("Wajar", "Plausible"),
        numerator=Text(
            "isian yang lolos dan tidak sedang ditanyakan kembali",
            "answers that passed and about which nothing is being asked back",
        ),
        denominator=_PASSED,
    ),
)
"""Every rate, each a part of what the one before leaves.

The first two count villages and share a denominator; the numerator of `filled` is what `passed`
is divided by, and the numerator of `passed` what `plausible` is divided by.
"""

READING = (
    Text(
        "Isian yang diharapkan adalah setiap sel formulir yang jawabannya diterbitkan dalam tabel, "
        "kecuali yang tidak berlaku menurut jawaban lain (status M), yang boleh kosong (MAL), dan "
        "baris kegiatan, yang jumlah seharusnya tidak dapat diketahui. Desa yang tidak melapor "
        "diharapkan mengisi semuanya dan tidak memberikan satu pun.",
        "An answer is expected in every cell of the form that is published in a table, but for "
        "those that cannot exist by another answer (status M), those that may be blank (MAL), and "
        "lines of activities, of which nobody can say how many there should be. Of a village that "
        "sent nothing all are expected and none is given.",
    ),
    Text(
        "Laporan kosong yang datang tepat waktu: melapor 100, tepat waktu 100, terisi 0, sedangkan "
        "lolos dan wajar kosong, bukan 100.",
        "An empty report on time is 100 reported, 100 on time and 0 filled; passed and plausible "
        "are empty, not 100.",
    ),
    Text(
        "Kosong berarti penyebutnya nol: status O tidak ada laporan, atau semua isiannya ditahan; "
        "status M ada laporan tanpa satu isian pun.",
        "Empty means that the denominator is zero: status O where there is no report, or all of "
        "its answers are held back; status M where there is a report without an answer.",
    ),
    Text(
        "Nilai dibulatkan ke bawah pada dua desimal: 100 berarti tidak ada yang kurang.",
        "Values are rounded down to two decimals: 100 means that nothing is missing.",
    ),
    Text(
        "Di antara isian tentang kesehatan tidak disebut mana yang ditanyakan: satu temuan pada "
        "bagian itu menanyakan semua isian kesehatannya.",
        "Of answers on health it is not told which are asked back: one finding in a section asks "
        "back all answers on health in it.",
    ),
)
"""How the rates are to be read, one thing at a time."""

MEASURE = CodeList(
    "completeness_measure",
    Text("Ukuran kelengkapan", "Rate of completeness"),
    tuple(Code(rate.id, rate.label) for rate in RATES),
    "Proposed by this project",
)

_VALUE = Text("Nilai", "Value")

COMPLETENESS = Table(
    name="completeness",
    label=Text("Kelengkapan laporan", "Completeness of the reports"),
    grain=Text(
        "Satu baris = satu ukuran kelengkapan satu wilayah dalam satu bulan",
        "One row is one rate of completeness of one area in one month",
    ),
    columns=(
        AREA_LEVEL_COLUMN,
        AREA_CODE,
        PERIOD,
        code_key(MEASURE, "measure"),
        number_column(
            "value",
            _VALUE,
            "92.59",
            nullable=True,
            minimum=0,
            maximum=100,
            unit=Text("persen", "per cent"),
        ),
        status("value", _VALUE),
        replace(
            whole_column("numerator", Text("Pembilang", "Numerator"), "1750", minimum=0),
            meaning=Text(
                "Desa atau isian yang memenuhi ukuran itu, tidak pernah orang",
                "Villages or answers of which the rate is true, never people",
            ),
        ),
        replace(
            whole_column("denominator", Text("Penyebut", "Denominator"), "1890", minimum=0),
            meaning=Text(
                "Desa atau isian yang dilihat ukuran itu, tidak pernah orang",
                "Villages or answers that the rate looks at, never people",
            ),
        ),
        replace(
            villages_reported(),
            meaning=Text(
                "Desa yang laporan bulan itu dapat dipakai",
                "Villages of which a report of the month can be used",
            ),
        ),
        VILLAGES_EXPECTED,
    ),
)
"""Rows of all areas and months; a rate with a denominator of zero has no value."""
