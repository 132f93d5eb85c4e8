from __future__ import annotations

import pytest

from outputs.letters.marked import marked_workbook
from outputs.letters.ooxml import NoWorkbookError
from tests.outputs.test_letter_marked_packages import SHEET, TOLD, plain
from tests.outputs.test_letter_marked_sound import Change, changed, swap


@pytest.mark.parametrize(
    "kind",
    [
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        b"application/vnd.ms-excel.sheet.binary.macroEnabled.main",
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    ],
)
def test_a_workbook_of_another_kind_is_refused(kind: bytes) -> None:
    usual = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    content = changed(plain(), {"[Content_Types].xml": swap(usual, kind)})
    with pytest.raises(NoWorkbookError):
        marked_workbook(content, TOLD)


def test_a_part_with_entities_of_its_own_is_refused() -> None:
    entities = b'<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet'
    with pytest.raises(NoWorkbookError):
        marked_workbook(changed(plain(), {SHEET: swap(b"<worksheet", entities)}), TOLD)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, b"<worksheet><sheetData>"),
        (SHEET, swap(b'<row r="1"', b'<row r="satu"')),
        ("xl/styles.xml", swap(b'fillId="0"', b'fillId=""')),
        ("xl/styles.xml", swap(b"<fonts", b'<fonts xmlns:a=""')),
        ("xl/workbook.xml", b"<workbook/>"),
        ("_rels/.rels", b"<Relationships/>"),
    ],
)
def test_a_damaged_part_is_refused(part: str, change: Change | bytes) -> None:
    with pytest.raises(NoWorkbookError):
        marked_workbook(changed(plain(), {part: change}), TOLD)
