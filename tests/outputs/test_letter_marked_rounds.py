from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from outputs.letters.letter import Letter
from outputs.letters.marked import marked_workbook
from schemas.letter.marks import MARK_AUTHOR, VILLAGE_AUTHOR
from schemas.letter.sheet import CODE_HEADING
from schemas.problem import Severity
from tests.outputs.test_letter_marked import (
    FIRST,
    colours,
    form,
    letter,
    notes,
    opened,
    point,
    values,
)
from tests.outputs.test_letter_marked_sound import assert_sound

C8 = ("D Keluarga", "C8")
FIRST_LETTER = letter(
    point(*C8, code="AAAA-AAAA", also=(("B Penduduk", "C9"),)),
    point("E Keluarga Berencana", "C8", code="BBBB-BBBB", severity=Severity.BLOCKING),
)
SECOND_LETTER = letter(point("F Poktan", "C9", code="CCCC-CCCC", severity=Severity.NOTE), mended=2)
Save = Callable[[bytes], bytes]


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def by_openpyxl(content: bytes) -> bytes:
    return saved(opened(content))


@pytest.fixture
def by_libreoffice(tmp_path: Path) -> Save:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")

    def save(content: bytes) -> bytes:
        source, target = tmp_path / "sent.xlsx", tmp_path / "saved"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        kind = ["--headless", "--convert-to", "xlsx", "--outdir", str(target)]
        command = [program, profile, *kind, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (target / "sent.xlsx").read_bytes()

    return save


def edited(content: bytes, change: Callable[[Workbook], object]) -> bytes:
    book = opened(content)
    change(book)
    return saved(book)


def codes(content: bytes) -> set[str]:
    return {str(cell.value) for cell in opened(content)[FIRST]["B"]}


def assert_second(content: bytes, told: Letter = SECOND_LETTER) -> None:
    """The workbook says what the second letter says, and nothing of the first."""
    assert_sound(content)
    assert opened(content).sheetnames == [FIRST, *opened(form()).sheetnames]
    marked = {(p.sheet, p.cell) for p in told.points}
    assert set(colours(content)) == set(notes(content)) == marked
    assert {p.code for p in told.points} <= codes(content)
    assert not {"AAAA-AAAA", "BBBB-BBBB"} & codes(content)
    assert values(content) == values(form())


def test_marking_again_changes_nothing() -> None:
    once = marked_workbook(form(), FIRST_LETTER)
    twice = marked_workbook(once, FIRST_LETTER)
    assert_sound(twice)
    assert (notes(twice), colours(twice)) == (notes(once), colours(once))
    assert opened(twice).sheetnames == opened(once).sheetnames
    with zipfile.ZipFile(io.BytesIO(once)) as old, zipfile.ZipFile(io.BytesIO(twice)) as new:
        assert set(old.namelist()) == set(new.namelist())
        sheets = [name for name in old.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(old.read(name) == new.read(name) for name in sheets)


def test_the_next_letter_takes_the_place_of_the_last() -> None:
    assert_second(marked_workbook(marked_workbook(form(), FIRST_LETTER), SECOND_LETTER))


def test_a_letter_that_says_nothing_leaves_no_mark() -> None:
    content = marked_workbook(marked_workbook(form(), FIRST_LETTER), letter())
    assert_second(content, letter())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "comments" in name or ".vml" in name]
        for number in range(1, 14):
            name = f"xl/worksheets/sheet{number}.xml"
            before = zipfile.ZipFile(io.BytesIO(form())).read(name)
            assert archive.read(name).split(b"<sheetData>")[1] == before.split(b"<sheetData>")[1]


def test_the_next_letter_after_openpyxl() -> None:
    sent_back = by_openpyxl(marked_workbook(form(), FIRST_LETTER))
    assert set(notes(sent_back)) == {C8, ("B Penduduk", "C9"), ("E Keluarga Berencana", "C8")}
    assert_second(marked_workbook(sent_back, SECOND_LETTER))


def test_the_next_letter_after_libreoffice(by_libreoffice: Save) -> None:
    once = marked_workbook(form(), FIRST_LETTER)
    sent_back = by_libreoffice(once)
    texts = {place: text for place, (_, text) in notes(once).items()}
    assert {place: text for place, (_, text) in notes(sent_back).items()} == texts
    assert colours(sent_back) == colours(once)
    assert values(sent_back).keys() == values(once).keys()
    assert [v[0] for v in values(sent_back).values()] == [v[0] for v in values(once).values()]
    content = marked_workbook(sent_back, SECOND_LETTER)
    assert set(colours(content)) == set(notes(content)) == {("F Poktan", "C9")}
    assert opened(content).sheetnames == opened(once).sheetnames
    again = by_libreoffice(content)
    assert [v[0] for v in values(again).values()] == [v[0] for v in values(once).values()]
    assert set(notes(again)) == {("F Poktan", "C9")}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda book: book.move_sheet(FIRST, 5), id="moved"),
        pytest.param(lambda book: setattr(book[FIRST], "title", "Daftar"), id="renamed"),
        pytest.param(lambda book: book.copy_worksheet(book[FIRST]), id="copied"),
        pytest.param(lambda book: book[FIRST].delete_rows(1, 40), id="emptied"),
        pytest.param(lambda book: setattr(book[FIRST], "title", "TEMUAN"), id="in capitals"),
    ],
)
def test_the_old_list_is_found_wherever_it_is(change: Callable[[Workbook], object]) -> None:
    sent_back = edited(marked_workbook(form(), FIRST_LETTER), change)
    assert_second(marked_workbook(sent_back, SECOND_LETTER))


def test_a_list_of_the_village_is_kept() -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("Temuan lapangan")["A1"] = CODE_HEADING.id

    content = marked_workbook(edited(form(), add), SECOND_LETTER)
    assert opened(content)["Temuan lapangan"]["A1"].value == CODE_HEADING.id


def test_the_names_of_sheets_follow_their_sheets() -> None:
    def areas(content: bytes) -> dict[str, tuple[str | None, str | None]]:
        book = opened(content)
        return {s.title: (s.print_area, s.print_title_rows) for s in book if s.title != FIRST}

    once = marked_workbook(form(), FIRST_LETTER)
    moved = edited(once, lambda book: book.move_sheet(FIRST, 5))
    assert areas(form()) == areas(once) == areas(marked_workbook(moved, SECOND_LETTER))


def test_a_note_of_the_village_is_kept_beside_ours() -> None:
    def write(book: Workbook) -> None:
        for cell in ("C8", "C9"):
            book["D Keluarga"][cell].comment = Comment("Sudah dicek\nBudi\n", "Budi")

    sent = edited(form(), write)
    once = marked_workbook(sent, FIRST_LETTER)
    assert_sound(once)
    author, text = notes(once)[C8]
    assert author == "Budi"
    assert text.startswith("Sudah dicek\nBudi\n\n\n[Rumah Data] Perlu konfirmasi\n")
    assert notes(once)["D Keluarga", "C9"] == ("Budi", "Sudah dicek\nBudi\n")
    assert notes(marked_workbook(once, FIRST_LETTER)) == notes(once)
    assert notes(marked_workbook(by_openpyxl(once), FIRST_LETTER)) == notes(once)
    later = marked_workbook(once, letter())
    assert_sound(later)
    assert notes(later) == notes(sent)


def test_what_the_village_writes_into_our_note_is_kept() -> None:
    def write(book: Workbook) -> None:
        comment = book["D Keluarga"]["C8"].comment
        assert comment is not None
        comment.text += "\nIni sudah benar, Bu."

    sent_back = edited(marked_workbook(form(), FIRST_LETTER), write)
    content = marked_workbook(sent_back, SECOND_LETTER)
    assert notes(content)[C8] == (VILLAGE_AUTHOR.id, "\nIni sudah benar, Bu.")
    assert notes(marked_workbook(content, SECOND_LETTER)) == notes(content)


def test_a_note_in_our_name_that_lost_its_text_is_ours() -> None:
    def write(book: Workbook) -> None:
        book["D Keluarga"]["C8"].comment = Comment("sisa", MARK_AUTHOR)

    assert_second(marked_workbook(edited(form(), write), SECOND_LETTER))
