"""The tidy tables that follow from the form: one for each table its blocks name."""

from __future__ import annotations

from schemas.codelists import YES_NO
from schemas.columns import PERIOD, VILLAGE_CODE, code_key, status
from schemas.field import Code, CodeList, Field, Kind, Text
from schemas.protection import BY_AREA
from schemas.section import Block, Crosstab, Form, Listing, Log, Matrix
from schemas.table import Column, ColumnType, Table

DATE_EXAMPLE = "2026-10-13"
COUNT_LABEL = Text("Jumlah", "Count")
ANSWER_LABEL = Text("Jawaban", "Answer")
ONE_VILLAGE = Text("satu desa", "one village")
"""Whose answers a row holds; a table that is published by area has another word there."""

COLUMN_TYPES = {
    Kind.COUNT: ColumnType.INTEGER,
    Kind.CHOICE: ColumnType.STRING,
    Kind.CHOICES: ColumnType.STRING,
    Kind.DATE: ColumnType.DATE,
    Kind.FREE_TEXT: ColumnType.STRING,
}

TABLE_LABELS = {
    "population": Text("Penduduk", "Population"),
    "population_change": Text("Perubahan penduduk", "Population change"),
    "families": Text("Keluarga dan sasaran", "Families and target groups"),
    "contraception": Text("Kontrasepsi", "Contraception"),
    "non_use": Text("Tidak ber-KB", "Non-use of contraception"),
    "activity_groups": Text("Kelompok kegiatan", "Activity groups"),
    "child_nutrition": Text("Gizi anak dan stunting", "Child nutrition"),
    "civil_registration": Text("Administrasi kependudukan", "Civil registration"),
    "organisation": Text("Kelembagaan", "Organisation"),
    "routines": Text("Kegiatan rutin", "Routines"),
    "activities": Text("Kegiatan", "Activities"),
    "activity_targets": Text("Sasaran kegiatan", "Targets of activities"),
    "activity_partners": Text("Mitra kegiatan", "Partners of activities"),
}


def form_tables(form: Form) -> tuple[Table, ...]:
    """The tidy tables of a form, in the order in which its blocks first name them."""
    blocks: dict[str, list[Block]] = {}
    for block in form.blocks.values():
        if block.table is not None:
            blocks.setdefault(block.table, []).append(block)
    tables: list[Table] = []
    for name, members in blocks.items():
        tables.extend(_tables(name, members))
    return tuple(tables)


def _tables(name: str, blocks: list[Block]) -> list[Table]:
    first = blocks[0]
    if isinstance(first, Log):
        return _log_tables(first)
    if isinstance(first, Crosstab):
        keys = (code_key(first.rows), code_key(first.columns))
        return [_table(name, keys, _measures(first.fields), first.rows.label)]
    if isinstance(first, Matrix):
        return [_table(name, (code_key(first.rows),), _measures(first.fields), first.rows.label)]
    listings = [block for block in blocks if isinstance(block, Listing)]
    return [_listing_table(name, listings)]


def _table(name: str, keys: tuple[Column, ...], measures: tuple[Column, ...], row: Text) -> Table:
    label = TABLE_LABELS[name]
    return Table(
        name=name,
        label=label,
        grain=Text(
            f"Satu baris = {ONE_VILLAGE.id}, satu bulan, satu {row.id.lower()}",
            f"One row is {ONE_VILLAGE.en}, one month, one {row.en[0].lower()}{row.en[1:]}",
        ),
        columns=(VILLAGE_CODE, PERIOD, *keys, *measures),
        protected=name in BY_AREA,
    )


def _measure(field: Field, *, key: bool = False) -> Column:
    return Column(
        name=field.name,
        label=field.label,
        meaning=field.meaning,
        type=COLUMN_TYPES[field.kind],
        example=_example(field),
        key=key,
        nullable=not key,
        unit=field.unit,
        minimum=field.minimum,
        maximum=field.maximum,
        codes=field.codes,
        question=field.label,
        public=field.public,
        formerly=field.formerly,
    )


def _example(field: Field) -> str:
    """An example as it is published, which is not always as a village writes it."""
    if field.codes is not None:
        return field.codes.values[0]
    return DATE_EXAMPLE if field.kind is Kind.DATE else field.example


def _measures(fields: tuple[Field, ...]) -> tuple[Column, ...]:
    columns: list[Column] = []
    for field in fields:
        columns.append(_measure(field))
        if field.public:
            columns.append(status(field.name, field.label))
    return tuple(columns)


def _listing_table(name: str, listings: list[Listing]) -> Table:
    fields = tuple(field for listing in listings for field in listing.fields)
    key = listings[0].key or "item"
    row = Text("butir", "item") if key == "item" else Text("indikator", "indicator")
    codes = CodeList(
        f"{name}_{key}",
        TABLE_LABELS[name],
        tuple(Code(field.name, field.label, field.aliases) for field in fields),
        "The monthly form",
    )
    return _table(name, (code_key(codes, key),), _listing_measures(fields), row)


def _listing_measures(fields: tuple[Field, ...]) -> tuple[Column, ...]:
    counts = [field for field in fields if field.codes is None]
    choices = [field.codes for field in fields if field.codes is not None]
    columns: tuple[Column, ...] = ()
    if choices:
        columns += (_answer_column(choices), status("answer", ANSWER_LABEL))
    if counts:
        columns += (_count_column(counts), status("count", COUNT_LABEL))
    return columns


def _answer_column(lists: list[CodeList]) -> Column:
    members = {code.code: code for codes in lists for code in codes.codes}
    name = YES_NO.name if len(members) == len(YES_NO.codes) else "answer"
    return Column(
        name="answer",
        label=ANSWER_LABEL,
        meaning=Text("Jawaban atas butir itu", "The answer to the item"),
        type=ColumnType.STRING,
        example="yes",
        nullable=True,
        codes=CodeList(name, ANSWER_LABEL, tuple(members.values()), "The monthly form"),
    )


def _count_column(fields: list[Field]) -> Column:
    units = {field.unit.id: field.unit for field in fields if field.unit}
    return Column(
        name="count",
        label=COUNT_LABEL,
        meaning=Text("Jumlah menurut laporan", "The number as reported"),
        type=ColumnType.INTEGER,
        example="12",
        nullable=True,
        unit=Text(", ".join(units), ", ".join(unit.en for unit in units.values())),
        minimum=min(field.minimum or 0 for field in fields),
        maximum=max(field.maximum or 0 for field in fields),
    )


def _log_tables(log: Log) -> list[Table]:
    lists = dict(log.tables)
    number = Column(
        name=log.key,
        label=Text("Nomor kegiatan", "Activity number"),
        meaning=Text("Nomor baris dalam laporan desa", "The line's number in the village's report"),
        type=ColumnType.INTEGER,
        key=True,
        minimum=1,
        example="1",
    )
    own = tuple(field for field in log.fields if field.name not in lists)
    tables = [_table(log.table, (number,), _measures(own), Text("kegiatan", "activity"))]
    for field in log.fields:
        if field.name in lists and field.codes is not None:
            columns = (number, code_key(field.codes))
            tables.append(_table(lists[field.name], columns, (), field.codes.label))
    return tables
