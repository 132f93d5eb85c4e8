from __future__ import annotations

import time

import pytest

from tests import hostile
from transforms.container import LAST_COLUMN, LAST_ROW
from transforms.ods_unseen import unseen_in_ods
from transforms.sheets import open_workbook
from transforms.workbook import Place

ERROR = (
    b'<table:table-cell table:formula="of:=1/0" office:value-type="string" '
    b'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
)
AS_A_NUMBER = (
    b"<table:table-cell table:formula='of:=NA()' office:value-type='float' office:value='0'>"
    b"<text:p>#N/A</text:p></table:table-cell>"
)
REMARKED = ERROR.replace(
    b"<text:p>", b"<office:annotation><text:p>ask her</text:p></office:annotation><text:p>"
)
GAP = b'<table:table-cell table:number-columns-repeated="3"/>'
COVERED = b"<table:covered-table-cell/>"
ROWS = b'<table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row>'


def row(*cells: bytes, head: bytes = b"") -> bytes:
    return b"<table:table-row" + head + b">" + b"".join(cells) + b"</table:table-row>"


def told(rows: bytes) -> tuple[dict[Place, str], frozenset[int]]:
    namespace = (
        b'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    )
    content = hostile.ods(rows.replace(b"<table:table-row", b"<table:table-row " + namespace, 1))
    (sheet,) = open_workbook(content).sheets
    return sheet.errors, sheet.hidden_rows


@pytest.mark.parametrize(
    ("rows", "errors"),
    [
        (row(ERROR), {(0, 0): "#DIV/0!"}),
        (row(hostile.VALUE_CELL, GAP, ERROR), {(0, 4): "#DIV/0!"}),
        (row(hostile.VALUE_CELL, COVERED, ERROR), {(0, 2): "#DIV/0!"}),
        (ROWS + row(ERROR), {(4, 0): "#DIV/0!"}),
        (b"<table:table-row/>" + row(AS_A_NUMBER), {(1, 0): "#N/A"}),
        (row(REMARKED), {(0, 0): "#DIV/0!"}),
        (
            row(ERROR, head=b' table:number-rows-repeated="2"'),
            {(0, 0): "#DIV/0!", (1, 0): "#DIV/0!"},
        ),
        (row(hostile.VALUE_CELL.replace(b">1<", b">#DIV/0!<")), {}),
        (row(ERROR.replace(b"#DIV/0!", b"#1 Ketua")), {}),
    ],
    ids=[
        "first",
        "after a gap",
        "after a covered cell",
        "after repeated rows",
        "stored as a number",
        "with a remark",
        "repeated",
        "typed by hand",
        "no error",
    ],
)
def test_errors_are_found_at_their_cells(rows: bytes, errors: dict[Place, str]) -> None:
    assert told(rows) == (errors, frozenset())


@pytest.mark.parametrize("how", [b"collapse", b"filter"])
def test_hidden_rows_are_told(how: bytes) -> None:
    head = b' table:visibility="' + how + b'" table:number-rows-repeated="2"'
    hidden = row(hostile.VALUE_CELL, head=head)
    assert told(row(hostile.VALUE_CELL) + hidden + row(hostile.VALUE_CELL)) == (
        {},
        frozenset({1, 2}),
    )


def test_each_sheet_has_its_own() -> None:
    second = b'</table:table><table:table table:name="B &amp; C">'
    (first, other) = open_workbook(hostile.ods(row(ERROR) + second + ROWS + row(ERROR))).sheets
    assert (first.name, first.errors) == ("S", {(0, 0): "#DIV/0!"})
    assert (other.name, other.errors) == ("B & C", {(4, 0): "#DIV/0!"})


@pytest.mark.parametrize(
    "content",
    [
        b">#" + b'<table:table-cell "' * 400_000,
        b">#" + b"<table:table-cell" + b" " * 8_000_000,
        b">#" + b"<table:table-row>" * 400_000,
        b">#" + ERROR * 40_000,
        b">#" + row(ERROR.replace(b"cell ", b"cell table:number-columns-repeated='9999999' ", 1)),
    ],
    ids=["quotes", "spaces", "rows", "errors", "repeated"],
)
def test_no_sheet_makes_it_slow(content: bytes) -> None:
    started = time.process_time()
    errors, _ = unseen_in_ods(content, LAST_ROW, LAST_COLUMN)
    assert time.process_time() - started < 3
    assert all(column < LAST_COLUMN for found in errors.values() for _, column in found)
