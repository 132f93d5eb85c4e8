from __future__ import annotations

import io
import re

import openpyxl
import pytest
import xlsxwriter
import xlwt

from tests import hostile
from transforms.sheets import open_workbook
from transforms.workbook import FileRefusedError


def test_errors_and_formulas_without_a_result_are_found_at_their_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = 'Bagian "A" & B'
    sheet["B3"] = "=1/0"
    sheet["C4"] = "#DIV/0!"
    sheet["D5"] = 7
    sheet["A1"] = "x"
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("Lama").sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    opened, hidden = open_workbook(written.getvalue()).sheets
    assert (opened.is_hidden, hidden.is_hidden) == (False, True)
    assert opened.name == 'Bagian "A" & B'
    assert opened.errors == {(2, 1): "", (3, 2): "#DIV/0!"}
    assert opened.hidden_rows == {3}
    assert opened.rows[4][3] == 7
    assert opened.rows[0][0] == "x"


@pytest.mark.parametrize(
    ("cell", "errors"),
    [
        (b'<c r="B2" t="e"><v>#REF!</v></c>', {(1, 1): "#REF!"}),
        (b"<c t='e' s='4' r='b2'><v>#REF!</v></c>", {(1, 1): "#REF!"}),
        (b'<c r="B2" t="e"><f>A1/0</f><v>#REF!</v></c>', {(1, 1): "#REF!"}),
        (b'<c r="B2" t="e"/>', {}),
        (b'<c r="B2"><f>A1</f></c>', {(1, 1): ""}),
        (b'<c r="B2"><f t="shared" si="0"/><v></v></c>', {(1, 1): ""}),
        (b'<c r="B2"><f>A1</f><v/></c>', {(1, 1): ""}),
        (b'<c r="B2"><f>A1</f><v>0</v></c>', {}),
        (b'<c r="B2" t="str"><f>IF(1,"","")</f><v></v></c>', {}),
        (b'<c r="B2"/><c r="C2" t="e"><v>#N/A</v></c>', {(1, 2): "#N/A"}),
    ],
)
def test_an_error_is_seen_however_it_is_written(
    cell: bytes, errors: dict[tuple[int, int], str]
) -> None:
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2">' + cell + b"</row>"
    assert open_workbook(hostile.sheet(rows)).sheets[0].errors == errors


def test_xml_with_a_prefix_tells_the_same() -> None:
    rows = (
        b'<row r="2" hidden="1"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"><f>A2</f></c>'
        b'<c r="C2"><v>4</v></c></row>'
    )
    plain = hostile.HEAD + rows + hostile.TAIL
    prefixed = re.sub(rb"<(/?)(?=\w)", rb"<\1x:", plain).replace(b"xmlns=", b"xmlns:x=")
    (sheet,) = open_workbook(hostile.with_part(prefixed)).sheets
    assert sheet.rows[1] == ["", "", 4.0]
    assert sheet.errors == {(1, 0): "#N/A", (1, 1): ""}
    assert sheet.hidden_rows == {1}
    assert open_workbook(hostile.with_part(plain)).sheets == (sheet,)


def test_a_file_of_two_kinds_is_looked_at_as_it_is_read() -> None:
    content = hostile.CONTENT_NS + hostile.CONTENT_END
    book = hostile.sheet(b'<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>')
    opened = open_workbook(hostile.with_part(content, "content.xml", workbook=book))
    assert opened.kind == "xlsx"
    assert opened.sheets[0].errors == {(0, 0): "#N/A"}


@pytest.mark.parametrize(
    ("row", "hidden"),
    [
        (b'<row r="3" hidden="1"/>', {2}),
        (b"<row hidden='true' r='3'/>", {2}),
        (b'<row r="3" hidden="false"/>', set()),
        (b'<row r="3" hidden="0"/><row r="4" hidden="1"></row>', {3}),
    ],
)
def test_hidden_rows_are_told(row: bytes, hidden: set[int]) -> None:
    assert open_workbook(hostile.sheet(row)).sheets[0].hidden_rows == hidden


def test_cells_keep_their_addresses_below_and_beside_emptiness() -> None:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        book.add_chartsheet("Grafik")
        sheet = book.add_worksheet("S")
        sheet.write("C4", "here")
        sheet.merge_range("B6:D7", "wide")
    (opened,) = open_workbook(written.getvalue()).sheets
    assert opened.rows[3][2] == "here"
    assert opened.rows[5][1] == "wide"
    assert opened.merged == ((5, 1, 6, 3),)


def test_an_old_workbook_keeps_its_addresses() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    sheet.write(3, 2, "here")
    written = io.BytesIO()
    book.save(written)
    opened = open_workbook(written.getvalue())
    assert opened.kind == "xls"
    assert opened.sheets[0].rows[3][2] == "here"


def test_an_old_workbook_with_a_far_cell_is_refused() -> None:
    book = xlwt.Workbook()
    book.add_sheet("S").write(20_000, 0, "here")
    written = io.BytesIO()
    book.save(written)
    with pytest.raises(FileRefusedError) as refused:
        open_workbook(written.getvalue())
    assert refused.value.kind == "file_far_cell"
    assert refused.value.values == (("cell", "A20001"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_text_is_read_in_every_encoding(encoding: str, delimiter: str, end: str) -> None:
    lines = [["Désa", "Jumlah – jiwa", "x"], ["", '"a b"', "3"]]
    content = end.join(delimiter.join(line) for line in lines).encode(encoding)
    book = open_workbook(content)
    assert book.kind == "csv"
    assert book.sheets[0].rows == [lines[0], ["", "a b", "3"]]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"a;b\n" * 10_001, "file_far_cell"),
        (b";" * 61, "file_far_cell"),
        (b'a;"' + b"b" * 200_000, "file_unreadable"),
    ],
    ids=["long", "wide", "a cell without end"],
)
def test_text_that_is_no_form_is_refused(content: bytes, kind: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        open_workbook(content)
    assert refused.value.kind == kind
