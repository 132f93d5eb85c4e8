"""The overview of who owes what: as pages, as a workbook and as a message."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from outputs.letters.overview import Overview, Stray, VillageState
from outputs.letters.overview_message import overview_message
from outputs.letters.overview_page import overview_page
from outputs.letters.overview_workbook import HEAD_ROW, overview_workbook
from schemas.letter.message import MESSAGE_LENGTH
from schemas.letter.overview import VILLAGE_STATE
from schemas.register import Village, districts, villages
from tests.letters import (
    assert_within_the_margins,
    pages_of,
    placed,
    text_of,
    texts,
)

SUOH = [village for village in villages().values() if village.district == "Suoh"]
ARRIVED = date(2026, 11, 8)


def stands(village: Village, **changes: Any) -> VillageState:
    known: dict[str, Any] = {
        "village": village,
        "revision": 1,
        "received_on": ARRIVED,
        "is_late": False,
        **dict.fromkeys(("blocking", "confirm", "notes", "mended", "confirmed"), 0),
        "held_back": (),
    }
    return VillageState(**known | changes)


def overview(states: list[VillageState], **changes: Any) -> Overview:
    known: dict[str, Any] = {
        "period": "2026-10",
        "area_name": "Kabupaten Lampung Barat",
        "level": "regency",
        "villages": tuple(states),
        "strays": (),
        "deadline": date(2026, 11, 20),
        "is_sample": False,
    }
    return Overview(**known | changes)


STATES: dict[str, dict[str, Any]] = {
    "missing": {"revision": 0, "received_on": None},
    "unusable": {"revision": 0, "blocking": 1},
    "to_mend": {
        "blocking": 3,
        "confirm": 4,
        "is_late": True,
        "held_back": ("D. Keluarga", "E. Keluarga berencana"),
    },
    "to_confirm": {"revision": 2, "confirm": 5, "mended": 6, "confirmed": 1},
    "done": {"notes": 9},
}
OF_SUOH = [
    stands(village, **changes)
    for village, changes in zip(SUOH, (*STATES.values(), {}, {}), strict=True)
]
DISTRICT = overview(OF_SUOH, area_name="Kecamatan Suoh", level="district")
STRAY = Stray(
    sha256="0a" * 32,
    sentence="=Berkas rusak",
    action="Simpan ulang lalu kirim kembali.",
    received_on=ARRIVED,
)
ALL = overview(
    [
        stands(village, **STATES["missing" if number % 3 == 0 else "done"])
        for number, village in enumerate(villages().values())
    ],
    strays=(STRAY, replace(STRAY, sha256="0b" * 32, received_on=None)),
)


@pytest.mark.parametrize("code", STATES)
def test_the_state_of_a_village_follows_from_its_counts(code: str) -> None:
    assert stands(SUOH[0], **STATES[code]).state == code
    assert VILLAGE_STATE[code].label.id


def test_the_counts_of_an_area() -> None:
    assert (DISTRICT.reported, DISTRICT.late) == (5, 1)
    assert DISTRICT.counts == {
        "missing": 1,
        "unusable": 1,
        "to_mend": 1,
        "to_confirm": 1,
        "done": 3,
    }


def test_a_kabupaten_falls_into_its_kecamatan() -> None:
    parts = ALL.by_district()
    assert [part.area_name for part in parts] == sorted(
        f"Kecamatan {name}" for name in districts().values()
    )
    assert sum(len(part.villages) for part in parts) == len(ALL.villages)
    assert {part.strays for part in parts} == {()}


class TestPage:
    def test_it_counts_first_then_names_who_owes(self) -> None:
        said = text_of(overview_page(DISTRICT))
        missing, unusable = OF_SUOH[0].village.name, OF_SUOH[1].village.name
        assert "Kecamatan Suoh 5 dari 7 Sudah lapor 1 Terlambat 1 Belum lapor" in said
        assert f"Belum lapor {missing} Berkas tidak dapat dipakai {unusable}" in said
        assert "ditunggu paling lambat 20 November 2026." in said

    def test_a_village_is_one_row_with_its_state_and_numbers(self) -> None:
        said = text_of(overview_page(DISTRICT))
        to_mend, to_confirm = OF_SUOH[2].village.name, OF_SUOH[3].village.name
        assert f"{to_mend} Perlu diperbaiki 08/11/2026 terlambat 3 4 0 D, E" in said
        assert f"{to_confirm} Perlu konfirmasi 08/11/2026 0 5 7" in said

    def test_all_have_reported(self) -> None:
        said = text_of(overview_page(overview([stands(village) for village in SUOH])))
        assert "Semua pekon dan kelurahan sudah lapor." in said
        assert "7 dari 7 Sudah lapor" in said

    def test_a_kabupaten_takes_pages_that_repeat_the_head_and_are_numbered(self) -> None:
        pdf = overview_page(ALL)
        pages = pages_of(pdf)
        said = text_of(pdf)
        assert pages > 2
        assert [int(n) for n in re.findall(rf"Halaman (\d+) dari {pages}", said)] == [
            *range(1, pages + 1)
        ]
        assert said.count("Keadaan laporan") >= pages - 1
        assert all(f"Kecamatan {name} (sudah lapor" in said for name in districts().values())

    def test_a_file_without_a_village_is_told_to_the_kabupaten(self) -> None:
        said = text_of(overview_page(ALL))
        assert "0a0a0a0a0a0a 08/11/2026 =Berkas rusak" in said
        assert "desa pengirimnya" not in text_of(overview_page(replace(ALL, strays=())))

    def test_an_example_says_so_and_the_same_is_the_same_bytes(self) -> None:
        assert "CONTOH" in text_of(overview_page(replace(DISTRICT, is_sample=True)))
        assert "CONTOH" not in text_of(overview_page(DISTRICT))
        assert overview_page(DISTRICT) == overview_page(replace(DISTRICT))


def table_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(row) for row in sheet.iter_rows(min_row=HEAD_ROW + 1, values_only=True)]


class TestWorkbook:
    def test_it_has_kecamatan_villages_and_files_without_village(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(overview_workbook(ALL)))
        summary, listed, strays = (table_of(sheet) for sheet in book)
        assert book.sheetnames == ["Rekap kecamatan", "Rekap desa", "Berkas tanpa desa"]
        assert len(summary) == 1 + len(districts()) + 1
        assert summary[-1] == ("Jumlah", 136, 90, 0, 46, 0, 0, 0, 90)
        assert {row[0] for row in listed[1:]} == set(villages())
        assert [row[0] for row in strays[1:]] == [stray.sha256 for stray in ALL.strays]

    def test_a_village_without_a_report_has_no_numbers_and_one_with_has_all(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(overview_workbook(DISTRICT)))
        rows = {row[0]: row for row in table_of(book.worksheets[1])[1:]}
        missing, to_mend = (rows[state.village.code] for state in (OF_SUOH[0], OF_SUOH[2]))
        assert missing[3:6] == ("Belum lapor", None, None)
        assert set(missing[6:]) <= {None, ""}
        assert to_mend[3:5] == ("Perlu diperbaiki", 1)
        assert to_mend[6:] == ("terlambat", 3, 4, 0, 0, 0, "D, E")

    def test_headings_stay_rows_filter_codes_and_formulas_are_text(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(overview_workbook(ALL)))
        assert [sheet.freeze_panes for sheet in book] == ["A6"] * 3
        assert [sheet.auto_filter.ref for sheet in book] == ["A5:I20", "A5:M141", "A5:D7"]
        code, stray = book.worksheets[1]["A6"], book.worksheets[2]["C6"]
        assert (code.data_type, code.number_format) == ("s", "@")
        assert (stray.data_type, stray.value) == ("s", "=Berkas rusak")

    def test_an_example_says_so_and_the_same_is_the_same_bytes(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(overview_workbook(replace(ALL, is_sample=True))))
        assert all(str(sheet["A1"].value).startswith("CONTOH: ") for sheet in book)
        assert overview_workbook(ALL) == overview_workbook(replace(ALL))


class TestMessage:
    def test_it_counts_and_names_who_owes_a_report(self) -> None:
        said = overview_message(DISTRICT)
        missing, unusable = OF_SUOH[0].village.name, OF_SUOH[1].village.name
        for words in (
            "*Rekap laporan Kampung KB bulan Oktober 2026*\nKecamatan Suoh\n",
            "Sudah lapor: 5 dari 7 (terlambat: 1)\n",
            "Perlu diperbaiki: 1\nPerlu konfirmasi: 1\nSelesai: 3\n",
            f"\nBelum lapor (1): {missing}\nBerkas tidak dapat dipakai (1): {unusable}\n",
            "paling lambat *20 November 2026*.",
        ):
            assert words in said

    def test_a_kabupaten_names_as_many_as_fit_each_behind_its_kecamatan(self) -> None:
        said = overview_message(ALL)
        assert "Belum lapor (46): Air Hitam: " in said
        assert re.search(r", dan \d+ lagi\n", said)
        assert MESSAGE_LENGTH - 60 < len(said) <= MESSAGE_LENGTH

    def test_an_example_says_so(self) -> None:
        assert overview_message(replace(ALL, is_sample=True)).startswith("*CONTOH*")


any_village = st.builds(replace, st.sampled_from(SUOH), name=texts, district=texts)
any_state = st.builds(
    stands,
    any_village,
    revision=st.integers(0, 9),
    received_on=st.none() | st.dates(),
    is_late=st.booleans(),
    blocking=st.integers(0, 10**6),
    confirm=st.integers(0, 10**6),
    held_back=st.lists(texts, max_size=11).map(tuple),
)
any_overview = st.builds(
    overview,
    st.lists(any_state, max_size=8).flatmap(lambda s: st.integers(1, 20).map(lambda n: s * n)),
    area_name=texts,
    level=st.sampled_from(("district", "regency")),
    strays=st.lists(
        st.builds(Stray, sha256=texts, sentence=texts, action=texts, received_on=st.none()),
        max_size=5,
    ).map(tuple),
    is_sample=st.booleans(),
)


@given(any_overview)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_pages_keep_their_margins_and_messages_their_length(any_of: Overview) -> None:
    pdf = overview_page(any_of)
    assert_within_the_margins(placed(pdf))
    assert re.findall(r"Halaman (\d+) dari", text_of(pdf))[-1] == str(pages_of(pdf))
    said = overview_message(any_of)
    assert 0 < len(said) <= MESSAGE_LENGTH
    assert all(character == "\n" or character.isprintable() for character in said)
    assert not set(said) & set("_~`")
