from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import pytest
import xlsxwriter
from openpyxl.workbook import Workbook

from outputs.letters.letter import Letter
from outputs.letters.marked import marked_workbook
from tests.outputs.test_letter_marked import (
    FIRST,
    colours,
    letter,
    notes,
    opened,
    point,
    values,
)
from tests.outputs.test_letter_marked_sound import assert_sound, changed, swap

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
"""openpyxl warns of what it cannot read; it is not the program that is tested."""

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
SHEET = "xl/worksheets/sheet1.xml"
TOLD = letter(point("S", "B2"), point("S", "D9", code="AAAA-AAAA"), point("T", "A1"))
MARKED = {("S", "B2"), ("S", "D9"), ("T", "A1")}


def picture() -> bytes:
    """A PNG file of one grey pixel."""
    head = struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)
    pieces = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0\x80")), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))
        for kind, held in pieces
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@cache
def rich() -> bytes:
    """A workbook with everything a village might add to one."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet, other = book.add_worksheet("S"), book.add_worksheet("T")
        chart = book.add_chartsheet("Grafik")
        drawn = book.add_chart({"type": "column"})
        drawn.add_series({"values": "=S!$B$1:$B$3"})
        chart.set_chart(drawn)
        for row in range(6):
            sheet.write_row(row, 0, [f"Baris {row}", row, f"=B{row + 1}*2"])
        sheet.write_formula(7, 1, "=SUM(B1:B6)", None, 15)
        sheet.write_comment("B2", "Dari desa", {"author": "Budi"})
        sheet.write_comment("B3", "Dari desa juga", {"author": "Siti"})
        sheet.insert_image("F2", "stempel.png", {"image_data": io.BytesIO(picture())})
        inner = book.add_chart({"type": "line"})
        inner.add_series({"values": "=S!$B$1:$B$3"})
        sheet.insert_chart("H2", inner)
        sheet.insert_button("F10", {"caption": "Hitung"})
        sheet.data_validation("B1:B6", {"validate": "integer", "criteria": ">", "value": 0})
        sheet.conditional_format("B1:B6", {"type": "data_bar", "data_bar_2010": True})
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column("D:D", 12, book.add_format({"num_format": "0.00", "italic": True}))
        sheet.merge_range("A10:C10", "gabung")
        sheet.write_url("A12", "https://example.org")
        sheet.autofilter("A1:C6")
        sheet.add_table("J1:K3")
        sheet.set_header("&L&G", {"image_left": "x.png", "image_data_left": io.BytesIO(picture())})
        other.write(0, 0, "isi")
        other.activate()
        book.define_name("Jumlah", "=S!$B$8")
        book.define_name("T!Jumlah", "=T!$A$1")
    return buffer.getvalue()


@cache
def plain() -> bytes:
    """A small workbook of two sheets."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("S")
        for row in range(4):
            sheet.write_row(row, 0, [f"Baris {row}", row, row / 2])
        book.add_worksheet("T").write(0, 0, "isi")
    return buffer.getvalue()


def assert_marked(content: bytes, told: Letter = TOLD) -> bytes:
    """Mark a workbook, look at it, mark it again; the marked workbook."""
    marked = marked_workbook(content, told)
    assert_sound(marked)
    assert values(marked) == values(content)
    assert set(colours(marked)) == MARKED
    assert set(notes(marked)) >= MARKED
    book = opened(marked)
    assert book.sheetnames == [FIRST, *opened(content).sheetnames]
    assert book.active is book.worksheets[0]
    again = marked_workbook(marked, told)
    assert_sound(again)
    assert (notes(again), colours(again)) == (notes(marked), colours(marked))
    return marked


def test_everything_a_village_added_is_kept() -> None:
    marked = assert_marked(rich())
    with zipfile.ZipFile(io.BytesIO(rich())) as old, zipfile.ZipFile(io.BytesIO(marked)) as new:
        for name in old.namelist():
            if re.search(r"media|chart|drawing\d|tables|docProps|theme|sharedStrings", name):
                assert old.read(name) == new.read(name), name
        before, after = (archive.read(SHEET).decode() for archive in (old, new))
        for kept in ("conditionalFormatting", "dataValidations", "autoFilter", "mergeCells"):
            pattern = rf"<{kept}.*</{kept}>|<{kept}[^>]*/>"
            assert re.findall(pattern, before) == re.findall(pattern, after) != []
        tail = before[before.index("<pageMargins") :]
        assert after.endswith(tail)
    assert opened(marked)["S"].row_dimensions[5].hidden
    told = notes(marked)
    assert told["S", "B3"] == ("Siti", "Dari desa juga")
    assert told["S", "B2"][0] == "Budi"
    assert told["S", "B2"][1].startswith("Dari desa\n\n[Rumah Data] ")
    book = opened(marked)
    assert book.defined_names["Jumlah"].attr_text == "S!$B$8"
    assert book["T"].defined_names["Jumlah"].attr_text == "T!$A$1"


def test_a_made_cell_looks_like_its_column() -> None:
    cell = opened(assert_marked(rich()))["S"]["D9"]
    assert (cell.number_format, cell.font.italic) == ("0.00", True)


def test_a_made_cell_looks_like_its_row() -> None:
    content = changed(plain(), {SHEET: swap(b'<row r="2"', b'<row r="2" s="1" customFormat="1"')})
    styles = swap(
        b"</cellXfs>", b'<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    )
    content = changed(content, {"xl/styles.xml": styles})
    content = changed(content, {"xl/styles.xml": swap(b'cellXfs count="1"', b'cellXfs count="2"')})
    marked = marked_workbook(content, letter(point("S", "F2")))
    assert opened(marked)["S"]["F2"].number_format == "0.00"


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def by_openpyxl(content: bytes) -> bytes:
    return saved(opened(content))


def prefixed(content: bytes) -> bytes:
    """The same workbook with a prefix before every element, as some programs write it."""

    def change(part: bytes) -> bytes:
        named = re.sub(rb"<(/?)(?!\?|\w+:)(\w)", rb"<\1x:\2", part)
        ignored = b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        ignored += b'xmlns:y="urn:unknown" mc:Ignorable="y" '
        return named.replace(b'xmlns="' + MAIN, ignored + b'xmlns:x="' + MAIN)

    names = ("xl/workbook.xml", SHEET, "xl/worksheets/sheet2.xml", "xl/styles.xml")
    return changed(content, dict.fromkeys(names, change))


def unaddressed(content: bytes) -> bytes:
    """The same workbook whose rows and cells stand in their order, without addresses."""
    return changed(content, {SHEET: lambda part: re.sub(rb'<(row|c) r="\w+"', rb"<\1", part)})


def absolute(content: bytes) -> bytes:
    """The same workbook whose relations start at the root of the package."""
    relations = swap(b'Target="', b'Target="/xl/')
    start = swap(b'Target="xl/workbook', b'Target="/xl/workbook')
    return changed(content, {"xl/_rels/workbook.xml.rels": relations, "_rels/.rels": start})


def grouped(content: bytes) -> bytes:
    """The same workbook with all sheets selected and the second one shown, in two windows."""
    window = b'<workbookView activeTab="1" firstSheet="1"/>'
    parts = {
        "xl/workbook.xml": lambda part: re.sub(rb"<workbookView[^>]*/>", window * 2, part),
        "xl/worksheets/sheet2.xml": swap(b"<sheetView ", b'<sheetView tabSelected="1" '),
    }
    return changed(content, parts)


def without_styles(content: bytes) -> bytes:
    """The same workbook without a style sheet."""
    parts = {
        "xl/_rels/workbook.xml.rels": lambda part: re.sub(rb"<R[^>]*styles.xml\"/>", b"", part),
        "[Content_Types].xml": lambda part: re.sub(rb"<Override[^>]*styles[^>]*/>", b"", part),
    }
    return without(changed(content, parts), "xl/styles.xml")


def without_windows(content: bytes) -> bytes:
    """The same workbook that says nothing of windows and views."""
    parts = {
        "xl/workbook.xml": lambda part: re.sub(rb"<bookViews>.*</bookViews>", b"", part),
        SHEET: lambda part: re.sub(rb"<sheetViews>.*</sheetViews>", b"", part),
    }
    return changed(content, parts)


def without(content: bytes, part: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    return buffer.getvalue()


def without_shared_texts(_: bytes) -> bytes:
    """A workbook of numbers alone."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("S").write(1, 1, 7)
        book.add_worksheet("T").write(0, 0, 7)
    with zipfile.ZipFile(buffer) as archive:
        assert "xl/sharedStrings.xml" not in archive.namelist()
    return buffer.getvalue()


@pytest.mark.parametrize(
    "write",
    [
        bytes,
        by_openpyxl,
        prefixed,
        unaddressed,
        absolute,
        grouped,
        without_styles,
        without_windows,
        without_shared_texts,
    ],
)
def test_a_workbook_of_any_program_is_marked(write: Callable[[bytes], bytes]) -> None:
    content = write(plain())
    marked = assert_marked(content)
    assert not any(sheet.sheet_view.tabSelected for sheet in opened(marked).worksheets[1:])


def test_rich_workbooks_saved_by_openpyxl_are_marked() -> None:
    told = notes(assert_marked(by_openpyxl(rich())))
    assert told["S", "B3"] == ("Siti", "Dari desa juga")


def test_a_strict_workbook_stays_strict() -> None:
    def strict(part: bytes) -> bytes:
        return part.replace(MAIN, STRICT).replace(OFFICE, STRICT_OFFICE)

    with zipfile.ZipFile(io.BytesIO(plain())) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    content = marked_workbook(changed(plain(), dict.fromkeys(names, strict)), TOLD)
    assert_sound(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name, part in parts.items() if MAIN in part or OFFICE in part]
    assert sum(STRICT in part for name, part in parts.items() if "comments" in name) == 2
