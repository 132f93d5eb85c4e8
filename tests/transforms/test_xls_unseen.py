from __future__ import annotations

import io
import struct
import time
from random import Random

import pytest
import xlwt

from tests import hostile
from transforms.sheets import open_workbook
from transforms.workbook import Place
from transforms.xls_unseen import ERROR_TEXTS, SMALL_STREAM, unseen_in_xls

SECTOR, LAST, FREE = 512, 0xFFFFFFFE, 0xFFFFFFFF
BOF, EOF = (0x0809, struct.pack("<HH", 0x0600, 5) + bytes(12)), (0x000A, b"")
CHART = [(0x0809, struct.pack("<HH", 0x0600, 0x20) + bytes(12)), (0x0205, bytes(7) + b"\1"), EOF]
DIVIDED = struct.pack("<HHHBB", 1, 1, 15, 0x07, 1)
TRUE = struct.pack("<HHHBB", 2, 1, 15, 1, 0)
MISSING = struct.pack("<HHH", 3, 2, 15) + b"\x02\0\x2a\0\0\0\xff\xff" + bytes(6)
A_TEXT = struct.pack("<HHH", 4, 2, 15) + b"\0\0\0\0\0\0\xff\xff" + bytes(6)
HIDDEN, SHOWN = (
    struct.pack("<6H", row, 0, 3, 255, 0, 0) + f for row, f in ((5, b" \1"), (6, b"\0\1"))
)
FILLER = (0x00FC, bytes(5_000))


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def stream(sheet: list[tuple[int, bytes]], name: bytes = b"\3\0S 1") -> bytes:
    bound = struct.pack("<IH", 0, 0) + name
    globals_ = [BOF, (0x0085, bound), EOF]
    start = sum(len(record(*told)) for told in globals_)
    globals_[1] = (0x0085, struct.pack("<IH", start, 0) + name)
    return b"".join(record(*told) for told in (*globals_, BOF, *sheet, EOF))


def entry(name: str, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<H", len(written) + 2)
        + bytes(50)
        + struct.pack("<III", start, size, 0)
    )


def compound(content: bytes, *, shift: int = 9, small_shift: int = 6, table: int = 0) -> bytes:
    """A file of streams: its table, its entries, its small table, then the content."""
    sectors = -(-len(content) // SECTOR)
    is_small = len(content) < SMALL_STREAM
    links = [LAST, LAST, LAST, *range(4, 3 + sectors), LAST]
    small = [*range(1, -(-len(content) // 64)), LAST]
    header = bytearray(hostile.OLE.ljust(SECTOR, b"\0"))
    struct.pack_into("<HH", header, 30, shift, small_shift)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<IIII", header, 56, SMALL_STREAM, 2, 1, LAST)
    struct.pack_into("<109I", header, 76, table, *[FREE] * 108)
    root = entry("Root Entry", 3 if is_small else LAST, len(content))
    book = entry("Workbook", 0 if is_small else 3, len(content))
    tables = [
        struct.pack(f"<{len(t)}I", *t).ljust(SECTOR, b"\xff")[:SECTOR] for t in (links, small)
    ]
    body = [tables[0], (root + book).ljust(SECTOR, b"\0"), tables[1]]
    return bytes(header) + b"".join(body) + content.ljust(sectors * SECTOR, b"\0")


@pytest.mark.parametrize("filler", [[], [FILLER] * 3], ids=["small sectors", "sectors"])
@pytest.mark.parametrize(
    ("records", "errors", "hidden"),
    [
        ([(0x0205, DIVIDED)], {(1, 1): "#DIV/0!"}, frozenset()),
        ([(0x0205, TRUE), (0x0006, A_TEXT), (0x0208, SHOWN)], {}, frozenset()),
        ([(0x0006, MISSING)], {(3, 2): "#N/A"}, frozenset()),
        ([(0x0208, SHOWN), (0x0208, HIDDEN)], {}, frozenset({5})),
        ([*CHART, (0x0205, DIVIDED)], {(1, 1): "#DIV/0!"}, frozenset()),
    ],
    ids=["value", "none", "formula", "row", "beside a chart"],
)
def test_errors_and_hidden_rows_are_found(
    records: list[tuple[int, bytes]],
    errors: dict[Place, str],
    hidden: frozenset[int],
    filler: list[tuple[int, bytes]],
) -> None:
    told = unseen_in_xls(compound(stream([*filler, *records])))
    assert told == ({"S 1": errors} if errors else {}, {"S 1": hidden} if hidden else {})


def test_the_name_of_a_sheet_may_be_in_any_letters() -> None:
    name = "Bagian – é"
    book = stream([(0x0205, DIVIDED)], bytes([len(name), 1]) + name.encode("utf-16-le"))
    assert list(unseen_in_xls(compound(book))[0]) == [name]


def test_every_error_of_a_written_workbook_is_at_its_cell() -> None:
    book = xlwt.Workbook()
    book.add_sheet("First").write(0, 0, "x")
    sheet = book.add_sheet("B Penduduk")
    for row, code in enumerate(ERROR_TEXTS):
        sheet.row(row).set_cell_error(2, code)
    sheet.row(9).hidden = True
    sheet.write(9, 0, "hidden")
    written = io.BytesIO()
    book.save(written)
    first, second = open_workbook(written.getvalue()).sheets
    assert (first.errors, first.hidden_rows) == ({}, frozenset())
    assert second.errors == {(row, 2): text for row, text in enumerate(ERROR_TEXTS.values())}
    assert second.hidden_rows == {9}
    assert second.rows[0][2] == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        hostile.OLE,
        hostile.OLE + bytes(600),
        compound(b""),
        compound(stream([]), shift=2),
        compound(stream([]), small_shift=0),
        compound(stream([]), table=9_999),
        compound(stream([(0x0205, b"\0")])),
        compound(stream([(0x0006, b"")])),
    ],
)
def test_what_cannot_be_followed_tells_nothing(content: bytes) -> None:
    assert unseen_in_xls(content) == ({}, {})


def test_damage_neither_raises_nor_lasts() -> None:
    sound = compound(stream([FILLER, (0x0205, DIVIDED), (0x0006, MISSING), (0x0208, HIDDEN)]))
    random, started, followed = Random(3), time.process_time(), 0
    for _ in range(1_000):
        content = hostile.flipped(sound[:4_000], random, 3) + sound[4_000:]
        errors, hidden = unseen_in_xls(content)
        assert all(isinstance(name, str) for name in (*errors, *hidden))
        followed += bool(errors)
    assert 100 < followed < 1_000
    assert time.process_time() - started < 3
