"""Overviews are searched in each of the forms in which they leave."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from outputs.letters.overview import Overview, Stray, VillageState
from outputs.letters.overview_page import overview_page
from outputs.letters.overview_search import search_overviews
from outputs.letters.overview_workbook import overview_workbook
from schemas.register import villages
from tests.identity_numbers import DISGUISES, numbers

NUMBER = numbers(1)[0]
DONE = VillageState(
    village=villages()["18.04.04.2007"], revision=1, received_on=date(2026, 11, 8), is_late=False,
    blocking=0, confirm=0, notes=0, mended=0, confirmed=0, held_back=(),
)  # fmt: skip


def overview(sentence: str) -> Overview:
    stray = Stray(
        sha256="0a" * 32, sentence=sentence, action="Kirim.", received_on=date(2026, 11, 8)
    )
    return Overview(
        period="2026-10", area_name="Kabupaten Lampung Barat", level="regency",
        villages=(DONE,), strays=(stray,), deadline=date(2026, 11, 20), is_sample=False,
    )  # fmt: skip


@pytest.mark.parametrize("sentence", ["Berkas rusak.", *(d(NUMBER) for d in DISGUISES.values())])
def test_overviews_are_searched_as_pages_and_as_workbooks(sentence: str, tmp_path: Path) -> None:
    told = overview(sentence)
    (tmp_path / "00 ikhtisar.xlsx").write_bytes(overview_workbook(told))
    (tmp_path / "00 ikhtisar.txt").write_text(f"{sentence}\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text(NUMBER, encoding="utf-8")
    (tmp_path / "00 ikhtisar.pdf").write_bytes(overview_page(told))
    found = {hit.file.partition(" >")[0] for hit in search_overviews(tmp_path, "00 ikhtisar")}
    kinds = {"00 ikhtisar.txt", "00 ikhtisar.xlsx"} if sentence != "Berkas rusak." else set()
    assert found - {"00 ikhtisar.pdf"} == kinds
    if sentence == NUMBER:
        assert "00 ikhtisar.pdf" in found
