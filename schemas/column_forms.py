"""Short forms of a column whose meaning is its label."""

from __future__ import annotations

from typing import TypedDict, Unpack

from schemas.field import CodeList, Text
from schemas.table import Column, ColumnType


class ColumnOptions(TypedDict, total=False):
    """The options of a Column that the short forms below pass on."""

    key: bool
    nullable: bool
    unit: Text
    minimum: float
    maximum: float
    codes: CodeList
    pattern: str
    references: tuple[str, str]
    public: bool
    formerly: tuple[str, ...]


def _column(
    type_: ColumnType, name: str, label: Text, example: str, options: ColumnOptions
) -> Column:
    return Column(name=name, label=label, meaning=label, type=type_, example=example, **options)


def text_column(name: str, label: Text, example: str, **options: Unpack[ColumnOptions]) -> Column:
    """A column of texts, with the options of a Column."""
    return _column(ColumnType.STRING, name, label, example, options)


def number_column(name: str, label: Text, example: str, **options: Unpack[ColumnOptions]) -> Column:
    """A column of numbers, with the options of a Column."""
    return _column(ColumnType.NUMBER, name, label, example, options)


def whole_column(name: str, label: Text, example: str, **options: Unpack[ColumnOptions]) -> Column:
    """A column of whole numbers, with the options of a Column."""
    return _column(ColumnType.INTEGER, name, label, example, options)
