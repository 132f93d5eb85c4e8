"""What the gate expects of totals and indicators, beside other months and outside figures."""

from __future__ import annotations

from schemas import gate_units as units
from schemas.field import Text
from schemas.gate import (
    JUMP,
    LARGE,
    PEOPLE,
    PROGRAM,
    REVISED,
    ROUNDING,
    SEX_RATIO,
    SOURCE,
    TIMES,
    TIMES_OF_FLOWS,
    USERS,
    Expectation,
    Weight,
)
from schemas.indicators import SHARES
from schemas.outside_totals import PEOPLE_SOURCE, USERS_SOURCE

_NAMED = Text(
    ", ".join(indicator.label.id for indicator in SHARES),
    ", ".join(indicator.label.en for indicator in SHARES),
)

OF_TOTALS = (
    Expectation(
        id="totals.areas",
        weight=Weight.STOP,
        sentence=Text(
            "Angka kabupaten adalah jumlah kecamatannya, angka kecamatan jumlah desanya",
            "The kabupaten is the sum of its kecamatan, a kecamatan that of its villages",
        ),
        looked_at=units.SUMS,
        unit=units.APART,
        todo=PROGRAM,
        high=0,
    ),
    Expectation(
        id="totals.stocks",
        weight=Weight.STOP,
        sentence=Text(
            f"Jumlah dari desa-desa yang sama tidak menjadi lebih dari {TIMES} kali atau kurang "
            f"dari 1/{TIMES} bulan sebelumnya; hanya jumlah sedikitnya {LARGE} yang dibandingkan",
            f"A total of the same villages is not more than {TIMES} times, nor less than "
            f"1/{TIMES} of, that of the month before; only counts of at least {LARGE} are compared",
        ),
        looked_at=units.TOTALS,
        unit=units.TIMES_BEFORE,
        todo=SOURCE,
        low=1 / TIMES,
        high=TIMES,
    ),
    Expectation(
        id="totals.flows",
        weight=Weight.WARN,
        sentence=Text(
            "Jumlah kegiatan dari desa-desa yang sama tidak menjadi lebih dari "
            f"{TIMES_OF_FLOWS} kali atau kurang dari 1/{TIMES_OF_FLOWS} bulan sebelumnya; hanya "
            f"jumlah sedikitnya {LARGE} yang dibandingkan",
            f"What the same villages did is not more than {TIMES_OF_FLOWS} times, nor less than "
            f"1/{TIMES_OF_FLOWS} of, that of the month before; only counts of at least {LARGE} "
            "are compared",
        ),
        looked_at=units.TOTALS,
        unit=units.TIMES_BEFORE,
        todo=SOURCE,
        low=1 / TIMES_OF_FLOWS,
        high=TIMES_OF_FLOWS,
    ),
    Expectation(
        id="outside.people",
        weight=Weight.STOP,
        sentence=Text(
            f"Penduduk menurut jenis kelamin {PEOPLE[0]} sampai {PEOPLE[1]} kali angka luar "
            f"({PEOPLE_SOURCE.id}) bagi desa yang melapor",
            f"People by sex are {PEOPLE[0]} to {PEOPLE[1]} times the outside total "
            f"({PEOPLE_SOURCE.en}) for the villages that reported",
        ),
        looked_at=units.SEXES,
        unit=units.TIMES_OUTSIDE,
        todo=SOURCE,
        low=PEOPLE[0],
        high=PEOPLE[1],
    ),
    Expectation(
        id="outside.sex_ratio",
        weight=Weight.STOP,
        sentence=Text(
            f"Laki-laki per 100 perempuan antara {SEX_RATIO[0]} dan {SEX_RATIO[1]}",
            f"Men per 100 women are between {SEX_RATIO[0]} and {SEX_RATIO[1]}",
        ),
        looked_at=units.KABUPATEN,
        unit=units.MEN,
        todo=SOURCE,
        low=SEX_RATIO[0],
        high=SEX_RATIO[1],
    ),
    Expectation(
        id="outside.users",
        weight=Weight.WARN,
        sentence=Text(
            f"Peserta KB menurut metode {USERS[0]} sampai {USERS[1]} kali angka luar "
            f"({USERS_SOURCE.id}) bagi desa yang melapor",
            f"Users by method are {USERS[0]} to {USERS[1]} times the outside total "
            f"({USERS_SOURCE.en}) for the villages that reported",
        ),
        looked_at=units.METHODS,
        unit=units.TIMES_OUTSIDE,
        todo=SOURCE,
        low=USERS[0],
        high=USERS[1],
    ),
    Expectation(
        id="indicators.bounds",
        weight=Weight.STOP,
        sentence=Text(
            f"Persentase yang pembilangnya bagian dari penyebutnya ({_NAMED.id}) antara 0 dan "
            "100, dan tiada indikator di bawah nol; partisipasi boleh di atas 100",
            f"Percentages whose numerator is a part of the denominator ({_NAMED.en}) are between "
            "0 and 100, and no indicator is below zero; participation may be above 100",
        ),
        looked_at=units.VALUES,
        unit=units.POINTS_BEYOND,
        todo=PROGRAM,
        high=0,
    ),
    Expectation(
        id="indicators.quotient",
        weight=Weight.STOP,
        sentence=Text(
            "Setiap indikator adalah pembilangnya dibagi penyebutnya",
            "Every indicator is its numerator over its denominator",
        ),
        looked_at=units.VALUES,
        unit=units.APART,
        todo=PROGRAM,
        high=ROUNDING,
    ),
    Expectation(
        id="indicators.jump",
        weight=Weight.WARN,
        sentence=Text(
            f"Selain jumlah, tiada indikator kabupaten melompat lebih dari {JUMP} poin (atau "
            f"{JUMP} %) dari bulan sebelumnya",
            f"But for totals, no indicator of the kabupaten jumps by more than {JUMP} points (or "
            f"{JUMP} %) from the month before",
        ),
        looked_at=units.INDICATORS,
        unit=units.POINTS,
        todo=SOURCE,
        high=JUMP,
    ),
    Expectation(
        id="before.indicators",
        weight=Weight.STOP,
        sentence=Text(
            "Selain jumlah, indikator kabupaten yang sudah terbit bergeser paling banyak "
            f"{REVISED} poin (atau {REVISED} %) sejak rilis terakhir",
            "But for totals, indicators of the kabupaten that were published move by at most "
            f"{REVISED} points (or {REVISED} %) since the last release",
        ),
        looked_at=units.INDICATORS,
        unit=units.POINTS,
        todo=SOURCE,
        high=REVISED,
    ),
    Expectation(
        id="before.changes",
        weight=Weight.STOP,
        sentence=Text(
            "Setiap sel yang berbeda dari rilis terakhir disebut dalam daftar perubahan",
            "Every cell that differs from the last release is in the list of changes",
        ),
        looked_at=units.TABLES,
        unit=units.CELLS_UNTOLD,
        todo=PROGRAM,
        high=0,
    ),
)
