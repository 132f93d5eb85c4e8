"""The workbook part of a spreadsheet file: its sheets in order and the names it defines."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from outputs.letters.ooxml import NoWorkbookError, Package
from outputs.letters.ooxml_cells import quoted
from outputs.letters.ooxml_tree import (
    BOOK_ORDER,
    Element,
    child,
    children,
    like,
    need,
    plain,
    space_of,
)

WORKSHEET = "worksheet"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
"""What a workbook without macros is, and the only kind that may be named .xlsx."""

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet: the name on its tab, its part, and whether it holds cells."""

    name: str
    part: str
    has_cells: bool


class Book:
    """The workbook of a package."""

    def __init__(self, package: Package) -> None:
        """Find the workbook; NoWorkbookError where there is none, or one with macros."""
        starts = [r.target for r in package.relations() if r.kind == "officeDocument"]
        if not starts or not starts[0]:
            raise NoWorkbookError("no workbook in the package")
        self.package = package
        self.part = starts[0]
        if package.type_of(self.part) != BOOK_TYPE:
            raise NoWorkbookError("a workbook of another kind")
        if child(package.tree(self.part), "sheets") is None:
            raise NoWorkbookError("a workbook without sheets")

    @property
    def views(self) -> int:
        """How many windows the workbook opens in."""
        views = child(self.package.tree(self.part), "bookViews")
        return 1 if views is None else max(1, len(views))

    @property
    def space(self) -> str:
        """The namespace of the workbook and of all that is in it."""
        return space_of(self.package.tree(self.part))

    def related(self, kind: str) -> str:
        """The part the workbook uses for styles and the like; empty where there is none."""
        found = (r.target for r in self.package.relations(self.part) if r.kind == kind)
        return next(found, "")

    def sheets(self) -> list[SheetPart]:
        """The sheets in the order of their tabs, without those whose part is missing."""
        relations = {r.id: r for r in self.package.relations(self.part)}
        found = []
        for told in self._sheets():
            relation = relations.get(self._relation_of(told))
            if relation is not None and relation.target:
                has_cells = relation.kind == WORKSHEET
                found.append(SheetPart(told.get("name", ""), relation.target, has_cells))
        return found

    def _sheets(self) -> Element:
        return need(self.package.tree(self.part), "sheets", BOOK_ORDER)

    def _relation_of(self, told: Element) -> str:
        return told.get(f"{{{self.package.dialect}}}id", "")

    def put_first(self, name: str, content: bytes, names: dict[str, str]) -> None:
        """Add a sheet before all others, with the names it defines for itself, and open on it."""
        part = self.package.new_name("xl/worksheets/sheet{}.xml")
        self.package.add(part, content, SHEET_TYPE)
        root = self.package.edit(self.part)
        listed = self._sheets()
        numbers = [int(told.get("sheetId", "0")) for told in listed]
        new = listed.makeelement(
            like(listed, "sheet"),
            {
                "name": name,
                "sheetId": str(max(numbers, default=0) + 1),
                f"{{{self.package.dialect}}}id": self.package.relate(self.part, WORKSHEET, part),
            },
        )
        listed.insert(0, new)
        self._move_names(+1, 0)
        defined = need(root, "definedNames", BOOK_ORDER)
        for key, text in names.items():
            facts = {"name": key, "localSheetId": "0"}
            etree.SubElement(defined, like(root, "definedName"), facts).text = plain(text)
        self._open_first()

    def _open_first(self) -> None:
        views = need(self.package.edit(self.part), "bookViews", BOOK_ORDER)
        if not len(views):
            etree.SubElement(views, like(views, "workbookView"))
        for view in views:
            view.attrib.pop("firstSheet", "")
            view.attrib.pop("activeTab", "")

    def remove(self, sheet: SheetPart) -> None:
        """Take a sheet away with its names and every part that only it uses."""
        relations = {r.id: r.target for r in self.package.relations(self.part)}
        listed = self._sheets()
        before = self.package.reached()
        for at, told in enumerate(listed):
            relation = self._relation_of(told)
            if relations.get(relation) == sheet.part:
                self.package.edit(self.part)
                listed.remove(told)
                self.package.unrelate(self.part, relation)
                self._forget_names(at, sheet.name)
                self._move_names(-1, at)
                break
        for part in sorted(before - self.package.reached()):
            self.package.remove(part)

    def forget_calculation_chain(self) -> None:
        """Take the chain of calculations away: programs make it anew."""
        for relation in self.package.relations(self.part):
            if relation.kind == "calcChain" and relation.target:
                self.package.unrelate(self.part, relation.id)
                self.package.remove(relation.target)

    def _names(self) -> list[Element]:
        defined = child(self.package.tree(self.part), "definedNames")
        return [] if defined is None else list(children(defined, "definedName"))

    def _move_names(self, step: int, start: int) -> None:
        """Let the names that belong to sheet `start` and later ones follow their sheet."""
        for name in self._names():
            owner = int(name.get("localSheetId", "-1"))
            if owner >= start:
                name.set("localSheetId", str(owner + step))

    def _forget_names(self, at: int, sheet: str) -> None:
        for name in self._names():
            local = name.get("localSheetId") == str(at)
            if local or _names_sheet(name.text or "", sheet):
                _drop(name)
        defined = child(self.package.tree(self.part), "definedNames")
        if defined is not None and not len(defined):
            _drop(defined)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _names_sheet(formula: str, sheet: str) -> bool:
    """Whether a formula stands on this sheet: Temuan!$A$1 or 'Temuan'!$A$1."""
    return formula.startswith((f"{sheet}!", f"{quoted(sheet)}!"))
