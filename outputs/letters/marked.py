"""A village's own workbook, marked: cells coloured, notes at them, all findings in front."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from outputs.letters.findings_sheet import findings_sheet, shown_text
from outputs.letters.letter import Letter, Point
from outputs.letters.ooxml import NoWorkbookError, Package
from outputs.letters.ooxml_book import Book, SheetPart
from outputs.letters.ooxml_boxes import Boxes
from outputs.letters.ooxml_cells import (
    Cells,
    Place,
    address_of,
    names_style,
    place_of,
    quoted,
    restyle,
)
from outputs.letters.ooxml_notes import Notes, NoteText
from outputs.letters.ooxml_rounds import take_findings_sheets_away
from outputs.letters.ooxml_styles import MARK_COLOURS, Styles
from outputs.letters.ooxml_tree import like
from outputs.letters.page_words import place_of as place_name
from schemas.letter.marks import SEE_ALSO
from schemas.letter.sheet import (
    ACTION_HEADING,
    BEFORE_HEADING,
    EXPECTED_HEADING,
    FINDINGS_SHEET,
    WRITTEN_HEADING,
)
from schemas.problem import SEVERITY, Severity

STRENGTH = tuple(Severity)
"""The severities, the strongest first."""

Said = tuple[Severity, NoteText]
Marks = dict[str, dict[Place, list[Said]]]
"""What is said about each cell, by sheet."""


def marked_workbook(content: bytes, letter: Letter) -> bytes:
    """The .xlsx workbook `content` with what the letter says; all else in it stays.

    What an earlier letter left in it is taken away first. A finding whose sheet or cell
    the workbook does not have stands in the first sheet alone. NoWorkbookError for
    content that is no .xlsx workbook, or one with macros or of the binary kind.
    """
    package = Package(content)
    try:
        _tell(package, letter)
    except NoWorkbookError:
        raise
    except (ValueError, IndexError, etree.LxmlError) as broken:
        raise NoWorkbookError("a part is not what its kind should be") from broken
    return package.content()


def _tell(package: Package, letter: Letter) -> None:
    book = Book(package)
    take_findings_sheets_away(book)
    styles = Styles(book)
    unmarked, marks = styles.unmarked(), _marks(letter)
    sheets = book.sheets()
    for sheet in sheets:
        _unselect(package, sheet)
        if sheet.has_cells:
            _take_marks_away(package, sheet, unmarked)
            _mark(package, sheet, styles, marks.get(sheet.name, {}))
    links = _links(letter, {sheet.name for sheet in sheets if sheet.has_cells})
    front = findings_sheet(letter, links, styles, book.space, book.views)
    book.put_first(FINDINGS_SHEET.id, front.xml, front.names)


def _marks(letter: Letter) -> Marks:
    """What the letter says about each cell, asked points first."""
    marks: Marks = {}
    for point in (*letter.asked, *letter.notes):
        for sheet, cell, told in _told(point):
            place = place_of(cell)
            if place is not None:
                marks.setdefault(sheet, {}).setdefault(place, []).append((point.severity, told))
    return marks


def _told(point: Point) -> Iterator[tuple[str, str, NoteText]]:
    """What a point says at its own cell, and the shorter word at the others involved."""
    head = SEVERITY[point.severity].label.id
    yield point.sheet, point.cell, NoteText(head, _whole(point), point.code)
    shorter = SEE_ALSO.format(place=place_name(point), sentence=shown_text(point.sentence)).id
    for sheet, cell in dict.fromkeys(point.also):
        if (sheet, cell) != (point.sheet, point.cell):
            yield sheet, cell, NoteText(head, shorter, point.code)


def _whole(point: Point) -> str:
    lines = [shown_text(point.sentence)]
    for heading, text in (
        (WRITTEN_HEADING, point.found),
        (EXPECTED_HEADING, point.expected),
        (BEFORE_HEADING, point.before),
        (ACTION_HEADING, point.action),
    ):
        if text:
            lines.append(f"{heading.id}: {shown_text(text)}")
    return "\n".join(lines)


def _unselect(package: Package, sheet: SheetPart) -> None:
    """Let a sheet not be selected: what is typed goes into every sheet that is."""
    if b"tabSelected" not in package.bytes_of(sheet.part):
        return
    root = package.edit(sheet.part)
    for view in root.iter(like(root, "sheetView")):
        view.attrib.pop("tabSelected", "")


def _take_marks_away(package: Package, sheet: SheetPart, unmarked: dict[int, int]) -> None:
    if names_style(package.bytes_of(sheet.part), unmarked):
        restyle(package.edit(sheet.part), unmarked)


def _mark(
    package: Package, sheet: SheetPart, styles: Styles, marks: dict[Place, list[Said]]
) -> None:
    """Colour the cells of one sheet and put the notes at them, in the place of earlier ones."""
    if not marks and not package.relations(sheet.part):
        return
    notes, boxes = Notes(package, sheet.part), Boxes(package, sheet.part)
    boxes.hide(notes.take_ours_away())
    for place, said in _coloured(package, sheet, styles, marks).items():
        boxes.show(place, notes.put(place, [told for _, told in said]))
    if marks:
        boxes.complete(notes.texts())
    notes.close()
    boxes.close()


def _coloured(
    package: Package, sheet: SheetPart, styles: Styles, marks: dict[Place, list[Said]]
) -> dict[Place, list[Said]]:
    """Colour cells after the strongest of what is said; what is said, by the cell that shows it."""
    if not marks:
        return {}
    cells = Cells(package.edit(sheet.part))
    shown: dict[Place, list[Said]] = {}
    for place in sorted(marks):
        shown.setdefault(cells.shown(place), []).extend(marks[place])
    for place, said in shown.items():
        strongest = min((severity for severity, _ in said), key=STRENGTH.index)
        cells.set_style(place, styles.filled(cells.style(place), MARK_COLOURS[strongest]))
    return shown


def _links(letter: Letter, sheets: set[str]) -> dict[str, str]:
    """Where the cell of each finding stands in the workbook, by the finding's code."""
    return {
        point.code: f"{quoted(point.sheet)}!{address_of(place)}"
        for point in letter.points
        if point.sheet in sheets and (place := place_of(point.cell)) is not None
    }
