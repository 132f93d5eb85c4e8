"""csv-indonesia.zip: every table as CSV that Excel opens with Indonesian settings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa

from outputs.canonical import FileFacts, file_facts
from outputs.dictionary_lists import Record, code_rows
from outputs.formats import texts
from outputs.formats.csv_readme import Told, explanation
from outputs.formats.headings import headings
from outputs.tables import in_order
from schemas.form import SAMPLE_WORD
from schemas.months import MONTHS
from schemas.release import ReleaseFacts
from schemas.section import Form
from schemas.spoken import FORMULA_START
from schemas.table import Column, ColumnType, Table

ARCHIVE = "csv-indonesia.zip"
README = "BACA-SAYA.txt"
CODES = "kamus-kode"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive: the first that the format knows."""

READABLE = 0o100644 << 16
UNIX = 3
AT_ONCE = 65_536
"""Rows that are in memory as texts at a time."""

_MONTHS = "|".join(
    sorted({name for m in MONTHS.codes for name in (m.label.id, m.label.en, *m.aliases)})
)
ALTERED = re.compile(
    rf"\s*([\d.,(%$]|({_MONTHS})[\s/.-]*\d|rp\s*\d|(true|false|benar|salah)\s*$)", re.IGNORECASE
)
"""How a text begins that a spreadsheet may turn into a number, a date, a time or a truth."""

_FORMULA = re.compile(FORMULA_START)


def write_indonesian_csv(
    directory: Path,
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    form: Form,
) -> FileFacts:
    """Write csv-indonesia.zip: the tables, the list of codes and BACA-SAYA.txt."""
    marked = {name: marked_columns(table, tables[name]) for name, table in declared.items()}
    told = [Told(file=file_name(CODES, facts), label=texts.CODES_SHEET, marked=[])]
    told += [_told(table, marked[name], facts) for name, table in declared.items()]
    with ZipFile(directory / ARCHIVE, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, README, iter([explanation(told, facts)]))
        _add(archive, file_name(CODES, facts), _codes(code_rows(declared, form)))
        for name in sorted(declared):
            rows = in_order(tables[name], declared[name])
            lines = _lines(declared[name], rows, marked[name])
            _add(archive, file_name(name, facts), lines)
    return file_facts(directory, ARCHIVE)


def file_name(name: str, facts: ReleaseFacts) -> str:
    """The name of a CSV in the archive; that of an example says so."""
    return f"{SAMPLE_WORD}-{name}.csv" if facts.is_sample else f"{name}.csv"


def _told(table: Table, marked: frozenset[str], facts: ReleaseFacts) -> Told:
    return Told(
        file=file_name(table.name, facts),
        label=table.label,
        marked=[heading for name, heading in headings(table).items() if name in marked],
    )


def _add(archive: ZipFile, name: str, content: Iterator[str]) -> None:
    entry = ZipInfo(name, EPOCH)
    entry.create_system, entry.external_attr = UNIX, READABLE
    entry.compress_type = ZIP_DEFLATED
    with archive.open(entry, "w") as file:
        file.write(b"\xef\xbb\xbf")
        for part in content:
            file.write(part.encode())


def marked_columns(table: Table, rows: pa.Table) -> frozenset[str]:
    """The columns whose texts a spreadsheet would change, by their examples or by their values.

    A marked column is marked in every row, so that it reads one way.
    """
    return frozenset(
        column.name
        for column in table.columns
        if column.type is ColumnType.STRING
        and any(map(is_altered, [column.example, *rows[column.name].unique().to_pylist()]))
    )


def is_altered(text: str | None) -> bool:
    """Whether a spreadsheet may take the text for something else than a text."""
    return bool(text and (ALTERED.match(text) or _FORMULA.match(text)))


def _lines(table: Table, rows: pa.Table, marked: frozenset[str]) -> Iterator[str]:
    """The header, then the rows, a batch at a time."""
    yield _text([list(headings(table).values())])
    written = [_written(column, marked) for column in table.columns]
    for batch in rows.to_batches(max_chunksize=AT_ONCE):
        columns = [
            ["" if value is None else write(value) for value in batch.column(number).to_pylist()]
            for number, write in enumerate(written)
        ]
        yield _text(zip(*columns, strict=True))


def _codes(records: Sequence[Record]) -> Iterator[str]:
    fields = [field for field in records[0] if not field.endswith("_en")]
    labels = [texts.HEADINGS.get(f) or texts.HEADINGS[f.removesuffix("_id")] for f in fields]
    yield _text([[label.id for label in labels]])
    yield _text([record[field] for field in fields] for record in records)


def _text(rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def _written(column: Column, marked: frozenset[str]) -> Callable[[object], str]:
    if column.name in marked:
        return _bracketed
    return WRITTEN[column.type]


def _bracketed(value: object) -> str:
    return f"[{value}]"


def _number(value: object) -> str:
    """A number with a decimal comma, without groups and without an exponent."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0").replace(".", ",")


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _truth(value: object) -> str:
    return texts.truth(value=bool(value)).id


WRITTEN: dict[ColumnType, Callable[[object], str]] = {
    ColumnType.STRING: str,
    ColumnType.INTEGER: str,
    ColumnType.NUMBER: _number,
    ColumnType.DATE: _day,
    ColumnType.BOOLEAN: _truth,
}
"""How a value of each type is written; a missing one is empty."""
