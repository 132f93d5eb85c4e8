"""The drawing of a sheet that shows its notes, made where there is none."""

from __future__ import annotations

from collections.abc import Mapping

from outputs.letters.ooxml import Package, Relation
from outputs.letters.ooxml_cells import Place
from outputs.letters.ooxml_shapes import (
    Drawing,
    Raster,
    box_height,
    new_drawing,
)
from outputs.letters.ooxml_tree import SHEET_ORDER, child, like, put_in_order

DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


class Boxes:
    """The boxes of the notes of one sheet part."""

    def __init__(self, package: Package, sheet: str) -> None:
        """Take the drawing a sheet names; nothing is made before a note is shown."""
        self.package = package
        self.sheet = sheet
        self._identity = f"{{{package.dialect}}}id"
        self._relation = self._named()
        self._drawing: Drawing | None = None
        self._raster: Raster | None = None

    def _named(self) -> Relation | None:
        named = child(self.package.tree(self.sheet), "legacyDrawing")
        identity = None if named is None else named.get(self._identity)
        found = (r for r in self.package.relations(self.sheet) if r.id == identity and r.target)
        return next(found, None)

    def _taken(self) -> Drawing:
        if self._relation is None:
            self._relation = self._make()
        if self._drawing is None:
            self._drawing = Drawing(self.package.edit(self._relation.target))
        return self._drawing

    def _make(self) -> Relation:
        part = self.package.new_name("xl/drawings/vmlDrawing{}.vml")
        self.package.add_extension("vml", DRAWING_TYPE)
        self.package.add(part, b"", DRAWING_TYPE)
        self.package.hold(part, new_drawing())
        relation = self.package.relate(self.sheet, "vmlDrawing", part)
        sheet = self.package.edit(self.sheet)
        named = child(sheet, "legacyDrawing")
        if named is None:
            space = {"r": self.package.dialect}
            named = sheet.makeelement(like(sheet, "legacyDrawing"), nsmap=space)
            put_in_order(sheet, named, SHEET_ORDER)
        named.set(self._identity, relation)
        return Relation(relation, "vmlDrawing", part)

    def show(self, place: Place, text: str) -> None:
        """Let a cell have a box large enough for the text of its note."""
        if self._raster is None:
            self._raster = Raster(self.package.tree(self.sheet))
        height = box_height(text)
        anchor = self._raster.anchor(place, height)
        if place in self._taken().boxes:
            self._taken().resize(place, anchor)
        else:
            self._taken().add(place, anchor, height)

    def complete(self, texts: Mapping[Place, str]) -> None:
        """Give a box to every cell that has a note and no box."""
        for place in sorted(texts.keys() - self._taken().boxes.keys()):
            self.show(place, texts[place])

    def hide(self, places: list[Place]) -> None:
        """Take the boxes of these cells away."""
        for place in places if self._relation else ():
            self._taken().remove(place)

    def close(self) -> None:
        """Take the drawing away where we emptied it."""
        if self._drawing is None or self._relation is None or not self._drawing.is_empty:
            return
        sheet = self.package.edit(self.sheet)
        named = child(sheet, "legacyDrawing")
        if named is not None:
            sheet.remove(named)
        self.package.unrelate(self.sheet, self._relation.id)
        self.package.remove(self._relation.target)
