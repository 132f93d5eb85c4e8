from typing import Any

import pytest

from schemas.letter.sheet import CODE_HEADING, FINDINGS_SHEET, REPLY_HEADING
from tests.workbooks import blank_form, fill, read
from transforms.record import Reply
from transforms.replies import replies_of, understood
from transforms.workbook import Scalar, Sheet, Workbook


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("benar, karena ada penduduk baru", (True, "ada penduduk baru")),
        ("Benar karena panen raya.", (True, "panen raya")),
        ("BENAR KRN sudah dicek", (True, "sudah dicek")),
        ("sudah benar, karena sesuai buku register", (True, "sesuai buku register")),
        ("ya, benar: sebab ada posyandu baru", (True, "ada posyandu baru")),
        ("betul karena memang begitu", (True, "memang begitu")),
        ("benar", (True, "")),
        ("benar, karena", (True, "")),
        ("benar, karena ...", (True, "")),
        ("benar, karena 25", (True, "")),
        ("benar, salah ketik", (True, "")),
        ("benarnya 25", (False, "")),
        ("tidak benar, karena salah ketik", (False, "")),
        ("seharusnya 25", (False, "")),
        ("25", (False, "")),
    ],
)
def test_an_answer_stands_by_with_a_reason_or_says_neither(written: str, expected: Any) -> None:
    assert understood(written) == expected


def findings_sheet(*rows: tuple[Any, Any], name: str = FINDINGS_SHEET.id) -> Sheet:
    head = ["No", CODE_HEADING.id, REPLY_HEADING.id]
    lines: list[list[Scalar]] = [["Judul", "", ""], [*head]]
    return Sheet(name, lines + [[n, *row] for n, row in enumerate(rows, 1)])


@pytest.mark.parametrize(
    ("code", "written", "expected"),
    [
        ("K7Q3-9XZA", "benar, karena begitu", ("K7Q3-9XZA", True, "begitu")),
        (" k7q39xza ", "benar, karena begitu", ("K7Q3-9XZA", True, "begitu")),
        ("K7Q3-9XZA", "kenapa?", ("K7Q3-9XZA", False, "")),
        ("K7Q3-9XZA", "", None),
        ("K7Q3-9XZA", "-", None),
        ("K7Q3-9XZA", "sudah diperbaiki", None),
        ("K7Q3-9XZA", "Sudah kami perbaiki", None),
        ("no code", "benar, karena begitu", None),
        (12.0, "benar, karena begitu", None),
    ],
)
def test_a_row_of_the_list_gives_an_answer(code: Any, written: Any, expected: Any) -> None:
    replies = replies_of(Workbook("xlsx", (findings_sheet((code, written)),)))
    place = (FINDINGS_SHEET.id, "C3")
    assert replies == (() if expected is None else (Reply(expected[0], *place, *expected[1:]),))


def test_the_list_is_found_under_another_name_and_is_no_section() -> None:
    form = fill(blank_form(), {"families.families": 7.0})
    renamed = findings_sheet(("K7Q3-9XZA", "benar, karena begitu"), name="D Keluarga 2")
    reading = read(Workbook("xlsx", (renamed, *form.sheets)))
    assert reading.record is not None
    assert [reply.code for reply in reading.record.replies] == ["K7Q3-9XZA"]
    assert reading.record.answers["families.families"].value == 7
    assert reading.problems == ()


def test_a_form_without_the_list_has_no_answers() -> None:
    reading = read(blank_form())
    assert reading.record is not None
    assert reading.record.replies == ()
