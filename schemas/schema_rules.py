"""The rule by which a schema gets its version: what may differ, how grave it is, and why.

Levels are those of Semantic Versioning 2.0.0, items 6 to 8. As in the data set versioning of
the Explore Education Statistics API (Department for Education, England) what is deleted is
MAJOR and what is added is MINOR. It differs from that rule in two things: another unit is
MAJOR, because the same number then says something else, and texts have a level of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.codelists import code
from schemas.field import CodeList, Text

FIRST_VERSION = "1.0.0"


class Level(StrEnum):
    """Which number of a schema version a difference raises."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


LEVEL = CodeList(
    "level",
    Text("Tingkat perubahan skema", "Level of a schema change"),
    (
        code(Level.MAJOR, "Mayor: program pembaca dapat berhenti", "Major: readers may break"),
        code(Level.MINOR, "Minor: ada yang bertambah", "Minor: something is added"),
        code(Level.PATCH, "Tambalan: hanya keterangan", "Patch: descriptions alone"),
    ),
    "Semantic Versioning 2.0.0",
)


@dataclass(frozen=True, slots=True)
class SchemaRule:
    """One kind of difference; `change` is its code in schemas.change_tables.CHANGE."""

    id: str
    change: str
    level: Level
    what: Text
    why: Text


GONE = Text(
    "Program yang membaca nama atau kode itu tidak menemukannya lagi.",
    "A program that reads the name or code no longer finds it.",
)
OTHER_ROWS = Text(
    "Baris dibedakan dengan cara lain; menggabungkan tabel dapat menggandakan baris.",
    "Rows are told apart in another way; joining tables may double rows.",
)
OTHER_VALUES = Text(
    "Nilainya harus dibaca dengan cara lain.", "Its values have to be read in another way."
)
NO_LONGER_PROMISED = Text(
    "Yang semula dijamin bagi pembaca tidak dijamin lagi.",
    "What a reader was promised is promised no longer.",
)
MORE = Text(
    "Semua yang sudah ada tetap ada; ada yang bertambah.",
    "All that was there is still there; something is added.",
)
ROOM = Text(
    "Nilai yang semula boleh tetap boleh; nilai lain sekarang juga boleh.",
    "Values that were allowed still are; others now are too.",
)
PROMISED = Text(
    "Jaminan bagi pembaca bertambah; tidak ada yang dicabut.",
    "A reader is promised more, and nothing is taken back.",
)
ANNOUNCED = Text(
    "Nama lama masih ditulis dengan nilai yang sama, tetapi akan dihapus.",
    "The old name is still written with the same values, but will go.",
)
READ_BY_NAME = Text(
    "Kolom dan kode dibaca menurut nama; urutannya tidak dijamin.",
    "Columns and codes are read by name; their order is not promised.",
)
WORDS = Text(
    "Nilai, nama, dan kode tetap sama. Kolom yang artinya berubah diberi nama baru.",
    "Values, names and codes stay. A column that comes to mean something else gets a new name.",
)
SAME_VALUES = Text(
    "Nilainya tetap sama; hanya penunjuknya yang berubah.",
    "The values are the same; only what points to them changed.",
)

TABLE_ADDED, TABLE_REMOVED = "table_added", "table_removed"
ADDED, REMOVED, ALTERED = "column_added", "column_removed", "column_altered"


def _major(name: str, change: str, what: Text, why: Text) -> SchemaRule:
    return SchemaRule(name, change, Level.MAJOR, what, why)


def _minor(name: str, change: str, what: Text, why: Text) -> SchemaRule:
    return SchemaRule(name, change, Level.MINOR, what, why)


def _patch(name: str, what: Text, why: Text) -> SchemaRule:
    return SchemaRule(name, ALTERED, Level.PATCH, what, why)


_RULES = (
    _major("table_removed", TABLE_REMOVED, Text("Tabel dihapus", "A table is removed"), GONE),
    _major("column_removed", REMOVED, Text("Kolom dihapus", "A column is removed"), GONE),
    _major(
        "alias_ended",
        REMOVED,
        Text("Nama lama kolom tidak ditulis lagi", "An old name of a column is no longer written"),
        GONE,
    ),
    _major(
        "key_column_added",
        ADDED,
        Text("Kolom kunci baru", "A column is added to the key"),
        OTHER_ROWS,
    ),
    _major(
        "key",
        ALTERED,
        Text("Kolom masuk atau keluar dari kunci", "A column joins or leaves the key"),
        OTHER_ROWS,
    ),
    _major(
        "name_reused",
        ALTERED,
        Text("Nama lama dipakai untuk kolom lain", "An old name is given to another column"),
        OTHER_VALUES,
    ),
    _major("type", ALTERED, Text("Jenis nilai berubah", "The type changes"), OTHER_VALUES),
    _major("unit", ALTERED, Text("Satuan berubah", "The unit changes"), OTHER_VALUES),
    _major(
        "nullable",
        ALTERED,
        Text("Kolom yang selalu terisi boleh kosong", "A column always filled may be empty"),
        NO_LONGER_PROMISED,
    ),
    _major("codes_removed", ALTERED, Text("Kode dihapus", "A code is removed"), GONE),
    _major(
        "code_list_removed",
        ALTERED,
        Text("Kolom tidak lagi berkode", "A column is no longer coded"),
        NO_LONGER_PROMISED,
    ),
    _major(
        "code_list_replaced",
        ALTERED,
        Text("Kolom memakai daftar kode lain", "A column uses another code list"),
        OTHER_VALUES,
    ),
    _major(
        "reference_removed",
        ALTERED,
        Text("Rujukan ke tabel lain dihapus", "A reference to another table is removed"),
        NO_LONGER_PROMISED,
    ),
    _major(
        "reference_changed",
        ALTERED,
        Text("Rujukan menunjuk ke kolom lain", "A reference points to another column"),
        OTHER_VALUES,
    ),
    _major(
        "pattern_broken",
        ALTERED,
        Text(
            "Pola berubah; contoh nilai yang lama tidak cocok lagi",
            "The pattern changes and the old example no longer fits",
        ),
        OTHER_VALUES,
    ),
    _minor("table_added", TABLE_ADDED, Text("Tabel baru", "A table is added"), MORE),
    _minor("column_added", ADDED, Text("Kolom baru", "A column is added"), MORE),
    _minor("codes_added", ALTERED, Text("Kode baru", "A code is added"), MORE),
    _minor(
        "column_replaced",
        ALTERED,
        Text("Kolom berganti nama", "A column gets another name"),
        ANNOUNCED,
    ),
    _minor(
        "column_restored",
        ALTERED,
        Text("Nama lama dipakai kembali", "An old name is in use again"),
        PROMISED,
    ),
    _minor("limit_widened", ALTERED, Text("Batas dilonggarkan", "A limit is widened"), ROOM),
    _minor("pattern_removed", ALTERED, Text("Pola dihapus", "A pattern is removed"), ROOM),
    _minor(
        "pattern_changed",
        ALTERED,
        Text(
            "Pola berubah; contoh nilai yang lama masih cocok",
            "The pattern changes and the old example still fits",
        ),
        ROOM,
    ),
    _minor("limit_narrowed", ALTERED, Text("Batas diperketat", "A limit is narrowed"), PROMISED),
    _minor("pattern_added", ALTERED, Text("Pola baru", "A pattern is added"), PROMISED),
    _minor(
        "required",
        ALTERED,
        Text(
            "Kolom yang boleh kosong selalu terisi", "A column that may be empty is always filled"
        ),
        PROMISED,
    ),
    _minor(
        "code_list_added",
        ALTERED,
        Text("Kolom menjadi berkode", "A column becomes coded"),
        PROMISED,
    ),
    _minor(
        "reference_added",
        ALTERED,
        Text("Rujukan baru ke tabel lain", "A reference to another table is added"),
        PROMISED,
    ),
    _patch("table_text", Text("Keterangan tabel berubah", "A text of a table changes"), WORDS),
    _patch("column_text", Text("Keterangan kolom berubah", "A text of a column changes"), WORDS),
    _patch("code_text", Text("Keterangan kode berubah", "A text of a code changes"), WORDS),
    _patch("codes_order", Text("Urutan kode berubah", "The order of codes changes"), READ_BY_NAME),
    _patch(
        "column_order", Text("Urutan kolom berubah", "The order of columns changes"), READ_BY_NAME
    ),
    _patch(
        "replacement_changed",
        Text("Nama baru dari nama lama berubah", "An old name is replaced by another name"),
        SAME_VALUES,
    ),
    _patch(
        "until_moved",
        Text("Bulan terakhir suatu nama lama berubah", "The last month of an old name moves"),
        SAME_VALUES,
    ),
    _patch(
        "reference_renamed",
        Text("Kolom yang dirujuk berganti nama", "The column referred to gets another name"),
        SAME_VALUES,
    ),
)

RULES = {rule.id: rule for rule in _RULES}
"""Every kind of difference between two schemas by its id, the gravest first."""
