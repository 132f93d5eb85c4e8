"""What a reader of cells does not see in an .xls: formula errors and hidden rows.

Layouts: [MS-CFB] for the file of streams, [MS-XLS] for the records of a workbook.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from transforms.workbook import Place

END_OF_CHAIN = 0xFFFFFFFA
"""Numbers from here on are no sectors."""
SMALL_STREAM = 4096
"""A stream shorter than this lies in the small sectors of the root entry."""
SECTOR_SHIFTS, SMALL_SHIFT = (9, 12), 6
ENTRY = 128
BOF, EOF, BOUND_SHEET, ROW, FORMULA, ERROR = 0x0809, 0x000A, 0x0085, 0x0208, 0x0006, 0x0205
BIFF8 = 0x0600
ERROR_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

Record = tuple[int, int, bytes]
"""A record: where it starts, its type, its content."""


@dataclass(slots=True)
class _Found:
    errors: dict[Place, str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)


def unseen_in_xls(
    content: bytes,
) -> tuple[dict[str, dict[Place, str]], dict[str, frozenset[int]]]:
    """Errors and hidden rows by sheet name; nothing from a file too damaged to follow."""
    try:
        sheets = _sheets(_workbook_stream(content))
    except (struct.error, IndexError, ValueError):
        return {}, {}
    return (
        {name: found.errors for name, found in sheets.items() if found.errors},
        {name: frozenset(found.hidden) for name, found in sheets.items() if found.hidden},
    )


def _workbook_stream(content: bytes) -> bytes:
    """The stream that holds the workbook; ValueError when there is none."""
    shift, small_shift = struct.unpack_from("<HH", content, 30)
    if shift not in SECTOR_SHIFTS or small_shift != SMALL_SHIFT:
        raise ValueError("sectors of no known size")
    size = 1 << shift
    table = _numbers(b"".join(_sector(content, n, size) for n in _table_sectors(content, size)))
    (first_entry,) = struct.unpack_from("<I", content, 48)
    entries = _follow(content[size:], first_entry, table, size)
    root: bytes | None = None
    for at in range(0, len(entries) - ENTRY + 1, ENTRY):
        entry = entries[at : at + ENTRY]
        length, start, told = _entry_facts(entry)
        root = root or entry
        if entry[: max(length - 2, 0)].decode("utf-16-le", "replace") in {"Workbook", "Book"}:
            if told >= SMALL_STREAM:
                return _follow(content[size:], start, table, size)[:told]
            (small_table,) = struct.unpack_from("<I", content, 60)
            chain = _numbers(_follow(content[size:], small_table, table, size))
            held = _follow(content[size:], _entry_facts(root)[1], table, size)
            return _follow(held, start, chain, 1 << small_shift)[:told]
    raise ValueError("no workbook")


def _entry_facts(entry: bytes) -> tuple[int, int, int]:
    """The length of an entry's name in bytes, its first sector, its size."""
    (length,) = struct.unpack_from("<H", entry, 64)
    start, size = struct.unpack_from("<II", entry, 116)
    return min(length, 64), start, size


def _table_sectors(content: bytes, size: int) -> list[int]:
    """The sectors of the allocation table; the first 109 are named in the header."""
    numbers = list(struct.unpack_from("<109I", content, 76))
    (more,) = struct.unpack_from("<I", content, 68)
    while more < END_OF_CHAIN and len(numbers) * size < len(content):
        *named, more = _numbers(_sector(content, more, size))
        numbers += named
    return [number for number in numbers if number < END_OF_CHAIN]


def _sector(content: bytes, number: int, size: int) -> bytes:
    return content[(number + 1) * size : (number + 2) * size]


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _follow(sectors: bytes, first: int, table: tuple[int, ...], size: int) -> bytes:
    """The bytes of a chain of sectors; a chain in a ring ends after as many as there are."""
    pieces: list[bytes] = []
    number = first
    while number < len(table) and len(pieces) * size <= len(sectors):
        pieces.append(sectors[number * size : (number + 1) * size])
        number = table[number]
    return b"".join(pieces)


def _records(stream: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _sheets(stream: bytes) -> dict[str, _Found]:
    """What each sheet holds: first all are listed, then they follow; charts are nested."""
    starts: dict[int, _Found] = {}
    sheets: dict[str, _Found] = {}
    here, depth, version = _Found(), 0, 0
    for at, kind, body in _records(stream):
        if kind == BOF:
            depth += 1
            if depth == 1:
                here = starts.get(at, _Found())
                version = version or struct.unpack_from("<H", body)[0]
        elif kind == EOF:
            depth -= 1
        elif kind == BOUND_SHEET:
            found = sheets.setdefault(_name(body, version), _Found())
            starts[struct.unpack_from("<I", body)[0]] = found
        elif depth == 1:
            _note(kind, body, here)
    return sheets


def _name(body: bytes, version: int) -> str:
    if version != BIFF8:
        return body[7 : 7 + body[6]].decode("cp1252", "replace")
    if body[7] & 1:
        return body[8 : 8 + 2 * body[6]].decode("utf-16-le", "replace")
    return body[8 : 8 + body[6]].decode("latin-1")


def _note(kind: int, body: bytes, found: _Found) -> None:
    code = None
    if kind == ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
        found.hidden.add(struct.unpack_from("<H", body)[0])
    elif kind == ERROR and body[7]:
        code = body[6]
    elif kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        code = body[8]
    if code is not None:
        row, column = struct.unpack_from("<HH", body)
        found.errors[row, column] = ERROR_TEXTS.get(code, "#?")
