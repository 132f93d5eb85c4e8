"""Letters of a small month: to whom they go, as what, and that they replace earlier ones."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from flows.archive import Receipt
from flows.deciding import Said, hold_section
from flows.examination import Case
from flows.letter_files import LetterCounts
from flows.senders import senders
from flows.settings import Request
from schemas.letter.sheet import FINDINGS_SHEET
from tests.homes import (
    GOOD,
    OTHER,
    PERIOD,
    VILLAGE,
    WRONG,
    copy_of,
    lettered,
    places,
    request_in,
    send,
)
from tests.replies import answered, letter_file

MOMENT = datetime(2026, 11, 4, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """A month in which one village was asked about its report."""

    request: Request
    counts: LetterCounts

    def again_in(self, root: Path) -> Asked:
        """A copy of it below a folder."""
        request = copy_of(self.request, root)
        folder = self.counts.folder.relative_to(self.request.home.root)
        return Asked(request, replace(self.counts, folder=request.home.root / folder))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    request = request_in(tmp_path_factory.mktemp("asked"))
    send(request, "a.xlsx", WRONG)
    return Asked(request, lettered(request)[1])


def letter(counts: LetterCounts, village: str, suffix: str) -> Path:
    return letter_file(counts.folder, PERIOD, village, suffix)


def states(case: Case) -> list[str]:
    return [f.state for f in case.examined.findings if f.is_asked]


@pytest.mark.parametrize(
    ("names", "village"),
    [
        (["18.04.04.2007 Gunung Sugih 2026-10.xlsx"], VILLAGE),
        (["Laporan 1804042007.xlsx"], VILLAGE),
        (["18-04-04-2007.xlsx", "kecamatan/18.04.04.2007 (1).xlsx"], VILLAGE),
        (["laporan.xlsx"], None),
        (["18.04.04.9999.xlsx"], None),
        (["18.04.04.2007 dan 18.04.04.2008.xlsx"], None),
        (["18.04.04.2007.xlsx", "18.04.04.2008.xlsx"], None),
        (["3518040420070001.xlsx"], None),
    ],
)
def test_a_sender_is_told_by_one_code_in_the_names_alone(
    names: list[str], village: str | None
) -> None:
    receipts = [Receipt(PERIOD, "folder", name, "a" * 64, 1, MOMENT, MOMENT) for name in names]
    assert senders(receipts).get("a" * 64) == village


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("benar, karena banyak balita", ["confirmed"]),
        ("benar", ["open"]),
        ("tidak tahu", ["open"]),
        ("", ["open"]),
    ],
)
def test_an_answer_in_the_marked_workbook_is_entered_once(
    text: str, found: list[str], first: Asked, tmp_path: Path
) -> None:
    asked = first.again_in(tmp_path)
    request = asked.request
    answered(request, asked.counts.folder, text)
    for _ in range(1 + (found == ["confirmed"])):
        case, _ = lettered(request)
        assert sorted(states(case)) == sorted(found)
        assert len(case.decisions) == (found == ["confirmed"])
    for decision in case.decisions:
        assert (decision.why, decision.village_code) == ("banyak balita", VILLAGE)


def test_a_section_that_the_office_holds_is_told_and_nothing_asked(tmp_path: Path) -> None:
    request = request_in(tmp_path)
    send(request, "a.xlsx", GOOD)
    hold_section(request.home, PERIOD, VILLAGE, "D", Said("office", "angka tertukar"))
    _, counts = lettered(request)
    assert (counts.asked, counts.thanked) == (0, 1)
    said = letter(counts, VILLAGE, ".txt").read_text("utf-8")
    assert "Tidak ada yang perlu diperbaiki" in said
    assert "Bagian D ditahan oleh dinas" in said


def test_a_file_of_another_kind_comes_back_as_a_marked_workbook(tmp_path: Path) -> None:
    request = request_in(tmp_path)
    path = send(request, "a.xlsx", WRONG)
    rows = openpyxl.load_workbook(path)["D Keluarga"].iter_rows(values_only=True)
    first = openpyxl.load_workbook(path)["A Identitas"].iter_rows(values_only=True)
    lines = [";".join("" if v is None else str(v) for v in row) for row in (*first, *rows)]
    path.unlink()
    (request.inbox / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    _, counts = lettered(request)
    book = openpyxl.load_workbook(letter(counts, VILLAGE, ".xlsx"))
    assert book.sheetnames == [FINDINGS_SHEET.id, "CSV"]
    notes = [c.value for row in book["CSV"].iter_rows() for c in row if c.comment]
    assert sorted(map(str, notes)) == ["5", "9"]


def test_a_workbook_with_macros_comes_back_as_one_without(tmp_path: Path) -> None:
    request = request_in(tmp_path)
    path = send(request, "a.xlsx", WRONG)
    plain, macro = b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"
    kind, other = b"vnd.openxmlformats-officedocument." + plain, b"vnd.ms-excel." + macro
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(kind, other)
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    _, counts = lettered(request)
    book = openpyxl.load_workbook(letter(counts, VILLAGE, ".xlsx"))
    sheet, row, column = places()["families.families_with_under_fives"]
    cell = book[sheet].cell(row + 1, column + 1)
    assert (cell.value, cell.comment is not None) == (9, True)


def test_a_file_that_names_another_village_is_not_sent_to_the_one_of_its_name(
    tmp_path: Path,
) -> None:
    request = request_in(tmp_path)
    path = send(request, "18.04.04.2007.xlsx", WRONG, OTHER)
    book = openpyxl.load_workbook(path)
    sheet, row, column = places()["identity.village_name"]
    book[sheet].cell(row + 1, column + 1).value = "Sukarame"
    book.save(path)
    _, counts = lettered(request)
    assert not letter(counts, VILLAGE, ".xlsx").exists()
    assert letter(counts, VILLAGE, ".pdf").exists()


def test_new_letters_take_the_place_of_earlier_ones(first: Asked, tmp_path: Path) -> None:
    asked = first.again_in(tmp_path)
    request = asked.request
    assert letter(asked.counts, VILLAGE, ".xlsx").exists()
    send(request, "b.xlsx", dict.fromkeys(WRONG, 7), hour=3)
    case, counts = lettered(request)
    assert states(case) == ["mended"]
    assert "1" in letter(counts, VILLAGE, ".txt").read_text("utf-8")
    assert sorted(p.name for p in counts.folder.parent.glob(".letters*")) == []
    assert (counts.asked, counts.reminded, counts.thanked) == (0, 135, 1)
