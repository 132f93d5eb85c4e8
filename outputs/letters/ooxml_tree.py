"""XML of a spreadsheet file: read without entities, changed in the order its schema asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from lxml import etree

Element = etree._Element

NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""A text such as _x000D_, which spreadsheet programs read as a character."""


def _order(names: str) -> tuple[str, ...]:
    return tuple(names.split())


SHEET_ORDER = _order(
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
    "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    "smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)
BOOK_ORDER = _order(
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
)
STYLE_ORDER = _order(
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
)
"""The children of a sheet, a workbook and a style sheet in the order of ECMA-376, 18.2 to 18.8."""


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


PARSER, LOOSE_PARSER = _parser(), _parser(recover=True)


def parsed(content: bytes) -> Element:
    """The root of an XML part; XMLSyntaxError where it is none, ValueError for a DTD."""
    root = etree.fromstring(content, PARSER)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a part defines its own entities")
    return root


def parsed_loosely(content: bytes) -> Element:
    """The root of a drawing of notes, which older programs write with unclosed line breaks."""
    try:
        return parsed(content)
    except etree.XMLSyntaxError:
        closed = re.sub(rb"<br\s*>", b"<br/>", content)
        root: Element | None = etree.fromstring(closed, LOOSE_PARSER)
        if root is None:
            raise
        return root


def written(root: Element) -> bytes:
    """A part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def like(element: Element, name: str) -> str:
    """A name in the namespace of an element, whichever dialect its file is written in."""
    head, brace, _ = str(element.tag).rpartition("}")
    return f"{head}{brace}{name}"


def space_of(element: Element) -> str:
    """The namespace of an element."""
    return etree.QName(element).namespace or ""


def child(parent: Element, name: str) -> Element | None:
    """The first child of this name."""
    return next(parent.iterchildren(like(parent, name)), None)


def children(parent: Element, name: str) -> Iterator[Element]:
    """The children of this name."""
    return parent.iterchildren(like(parent, name))


def need(parent: Element, name: str, order: Sequence[str]) -> Element:
    """The child of this name, made at its place in the order where there is none."""
    found = child(parent, name)
    if found is None:
        found = parent.makeelement(like(parent, name))
        put_in_order(parent, found, order)
    return found


def put_in_order(parent: Element, new: Element, order: Sequence[str]) -> None:
    """Insert a child before the first of those that come after it."""
    later = set(order[order.index(local(new)) + 1 :])
    for at, there in enumerate(parent):
        if not later.isdisjoint(_names_at(there)):
            parent.insert(at, new)
            return
    parent.append(new)


def _names_at(element: Element) -> set[str]:
    """The names an element stands for: those it offers, where it is a choice."""
    if local(element) == "AlternateContent":
        return {local(offered) for choice in element for offered in choice}
    return {local(element)}


def pieces(parent: Element, xml: str) -> list[Element]:
    """Elements in the namespace of another, free to be put into it."""
    return list(parsed(f'<holder xmlns="{space_of(parent)}">{xml}</holder>'.encode()))


def plain(text: str) -> str:
    """A text without the characters XML cannot hold."""
    return NOT_IN_XML.sub("", text)


def xml_text(text: str) -> str:
    """A text between tags, so that a spreadsheet program shows it as it is."""
    return escape(ESCAPE_LIKE.sub("_x005F_", plain(text)), {"\r": ""})


def xml_value(text: str) -> str:
    """A text between the double quotes of an attribute."""
    breaks = {"\n": "&#10;", "\t": "&#9;", "\r": "", '"': "&quot;"}
    return escape(plain(text), breaks)
