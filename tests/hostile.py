"""Damaged and malicious files, made from good workbooks."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from random import Random

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?><worksheet '
    b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
TAIL = b"</sheetData></worksheet>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT_NS = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    b'<office:body><office:spreadsheet><table:table table:name="S">'
)
CONTENT_END = b"</table:table></office:spreadsheet></office:body></office:document-content>"
VALUE_CELL = (
    b'<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p>'
    b"</table:table-cell>"
)


@cache
def good() -> bytes:
    """A sound workbook of one sheet."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet("S")
        for row in range(20):
            sheet.write_row(row, 0, [f"Label {row}", row, row / 7])
    return written.getvalue()


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of these members."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return written.getvalue()


def with_part(content: bytes, name: str = SHEET, *, workbook: bytes | None = None) -> bytes:
    """A workbook whose part of this name is replaced, or added."""
    with zipfile.ZipFile(io.BytesIO(workbook or good())) as archive:
        kept = [(n, archive.read(n)) for n in archive.namelist() if n != name]
    return zipped([*kept, (name, content)])


def sheet(rows: bytes) -> bytes:
    """A workbook whose one sheet has these rows of XML."""
    return with_part(HEAD + rows + TAIL)


def ods(rows: bytes, *, manifest: bytes = b"<manifest/>") -> bytes:
    """An ODS file with these rows of XML."""
    return zipped(
        [
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", manifest),
            ("content.xml", CONTENT_NS + rows + CONTENT_END),
        ]
    )


def zeros(megabytes: int, told: int | None = None) -> bytes:
    """A workbook whose sheet is so many megabytes of zeros; the header may tell another size."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    block, crc = bytes(1 << 20), 0
    squeezed = bytearray()
    for _ in range(megabytes):
        squeezed += squeeze.compress(block)
        crc = zlib.crc32(block, crc)
    squeezed += squeeze.flush()
    return _with_raw_part(bytes(squeezed), crc, megabytes << 20 if told is None else told)


def _with_raw_part(squeezed: bytes, crc: int, size: int) -> bytes:
    name = SHEET.encode()
    facts = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(squeezed), size, len(name), 0)
    local = b"PK\x03\x04" + facts + name + squeezed
    central = b"PK\x01\x02\x14\x00" + facts + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    other = zipped([("xl/workbook.xml", b"<workbook/>")])
    end = other.rindex(b"PK\x05\x06")
    start = other.index(b"PK\x01\x02")
    moved = bytearray(other[start:end])
    struct.pack_into("<I", moved, 42, len(local))
    body = local + other[:start]
    listed = central + bytes(moved)
    return (
        body
        + listed
        + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2, 2, len(listed), len(body), 0)
    )


def laughs() -> bytes:
    """A workbook whose strings are entities of entities."""
    lines = [b'<!DOCTYPE sst [<!ENTITY a0 "ha">']
    lines += [b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)]
    return with_part(
        b'<?xml version="1.0"?>' + b"".join(lines) + b"]><sst><si><t>&a9;</t></si></sst>",
        "xl/sharedStrings.xml",
    )


def flipped(content: bytes, random: Random, times: int) -> bytes:
    """The bytes with some of them changed."""
    changed = bytearray(content)
    for _ in range(times):
        changed[random.randrange(len(changed))] ^= random.randrange(1, 256)
    return bytes(changed)


def cut(content: bytes, random: Random) -> bytes:
    """The bytes up to some place."""
    return content[: random.randrange(1, len(content) - 1)]


HTML = b"\r\n<html><body><table><tr><td>1</td></tr></table></body></html>"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 4
ENCRYPTED = OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
FAR = {
    "plain": b'<c r="XFD1048576"><v>1</v></c>',
    "style first": b'<c s="1" r="XFD1048576"><v>1</v></c>',
    "single quotes": b"<c r='XFD1048576'><v>1</v></c>",
    "small letters": b'<c r="xfd1048576"><v>1</v></c>',
    "spaces": b'<c r = "XFD1048576"><v>1</v></c>',
    "new line": b'<c\nr="XFD1048576"><v>1</v></c>',
    "prefix": b'<x:c r="XFD1048576"><x:v>1</x:v></x:c>',
    "greater in an attribute": b'<c x=">" r="XFD1048576"><v>1</v></c>',
    "leading zeros": b'<c r="B0000010000"><v>1</v></c>',
    "far right": b'<c r="BA1"><v>1</v></c>',
    "far down": b'<c r="A10000"><v>1</v></c>',
}

REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("file_empty", lambda: b""),
    "random bytes": ("file_unreadable", lambda: Random(1).randbytes(5_000)),
    "picture": ("file_unreadable", lambda: JPEG),
    "web page": ("file_html", lambda: HTML),
    "marked web page": ("file_html", lambda: b"\xef\xbb\xbf<!DOCTYPE html><p>"),
    "plain words": ("file_unreadable", lambda: b"Laporan menyusul"),
    "half": ("file_unreadable", lambda: good()[: len(good()) // 2]),
    "encrypted": ("file_encrypted", lambda: ENCRYPTED),
    "encrypted ods": ("file_encrypted", lambda: ods(b"", manifest=b"<m:encryption-data/>")),
    "broken xls": ("file_unreadable", lambda: OLE + Random(2).randbytes(4_000)),
    "zeros": ("file_zip_bomb", lambda: zeros(200)),
    "zeros told small": ("file_unreadable", lambda: zeros(20, told=100)),
    "members": (
        "file_zip_bomb",
        lambda: zipped((f"xl/{n}.xml", b"") for n in range(5_000)),
    ),
    "laughs": ("file_entities", laughs),
    "nested": ("file_unreadable", lambda: zipped([("report.xlsx", good())])),
    "docx": ("file_unreadable", lambda: zipped([("word/document.xml", b"<w/>")])),
    "xlsb": ("file_unreadable", lambda: zipped([("xl/workbook.bin", b"\x83\x01\x00")])),
    "ods without manifest": ("file_unreadable", lambda: zipped([("content.xml", b"<a/>")])),
    "large": ("file_too_large", lambda: bytes((16 << 20) + 1)),
    "a million rows": (
        "file_zip_bomb",
        lambda: sheet(b'<row r="1"><c r="A1"><v>1</v></c></row>' * 1_000_000),
    ),
    "rows without numbers": (
        "file_far_cell",
        lambda: sheet(b"<row/>" * 1_000_000 + b"<row><c><v>1</v></c></row>"),
    ),
    "far row": (
        "file_far_cell",
        lambda: sheet(b'<row r="900000"><c><v>1</v></c></row>'),
    ),
    "second sheet of an unusual name": (
        "file_far_cell",
        lambda: with_part(HEAD + b"<row r='1'>" + FAR["plain"] + b"</row>" + TAIL, "xl/odd.bin"),
    ),
    "ods rows": (
        "file_far_cell",
        lambda: ods(
            b'<table:table-row table:number-rows-repeated="1000000">'
            + VALUE_CELL
            + b"</table:table-row>"
        ),
    ),
    "ods cells": (
        "file_far_cell",
        lambda: ods(
            b"<table:table-row>"
            + VALUE_CELL.replace(b"cell ", b"cell table:number-columns-repeated='16000' ", 1)
            + b"</table:table-row>"
        ),
    ),
} | {
    f"far cell, {name}": (
        "file_far_cell",
        lambda cell=cell: sheet(b'<row r="1">' + cell + b"</row>"),
    )
    for name, cell in FAR.items()
}
"""Files that are refused, each with the finding it must give."""

SLOW = {
    "cells without end": HEAD + b'<c r="A1"' * 900_000,
    "references": HEAD + b' r="A0' * 1_300_000,
    "errors": HEAD + b'<c r="A1" t="e"><f>' * 400_000 + TAIL,
    "hidden": HEAD + b'<row hidden="1" ' * 500_000 + TAIL,
    "spaces": HEAD + b"<c r" + b" " * 8_000_000,
    "letters": HEAD + b'<c r="' + b"A" * 8_000_000,
    "far and closed": HEAD + b'<c r="XFD1"/>' * 600_000 + TAIL,
}
"""Sheets of almost eight megabytes on which a careless pattern takes for ever."""
