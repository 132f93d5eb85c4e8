"""What the gate looks at and what it measures of it, as the nouns that stand behind its numbers."""

from __future__ import annotations

from schemas.field import Text

TABLES = Text("tabel", "tables")
COLUMNS = Text("kolom", "columns")
QUERIES = Text("pertanyaan", "queries")
ROWS = Text("baris", "rows")
TABLES_AND_MONTHS = Text("tabel dan bulan", "tables and months")
KABUPATEN = Text("kabupaten", "kabupaten")
KECAMATAN = Text("kecamatan", "kecamatan")
SUMS = Text("jumlah", "sums")
TOTALS = Text("jumlah", "totals")
SEXES = Text("jenis kelamin", "sexes")
METHODS = Text("metode", "methods")
INDICATORS = Text("indikator", "indicators")
VALUES = Text("nilai", "values")
"""What is looked at, one after another."""

EXCEPTIONS = Text("penyimpangan", "exceptions")
ROWS_APART = Text("baris selisihnya", "rows apart")
ROWS_BEYOND = Text("baris di luar yang dijanjikan", "rows beyond what was promised")
ROWS_ALIKE = Text("baris yang kuncinya tidak tunggal", "rows whose key is not theirs alone")
VILLAGES_LACKING = Text("desa yang tidak ada", "villages lacking")
CODES_UNKNOWN = Text("kode yang tidak dikenal", "unknown codes")
CELLS_UNTOLD = Text("sel yang tidak disebut", "cells not told")
PER_CENT = Text("% desa", "% of the villages")
VILLAGES = Text("desa", "villages")
APART = Text("selisihnya", "apart")
TIMES_BEFORE = Text("kali bulan sebelumnya", "times the month before")
TIMES_OUTSIDE = Text("kali angka luar", "times the outside figure")
MEN = Text("laki-laki per 100 perempuan", "men per 100 women")
POINTS_BEYOND = Text("di luar batas", "beyond the bounds")
POINTS = Text("poin atau persen", "points or per cent")
"""What is measured of each."""
