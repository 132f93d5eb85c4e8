"""What is taken for a number of a person, what is not, and what people still read of it."""

from __future__ import annotations

import pytest

from schemas.personal import IDENTITY, MAIL, PERSONAL, PHONE, TAX, found_in, masked
from schemas.register import villages
from tests.identity_numbers import DISGUISES, numbers

NUMBERS = numbers(300)
DIGEST = "3f9a12" + "1234567890123456" + "ab" * 21


@pytest.mark.parametrize("name", DISGUISES)
def test_every_disguise_of_every_number_is_found_and_masked(name: str) -> None:
    for number in NUMBERS:
        written = DISGUISES[name](number)
        for text in (written, f"ibu {written} hadir", f"2 {written}", f"{written}; {written}"):
            assert IDENTITY in {found.kind for found in found_in(text)}, text
            left = masked(text)
            assert number[:8] not in left
            assert sum(letter.isdigit() for letter in left) <= 1, left


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (IDENTITY, "9.90404E+15"),
        (IDENTITY, "9,90404560190000e15"),
        (IDENTITY, "99.0404E14"),
        (IDENTITY, "9904045601900001.0"),
        (IDENTITY, "9904045601900001990404560190000199040456019000019904045601900001"),
        (IDENTITY, "18.04.04.2007.560190"),
        (IDENTITY, "99 0404 5601 9000 01"),
        (IDENTITY, "\u200b".join("9904045601900001")),
        (TAX, "01.234.567.8-901.234"),
        (TAX, "012345678901234"),
        (TAX, "no 123 01.234.567.8-901.234"),
        (PHONE, "081234567890"),
        (PHONE, "0812-3456-7890"),
        (PHONE, "(0812) 3456 7890"),
        (PHONE, "+62 812 3456 7890"),
        (PHONE, "+62 (0) 812 3456 7890"),
        (PHONE, "6281234567890"),
        (PHONE, "62 812-3456-7890"),
        (PHONE, "81234567890"),
        (PHONE, "(0728) 21234"),
        (MAIL, "kader.siti@desa.id"),
        (MAIL, "kader＠desa.example.id"),
    ],
)  # fmt: skip
def test_it_is_found_as_what_it_is(kind: str, text: str) -> None:
    assert [found.kind for found in found_in(text)] == [kind]
    assert masked(text) != text


@pytest.mark.parametrize(
    "text",
    [
        DIGEST,
        f"sha256:{DIGEST}",
        "0" * 64,
        "12345678-1234-1234-1234-123456789012",
        "2026-10-01/2026-10-31",
        "2026-11-29T01:06:40.123456 2026-11-29 01:06:40,123",
        "2026-08 2026-09 2026-10",
        "2026.10.0 2026.10.1 2026.11.0",
        "18.04.04.2007 2026-10",
        "village_code=18.04.04.2007; period=2026-10; indicator=families",
        " ".join(villages()),
        " ".join(village.bps_code for village in villages().values()),
        "-5.02198, 104.07933",
        "K7Q3-9XZA in Keluarga!D3",
        "https://doi.org/10.5281/zenodo.1234567",
        "127.0.0.1:4200, 940259 rows, 12,644 people",
        '{"@context": "https://schema.org", "@type": "Dataset"}',
    ],
)
def test_what_is_of_the_house_is_no_persons(text: str) -> None:
    assert list(found_in(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "18.04.04.2007", "18.04.99.2007", "18-04-04-2007", "18 04 04 2007", "1804042007",
        "2026-10-13", "13-10-2026", "13/10/2026", "3.10.2026", "13 Oktober 2026", "1.593",
        "740 KK", "1234567", DIGEST, "2026-10-13 00:00:00", "D Keluarga!C7",
    ],
)  # fmt: skip
def test_days_and_codes_of_villages_stay_readable(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("12345678", "[angka panjang]"),
        ("13102026", "[angka panjang]"),
        ("1234-5678", "[angka panjang]"),
        ("1 2 3 4 5 6 7 8", "[angka panjang]"),
        ("18.04.04.2007.1", "[angka panjang]"),
        ("99-10-2026 1", "[angka panjang]"),
        ("9.90404E+15 L", "[angka panjang] L"),
        ("tanya bu.ani@desa.id ya", "tanya [surel] ya"),
    ],
)
def test_eight_digits_and_addresses_are_not_repeated(text: str, left: str) -> None:
    assert masked(text) == left


def test_every_kind_has_a_label_in_both_languages() -> None:
    assert set(PERSONAL.values) == {IDENTITY, PHONE, MAIL, TAX}
