"""The boxes of a sheet's notes: VML shapes, large enough for their texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import ceil

from outputs.letters.ooxml_cells import LAST_COLUMN, LAST_ROW, Place
from outputs.letters.ooxml_tree import Element, child, children, like, local, parsed

VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
EXCEL = "urn:schemas-microsoft-com:office:excel"
CLIENT_DATA = f"{{{EXCEL}}}ClientData"
SPACES = f'xmlns:v="{VML}" xmlns:o="{OFFICE}" xmlns:x="{EXCEL}"'
SHAPE_ID = "_x0000_t202"
"""The type that spreadsheet programs give to the box of a note."""

SHAPE_TYPE = (
    f'<v:shapetype id="{SHAPE_ID}" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
    "margin-left:80pt;margin-top:5pt;width:{width}pt;height:{height}pt;z-index:{depth};"
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
    "<x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
SHAPE_NUMBER = re.compile(r"_s([0-9]{1,9})$")
BLOCK = 1024
"""Shapes are numbered in blocks of 1024; the drawing lists the blocks it uses."""

WIDTH, LINE_HEIGHT, LINE_LETTERS = 340, 17, 44
"""Pixels of a box and of a line in it, and the letters that a line holds."""
LARGEST_HEIGHT = 640
USUAL = ("defaultColWidth", "defaultRowHeight")
COLUMN_PIXELS, LETTER_PIXELS, ROW_PIXELS = 64, 7, 20
"""What a spreadsheet program takes where a sheet does not say."""


def new_drawing() -> Element:
    """A drawing without boxes."""
    return parsed(
        f'<xml {SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
        f"</o:shapelayout>{SHAPE_TYPE}</xml>".encode()
    )


class Drawing:
    """The boxes of a drawing by the cell they belong to."""

    def __init__(self, root: Element) -> None:
        """Take the drawing with this root element."""
        self.root = root
        shapes = list(root.iter(f"{{{VML}}}shape"))
        self.boxes = {place: shape for shape in shapes if (place := _place(shape)) is not None}
        self._last = 0

    @property
    def is_empty(self) -> bool:
        """Whether it shows nothing."""
        return all(local(piece) in ("shapelayout", "shapetype") for piece in self.root)

    def add(self, place: Place, anchor: str, height: int) -> None:
        """Add a box for the note of a cell."""
        if not any(told.get("id") == SHAPE_ID for told in self.root):
            self.root.append(_piece(SHAPE_TYPE))
        self._last = 1 + (self._last or self._highest())
        facts = {
            "number": self._last,
            "depth": len(self.boxes) + 1,
            "width": WIDTH * 3 // 4,
            "height": height * 3 // 4,
            "anchor": anchor,
            "row": place[0],
            "column": place[1],
        }
        self.boxes[place] = _piece(SHAPE.format(**facts))
        self.root.append(self.boxes[place])
        self._count(self._last // BLOCK)

    def _highest(self) -> int:
        shapes = self.root.iter(f"{{{VML}}}shape")
        return max(BLOCK, *map(_shape_number, shapes), 0)

    def _count(self, block: int) -> None:
        """Say that a block of shape numbers is used."""
        for told in self.root.iter(f"{{{OFFICE}}}idmap"):
            listed = [number for number in told.get("data", "").split(",") if number.isdigit()]
            if str(block) not in listed:
                told.set("data", ",".join([*listed, str(block)]))

    def remove(self, place: Place) -> None:
        """Take the box of a cell away, where it has one."""
        box = self.boxes.pop(place, None)
        holder = None if box is None else box.getparent()
        if box is not None and holder is not None:
            holder.remove(box)

    def resize(self, place: Place, anchor: str) -> None:
        """Let the box of a cell stand at this anchor."""
        facts = self.boxes[place].find(CLIENT_DATA)
        if facts is None:
            return
        told = child(facts, "Anchor")
        if told is None:
            told = facts.makeelement(like(facts, "Anchor"))
            sized = child(facts, "SizeWithCells")
            facts.insert(0 if sized is None else facts.index(sized) + 1, told)
        told.text = anchor


def _place(shape: Element) -> Place | None:
    """The cell whose note a shape shows."""
    facts = shape.find(CLIENT_DATA)
    if facts is None or facts.get("ObjectType") != "Note":
        return None
    row, column = (facts.findtext(like(facts, name), "").strip() for name in ("Row", "Column"))
    return (int(row), int(column)) if row.isdigit() and column.isdigit() else None


def _piece(xml: str) -> Element:
    return parsed(f"<xml {SPACES}>{xml}</xml>".encode())[0]


def _shape_number(shape: Element) -> int:
    names = (shape.get("id", ""), shape.get(f"{{{OFFICE}}}spid", ""))
    found = (SHAPE_NUMBER.search(name) for name in names)
    return max((int(match[1]) for match in found if match), default=0)


def box_height(text: str) -> int:
    """The pixels a text takes in a box."""
    lines = sum(max(1, ceil(len(line) / LINE_LETTERS)) for line in text.split("\n"))
    return min(LARGEST_HEIGHT, (lines + 1) * LINE_HEIGHT)


class Raster:
    """How wide the columns and how high the rows of a sheet are, in pixels."""

    def __init__(self, sheet: Element) -> None:
        """Take the sheet with this root element."""
        usual = child(sheet, "sheetFormatPr")
        wide, high = ("", "") if usual is None else (usual.get(name, "") for name in USUAL)
        self._usual_width = _width(wide) or COLUMN_PIXELS
        self._usual_height = _height(high) or ROW_PIXELS
        self._columns = [
            (int(column.get("min", "0")) - 1, int(column.get("max", "0")) - 1, _shown_width(column))
            for listed in children(sheet, "cols")
            for column in listed
        ]
        rows = (row for held in children(sheet, "sheetData") for row in held)
        self._rows = {int(row.get("r", "0")) - 1: _shown_height(row) for row in rows}

    def anchor(self, place: Place, height: int) -> str:
        """Where the box of a cell stands: right of it, one row higher."""
        row, column = place
        first_column = min(column + 1, LAST_COLUMN)
        first_row = max(0, row - 1)
        last_column, right = _walk(first_column, 15 + WIDTH, self._width_at, LAST_COLUMN)
        last_row, below = _walk(first_row, 4 + height, self._height_at, LAST_ROW)
        ends: Sequence[int] = (first_column, 15, first_row, 4, last_column, right, last_row, below)
        return ", ".join(str(end) for end in ends)

    def _width_at(self, column: int) -> int:
        for first, last, width in self._columns:
            if first <= column <= last:
                return self._usual_width if width is None else width
        return self._usual_width

    def _height_at(self, row: int) -> int:
        height = self._rows.get(row)
        return self._usual_height if height is None else height


def _walk(start: int, pixels: int, size_at: Callable[[int], int], last: int) -> tuple[int, int]:
    """Where one comes to from a column or row after so many pixels, and how far into it."""
    at = start
    while at < last and pixels >= size_at(at):
        pixels -= size_at(at)
        at += 1
    return at, max(0, min(pixels, size_at(at)))


def _width(told: str) -> int:
    return round(float(told) * LETTER_PIXELS) + 5 if told else 0


def _height(told: str) -> int:
    return round(float(told) * 4 / 3) if told else 0


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") in ("1", "true")


def _shown_width(column: Element) -> int | None:
    return 0 if _is_hidden(column) else _width(column.get("width", "")) or None


def _shown_height(row: Element) -> int | None:
    return 0 if _is_hidden(row) else _height(row.get("ht", "")) or None
