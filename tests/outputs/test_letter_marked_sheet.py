from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from outputs.letters.letter import Letter
from outputs.letters.marked import marked_workbook
from outputs.letters.ooxml_styles import MARK_COLOURS
from schemas.letter.marks import REPLY_PROMPT
from schemas.letter.sheet import (
    BECAUSE_WORDS,
    CODE_HEADING,
    LEVEL_HEADING,
    PLACE_HEADING,
    REPLY_GUIDE,
    REPLY_HEADING,
    RIGHT_WORDS,
)
from schemas.problem import SEVERITY, Severity
from tests.outputs.test_letter_marked import FIRST, form, letter, opened, point
from tests.outputs.test_letter_marked_sound import assert_sound
from transforms.replies import replies_of
from transforms.sheets import open_workbook

POINTS = (
    point("", "", code="AAAA-AAAA", section="G. Stunting dan DASHAT", severity=Severity.BLOCKING),
    point("D Keluarga", "C8", code="BBBB-BBBB", found="41", expected="410", before="409"),
    point("B Penduduk", "C9", code="CCCC-CCCC", severity=Severity.NOTE),
)


def first_sheet(told: Letter) -> Worksheet:
    content = marked_workbook(form(), told)
    assert_sound(content)
    return opened(content)[FIRST]


def heading_row(sheet: Worksheet) -> int:
    return next(row for row, cell in enumerate(sheet["B"], 1) if cell.value == CODE_HEADING.id)


def table(sheet: Worksheet) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(min_row=heading_row(sheet), values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def above(sheet: Worksheet) -> list[str]:
    return [str(sheet.cell(row, 1).value) for row in range(1, heading_row(sheet))]


def test_the_table_tells_every_point_asked_ones_first() -> None:
    mixed = (POINTS[2], *POINTS[:2])
    rows = table(first_sheet(letter(*mixed)))
    assert [row["No"] for row in rows] == ["1", "2", "3"]
    assert [row[CODE_HEADING.id] for row in rows] == ["AAAA-AAAA", "BBBB-BBBB", "CCCC-CCCC"]
    assert [row[LEVEL_HEADING.id] for row in rows] == [code.label.id for code in SEVERITY.codes]
    assert list(rows[1].values()) == [
        "2",
        "BBBB-BBBB",
        "Perlu konfirmasi",
        "D Keluarga!C8",
        "Angka ini janggal.",
        "41",
        "410",
        "409",
        "Periksa sel ini.",
        None,
    ]
    assert rows[0][PLACE_HEADING.id] == "G. Stunting dan DASHAT"


def test_a_place_leads_to_its_cell() -> None:
    sheet = first_sheet(letter(*POINTS))
    links = {cell.value: cell.hyperlink for row in sheet for cell in row if cell.hyperlink}
    assert {key: link.location for key, link in links.items()} == {
        "D Keluarga!C8": "'D Keluarga'!C8",
        "B Penduduk!C9": "'B Penduduk'!C9",
    }


def test_a_level_has_the_colour_of_its_marks() -> None:
    sheet = first_sheet(letter(*POINTS))
    cells = sheet["C"][heading_row(sheet) :]
    assert [str(cell.fill.fgColor.rgb)[2:] for cell in cells] == list(MARK_COLOURS.values())


@pytest.mark.parametrize(
    ("mended", "confirmed", "said"),
    [
        (3, 1, "3 temuan sudah diperbaiki, 1 dinyatakan benar."),
        (3, 0, "3 temuan sudah diperbaiki."),
        (0, 1, "1 temuan dinyatakan benar."),
    ],
)
def test_what_was_mended_stands_first(mended: int, confirmed: int, said: str) -> None:
    lines = above(first_sheet(letter(*POINTS, mended=mended, confirmed=confirmed)))
    assert lines[0] == "Temuan laporan Gunung Sugih, Kecamatan Balik Bukit, Oktober 2026"
    assert lines[1] == said


def test_it_says_how_and_until_when_to_answer() -> None:
    told = letter(*POINTS, deadline=date(2026, 11, 9))
    how, until = above(first_sheet(told))[1:]
    assert how == REPLY_GUIDE.format(reply=REPLY_HEADING.id).id
    assert until == "Kirim kembali berkas ini paling lambat 9 November 2026."


def test_a_letter_that_asks_nothing_sets_no_day() -> None:
    assert above(first_sheet(letter(POINTS[2])))[1:] == [
        "Tidak ada yang perlu dijawab. Catatan di bawah hanya untuk diketahui."
    ]
    sheet = first_sheet(letter(mended=1))
    assert above(sheet)[1:] == ["1 temuan sudah diperbaiki.", "Tidak ada temuan. Terima kasih."]
    assert table(sheet) == []


def test_only_the_answers_are_open_and_say_what_to_write() -> None:
    sheet = first_sheet(letter(*POINTS))
    first = heading_row(sheet) + 1
    opened_cells = {c.coordinate for row in sheet for c in row if not c.protection.locked}
    assert opened_cells == {f"J{row}" for row in range(first, first + 3)}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    (hint,) = sheet.data_validations.dataValidation
    assert str(hint.sqref) == f"J{first}:J{first + 2}"
    assert hint.showInputMessage
    assert "benar, karena ..." in str(hint.prompt)
    assert hint.promptTitle == REPLY_HEADING.id


def test_the_prompt_fits() -> None:
    told = REPLY_PROMPT.format(right=RIGHT_WORDS[0], because=BECAUSE_WORDS[0]).id
    assert len(told) <= 255


def test_it_prints_on_a4_across_with_its_headings() -> None:
    sheet = first_sheet(letter(*POINTS))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    row = heading_row(sheet)
    assert sheet.print_title_rows == f"${row}:${row}"
    assert sheet.print_area == f"'{FIRST}'!$A$1:$J${row + 3}"
    assert sheet.freeze_panes == f"A{row + 1}"


def test_only_the_first_sheet_is_selected() -> None:
    book = opened(marked_workbook(form(), letter(*POINTS)))
    assert book.active is book.worksheets[0]
    assert book.worksheets[0].sheet_view.tabSelected
    assert not any(sheet.sheet_view.tabSelected for sheet in book.worksheets[1:])


def test_an_example_says_so() -> None:
    sheet = first_sheet(letter(*POINTS, is_sample=True))
    assert sheet["A1"].value == "CONTOH: bukan laporan"
    assert sheet.oddHeader is not None
    assert "CONTOH" in str(sheet.oddHeader.left.text)
    assert "CONTOH" not in " ".join(above(first_sheet(letter(*POINTS))))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+62", "@a", "-", "<b>&amp;", "a\x00b\x0bc", "_x0041_", "\ud800x", "\uffff", " x "],
)
def test_a_text_stays_a_text(text: str) -> None:
    told = replace(POINTS[1], found=text, sentence=text, action=text)
    sheet = first_sheet(letter(told))
    cell = sheet.cell(heading_row(sheet) + 1, 6)
    kept = text.replace("\x00", "").replace("\x0b", "").replace("\ud800", "").replace("\uffff", "")
    shown = str(cell.value or "").replace("_x005F_", "_")
    assert shown == kept
    assert cell.data_type != "f"


def test_a_long_text_is_cut_and_its_row_grows() -> None:
    sheet = first_sheet(letter(replace(POINTS[1], sentence="kata " * 9_000)))
    row = heading_row(sheet) + 1
    assert len(str(sheet.cell(row, 5).value)) == 2_000
    assert sheet.row_dimensions[row].height == 400


def test_an_answer_typed_into_it_is_read(tmp_path: Path) -> None:
    book = opened(marked_workbook(form(), letter(*POINTS)))
    sheet = book[FIRST]
    sheet.cell(heading_row(sheet) + 2, 10).value = "benar, karena ada warga pindah"
    path = tmp_path / "answer.xlsx"
    book.save(path)
    (reply,) = replies_of(open_workbook(path.read_bytes()))
    assert (reply.code, reply.stands_by, reply.reason) == ("BBBB-BBBB", True, "ada warga pindah")
