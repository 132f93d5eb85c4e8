"""The cells of a sheet part: found by their place, made where they are missing, restyled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from outputs.letters.ooxml_tree import SHEET_ORDER, Element, child, children, like, need

ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
STYLE = rb"""\b(?:s|style)\s*=\s*["'](?:%s)["']"""
"""How a part names a style by its number."""

LAST_COLUMN, LAST_ROW = 16_383, 1_048_575
"""The last cell of an XLSX sheet is XFD1048576."""

Place = tuple[int, int]
"""A cell by row and column, both counted from zero."""


def place_of(address: str) -> Place | None:
    """The place of an address such as C7; None where it is no cell of a sheet."""
    found = ADDRESS.fullmatch(address.strip())
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    place = (int(found[2]) - 1, column - 1)
    return place if place[0] <= LAST_ROW and place[1] <= LAST_COLUMN else None


def address_of(place: Place) -> str:
    """The address of a place: (6, 2) is C7."""
    row, column = place
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def quoted(sheet: str) -> str:
    """The name of a sheet as formulas and links write it."""
    return "'" + sheet.replace("'", "''") + "'"


class Cells:
    """The cells of one sheet; every row and cell is given its address."""

    def __init__(self, root: Element) -> None:
        """Take the sheet with this root element."""
        self.root = root
        self._held = need(root, "sheetData", SHEET_ORDER)
        self._rows: dict[int, Element] = {}
        before = -1
        for row in children(self._held, "row"):
            before = int(row.get("r", before + 2)) - 1
            row.set("r", str(before + 1))
            self._rows.setdefault(before, row)
            _address(row, before)
        self._shown = _merged(root)

    def shown(self, place: Place) -> Place:
        """The cell that shows this place: the first of a merged area, or itself."""
        row, column = place
        for first_row, first_column, last_row, last_column in self._shown:
            if first_row <= row <= last_row and first_column <= column <= last_column:
                return first_row, first_column
        return place

    def style(self, place: Place) -> int:
        """The style of a cell: its own, its row's or its column's."""
        row = self._rows.get(place[0])
        cell = None if row is None else _find(row, address_of(place))
        if cell is not None:
            return int(cell.get("s", "0"))
        if row is not None and row.get("customFormat") in ("1", "true"):
            return int(row.get("s", "0"))
        return self._style_of_column(place[1])

    def set_style(self, place: Place, style: int) -> None:
        """Give a cell this style, and make it where it is missing."""
        self._cell(place).set("s", str(style))

    def _cell(self, place: Place) -> Element:
        row = self._row(place[0])
        address = address_of(place)
        cell = _find(row, address)
        if cell is None:
            cell = row.makeelement(like(row, "c"), {"r": address})
            row.insert(_first_after(row, place[1]), cell)
            row.attrib.pop("spans", "")
        return cell

    def _row(self, number: int) -> Element:
        if number not in self._rows:
            row = self._held.makeelement(like(self._held, "row"), {"r": str(number + 1)})
            later = [there for at, there in self._rows.items() if at > number]
            at = self._held.index(later[0]) if later else len(self._held)
            self._held.insert(at, row)
            self._rows[number] = row
            self._rows = dict(sorted(self._rows.items()))
        return self._rows[number]

    def _style_of_column(self, column: int) -> int:
        for listed in children(self.root, "cols"):
            for told in listed:
                if int(told.get("min", "0")) <= column + 1 <= int(told.get("max", "0")):
                    return int(told.get("style", "0"))
        return 0


def names_style(content: bytes, styles: Iterable[int]) -> bool:
    """Whether a sheet part may use one of these styles, before it is parsed."""
    numbers = "|".join(map(str, styles)).encode()
    return bool(numbers) and re.search(STYLE % numbers, content) is not None


def restyle(root: Element, styles: Mapping[int, int]) -> None:
    """Exchange the styles of cells, rows and columns."""
    for name, key in (("c", "s"), ("row", "s"), ("col", "style")):
        for element in root.iter(like(root, name)):
            style = styles.get(int(element.get(key, "-1")))
            if style is not None:
                element.set(key, str(style))


def _address(row: Element, number: int) -> None:
    """Give the cells of a row the addresses that their order means, where one has none."""
    cells = list(children(row, "c"))
    if None not in [cell.get("r") for cell in cells]:
        return
    column = -1
    for cell in cells:
        place = place_of(cell.get("r", "")) or (number, column + 1)
        column = place[1]
        cell.set("r", address_of((number, column)))


def _find(row: Element, address: str) -> Element | None:
    return next((cell for cell in children(row, "c") if cell.get("r") == address), None)


def _first_after(row: Element, column: int) -> int:
    """The position in a row before which a cell of this column belongs."""
    for at, cell in enumerate(row):
        place = place_of(cell.get("r", ""))
        if place is None or place[1] > column:
            return at
    return len(row)


def _merged(root: Element) -> list[tuple[int, int, int, int]]:
    listed = child(root, "mergeCells")
    areas = []
    for area in () if listed is None else listed:
        first, _, last = area.get("ref", "").partition(":")
        start, end = place_of(first), place_of(last)
        if start is not None and end is not None:
            areas.append((*start, *end))
    return areas
