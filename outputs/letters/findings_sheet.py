"""The first sheet of a marked workbook: all findings in a table, with room for the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from textwrap import wrap

from outputs.letters.letter import Letter, Point
from outputs.letters.ooxml_cells import address_of
from outputs.letters.ooxml_styles import MARK_COLOURS, Look, Styles
from outputs.letters.ooxml_tree import xml_text, xml_value
from outputs.letters.page_words import place_of
from schemas.field import Text
from schemas.form import SAMPLE_WORD
from schemas.form.guide import FORM_NAME, NUMBER_HEADING, PAGE, SAMPLE_LINE
from schemas.letter.marks import (
    CONFIRMED,
    MENDED,
    MENDED_AND_CONFIRMED,
    NO_FINDINGS,
    NOTHING_ASKED,
    REPLY_PROMPT,
    SEND_BACK,
    SHEET_TITLE,
)
from schemas.letter.page import day_name
from schemas.letter.sheet import (
    ACTION_HEADING,
    BECAUSE_WORDS,
    BEFORE_HEADING,
    CODE_HEADING,
    EXPECTED_HEADING,
    FINDINGS_SHEET,
    LEVEL_HEADING,
    PLACE_HEADING,
    REPLY_GUIDE,
    REPLY_HEADING,
    RIGHT_WORDS,
    WHAT_HEADING,
    WRITTEN_HEADING,
)
from schemas.months import period_name
from schemas.problem import SEVERITY

LONGEST_SHOWN = 2_000
"""The characters of one text that a cell shows; a row of a sheet is at most 409 points high."""
LINE_POINTS, LEAST_POINTS, MOST_POINTS = 13.5, 30.0, 400.0
PADDING = 3
"""The characters of a column's width that its text leaves free."""

HEADER_LIMIT = 255
"""The characters a printed header or footer may have; a limit of the XLSX format."""

SAMPLE = Look(size=18, bold=True, colour="C00000")
TITLE = Look(size=14, bold=True)
LINE = Look(size=11, bold=True)
GUIDE = Look(italic=True)
HEADING = Look(bold=True, fill="D9D9D9", border=True, centred=True)
TEXT = Look(border=True, on_top=True)
NUMBER = Look(border=True, on_top=True, centred=True)
LINK = Look(border=True, on_top=True, underline=True, colour="0563C1")
ANSWER = Look(border=True, on_top=True, locked=False)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table: its heading, its width in characters, what it tells."""

    heading: Text
    width: float
    told: Callable[[Point], str]
    look: Look = TEXT


COLUMNS = (
    Column(NUMBER_HEADING, 4, lambda _: "", NUMBER),
    Column(CODE_HEADING, 14, lambda point: point.code),
    Column(LEVEL_HEADING, 13, lambda point: SEVERITY[point.severity].label.id),
    Column(PLACE_HEADING, 23, place_of),
    Column(WHAT_HEADING, 30, lambda point: point.sentence),
    Column(WRITTEN_HEADING, 12, lambda point: point.found),
    Column(EXPECTED_HEADING, 20, lambda point: point.expected),
    Column(BEFORE_HEADING, 10, lambda point: point.before),
    Column(ACTION_HEADING, 25, lambda point: point.action),
    Column(REPLY_HEADING, 29, lambda _: "", ANSWER),
)
LAST_COLUMN = address_of((0, len(COLUMNS) - 1)).removesuffix("1")
WIDTH = sum(column.width for column in COLUMNS)


def shown_text(text: str) -> str:
    """A text as a cell or a note shows it: cut where it is too long to be read there."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


@dataclass(frozen=True, slots=True)
class SheetText:
    """A sheet as XML, and the names it defines for itself."""

    xml: bytes
    names: dict[str, str]


def findings_sheet(
    letter: Letter, links: Mapping[str, str], styles: Styles, space: str, views: int = 1
) -> SheetText:
    """The sheet of a letter; `links` leads from a finding's code to its cell.

    `space` is the namespace of the workbook, `views` the number of its windows.
    """
    head = _head(letter)
    points = (*letter.asked, *letter.notes)
    at = len(head)
    rows = [_span(row, text, look, styles) for row, (text, look) in enumerate(head)]
    rows.append(_headings(at, styles))
    rows += [_row(at + n, n, point, links, styles) for n, point in enumerate(points, 1)]
    last = at + len(points) + 1
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}">'
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{LAST_COLUMN}{last}"/>{_views(at, views)}'
        f'<sheetFormatPr defaultRowHeight="15"/>{_widths()}'
        f"<sheetData>{''.join(rows)}</sheetData>"
        '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>'
        f"{_merged(at)}{_prompt(at, len(points))}{_links(at, points, links)}{_page(letter)}"
        "</worksheet>"
    )
    area = f"{FINDINGS_SHEET.id}!$A$1:${LAST_COLUMN}${last}"
    titles = f"{FINDINGS_SHEET.id}!${at + 1}:${at + 1}"
    return SheetText(xml.encode(), {"_xlnm.Print_Area": area, "_xlnm.Print_Titles": titles})


def _head(letter: Letter) -> list[tuple[str, Look]]:
    """What stands above the table, line by line."""
    lines = [(SAMPLE_LINE.format(word=SAMPLE_WORD).id, SAMPLE)] if letter.is_sample else []
    lines.append((_title(letter), TITLE))
    if letter.mended or letter.confirmed:
        lines.append((_mended(letter), LINE))
    if not letter.points:
        lines.append((NO_FINDINGS.id, LINE))
    elif not letter.asked:
        lines.append((NOTHING_ASKED.id, LINE))
    else:
        lines.append((REPLY_GUIDE.format(reply=REPLY_HEADING.id).id, GUIDE))
        lines.append((SEND_BACK.format(day=day_name(letter.deadline).id).id, LINE))
    return lines


def _title(letter: Letter) -> str:
    village, month = letter.village, period_name(letter.period).id
    return SHEET_TITLE.format(village=village.name, district=village.district, month=month).id


def _mended(letter: Letter) -> str:
    if letter.mended and letter.confirmed:
        told = MENDED_AND_CONFIRMED
    else:
        told = MENDED if letter.mended else CONFIRMED
    return told.format(mended=letter.mended, confirmed=letter.confirmed).id


def _cell(row: int, column: int, text: str, style: int) -> str:
    start = f'<c r="{address_of((row, column))}" s="{style}"'
    if not text:
        return f"{start}/>"
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{xml_text(text)}</t></is></c>'


def _lines(text: str, width: int) -> int:
    return 1 if len(text) <= width else len(wrap(text, width))


def _height(texts: Iterable[tuple[str, float, int]]) -> float:
    """The points a row needs for texts, each with its width in letters and its size."""
    needed = [
        sum(_lines(line, int(width)) for line in text.split("\n")) * (LINE_POINTS * size / 10)
        for text, width, size in texts
    ]
    return min(MOST_POINTS, max(needed) + 4)


def _line(row: int, height: float, cells: Iterable[str]) -> str:
    return f'<row r="{row + 1}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def _span(row: int, text: str, look: Look, styles: Styles) -> str:
    style = styles.look(look)
    cells = (_cell(row, at, "" if at else text, style) for at in range(len(COLUMNS)))
    return _line(row, _height([(text, WIDTH * 10 / look.size, look.size)]), cells)


def _headings(row: int, styles: Styles) -> str:
    style = styles.look(HEADING)
    cells = (_cell(row, at, column.heading.id, style) for at, column in enumerate(COLUMNS))
    return _line(row, LEAST_POINTS, cells)


def _row(row: int, number: int, point: Point, links: Mapping[str, str], styles: Styles) -> str:
    cells, sizes = [], []
    for at, column in enumerate(COLUMNS):
        told = str(number) if column.heading is NUMBER_HEADING else column.told(point)
        text = shown_text(told)
        look = _look(column, point, links)
        cells.append(_cell(row, at, text, styles.look(look)))
        sizes.append((text, column.width - PADDING, look.size))
    return _line(row, max(LEAST_POINTS, _height(sizes)), cells)


def _look(column: Column, point: Point, links: Mapping[str, str]) -> Look:
    if column.heading is LEVEL_HEADING:
        return Look(border=True, on_top=True, bold=True, fill=MARK_COLOURS[point.severity])
    if column.heading is PLACE_HEADING and point.code in links:
        return LINK
    return column.look


def _views(first: int, views: int) -> str:
    """Every window shows the rows above the table's first row at all times."""
    top = address_of((first + 1, 0))
    start = address_of((first + 1, len(COLUMNS) - 1))
    shown = "".join(
        f'<sheetView showGridLines="0" tabSelected="1" workbookViewId="{view}">'
        f'<pane ySplit="{first + 1}" topLeftCell="{top}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="{start}" sqref="{start}"/></sheetView>'
        for view in range(views)
    )
    return f"<sheetViews>{shown}</sheetViews>"


def _widths() -> str:
    told = "".join(
        f'<col min="{at}" max="{at}" width="{column.width:g}" customWidth="1"/>'
        for at, column in enumerate(COLUMNS, 1)
    )
    return f"<cols>{told}</cols>"


def _merged(lines: int) -> str:
    end = len(COLUMNS) - 1
    areas = "".join(
        f'<mergeCell ref="{address_of((row, 0))}:{address_of((row, end))}"/>'
        for row in range(lines)
    )
    return f'<mergeCells count="{lines}">{areas}</mergeCells>'


def _prompt(heading: int, points: int) -> str:
    """The hint that shows when an answer box is chosen."""
    if not points:
        return ""
    column = len(COLUMNS) - 1
    area = f"{address_of((heading + 1, column))}:{address_of((heading + points, column))}"
    prompt = REPLY_PROMPT.format(right=RIGHT_WORDS[0], because=BECAUSE_WORDS[0]).id
    return (
        '<dataValidations count="1"><dataValidation allowBlank="1" showInputMessage="1" '
        f'promptTitle="{xml_value(REPLY_HEADING.id)}" prompt="{xml_value(prompt)}" '
        f'sqref="{area}"/></dataValidations>'
    )


def _links(heading: int, points: Iterable[Point], links: Mapping[str, str]) -> str:
    column = next(at for at, c in enumerate(COLUMNS) if c.heading is PLACE_HEADING)
    told = "".join(
        f'<hyperlink ref="{address_of((row, column))}" location="{xml_value(links[point.code])}" '
        f'display="{xml_value(place_of(point))}"/>'
        for row, point in enumerate(points, heading + 1)
        if point.code in links
    )
    return f"<hyperlinks>{told}</hyperlinks>" if told else ""


def _page(letter: Letter) -> str:
    """A4, landscape, as wide as the paper."""
    word = f"&B{SAMPLE_WORD}&B  " if letter.is_sample else ""
    head = f"&L{word}{FORM_NAME.id} - {_title(letter).replace('&', '&&')}"[:HEADER_LIMIT]
    foot = f"&L{FINDINGS_SHEET.id}&R{PAGE.format(page='&P', pages='&N').id}"
    return (
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.7" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
        f"<headerFooter><oddHeader>{xml_text(head)}</oddHeader>"
        f"<oddFooter>{xml_text(foot)}</oddFooter></headerFooter>"
    )
