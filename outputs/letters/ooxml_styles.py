"""The style sheet of a spreadsheet file: marks laid over a style and taken off again."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from lxml import etree

from outputs.letters.ooxml_book import Book
from outputs.letters.ooxml_tree import (
    STYLE_ORDER,
    Element,
    child,
    need,
    parsed,
    pieces,
    space_of,
)
from schemas.problem import Severity

MARK_COLOURS: dict[Severity, str] = {
    Severity.BLOCKING: "F7A6A1",
    Severity.CONFIRM: "FFE57A",
    Severity.NOTE: "CBE3F6",
}
"""Colours no palette offers: a fill of one of them is a mark."""

USUAL_PART = "xl/styles.xml"
"""Where some programs look for the style sheet, whatever the workbook says."""

STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
TEXT_FORMAT = 49
"""The number format @, which takes what is typed as text."""

FIRSTS: dict[str, tuple[str, ...]] = {
    "fonts": ('<font><sz val="10"/><name val="Arial"/><family val="2"/></font>',),
    "fills": (
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
    ),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellStyleXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',),
}
"""What each list of a style sheet holds at least; ECMA-376 reserves the first two fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a cell of a sheet of ours looks; colours are six hex digits, size in points.

    A cell that is not locked takes what is typed as text.
    """

    size: int = 10
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = "000000"
    fill: str = ""
    border: bool = False
    centred: bool = False
    on_top: bool = False
    locked: bool = True


class Styles:
    """The styles of one workbook, by the index that its cells name."""

    def __init__(self, book: Book) -> None:
        """Take the style sheet of the workbook, made where there is none."""
        self.package = book.package
        self.part = book.related("styles") or self._made(book)
        root = self.package.tree(self.part)
        for name, firsts in FIRSTS.items():
            held = need(root, name, STYLE_ORDER)
            if not len(held):
                self._add(name, firsts)
        self._found: dict[str, dict[bytes, int]] = {}
        self._filled: dict[tuple[int, str], int] = {}
        self._looks: dict[Look, int] = {}

    def _made(self, book: Book) -> str:
        taken = book.package.part(USUAL_PART)
        part = book.package.new_name("xl/styles{}.xml") if taken else USUAL_PART
        book.package.add(part, f'<styleSheet xmlns="{book.space}"/>'.encode(), STYLES_TYPE)
        book.package.relate(book.part, "styles", part)
        return part

    def _add(self, name: str, firsts: tuple[str, ...]) -> None:
        held = need(self.package.edit(self.part), name, STYLE_ORDER)
        held.extend(pieces(held, "".join(firsts)))
        held.set("count", str(len(held)))

    def _list(self, name: str) -> Element:
        return need(self.package.tree(self.part), name, STYLE_ORDER)

    def _index_of(self, name: str, piece: Element, key: bytes) -> int:
        """Where a list holds this piece, put at its end where it does not hold it."""
        held = self._list(name)
        if name not in self._found:
            there = {_key(there): at for at, there in reversed(list(enumerate(held)))}
            self._found[name] = there
        found = self._found[name]
        if key not in found:
            self.package.edit(self.part)
            held.append(deepcopy(piece))
            held.set("count", str(len(held)))
            found[key] = len(held) - 1
        return found[key]

    def _piece(self, name: str, xml: str) -> int:
        return self._index_of(name, *_parsed(space_of(self._list(name)), xml))

    def filled(self, style: int, colour: str) -> int:
        """The style that is like this one with this colour behind it."""
        if (style, colour) not in self._filled:
            fill = self._piece("fills", _fill(colour))
            self._filled[style, colour] = self._with_fill(style, fill)
        return self._filled[style, colour]

    def _with_fill(self, style: int, fill: int) -> int:
        styles = self._list("cellXfs")
        changed = deepcopy(styles[style if style < len(styles) else 0])
        changed.set("fillId", str(fill))
        changed.attrib.pop("applyFill", "")
        if fill:
            changed.set("applyFill", "1")
        return self._index_of("cellXfs", changed, _key(changed))

    def unmarked(self) -> dict[int, int]:
        """The styles that carry a mark, each with the style it has without."""
        fills = {at for at, fill in enumerate(self._list("fills")) if _is_mark(fill)}
        marked = [
            at
            for at, style in enumerate(self._list("cellXfs"))
            if int(style.get("fillId", "0")) in fills
        ]
        return {at: self._with_fill(at, 0) for at in marked}

    def look(self, look: Look) -> int:
        """The style of a cell that looks like this."""
        if look not in self._looks:
            self._looks[look] = self._piece("cellXfs", self._style(look))
        return self._looks[look]

    def _style(self, look: Look) -> str:
        indexes = {
            "fontId": self._piece("fonts", _font(look)),
            "fillId": self._piece("fills", _fill(look.fill)) if look.fill else 0,
            "borderId": self._piece("borders", _border(look)),
        }
        facts = "".join(f' {name}="{index}"' for name, index in indexes.items())
        number_format = 0 if look.locked else TEXT_FORMAT
        beside = 'horizontal="center"' if look.centred else 'horizontal="left" indent="1"'
        vertical = "top" if look.on_top else "center"
        return (
            f'<xf numFmtId="{number_format}"{facts} xfId="0" applyNumberFormat="1" '
            'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">'
            f'<alignment {beside} vertical="{vertical}" wrapText="1"/>'
            f'<protection locked="{int(look.locked)}"/></xf>'
        )


@cache
def _parsed(space: str, xml: str) -> tuple[Element, bytes]:
    """A piece of a style sheet, to be copied before it is put anywhere, and its key."""
    holder = parsed(f'<holder xmlns="{space}">{xml}</holder>'.encode())
    return holder[0], _key(holder[0])


def _key(piece: Element) -> bytes:
    """What is the same for pieces that say the same, whatever the order of their attributes."""
    return etree.tostring(piece, method="c14n", exclusive=True, with_tail=False)


def _is_mark(fill: Element) -> bool:
    pattern = child(fill, "patternFill")
    colour = None if pattern is None else child(pattern, "fgColor")
    if pattern is None or colour is None or pattern.get("patternType") != "solid":
        return False
    return colour.get("rgb", "")[-6:].upper() in MARK_COLOURS.values()


def _fill(colour: str) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def _font(look: Look) -> str:
    shapes = {"b": look.bold, "i": look.italic, "u": look.underline}
    told = "".join(f"<{name}/>" for name, is_so in shapes.items() if is_so)
    return (
        f'<font>{told}<sz val="{look.size}"/><color rgb="FF{look.colour}"/>'
        '<name val="Arial"/><family val="2"/></font>'
    )


def _border(look: Look) -> str:
    if not look.border:
        return "<border><left/><right/><top/><bottom/><diagonal/></border>"
    line = 'style="thin"><color rgb="FF808080"/>'
    sides = "".join(f"<{side} {line}</{side}>" for side in ("left", "right", "top", "bottom"))
    return f"<border>{sides}<diagonal/></border>"
