from __future__ import annotations

import io
import re
import zipfile

import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill

from outputs.letters.marked import marked_workbook
from outputs.letters.ooxml_styles import MARK_COLOURS
from schemas.problem import Severity
from tests.outputs.test_letter_marked import FIRST, form, letter, notes, opened, point
from tests.outputs.test_letter_marked_packages import (
    MAIN,
    OFFICE,
    SHEET,
    TOLD,
    assert_marked,
    picture,
    plain,
    rich,
    saved,
)
from tests.outputs.test_letter_marked_sound import Change, assert_sound, changed, swap

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def test_a_drawing_with_unclosed_line_breaks_is_read() -> None:
    drawing = "xl/drawings/vmlDrawing1.vml"
    broken = swap(b'text-align:left"></div>', b'text-align:left"><font>a<br>b</font></div>')
    marked = assert_marked(changed(rich(), {drawing: broken}))
    assert notes(marked)["S", "B3"] == ("Siti", "Dari desa juga")


def test_controls_stay_behind_the_drawing_of_the_notes() -> None:
    controls = (
        b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility'
        b'/2006"><mc:Choice Requires="x14"><controls/></mc:Choice></mc:AlternateContent>'
    )
    content = changed(plain(), {SHEET: swap(b"</worksheet>", controls + b"</worksheet>")})
    with zipfile.ZipFile(io.BytesIO(assert_marked(content))) as archive:
        part = archive.read(SHEET)
    assert part.index(b"<legacyDrawing") < part.index(b"AlternateContent")


def test_a_note_that_has_no_box_gets_one() -> None:
    content = changed(rich(), {SHEET: lambda part: re.sub(rb"<legacyDrawing [^>]*/>", b"", part)})
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    drawing = rb'<R[^>]*vmlDrawing1.vml"/>'
    content = changed(content, {relations: lambda part: re.sub(drawing, b"", part)})
    assert_marked(content)


def test_a_note_full_of_text_is_left_as_it_is() -> None:
    book = opened(plain())
    book["S"]["B2"].comment = Comment("x" * 32_760, "Budi")
    assert notes(marked_workbook(saved(book), TOLD))["S", "B2"] == ("Budi", "x" * 32_760)


def test_many_long_findings_at_one_cell_fit() -> None:
    points = [
        point("S", "B2", code=f"AAAA-{number:04}", sentence="kata " * 500, found="x" * 9_000)
        for number in range(30)
    ]
    marked = marked_workbook(plain(), letter(*points))
    assert_sound(marked)
    assert len(notes(marked)["S", "B2"][1]) > 25_000


def test_a_sheet_with_a_quote_in_its_name_is_reached() -> None:
    book = opened(plain())
    book["S"].title = "Pekon 'Wates' & <1>"
    marked = marked_workbook(saved(book), letter(point("Pekon 'Wates' & <1>", "B2")))
    assert_sound(marked)
    (link,) = [cell.hyperlink for row in opened(marked)[FIRST] for cell in row if cell.hyperlink]
    assert link.location == "'Pekon ''Wates'' & <1>'!B2"


def test_the_chain_of_calculations_goes_when_the_old_list_had_a_formula() -> None:
    once = marked_workbook(form(), letter(point("D Keluarga", "C8")))
    chain = "xl/calcChain.xml"
    relation = b'<Relationship Id="rId77" Type="%b/calcChain" Target="calcChain.xml"/>' % OFFICE
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    told = b'<Override PartName="/xl/calcChain.xml" ContentType="%b"/>' % kind
    parts: dict[str, Change | bytes] = {
        chain: b'<calcChain xmlns="%b"><c r="A1" i="14"/></calcChain>' % MAIN,
        "xl/_rels/workbook.xml.rels": swap(b"</Relationships>", relation + b"</Relationships>"),
        "[Content_Types].xml": swap(b"</Types>", told + b"</Types>"),
    }
    with_chain = changed(once, parts)
    kept = marked_workbook(with_chain, letter())
    formula = swap(b"</sheetData>", b'<row r="90"><c r="J90"><f>1+1</f></c></row></sheetData>')
    gone = marked_workbook(changed(with_chain, {"xl/worksheets/sheet14.xml": formula}), letter())
    for content, is_kept in ((kept, True), (gone, False)):
        assert_sound(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert (chain in archive.namelist()) is is_kept


def test_the_old_list_goes_with_all_that_hangs_on_it() -> None:
    book = opened(marked_workbook(form(), letter(point("D Keluarga", "C8"))))
    book[FIRST]["A1"].comment = Comment("catatan", "Budi")
    book[FIRST].add_image(Image(io.BytesIO(picture())))
    content = marked_workbook(saved(book), letter())
    assert_sound(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "media" in name or "comment" in name]


def test_a_fill_of_the_village_is_no_mark() -> None:
    book = opened(plain())
    yellow = PatternFill("solid", fgColor="FFFF00")
    book["S"]["A1"].fill = yellow
    content = assert_marked(saved(book))
    assert opened(content)["S"]["A1"].fill.fgColor.rgb == "00FFFF00"
    assert opened(content)["S"]["B2"].fill.fgColor.rgb[2:] == MARK_COLOURS[Severity.CONFIRM]
