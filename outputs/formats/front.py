"""The first sheet: what the workbook is, in Indonesian and then in English, and its sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from xlsxwriter.worksheet import Worksheet

from outputs.formats import texts
from outputs.formats.workbook import LINE_POINTS, Book, Written, internal, left_out
from outputs.site.about import citation
from schemas.change_tables import REASON
from schemas.field import Text
from schemas.house_codes import OBS_STATUS
from schemas.months import period_name
from schemas.release import (
    LICENCE,
    LICENCE_TITLE,
    LICENCE_URL,
    PUBLISHER,
    SAMPLE_NOTICE,
    TITLE,
    ReleaseFacts,
)
from schemas.rounding_texts import EXPLAINED, ROUNDED_COUNTS
from schemas.table import ColumnType

Line = tuple[Text, Text]
WIDTHS = (34, 90, 10, 24, 76)


def fill_front(
    book: Book, page: Worksheet, written: Sequence[tuple[str, Written]], months: Sequence[str]
) -> None:
    """Fill the first sheet; `written` has the table's name, or nothing, with each sheet."""
    page.fit_to_pages(1, 0)
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    lines = list(_facts(book.facts, months))
    row = _head(book, page, 0, [SAMPLE_NOTICE.id, TITLE.id, texts.WHAT.id, texts.LAYOUT.id])
    row = _lines(book, page, row, [(label.id, text.id) for label, text in lines])
    row = _index(book, page, row + 1, written)
    row = _head(book, page, row + 1, [SAMPLE_NOTICE.en, TITLE.en, texts.WHAT.en, texts.LAYOUT.en])
    _lines(book, page, row, [(label.en, text.en) for label, text in lines])


def _facts(facts: ReleaseFacts, months: Sequence[str]) -> Iterator[Line]:
    yield texts.VERSION, same(facts.version)
    yield texts.MONTHS_HELD, _range(months)
    yield texts.ISSUED, same(facts.issued)
    yield (
        texts.REPORTS.format(period=facts.period),
        texts.REPORTS_OF.format(
            reported=facts.villages_reported,
            expected=facts.villages_expected,
            late=facts.villages_late,
        ),
    )
    if facts.previous:
        yield texts.CHANGES_SINCE.format(version=facts.previous), _changes(facts)
    for code in OBS_STATUS.codes:
        yield texts.STATUSES, Text(f"{code.code}: {code.label.id}", f"{code.code}: {code.label.en}")
    for told in EXPLAINED:
        yield ROUNDED_COUNTS, told
    yield texts.CODES_HEADING, texts.CODES_AS_TEXT
    yield texts.PUBLISHED_BY, PUBLISHER
    yield texts.LICENCE_LABEL, same(f"{LICENCE} ({LICENCE_TITLE}), {LICENCE_URL}")
    yield texts.CITE, citation(facts)
    if facts.site:
        yield texts.ADDRESS, same(facts.site)


def same(text: str) -> Text:
    """A text that is the same in both languages."""
    return Text(text, text)


def _range(months: Sequence[str]) -> Text:
    first, last = period_name(months[0]), period_name(months[-1])
    if len(months) == 1:
        return first
    return Text(
        texts.MONTHS_RANGE.id.format(first=first.id, last=last.id, number=len(months)),
        texts.MONTHS_RANGE.en.format(first=first.en, last=last.en, number=len(months)),
    )


def _changes(facts: ReleaseFacts) -> Text:
    if not facts.changes:
        return texts.NO_CHANGES
    counts = [(REASON[reason].label, number) for reason, number in facts.changes.items()]
    return Text(
        "; ".join(f"{label.id}: {number}" for label, number in counts),
        "; ".join(f"{label.en}: {number}" for label, number in counts),
    )


def _head(book: Book, page: Worksheet, row: int, said: Sequence[str]) -> int:
    """The notice of an example, the title and the paragraphs; the next free row."""
    notice, title, *paragraphs = said
    if book.facts.is_sample:
        page.write_string(row, 0, notice, book.looks["notice"])
        row += 1
    page.set_row(row, 22)
    page.write_string(row, 0, title, book.looks["title"])
    return _lines(book, page, row + 1, [("", paragraph) for paragraph in paragraphs])


def _lines(book: Book, page: Worksheet, row: int, lines: Sequence[tuple[str, str]]) -> int:
    """A label and a text a row; a label that is repeated stands once. The next free row."""
    above = ""
    for label, text in lines:
        page.set_row(row, LINE_POINTS * _lines_of(text, 1))
        if label != above:
            page.write_string(row, 0, label, book.looks["label"])
        page.write_string(row, 1, text, book.looks["text"])
        above, row = label, row + 1
    return row


def _index(book: Book, page: Worksheet, row: int, written: Sequence[tuple[str, Written]]) -> int:
    """The sheets with links, what a row of each is, and what did not fit; the next free row."""
    english = f"{texts.CONTENT.en} (Inggris)"
    headings = (texts.SHEETS.id, texts.CONTENT.id, texts.ROWS.id, texts.TABLE.id, english)
    for column, heading in enumerate(headings):
        page.write_string(row, column, heading, book.looks["value"])
    for number, (table, sheet) in enumerate(written, start=row + 1):
        _index_row(book, page, number, table, sheet)
    return row + 1 + len(written)


def _index_row(book: Book, page: Worksheet, row: int, table: str, sheet: Written) -> None:
    said = [left_out(sheet), sheet.grain] if sheet.left_out else [sheet.grain]
    indonesian, english = " ".join(t.id for t in said), " ".join(t.en for t in said)
    page.set_row(row, LINE_POINTS * max(_lines_of(indonesian, 1), _lines_of(english, 4)))
    page.write_url(row, 0, internal(sheet.name), book.looks["link"], sheet.name)
    page.write_number(row, 2, sheet.rows, book.looks[ColumnType.INTEGER])
    for column, text in ((1, indonesian), (3, table), (4, english)):
        page.write_string(row, column, text, book.looks["text"])


def _lines_of(text: str, column: int) -> int:
    """The lines a text takes in a column of the sheet; a line breaks before it is full."""
    return max(1, ceil(len(text) / WIDTHS[column]))
