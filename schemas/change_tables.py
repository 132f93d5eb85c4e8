"""The tables that set one release beside those before it: changes, revisions, decisions."""

from __future__ import annotations

from dataclasses import replace

from schemas.codelists import code
from schemas.column_forms import number_column, text_column, whole_column
from schemas.columns import (
    AREA_CODE,
    AREA_CODE_PATTERN,
    AREA_LEVEL_COLUMN,
    PERIOD,
    PERIOD_PATTERN,
    code_key,
    status,
    villages_reported,
)
from schemas.decision import Act
from schemas.field import CodeList, Text
from schemas.indicators import INDICATOR
from schemas.release import VERSION_PATTERN
from schemas.table import Table

CHANGE = CodeList(
    "change",
    Text("Jenis perubahan", "Kind of change"),
    (
        code("table_added", "Tabel baru", "Table added"),
        code("table_removed", "Tabel dihapus", "Table removed"),
        code("column_added", "Kolom baru", "Column added"),
        code("column_removed", "Kolom dihapus", "Column removed"),
        code("column_altered", "Kolom berubah", "Column altered"),
        code("row_added", "Baris baru", "Row added"),
        code("row_removed", "Baris dihapus", "Row removed"),
        code("value_changed", "Nilai berubah", "Value changed"),
    ),
    "Proposed by this project",
)

REASON = CodeList(
    "reason",
    Text("Alasan perubahan", "Reason of the change"),
    (
        code("late_report", "Laporan desa datang terlambat", "A village's report came late"),
        code("correction", "Desa memperbaiki laporannya", "A village corrected its report"),
        code("decision", "Keputusan desa atau dinas", "A decision of the village or the office"),
        code("rule_changed", "Aturan pemeriksaan berubah", "A validation rule changed"),
        code("code_changed", "Kode atau wilayah berubah", "A code or an area changed"),
        code("schema_changed", "Bentuk tabel berubah", "The shape of a table changed"),
        code(
            "privacy",
            "Dibulatkan ulang bersama angka lain, atau perlindungan berubah",
            "Rounded anew with other counts, or the protection changed",
        ),
        code("bug_fix", "Perbaikan program", "A fault of the program was mended"),
    ),
    "Proposed by this project",
)

CHANGES = Table(
    name="changes",
    label=Text("Perubahan sejak rilis sebelumnya", "Changes since the release before"),
    grain=Text(
        "Satu baris = satu perubahan pada bulan yang sudah pernah terbit",
        "One row is one change in a month that was published before",
    ),
    columns=(
        whole_column(
            "change_no", Text("Nomor perubahan", "Change number"), "1", key=True, minimum=1
        ),
        text_column("change", CHANGE.label, "value_changed", codes=CHANGE),
        text_column("table", Text("Tabel", "Table"), "families"),
        text_column("period", PERIOD.label, "2026-10", nullable=True, pattern=PERIOD_PATTERN),
        text_column(
            "area_code", AREA_CODE.label, "18.04.04.2007", nullable=True, pattern=AREA_CODE_PATTERN
        ),
        replace(
            text_column(
                "row",
                Text("Baris", "Row"),
                "village_code=18.04.04.2007; period=2026-10; indicator=families",
                nullable=True,
            ),
            meaning=Text(
                "Kolom dan nilai yang membedakan baris itu, dipisah dengan titik koma; titik koma "
                "di dalam nilai ditulis \\;",
                "The columns and values that tell the row apart, between semicolons; a semicolon "
                "within a value is written \\;",
            ),
        ),
        text_column("column", Text("Kolom", "Column"), "count", nullable=True),
        text_column("old", Text("Nilai lama", "Old value"), "12", nullable=True),
        text_column("new", Text("Nilai baru", "New value"), "21", nullable=True),
        text_column("reason", REASON.label, "correction", codes=REASON),
        text_column(
            "cause",
            Text("Buktinya", "Evidence of the reason"),
            "submission 3f9a12c0d1",
        ),
    ),
)

REVISIONS = Table(
    name="revisions",
    label=Text("Apa yang diketahui pada setiap rilis", "What was known at each release"),
    grain=Text(
        "Satu baris = satu indikator satu wilayah satu bulan, sejak rilis yang mengubahnya",
        "One row is one indicator of one area and month, from the release that changed it on",
    ),
    columns=(
        AREA_LEVEL_COLUMN,
        AREA_CODE,
        PERIOD,
        code_key(INDICATOR),
        whole_column("revision", Text("Revisi", "Revision"), "0", key=True, minimum=0),
        text_column(
            "version", Text("Terbit dalam rilis", "Published in"), "2026.10.0",
            pattern=VERSION_PATTERN,
        ),
        number_column("value", Text("Nilai", "Value"), "71.9", nullable=True, minimum=0),
        status("value", Text("Nilai", "Value")),
        villages_reported(),
        number_column(
            "difference",
            Text("Selisih dari revisi sebelumnya", "Difference from the revision before"),
            "0.4",
            nullable=True,
        ),
    ),
)  # fmt: skip

ACT = CodeList(
    "act",
    Text("Keputusan", "Decision"),
    (
        code(Act.CONFIRM, "Desa menyatakan isian benar", "The village stands by an answer"),
        code(Act.ACCEPT, "Dinas menerima isian", "The office accepts an answer"),
        code(Act.HOLD, "Dinas menahan satu bagian", "The office holds a section back"),
        code(Act.EXCLUDE, "Dinas tidak memakai berkas", "The office leaves a file out"),
        code(Act.UNDO, "Keputusan dibatalkan", "A decision is undone"),
    ),
    "Proposed by this project",
)

DECISIONS = Table(
    name="decisions",
    label=Text("Keputusan yang ikut dihitung", "Decisions that are part of the figures"),
    grain=Text("Satu baris = satu keputusan", "One row is one decision"),
    columns=(
        whole_column(
            "number", Text("Nomor keputusan", "Decision number"), "1", key=True, minimum=1
        ),
        text_column("act", ACT.label, "confirm", codes=ACT),
        text_column("period", PERIOD.label, "2026-10", pattern=PERIOD_PATTERN),
        text_column(
            "village_code",
            Text("Kode desa", "Village code"),
            "18.04.04.2007",
            nullable=True,
            references=("villages", "village_code"),
        ),
        text_column(
            "sha256",
            Text("SHA-256 berkas yang tidak dipakai", "SHA-256 of the file left out"),
            "0" * 64,
            nullable=True,
            pattern=r"^[0-9a-f]{64}$",
        ),
        whole_column(
            "undoes", Text("Membatalkan nomor", "Undoes number"), "1", nullable=True, minimum=1
        ),
    ),
)

CHANGE_TABLES = {table.name: table for table in (DECISIONS, CHANGES, REVISIONS)}
"""The tables of a release that are not a month's: they say how it came to differ."""
