"""release.xlsx: every table of a release in one workbook that a person can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from outputs.canonical import FileFacts, file_facts
from outputs.formats import texts
from outputs.formats.front import fill_front
from outputs.formats.layout import grain, sheet_columns
from outputs.formats.lists import completeness_sheet, dictionary_sheets, periods
from outputs.formats.places import Places
from outputs.formats.sheet import Sheet
from outputs.formats.sheet_names import sheet_names
from outputs.formats.workbook import EXCEL_ROWS, Book
from outputs.site.about import citation
from outputs.tables import FOLDER, in_order
from schemas.change_tables import CHANGES
from schemas.house_tables import VILLAGES
from schemas.release import ReleaseFacts
from schemas.section import Form
from schemas.table import Table

WORKBOOK = "release.xlsx"
FIXED = (
    texts.README_SHEET,
    texts.COLUMNS_SHEET,
    texts.CODES_SHEET,
    texts.INDICATORS_SHEET,
    texts.COMPLETENESS_SHEET,
)


def write_workbook(  # noqa: PLR0913, PLR0917 - what every writer of a release is given
    directory: Path,
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, Table],
    facts: ReleaseFacts,
    form: Form,
    room: int = EXCEL_ROWS,
) -> FileFacts:
    """Write release.xlsx; a sheet has at most `room` rows and says what it leaves out.

    Only one table is in memory as Python values at a time.
    """
    months = periods(tables, facts)
    with Book(directory / WORKBOOK, facts, citation(facts)) as book:
        front = book.page(texts.README_SHEET.id)
        written = [("", book.write(sheet)) for sheet in dictionary_sheets(declared, form, facts)]
        written.append(("", book.write(completeness_sheet(tables, facts))))
        written += [
            (name, book.write(sheet, room)) for name, sheet in _table_sheets(tables, declared)
        ]
        fill_front(book, front, written, months)
    return file_facts(directory, WORKBOOK)


def table_sheet_names(declared: Mapping[str, Table]) -> dict[str, str]:
    """The name of each table's sheet, in the order of the sheets: the changes come first."""
    ordered = sorted(declared, key=lambda name: name != CHANGES.name)
    labels = [*(text.id for text in FIXED), *(declared[name].label.id for name in ordered)]
    return dict(zip(ordered, sheet_names(labels)[len(FIXED) :], strict=True))


def _table_sheets(
    tables: Mapping[str, pa.Table], declared: Mapping[str, Table]
) -> Iterator[tuple[str, Sheet]]:
    places = Places.of(tables[VILLAGES.name])
    for name, sheet_name in table_sheet_names(declared).items():
        table = declared[name]
        yield (
            name,
            Sheet(
                name=sheet_name,
                grain=grain(table),
                file=f"{FOLDER}/{name}.csv",
                columns=sheet_columns(table, in_order(tables[name], table), places),
            ),
        )
