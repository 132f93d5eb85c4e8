from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from schemas.limits import LARGEST_PART
from tests import hostile
from transforms.container import Looked, look
from transforms.sheets import open_workbook
from transforms.workbook import FileRefusedError


@pytest.mark.parametrize(("kind", "make"), hostile.REFUSED.values(), ids=hostile.REFUSED)
def test_a_hostile_file_is_refused_for_its_reason(kind: str, make: Callable[[], bytes]) -> None:
    with pytest.raises(FileRefusedError) as refused:
        open_workbook(make())
    assert refused.value.kind == kind


@pytest.mark.parametrize("cell", hostile.FAR.values(), ids=hostile.FAR)
def test_a_far_cell_is_met_before_a_reader_makes_room_for_it(cell: bytes) -> None:
    with pytest.raises(FileRefusedError) as refused:
        look(hostile.sheet(b'<row r="1">' + cell + b"</row>"))
    assert dict(refused.value.values)["cell"].upper() in cell.decode().upper()


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="AZ9999"><v>1</v></c></row>',
        b'<row r="1048576"><c r="XFD1048576" s="1"/></row>',
        b"<row r='1'><c r='A1' t='inlineStr'><is><t>r = XFD1048576</t></is></c></row>",
    ],
    ids=["last place", "formatted and empty", "words"],
)
def test_what_is_not_far_is_taken(rows: bytes) -> None:
    assert look(hostile.sheet(rows)).kind == "xlsx"


def test_empty_rows_repeated_to_the_end_of_the_sheet_are_taken() -> None:
    blank = b'<table:table-row table:number-rows-repeated="1048500"><table:table-cell/>'
    row = b"<table:table-row>" + hostile.VALUE_CELL + b"</table:table-row>"
    book = open_workbook(hostile.ods(row + blank + b"</table:table-row>"))
    assert book.sheets[0].rows == [[1.0]]


@pytest.mark.parametrize("content", hostile.SLOW.values(), ids=hostile.SLOW)
def test_no_sheet_makes_the_look_slow(content: bytes) -> None:
    assert 5 << 20 < len(content) < LARGEST_PART
    hostile_file = hostile.with_part(content)
    started = time.process_time()
    with suppress(FileRefusedError):
        look(hostile_file)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (hostile.good(), "xlsx"),
        (hostile.ods(b""), "ods"),
        (hostile.OLE + bytes(512), "xls"),
        (b"a;b\r\n1;2\r\n", "csv"),
        ("a;b".encode("utf-16"), "csv"),
    ],
    ids=["xlsx", "ods", "xls", "csv", "csv in utf-16"],
)
def test_the_kind_is_told_by_the_bytes(content: bytes, kind: str) -> None:
    assert look(content) == Looked(kind, {}, {})


def test_a_large_picture_in_a_form_is_no_bomb() -> None:
    content = hostile.with_part(bytes(LARGEST_PART * 2), "xl/media/image1.png")
    assert look(content).kind == "xlsx"
