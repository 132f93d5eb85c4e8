from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping

import pytest
import xlsxwriter
from lxml import etree

from outputs.letters.ooxml_cells import place_of
from outputs.letters.ooxml_tree import SHEET_ORDER, Element

VML = "{urn:schemas-microsoft-com:vml}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"
STYLED = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
Parts = dict[str, bytes]
Change = Callable[[bytes], bytes]


def assert_sound(content: bytes) -> None:
    """Fail where a workbook holds what spreadsheet programs repair or refuse."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {
        name: etree.fromstring(part)
        for name, part in parts.items()
        if name.endswith((".xml", ".rels", ".vml"))
    }
    _assert_types(trees["[Content_Types].xml"], parts)
    related = {name: _targets(name, tree) for name, tree in trees.items() if name[-5:] == ".rels"}
    assert {target for targets in related.values() for target in targets.values()} <= set(parts)
    book = trees["xl/workbook.xml"]
    _assert_book(book, related["xl/_rels/workbook.xml.rels"])
    (styles,) = (tree for tree in trees.values() if _local(tree) == "styleSheet")
    count = _styles(styles)
    for name, tree in trees.items():
        if _local(tree) == "worksheet":
            _assert_sheet(tree, count)
            head, tail = posixpath.split(name)
            _assert_notes(tree, trees, related.get(f"{head}/_rels/{tail}.rels", {}))


def _local(element: Element) -> str:
    return etree.QName(element).localname


def _of(root: Element, *names: str) -> list[Element]:
    return [found for found in root.iter() if _local(found) in names]


def _unique(found: list[str]) -> bool:
    return max(Counter(found).values(), default=0) <= 1


def _assert_types(types: Element, parts: Parts) -> None:
    overrides = [told.get("PartName", "")[1:] for told in types if _local(told) == "Override"]
    extensions = [told.get("Extension", "") for told in types if _local(told) == "Default"]
    assert _unique(overrides)
    assert _unique(extensions)
    assert set(overrides) <= set(parts)
    for name in parts:
        is_told = name in overrides or name.rpartition(".")[2] in extensions
        assert is_told or name.endswith("/") or name == "[Content_Types].xml", name


def _targets(name: str, tree: Element) -> dict[str, str]:
    source = posixpath.dirname(posixpath.dirname(name))
    inside = [told for told in tree if told.get("TargetMode") != "External"]
    assert _unique([told.get("Id", "") for told in tree])
    return {
        told.get("Id", ""): posixpath.normpath(
            posixpath.join(f"/{source}", told.get("Target", ""))
        )[1:]
        for told in inside
    }


def _assert_book(book: Element, related: dict[str, str]) -> None:
    sheets = _of(book, "sheet")
    relations = [next(v for k, v in s.attrib.items() if str(k).endswith("}id")) for s in sheets]
    assert _unique([str(relation) for relation in relations])
    assert set(map(str, relations)) <= set(related)
    assert _unique([s.get("name", "").casefold() for s in sheets])
    assert _unique([s.get("sheetId", "") for s in sheets])
    names = _of(book, "definedName")
    owners = [(n.get("localSheetId", "-1"), n.get("name", "").casefold()) for n in names]
    assert len(set(owners)) == len(owners)
    assert all(int(owner) < len(sheets) for owner, _ in owners)
    assert all(int(view.get("activeTab", "0")) == 0 for view in _of(book, "workbookView"))


def _styles(styles: Element) -> int:
    held = {_local(group): group for group in styles}
    for group in (*STYLED.values(), "cellXfs"):
        assert held[group].get("count", str(len(held[group]))) == str(len(held[group]))
    for style in (*held["cellXfs"], *held["cellStyleXfs"]):
        for index, group in STYLED.items():
            assert int(style.get(index, "0")) < len(held[group])
    return len(held["cellXfs"])


def _assert_sheet(sheet: Element, styles: int) -> None:
    order = [SHEET_ORDER.index(_local(piece)) for piece in sheet if _local(piece) in SHEET_ORDER]
    assert order == sorted(order)
    told = (place_of(cell.get("r", "")) for cell in _of(sheet, "c"))
    places = [place for place in told if place is not None]
    assert places == sorted(set(places))
    rows = [int(row.get("r", "0")) for row in _of(sheet, "row")]
    assert not all(rows) or rows == sorted(set(rows))
    assert all(int(cell.get("s", "0")) < styles for cell in _of(sheet, "c"))
    assert all(merged.get("ref") for merged in _of(sheet, "mergeCell"))


def _assert_notes(sheet: Element, trees: dict[str, Element], related: dict[str, str]) -> None:
    """Every note has one author, one text and one box, and no two boxes share a name."""
    held = [trees[part] for part in related.values() if _is_notes(trees, part)]
    drawings = [trees[part] for part in related.values() if part.endswith(".vml")]
    assert len(held) <= 1
    assert len(_of(sheet, "legacyDrawing")) == (1 if drawings else 0)
    shapes = [shape for drawing in drawings for shape in drawing.iter(f"{VML}shape")]
    facts = [told for shape in shapes for told in shape.iter(f"{EXCEL}ClientData")]
    boxes = [_cell(told) for told in facts if told.get("ObjectType") == "Note"]
    for notes in held:
        refs = [note.get("ref", "") for note in _of(notes, "comment")]
        assert _unique(refs)
        assert Counter(place_of(ref) for ref in refs) == Counter(boxes)
        authors = len(_of(notes, "author"))
        assert all(int(note.get("authorId", "0")) < authors for note in _of(notes, "comment"))
        assert all(len(_said(note)) <= 32_767 for note in _of(notes, "comment"))
    if not any(shape.get("id") == "shape_0" for shape in shapes):  # LibreOffice's own name
        assert _unique([shape.get("id", "") for shape in shapes])


def _is_notes(trees: dict[str, Element], part: str) -> bool:
    return part in trees and _local(trees[part]) == "comments"


def _said(note: Element) -> str:
    return "".join(told.text or "" for told in _of(note, "t"))


def _cell(facts: Element) -> tuple[int, int]:
    anchor = facts.findtext(f"{EXCEL}Anchor", "0,0,0,0,1,0,1,0").split(",")
    left, _, top, _, right, _, bottom, _ = map(int, anchor)
    assert left <= right
    assert top < bottom
    return int(facts.findtext(f"{EXCEL}Row", "")), int(facts.findtext(f"{EXCEL}Column", ""))


def _workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("S")
        sheet.write(0, 0, 1, book.add_format({"bold": True}))
        sheet.write(1, 0, 2)
        sheet.write_comment(0, 0, "note")
    return buffer.getvalue()


def changed(content: bytes, parts: Mapping[str, Change | bytes]) -> bytes:
    """A workbook with some parts changed, or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            change = parts.get(name, bytes)
            new.writestr(name, change if isinstance(change, bytes) else change(old.read(name)))
        for name, part in parts.items():
            if isinstance(part, bytes) and name not in old.namelist():
                new.writestr(name, part)
    return buffer.getvalue()


def swap(old: bytes, new: bytes) -> Change:
    """The change of a part that puts one text in the place of another that it holds."""

    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new)

    return change


def test_a_workbook_as_a_program_writes_it_is_sound() -> None:
    assert_sound(_workbook())


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b' s="1"', b' s="7"'),
        ("xl/worksheets/sheet1.xml", b'r="A2"', b'r="A1"'),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<legacyDrawing/><sheetData>"),
        ("xl/worksheets/_rels/sheet1.xml.rels", b"comments1", b"comments2"),
        ("xl/styles.xml", b'<cellXfs count="2"', b'<cellXfs count="3"'),
        ("xl/comments1.xml", b'ref="A1"', b'ref="A2"'),
        ("xl/comments1.xml", b'authorId="0"', b'authorId="4"'),
        ("[Content_Types].xml", b"/xl/comments1.xml", b"/xl/comments2.xml"),
        ("xl/workbook.xml", b'r:id="rId1"', b'r:id="rId99"'),
    ],
)
def test_what_a_program_would_repair_is_seen(part: str, old: bytes, new: bytes) -> None:
    broken = changed(_workbook(), {part: swap(old, new)})
    with pytest.raises(AssertionError):
        assert_sound(broken)
