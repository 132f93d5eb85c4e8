"""The letter as a message: what it says, and that it is short and plain whatever it says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from outputs.letters.letter import Letter
from outputs.letters.message import letter_message, plain
from outputs.letters.page_words import shortened
from schemas.letter.message import MESSAGE_LENGTH
from schemas.problem import Severity
from tests.letters import (
    KELURAHAN,
    LOCKED,
    MANY,
    any_letter,
    letter,
    point,
    texts,
)

CASES: dict[str, tuple[Letter, tuple[str, ...], tuple[str, ...]]] = {
    "nothing is asked": (
        letter(),
        ("Yth. Peratin Pekon Gunung Sugih, Kec. Balik Bukit", "*Oktober 2026*", "Tidak ada yang"),
        ("Perbaiki", "paling lambat", "\n- "),
    ),
    "the office holds a section": (
        letter(held_back=("D. Keluarga",), by_office=("D. Keluarga",)),
        ("Tidak ada yang perlu diperbaiki", "\nBagian D ditahan oleh dinas"),
        ("paling lambat", "\n- "),
    ),
    "a kelurahan has a lurah": (letter(village=KELURAHAN), ("Yth. Lurah Pasar Liwa",), ()),
    "findings are asked": (
        letter(points=(point(), point(Severity.CONFIRM, "C8"), point(Severity.NOTE, "C9"))),
        (
            "Ada 2 temuan",
            "menahan bagian laporan: 1, perlu konfirmasi: 1",
            "\n- D Keluarga!C7: “dua belas” tidak dapat dibaca",
            "Perbaiki sel yang diwarnai",
            "benar, karena ...",
            "paling lambat *20 November 2026*.",
        ),
        ("C9", " lagi", "Sejak laporan"),
    ),
    "what was mended comes first": (
        letter(points=(point(),), mended=2, confirmed=1),
        ("\n\nTerima kasih. Sejak laporan pertama bulan ini: 2 temuan sudah diperbaiki, 1 temuan",),
        (),
    ),
    "more than fits": (letter(points=MANY), ("Ada 60 temuan", "\n- D Keluarga!C0: "), ("C59",)),
    "no cell, so what to do": (
        letter(points=(point(cell="", action="Kirim formulir lengkap."),)),
        ("tidak dapat dibaca sebagai angka. Kirim formulir lengkap.",),
        (),
    ),
    "nothing came": (
        letter(revision=0, received_on=None),
        ("belum kami terima", "Isi formulir", "paling lambat *20 November 2026*"),
        ("Perbaiki", "\n- "),
    ),
    "a file came that is of no use": (
        letter(revision=0, points=(LOCKED,)),
        ("8 November 2026 tidak dapat dipakai", "kata sandi", "Perbaiki berkas itu, atau isi"),
        ("diwarnai",),
    ),
    "an example": (letter(is_sample=True), ("*CONTOH*",), ()),
}


@pytest.mark.parametrize("case", CASES)
def test_a_message_says_what_it_should(case: str) -> None:
    given_letter, wanted, unwanted = CASES[case]
    said = letter_message(given_letter)
    assert len(said) <= MESSAGE_LENGTH
    assert said.endswith("DP2KBP3A Kabupaten Lampung Barat")
    assert [words for words in wanted if words not in said] == []
    assert [words for words in unwanted if words in said] == []


@pytest.mark.parametrize("count", [1, 3, 4, 60, 500])
def test_every_asked_point_is_shown_or_counted(count: int) -> None:
    points = tuple(point(cell=f"C{row}") for row in range(count))
    said = letter_message(letter(points=points))
    shown = said.count("\n- D Keluarga!C")
    more = re.search(r"\ndan (\d+) lagi\n", said)
    assert shown + (int(more[1]) if more else 0) == count
    assert shown >= min(count, 3)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*tebal* _miring_ ~coret~ `kode`", "＊tebal＊ ＿miring＿ ～coret～ ‘kode‘"),
        ("dua\n- baris\t\u2028satu", "dua - baris satu"),
        ("ke\u202ekiri\u200b\x00\ud800", "ke kiri"),
        ("satu dua tiga empat lima enam", "satu dua tiga empat lima…"),
        ("satu dua tiga empat-lima-enam", "satu dua tiga…"),
        ("W" * 30, "W" * 24 + "…"),
        ("", ""),
    ],
)
def test_what_was_written_cannot_become_markup(written: str, shown: str) -> None:
    assert plain(written, 34 if "*" in written else 25) == shown


@given(texts)
def test_a_short_text_is_never_longer_and_never_cut_in_silence(text: str) -> None:
    short = shortened(text, 40)
    assert len(short) <= 40
    assert short == " ".join(text.split()) or short.endswith("…")


@given(any_letter)
def test_a_message_is_short_and_plain_whatever_it_says(any_of: Letter) -> None:
    said = letter_message(any_of)
    assert 0 < len(said) <= MESSAGE_LENGTH
    assert all(character == "\n" or character.isprintable() for character in said)
    assert not set(said) & set("_~`")
    assert re.sub(r"\*[^*\n]+\*", "", said).count("*") == 0
    said.encode()
