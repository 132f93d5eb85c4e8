"""What an earlier letter left in a workbook, taken away before the next one."""

from __future__ import annotations

from outputs.letters.ooxml_book import Book, SheetPart
from outputs.letters.ooxml_tree import Element, children, like
from schemas.letter.sheet import CODE_HEADING, FINDINGS_SHEET, REPLY_HEADING

HEADINGS = (CODE_HEADING.id, REPLY_HEADING.id)


def take_findings_sheets_away(book: Book) -> None:
    """Remove every sheet that has the name of ours, or our headings in one row."""
    for sheet in _findings_sheets(book):
        root = book.package.tree(sheet.part)
        if next(root.iter(like(root, "f")), None) is not None:
            book.forget_calculation_chain()
        book.remove(sheet)


def _findings_sheets(book: Book) -> list[SheetPart]:
    texts = _heading_texts(book)
    return [
        sheet
        for sheet in book.sheets()
        if sheet.has_cells
        and (sheet.name.casefold() == FINDINGS_SHEET.id.casefold() or _has(book, sheet, texts))
    ]


def _heading_texts(book: Book) -> dict[str, str]:
    """Our headings by the number that the list of shared texts gives them."""
    part = book.related("sharedStrings")
    if not part or not _speaks(book, part):
        return {}
    found = {}
    for number, held in enumerate(book.package.tree(part)):
        text = _text(held)
        if text in HEADINGS:
            found[str(number)] = text
    return found


def _speaks(book: Book, part: str) -> bool:
    content = book.package.bytes_of(part)
    return all(heading.encode() in content for heading in HEADINGS)


def _has(book: Book, sheet: SheetPart, texts: dict[str, str]) -> bool:
    if not texts and not _speaks(book, sheet.part):
        return False
    root = book.package.tree(sheet.part)
    for row in root.iter(like(root, "row")):
        found = {_heading(cell, texts) for cell in children(row, "c")}
        if found.issuperset(HEADINGS):
            return True
    return False


def _heading(cell: Element, texts: dict[str, str]) -> str:
    if cell.get("t") == "s":
        return texts.get("".join(told.text or "" for told in children(cell, "v")), "")
    return "".join(_text(held) for held in children(cell, "is"))


def _text(held: Element) -> str:
    return "".join(told.text or "" for told in held.iter(like(held, "t"))).strip()
