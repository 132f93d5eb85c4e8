"""Files that are no report: a workbook behind a password, and a workbook of something else."""

from __future__ import annotations

import io
import struct

import xlsxwriter

from outputs.form_xlsx import CREATED
from schemas.form import SAMPLE_WORD

SECTOR = 512
STREAM_SECTORS = 8
"""Streams shorter than 8 sectors would stand in the mini stream (MS-CFB 2.4)."""

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
ROOT, STREAM = 5, 2


def locked_workbook() -> bytes:
    """A compound file with the streams of an encrypted workbook (MS-OFFCRYPTO 2.3) and no more."""
    first, second = 2, 2 + STREAM_SECTORS
    chain = [TABLE, END, *_chain(first), *_chain(second)]
    size = STREAM_SECTORS * SECTOR
    entries = (
        _entry("Root Entry", ROOT, END, 0, child=1),
        _entry("EncryptionInfo", STREAM, first, size, right=2),
        _entry("EncryptedPackage", STREAM, second, size),
        _entry("", 0, 0, 0),
    )
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    return _header() + table + b"".join(entries) + bytes(2 * size)


def _chain(first: int) -> list[int]:
    return [*range(first + 1, first + STREAM_SECTORS), END]


def _header() -> bytes:
    signature = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    shifts = struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    counts = struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0)
    return signature + shifts + counts + struct.pack("<109I", 0, *[FREE] * 108)


def _entry(  # noqa: PLR0913 - the fields of a directory entry
    name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE
) -> bytes:
    text = f"{name}\0".encode("utf-16-le") if name else b""
    links = struct.pack("<HBB3I", len(text), kind, 1, FREE, right, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def other_workbook() -> bytes:
    """A list of those present, which a village sends in the place of its report."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Daftar Hadir")
        sheet.write_column(0, 0, [SAMPLE_WORD, "Daftar hadir", "Tanda tangan"])
    return content.getvalue()
