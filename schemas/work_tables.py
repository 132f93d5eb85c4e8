"""Tables for the data team that are never published: changes between versions, rule outcomes."""

from __future__ import annotations

from schemas.column_forms import text_column, whole_column
from schemas.columns import PERIOD, VILLAGE_CODE, code_key
from schemas.field import Text
from schemas.rules import LIFE, UNSEEN
from schemas.table import Column, ColumnType, Table

CHANGES = Table(
    name="changes",
    label=Text("Perubahan antarversi", "Changes between versions"),
    grain=Text(
        "Satu baris = satu isian yang berbeda dari versi sebelumnya",
        "One row is one answer that differs from the version before",
    ),
    columns=(
        VILLAGE_CODE,
        PERIOD,
        whole_column("revision", Text("Revisi", "Revision"), "2", key=True, minimum=2),
        text_column("section", Text("Bagian formulir", "Section of the form"), "families"),
        text_column("question", Text("Pertanyaan", "Question"), "families.families", key=True),
        whole_column("line", Text("Baris daftar", "Line of a list"), "0", key=True, minimum=0),
        text_column("before", Text("Sebelumnya", "Before"), "740 KK"),
        text_column("after", Text("Sesudahnya", "After"), "740"),
        text_column("sheet", Text("Lembar", "Sheet"), "D Keluarga"),
        text_column("cell", Text("Sel", "Cell"), "C7"),
        Column(
            name="is_asked",
            label=Text("Ditanyakan", "Asked about"),
            meaning=Text(
                "Apakah temuan versi sebelumnya menanyakan isian ini",
                "Whether a finding of an earlier version asks about the answer",
            ),
            type=ColumnType.BOOLEAN,
            example="true",
        ),
    ),
)

RULE_OUTCOMES = Table(
    name="rule_outcomes",
    label=Text("Hasil aturan", "What each rule did"),
    grain=Text("Satu baris = satu aturan, satu bulan", "One row is one rule in one month"),
    columns=(
        PERIOD,
        text_column("rule", Text("Aturan", "Rule"), "r1_users_and_non_users", key=True),
        text_column("life", LIFE.label, "warn", codes=LIFE),
        whole_column("looked", Text("Diperiksa", "Looked at"), "118", minimum=0),
        whole_column("found", Text("Ditemukan", "Found at fault"), "2", minimum=0),
        whole_column("unseen", Text("Tidak dapat diperiksa", "Could not look at"), "18", minimum=0),
    ),
)

UNSEEN_BECAUSE = Table(
    name="rule_unseen",
    label=Text("Mengapa aturan tidak memeriksa", "Why a rule could not look"),
    grain=Text(
        "Satu baris = satu aturan, satu bulan, satu sebab",
        "One row is one rule, one month, one reason",
    ),
    columns=(
        PERIOD,
        text_column("rule", Text("Aturan", "Rule"), "balance_male", key=True),
        code_key(UNSEEN),
        whole_column("number", Text("Banyaknya", "Number"), "17", minimum=1),
    ),
)

RULE_FAILURES = Table(
    name="rule_failures",
    label=Text("Desa yang melanggar aturan", "Villages at fault by rule"),
    grain=Text("Satu baris = satu aturan, satu desa", "One row is one rule and one village"),
    columns=(
        VILLAGE_CODE,
        PERIOD,
        text_column("rule", Text("Aturan", "Rule"), "r1_users_and_non_users", key=True),
    ),
)

WORK_TABLES = {
    table.name: table for table in (CHANGES, RULE_OUTCOMES, UNSEEN_BECAUSE, RULE_FAILURES)
}
