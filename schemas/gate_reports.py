"""What the gate expects of the files together, and of the reports behind them."""

from __future__ import annotations

from schemas import gate_units as units
from schemas.field import Text
from schemas.gate import (
    COVERED,
    FLOOR,
    INBOX,
    MOSTLY_REPEATED,
    PROGRAM,
    REPEATED,
    SOURCE,
    ZEROS,
    Expectation,
    Weight,
)


def at_least(floor: int) -> Text:
    """What is expected of coverage, with the floor that is set in per cent of the villages."""
    return Text(
        f"Sedikitnya {floor} % desa melapor: ambang kelengkapan rilis ini",
        f"At least {floor} % of the villages reported: the floor of coverage of this release",
    )


OF_FILES = (
    Expectation(
        id="files.columns",
        weight=Weight.STOP,
        sentence=Text(
            "Setiap tabel memuat kolomnya yang dinyatakan, dalam urutan itu",
            "Every table has its declared columns, in that order",
        ),
        looked_at=units.TABLES,
        unit=units.EXCEPTIONS,
        todo=PROGRAM,
        high=0,
    ),
    Expectation(
        id="files.types",
        weight=Weight.STOP,
        sentence=Text(
            "Setiap kolom berkas Parquet bertipe seperti dinyatakan",
            "Every column of the Parquet files has its declared type",
        ),
        looked_at=units.COLUMNS,
        unit=units.EXCEPTIONS,
        todo=PROGRAM,
        high=0,
    ),
    Expectation(
        id="files.dictionary",
        weight=Weight.STOP,
        sentence=Text(
            "Kamus menjelaskan setiap kolom yang ada, dan tidak ada yang lain",
            "The dictionary explains every column that is there, and no other",
        ),
        looked_at=units.COLUMNS,
        unit=units.EXCEPTIONS,
        todo=PROGRAM,
        high=0,
    ),
    Expectation(
        id="files.rows",
        weight=Weight.STOP,
        sentence=Text(
            "CSV, Parquet dan SQLite memuat baris yang sama banyaknya",
            "CSV, Parquet and SQLite hold equally many rows",
        ),
        looked_at=units.TABLES,
        unit=units.ROWS_APART,
        todo=PROGRAM,
        high=0,
    ),
    Expectation(
        id="contracts.columns",
        weight=Weight.STOP,
        sentence=Text(
            "Pertanyaan SQL pengguna dijawab dengan kolom dan tipe yang dijanjikan",
            "The users' SQL queries are answered with the columns and types they were promised",
        ),
        looked_at=units.QUERIES,
        unit=units.EXCEPTIONS,
        todo=Text(
            "Kolom yang diubah namanya tetap ditulis dengan nama lama (`formerly`); janji dalam "
            "contracts/ diubah hanya dengan pengumuman",
            "A renamed column is still written under its old name (`formerly`); a promise in "
            "contracts/ is changed only with notice",
        ),
        high=0,
    ),
    Expectation(
        id="contracts.rows",
        weight=Weight.STOP,
        sentence=Text(
            "Pertanyaan SQL pengguna dijawab dengan baris yang dijanjikan",
            "The users' SQL queries are answered with the rows they were promised",
        ),
        looked_at=units.QUERIES,
        unit=units.ROWS_BEYOND,
        todo=PROGRAM,
        high=0,
    ),
)

OF_REPORTS = (
    Expectation(
        id="register.villages",
        weight=Weight.STOP,
        sentence=Text(
            "Setiap desa daftar ada dalam setiap tabel dan setiap bulan, juga yang tidak melapor",
            "Every village of the register is in every table and month, also one that sent nothing",
        ),
        looked_at=units.TABLES_AND_MONTHS,
        unit=units.VILLAGES_LACKING,
        todo=PROGRAM,
        high=0,
    ),
    Expectation(
        id="register.references",
        weight=Weight.STOP,
        sentence=Text(
            "Setiap kode wilayah dalam tabel ada dalam daftar desa",
            "Every code of an area in a table is in the register",
        ),
        looked_at=units.COLUMNS,
        unit=units.CODES_UNKNOWN,
        todo=PROGRAM,
        high=0,
    ),
    Expectation(
        id="coverage.kabupaten",
        weight=Weight.STOP,
        sentence=at_least(FLOOR),
        looked_at=units.KABUPATEN,
        unit=units.PER_CENT,
        todo=INBOX,
        low=FLOOR,
    ),
    Expectation(
        id="coverage.kecamatan",
        weight=Weight.WARN,
        sentence=Text(
            f"Di setiap kecamatan paling sedikit {COVERED} % desa melapor",
            f"In every kecamatan at least {COVERED} % of the villages reported",
        ),
        looked_at=units.KECAMATAN,
        unit=units.PER_CENT,
        todo=INBOX,
        low=COVERED,
    ),
    Expectation(
        id="coverage.lost",
        weight=Weight.STOP,
        sentence=Text(
            "Tidak ada kecamatan yang separuh desanya melapor lalu hilang sama sekali",
            "No kecamatan of which half the villages reported fell silent since the last release",
        ),
        looked_at=units.KECAMATAN,
        unit=units.VILLAGES,
        todo=INBOX,
        low=1,
    ),
    Expectation(
        id="reports.zero",
        weight=Weight.STOP,
        sentence=Text(
            f"Paling banyak {ZEROS} % desa pelapor menulis nol untuk semua penduduk dan keluarga",
            f"At most {ZEROS} % of the reporting villages wrote zero for all people and families",
        ),
        looked_at=units.KABUPATEN,
        unit=units.PER_CENT,
        todo=SOURCE,
        high=ZEROS,
    ),
    Expectation(
        id="reports.copied",
        weight=Weight.STOP,
        sentence=Text(
            f"Paling banyak {MOSTLY_REPEATED} % desa mengulang angka bulan sebelumnya",
            f"At most {MOSTLY_REPEATED} % of the villages repeat the counts of the month before",
        ),
        looked_at=units.KABUPATEN,
        unit=units.PER_CENT,
        todo=SOURCE,
        high=MOSTLY_REPEATED,
    ),
    Expectation(
        id="reports.repeated",
        weight=Weight.WARN,
        sentence=Text(
            f"Paling banyak {REPEATED} % desa mengulang angka bulan sebelumnya",
            f"At most {REPEATED} % of the villages repeat the counts of the month before",
        ),
        looked_at=units.KABUPATEN,
        unit=units.PER_CENT,
        todo=SOURCE,
        high=REPEATED,
    ),
)
