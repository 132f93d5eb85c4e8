"""The sheets that explain the tables: dictionary, codes, indicators, completeness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from outputs.dictionary import DICTIONARY, LISTS, dictionary_rows
from outputs.dictionary_lists import Record, code_rows, indicator_rows
from outputs.formats import texts
from outputs.formats.sheet import Sheet, SheetColumn, Values
from outputs.site.completeness import Reported, completeness
from outputs.tables import FOLDER
from schemas.columns import PERIOD
from schemas.field import Text
from schemas.house_tables import SUBMISSIONS, VILLAGES
from schemas.register import REGENCY
from schemas.release import ReleaseFacts
from schemas.section import Form
from schemas.table import ColumnType, Table


def dictionary_sheets(
    declared: Mapping[str, Table], form: Form, facts: ReleaseFacts
) -> Iterator[Sheet]:
    """The dictionary of the columns, of the codes and of the indicators."""
    columns = dictionary_rows(declared, form, facts)
    yield _records(texts.COLUMNS_SHEET, texts.COLUMNS_GRAIN, DICTIONARY, columns, keys=2)
    codes = code_rows(declared, form)
    yield _records(texts.CODES_SHEET, texts.CODES_GRAIN, f"{LISTS}/codes.csv", codes)
    indicators = indicator_rows(form)
    yield _records(
        texts.INDICATORS_SHEET, texts.INDICATORS_GRAIN, f"{LISTS}/indicators.csv", indicators
    )


def _records(
    name: Text, grain: Text, file: str, records: Sequence[Record], *, keys: int = 1
) -> Sheet:
    """The fields that have a heading, in the order of the headings; English ones folded."""
    fields = [field for field in records[0] if _heading(field)]
    order = list(texts.HEADINGS)
    fields.sort(key=lambda field: (field.endswith("_en"), order.index(_base(field))))
    columns = [
        SheetColumn(
            name=field,
            label=_heading(field),
            type=ColumnType.STRING,
            values=[record[field] or None for record in records],
            key=number < keys,
            detail=field.endswith("_en"),
            prose=True,
        )
        for number, field in enumerate(fields)
    ]
    return Sheet(name=name.id, grain=grain, file=file, columns=columns)


def _base(field: str) -> str:
    return field.removesuffix("_id").removesuffix("_en")


def _heading(field: str) -> str:
    """What stands over a field; empty for a field that the workbook does not show."""
    text = texts.HEADINGS.get(_base(field))
    if text is None:
        return ""
    return f"{text.en} (Inggris)" if field.endswith("_en") else text.id


def completeness_sheet(tables: Mapping[str, pa.Table], facts: ReleaseFacts) -> Sheet:
    """How many villages of each kecamatan reported in each month of the release."""
    found = [(p, area) for p in periods(tables, facts) for area in completeness(tables, p)]
    columns = [
        _column(PERIOD.name, PERIOD.label, [period for period, _ in found], key=True),
        _column(
            "district",
            VILLAGES["district"].label,
            [area.area or REGENCY.id for _, area in found],
            key=True,
        ),
        *_counts([area for _, area in found]),
    ]
    return Sheet(
        name=texts.COMPLETENESS_SHEET.id,
        grain=texts.COMPLETENESS_GRAIN,
        file=f"{FOLDER}/{SUBMISSIONS.name}.csv",
        columns=columns,
    )


def periods(tables: Mapping[str, pa.Table], facts: ReleaseFacts) -> list[str]:
    """The months of the release, oldest first; those of the reports where it names none."""
    sent = tables[SUBMISSIONS.name][PERIOD.name].unique().to_pylist()
    return list(facts.periods) or sorted({facts.period, *sent})


def _counts(areas: Sequence[Reported]) -> Iterator[SheetColumn]:
    counted = {
        "expected": (texts.EXPECTED, [area.expected for area in areas]),
        "reported": (texts.REPORTED, [area.reported for area in areas]),
        "late": (texts.LATE, [area.late for area in areas]),
        "missing": (texts.MISSING, [area.expected - area.reported for area in areas]),
        "held_back": (texts.HELD_BACK, [area.held_back for area in areas]),
    }
    for name, (label, values) in counted.items():
        yield _column(name, label, values, type_=ColumnType.INTEGER)


def _column(
    name: str,
    label: Text,
    values: Values,
    *,
    type_: ColumnType = ColumnType.STRING,
    key: bool = False,
) -> SheetColumn:
    return SheetColumn(name=name, label=label.id, type=type_, values=values, key=key)
