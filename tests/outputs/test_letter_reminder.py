"""The reminder: a message for a kecamatan that fits, and the list of who has not reported."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from outputs.letters.overview import Overview
from outputs.letters.reminder import owing, reminder_list, reminder_message, reminder_rows
from schemas.letter.message import MESSAGE_LENGTH
from schemas.register import districts, villages
from tests.outputs.test_letter_overview import OF_SUOH, STATES, overview, stands

HOW = "Isi formulir Excel, lalu kirim kembali ke dinas."
BEFORE, AFTER = date(2026, 11, 4), date(2026, 11, 12)
SUOH = overview(OF_SUOH, area_name="Kecamatan Suoh", level="district", deadline=date(2026, 11, 10))
ALL_IN = overview(
    [stands(s.village) for s in OF_SUOH], area_name="Kecamatan Suoh", level="district"
)
NONE_IN = overview([stands(v, **STATES["missing"]) for v in villages().values()])


def test_who_has_not_reported_is_named_and_until_when() -> None:
    names = [s.village.name for s in OF_SUOH]
    assert reminder_message(SUOH, BEFORE).splitlines() == [
        "*Pengingat laporan Kampung KB bulan Oktober 2026*",
        "Kecamatan Suoh",
        "",
        "Sudah lapor: 5 dari 7",
        "",
        f"Belum lapor (1): {names[0]}",
        f"Berkas tidak dapat dipakai (1): {names[1]}",
        "",
        f"Laporan ditunggu paling lambat *10 November 2026*. {HOW}",
        "",
        "DP2KBP3A Kabupaten Lampung Barat",
    ]


@pytest.mark.parametrize(
    ("view", "today", "said", "unsaid"),
    [
        (SUOH, date(2026, 11, 10), "paling lambat", "telah lewat"),
        (SUOH, AFTER, "telah lewat", "paling lambat"),
        (ALL_IN, BEFORE, "sudah lapor. Terima kasih.", "ditunggu"),
        (overview(OF_SUOH, is_sample=True), BEFORE, "*CONTOH*", "telah lewat"),
    ],
    ids=["last day", "late", "all", "example"],
)
def test_the_message_says_what_holds(view: Overview, today: date, said: str, unsaid: str) -> None:
    text = reminder_message(view, today)
    assert said in text
    assert unsaid not in text


def test_the_message_never_is_longer_than_a_screen() -> None:
    for view in (NONE_IN, *NONE_IN.by_district()):
        text = reminder_message(view, BEFORE)
        assert len(text) <= MESSAGE_LENGTH
        assert view.level == "regency" or "lagi" not in text, "a kecamatan fits whole"
    assert len(NONE_IN.by_district()) == len(districts())


def test_the_list_opens_in_excel_with_indonesian_settings() -> None:
    content = reminder_list(SUOH)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows == reminder_rows(SUOH)
    assert [row["Keadaan laporan"] for row in rows] == ["Belum lapor", "Berkas tidak dapat dipakai"]
    assert [row["Kode desa"] for row in rows] == [s.village.code for s in owing(SUOH)]
    assert rows[0]["Tanggal diterima"] == ""
    assert reminder_rows(ALL_IN) == []
