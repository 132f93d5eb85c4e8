"""Tables searched: CSV and Parquet, each distinct value of a column once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from outputs.personal.hit import (
    LARGE,
    OTHER_COLUMN,
    OTHER_VALUE,
    UNREADABLE,
    Hit,
    in_names,
    in_text,
)
from schemas.personal import found_in

Forms = Mapping[str, str | None]
"""The pattern of every column on the list, by name; see outputs.personal.admitted."""

_SUSPECT = r"([0-9][ \t-\r./,'_-]{0,3}){8}|@|[0-9][eE][+]?[0-9]|[(]0|[^\x00-\x7F]"
"""What is worth looking at: many digits, an @, an exponent, or letters beyond ASCII."""


def in_csv(file: str, stream: BinaryIO, forms: Forms | None = None) -> Iterator[Hit]:
    """What stands in a CSV with commas or semicolons; rows are numbered from the heading, 1."""
    content = stream.read()
    try:
        head = content[:65_536].decode("utf-8-sig", "replace").splitlines()[:1]
        line = head[0] if head else ""
        delimiter = ";" if line.count(";") > line.count(",") else ","
        rows = _csv_rows(content, len(next(csv.reader([line], delimiter=delimiter), [])), delimiter)
    except (pa.ArrowException, csv.Error, UnicodeDecodeError):
        yield Hit(file, UNREADABLE)
        return
    names = [
        str(column[0].as_py()).removeprefix("\ufeff") if len(column) else "" for column in rows
    ]
    yield from in_names(file, names)
    if forms is not None:
        yield from _other_columns(file, names, forms)
    for name, column in zip(names, rows, strict=True):
        yield from _in_column(file, name, column.slice(1), first=2)
        if forms is not None and (form := forms.get(name)) is not None:
            yield from _other_values(file, name, column.slice(1), form, first=2)


def _csv_rows(content: bytes, width: int, delimiter: str) -> list[pa.ChunkedArray]:
    if not width:
        return []
    names = [f"f{number}" for number in range(width)]
    table = pa_csv.read_csv(
        io.BytesIO(content),
        read_options=pa_csv.ReadOptions(column_names=names),
        parse_options=pa_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )
    return list(table.columns)


def in_parquet(file: str, stream: BinaryIO, forms: Forms | None = None) -> Iterator[Hit]:
    """What stands in a Parquet file: values, names and metadata; rows are numbered from 1."""
    try:
        opened = pq.ParquetFile(stream)
        texts = [f.name for f in opened.schema_arrow if pa.types.is_string(f.type)]
        stream.seek(0)
        rows = pq.read_table(stream, read_dictionary=texts)
    except (pa.ArrowException, OSError):
        yield Hit(file, UNREADABLE)
        return
    for key, value in _metadata(opened):
        yield from in_text(f"{file}, metadata", f"{key} {value}")
    yield from in_names(file, rows.column_names)
    if forms is not None:
        yield from _other_columns(file, rows.column_names, forms)
    for name in dict.fromkeys(rows.column_names):
        for column in (rows.column(n) for n, one in enumerate(rows.column_names) if one == name):
            yield from _in_column(file, name, column, first=1)
            text = pa.types.is_dictionary(column.type)
            if text and forms is not None and (form := forms.get(name)) is not None:
                yield from _other_values(file, name, column, form, first=1)


def _metadata(opened: pq.ParquetFile) -> Iterator[tuple[str, str]]:
    """The texts about the file, its schema and its columns; Arrow's own packed schema is none."""
    yield "created_by", str(opened.metadata.created_by)
    about = [opened.metadata.metadata, opened.schema_arrow.metadata]
    about += [field.metadata for field in opened.schema_arrow]
    for told in about:
        for key, value in (told or {}).items():
            if key not in (b"ARROW:schema", b"PARQUET:field_id"):
                yield key.decode("utf-8", "replace"), value.decode("utf-8", "replace")


def _other_columns(file: str, names: list[str], forms: Forms) -> Iterator[Hit]:
    for number, name in enumerate(names, 1):
        if forms.get(name) is None:
            yield Hit(file, OTHER_COLUMN, column=name if name in forms else str(number))


def _in_column(file: str, name: str, column: pa.ChunkedArray, first: int) -> Iterator[Hit]:
    """What stands in a column, once for each distinct value, at its first row."""
    kind = column.type
    if pa.types.is_boolean(kind) or pa.types.is_date(kind) or pa.types.is_null(kind):
        return
    if pa.types.is_dictionary(kind) or pa.types.is_string(kind):
        for value in _matching(_distinct(column), _SUSPECT):
            for found in found_in(value):
                yield Hit(file, found.kind, _row(column, value) + first, name)
    elif pa.types.is_integer(kind) or pa.types.is_floating(kind):
        for number in _large(column):
            for found in found_in(f"{number:.0f}"):
                yield Hit(file, found.kind, _row(column, number) + first, name)
    else:
        yield Hit(file, UNREADABLE, column=name)


def _other_values(
    file: str, name: str, column: pa.ChunkedArray, form: str, first: int
) -> Iterator[Hit]:
    distinct = _distinct(column)
    fits = pc.match_substring_regex(distinct, f"^(?:{form})$")
    for value in distinct.filter(pc.invert(fits)).to_pylist():
        if value:
            yield Hit(file, OTHER_VALUE, _row(column, value) + first, name)


def _distinct(column: pa.ChunkedArray) -> pa.Array:
    """The distinct texts of a column, none for empty."""
    found = pc.unique(column)
    values = found.dictionary if isinstance(found, pa.DictionaryArray) else found
    return values.drop_null()


def _matching(values: pa.Array, pattern: str) -> list[str]:
    texts = values.filter(pc.match_substring_regex(values, pattern)).to_pylist()
    return [str(text) for text in texts]


def _large(column: pa.ChunkedArray) -> list[float]:
    numbers = pc.unique(column).drop_null()
    return list(numbers.filter(pc.greater_equal(pc.abs(numbers), LARGE)).to_pylist())


def _row(column: pa.ChunkedArray, value: object) -> int:
    plain = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
    return int(pc.index(plain, pa.scalar(value, type=plain.type)).as_py())
