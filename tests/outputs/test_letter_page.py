"""The letter on one page: what it says, that it is always one page, and the same bytes."""

from __future__ import annotations

import re
import shutil
import string
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outputs.letters.letter import Letter
from outputs.letters.page import letter_page
from outputs.letters.page_lines import lines_of, printable, width_of
from outputs.letters.page_paper import BODY
from outputs.letters.page_pdf import MISSING
from schemas.catalogue import CATALOGUE
from schemas.field import Text
from schemas.letter import message, overview, page
from schemas.problem import SEVERITY, Severity
from tests.letters import (
    KELURAHAN,
    LOCKED,
    MANY,
    any_letter,
    assert_within_the_margins,
    letter,
    pages_of,
    placed,
    point,
    text_of,
    texts,
)

CASES: dict[str, tuple[Letter, tuple[str, ...], tuple[str, ...]]] = {
    "nothing is asked": (
        letter(),
        ("Peratin Pekon Gunung Sugih", "Kecamatan Balik Bukit", "Oktober 2026", "Tidak ada yang"),
        ("Cara menjawab", "Bagian yang ditahan", "Sejak laporan", "Dijawab paling lambat"),
    ),
    "a kelurahan has a lurah": (letter(village=KELURAHAN), ("Lurah Pasar Liwa",), ("Peratin",)),
    "findings are asked": (
        letter(points=(point(), point(Severity.CONFIRM, "C8"))),
        ("Ada 2 temuan", "D Keluarga!C7", "Keluarga dengan lansia", "Cara menjawab"),
        ("temuan lain", "Selain itu", "CONTOH"),
    ),
    "when to answer": (letter(points=(point(),)), ("paling lambat 20 November 2026.",), ()),
    "which report": (
        letter(revision=3, is_late=True),
        ("8 November 2026 (terlambat)", "Revisi: 3"),
        ("tepat waktu",),
    ),
    "on time": (letter(), ("8 November 2026 (tepat waktu)",), ("terlambat",)),
    "what was mended comes first": (
        letter(mended=2, confirmed=1),
        ("2 temuan sudah diperbaiki, 1 temuan sudah dinyatakan benar",),
        (),
    ),
    "nothing was stood by": (letter(mended=2), ("2 temuan sudah diperbaiki.",), ("dinyatakan",)),
    "a section is held back": (
        letter(points=(point(),), held_back=("D. Keluarga", "E. Keluarga berencana")),
        ("Bagian yang ditahan", "D. Keluarga; E. Keluarga berencana.", "data pekon ini,"),
        (),
    ),
    "the office holds a section": (
        letter(held_back=("D. Keluarga",), by_office=("D. Keluarga",)),
        ("Tidak ada yang perlu diperbaiki", "Bagian D ditahan oleh dinas", "tidak perlu berbuat"),
        ("Bagian yang ditahan", "diperbaiki. Selama", "Dijawab paling lambat"),
    ),
    "the office holds one, a fault another": (
        letter(points=(point(),), held_back=("C. Umur", "D. Keluarga"), by_office=("C. Umur",)),
        ("Bagian C ditahan oleh dinas", "Bagian yang ditahan", "D. Keluarga."),
        ("C. Umur",),
    ),
    "notes are counted alone": (
        letter(points=(point(Severity.NOTE, sentence="“1.593” dibaca 1593"),)),
        ("1 catatan", "Tidak ada yang perlu diperbaiki"),
        ("1.593", "Cara menjawab"),
    ),
    "more than fits": (
        letter(points=MANY),
        ("Ada 60 temuan", "temuan lain: lihat lembar Temuan pada berkas Excel."),
        ("D Keluarga!C59",),
    ),
    "nothing came": (
        letter(revision=0, received_on=None),
        ("belum diterima", "belum kami terima", "Isi formulir", "paling lambat 20 November 2026"),
        ("Hasil pemeriksaan", "Revisi", "lembar Temuan"),
    ),
    "a file came that is of no use": (
        letter(revision=0, points=(LOCKED,)),
        ("tidak dapat dipakai", "Seluruh berkas", "kata sandi", "isi formulir"),
        ("Menahan bagian laporan", "Revisi", "lembar Temuan"),
    ),
    "an example": (letter(is_sample=True), ("CONTOH", "bukan surat dinas"), ()),
    "markup is text": (
        letter(points=(point(sentence="<b>5 & 6</b> ≤ (7) \\ ≥ “8” – ≠ …"),)),
        ("<b>5 & 6</b> ≤ (7) \\ ≥ “8” – ≠ …",),
        (),
    ),
    "unknown characters show": (letter(points=(point(sentence="a漢b"),)), (f"a{MISSING}b",), ()),
}


@pytest.mark.parametrize("case", CASES)
def test_a_page_says_what_it_should(case: str) -> None:
    given_letter, wanted, unwanted = CASES[case]
    pdf = letter_page(given_letter)
    said = text_of(pdf)
    assert pages_of(pdf) == 1
    assert [words for words in wanted if words not in said] == []
    assert [words for words in unwanted if words in said] == []


def test_the_most_severe_stand_first_below_the_name_of_their_severity() -> None:
    points = (point(Severity.CONFIRM, "C1"), point(cell="C2"), point(Severity.CONFIRM, "C3"))
    said = text_of(letter_page(letter(points=points)))
    blocking, confirm = (SEVERITY[level].label.id for level in ("blocking", "confirm"))
    order = (f"{blocking}: 1", "!C2", f"{confirm}: 2", "!C1", "!C3")
    places = [said.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.parametrize("count", [1, 5, 11, 12, 13, 60, 500])
def test_every_asked_point_is_shown_or_counted(count: int) -> None:
    points = tuple(point(cell=f"C{row}") for row in range(count))
    said = text_of(letter_page(letter(points=points)))
    shown = len(re.findall(r"D Keluarga!C\d+", said))
    more = re.search(r"dan (\d+) temuan lain", said)
    assert shown + (int(more[1]) if more else 0) == count
    assert shown >= min(count, 8)


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.id)
def test_the_fonts_have_every_character_of_a_finding(kind: Any) -> None:
    assert MISSING not in printable(kind.sentence.id + kind.action.id)


def test_the_same_letter_is_the_same_bytes() -> None:
    asked = letter(points=MANY[:3])
    assert letter_page(asked) == letter_page(replace(asked))
    assert b"/CreationDate (D:20000101000000+00'00')" in letter_page(asked)


@given(any_letter)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
def test_a_letter_is_one_page_within_its_margins_whatever_it_says(any_of: Letter) -> None:
    pdf = letter_page(any_of)
    assert pages_of(pdf) == 1
    assert_within_the_margins(placed(pdf))


@given(texts, st.floats(30, 500), st.integers(1, 6))
def test_a_text_is_broken_into_lines_that_fit(text: str, width: float, most: int) -> None:
    lines = lines_of(text, BODY, width, most)
    assert len(lines) <= most
    assert all(width_of(line, BODY) <= width + 0.01 for line in lines)
    whole = printable(text).replace(" ", "")
    broken = "".join(lines).replace(" ", "")
    assert broken == whole or (broken.endswith("…") and whole.startswith(broken[:-1]))


@pytest.mark.parametrize("module", [page, message, overview], ids=lambda module: module.__name__)
def test_both_languages_of_a_text_have_the_same_places_to_fill(module: Any) -> None:
    def places(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    declared = [text for text in vars(module).values() if isinstance(text, Text)]
    assert declared
    assert [text for text in declared if places(text.id) != places(text.en)] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("case", CASES)
def test_another_reader_finds_one_page_and_the_same_words(case: str, tmp_path: Path) -> None:
    given_letter, wanted, _ = CASES[case]
    path = tmp_path / "letter.pdf"
    path.write_bytes(letter_page(given_letter))
    read = subprocess.run(
        ["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True
    )
    said = " ".join(read.stdout.split())
    assert read.stderr == ""
    assert read.stdout.count("\f") == 1
    assert [words for words in wanted if words not in said] == []
