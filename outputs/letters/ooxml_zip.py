"""Zip files whose members are carried over as they are, without unpacking them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from schemas.limits import LARGEST_PART

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
LOCAL_SIZE = 30
"""The bytes of a member's own header before its name; APPNOTE 4.3.7."""

VERSION = 20
"""The version a reader needs for deflate; APPNOTE 4.4.3."""

ENCRYPTED, UTF8 = 0x1, 0x800
FIRST_DAY = 33
"""1 January 1980: the one date every member carries, so that the same values are the same bytes."""

DAMAGED = (zipfile.BadZipFile, struct.error, zlib.error, EOFError, OSError, NotImplementedError)
"""What is raised for bytes that are no sound zip file."""


@dataclass(frozen=True, slots=True)
class Member:
    """One packed file: its bytes as they are stored, and what a zip says about them."""

    packed: bytes
    method: int
    crc: int
    size: int

    def content(self) -> bytes:
        """The file unpacked; one of DAMAGED where that is not what the zip says it is."""
        if self.size > LARGEST_PART:
            raise zipfile.BadZipFile(f"a member of {self.size} bytes")
        if self.method == zipfile.ZIP_STORED:
            content = self.packed
        elif self.method == zipfile.ZIP_DEFLATED:
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.packed, self.size + 1)
        else:
            raise NotImplementedError(f"compression {self.method}")
        if len(content) != self.size or zlib.crc32(content) != self.crc:
            raise zipfile.BadZipFile("a member is not what the zip says")
        return content


def pack(content: bytes) -> Member:
    """A file as a member."""
    squeeze = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = squeeze.compress(content) + squeeze.flush()
    return Member(packed, zipfile.ZIP_DEFLATED, zlib.crc32(content), len(content))


def members(content: bytes) -> dict[str, Member]:
    """The members of a zip file in their order; one of DAMAGED where it is none."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: _member(content, info) for info in archive.infolist()}


def _member(content: bytes, info: zipfile.ZipInfo) -> Member:
    start = info.header_offset
    if content[start : start + 4] != LOCAL or info.flag_bits & ENCRYPTED:
        raise zipfile.BadZipFile("a member is encrypted or missing")
    name, extra = struct.unpack_from("<HH", content, start + LOCAL_SIZE - 4)
    first = start + LOCAL_SIZE + name + extra
    packed = content[first : first + info.compress_size]
    return Member(packed, info.compress_type, info.CRC, info.file_size)


def zipped(held: Mapping[str, Member]) -> bytes:
    """A zip file of these members in their order."""
    body, listed = io.BytesIO(), io.BytesIO()
    for name, member in held.items():
        written = name.encode()
        flags = 0 if name.isascii() else UTF8
        sizes = (member.crc, len(member.packed), member.size, len(written), 0)
        facts = struct.pack("<5H3L2H", VERSION, flags, member.method, 0, FIRST_DAY, *sizes)
        at = body.tell()
        body.write(LOCAL + facts + written + member.packed)
        listed.write(CENTRAL + struct.pack("<H", VERSION) + facts)
        listed.write(struct.pack("<3H2L", 0, 0, 0, 0, at) + written)
    end = (0, 0, len(held), len(held), listed.tell(), body.tell(), 0)
    return body.getvalue() + listed.getvalue() + END + struct.pack("<4H2LH", *end)
