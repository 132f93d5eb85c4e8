"""Letters as tests need them, and the pages of a PDF as a reader finds them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from outputs.letters.letter import Letter, Point
from outputs.letters.page_lines import Look, width_of
from outputs.letters.page_paper import BOTTOM, FOOT, LEFT, RIGHT, TOP
from outputs.letters.page_pdf import BOLD, CHARACTERS, SUBSET_TAG
from schemas.problem import Severity
from schemas.register import villages

PEKON, KELURAHAN = villages()["18.04.04.2007"], villages()["18.04.04.1001"]
PAGE_OBJECT = re.compile(rb"/Type /Page\b(?!s)")
TOLD = re.compile(rb"/F\d\+0 ([\d.]+) Tf|1 0 0 1 (\S+) (\S+) Tm|\(((?:[^\\()]|\\.)*)\) Tj")
ESCAPED = re.compile(rb"\\([0-7]{3}|.)")


@dataclass(frozen=True)
class Placed:
    """A line of a page as a reader of the PDF finds it."""

    x: float
    y: float
    text: str
    size: float
    bold: bool


def letter(**changes: Any) -> Letter:
    known: dict[str, Any] = {
        "village": PEKON,
        "period": "2026-10",
        "points": (),
        "deadline": date(2026, 11, 20),
        "revision": 1,
        "received_on": date(2026, 11, 8),
    }
    return Letter(**known | changes)


def point(severity: Severity = Severity.BLOCKING, cell: str = "C7", **changes: Any) -> Point:
    known: dict[str, Any] = {
        "code": "K7Q3-9XZA",
        "severity": severity,
        "sentence": "“dua belas” tidak dapat dibaca sebagai angka.",
        "action": f"Perbaiki sel {cell} pada lembar D Keluarga lalu kirim kembali.",
        "section": "D. Keluarga dan kelompok sasaran",
        "sheet": "D Keluarga",
        "cell": cell,
        "label": "Keluarga dengan lansia",
    }
    return Point(**known | changes)


def pages_of(pdf: bytes) -> int:
    return len(PAGE_OBJECT.findall(pdf))


def placed(pdf: bytes) -> list[Placed]:
    """Every line of text in a PDF of ours, whose pages are not packed."""
    found: list[Placed] = []
    size, x, y, bold = 0.0, 0.0, 0.0, False
    fonts = bold_fonts(pdf)
    assert fonts
    for match in TOLD.finditer(pdf):
        if match[1]:
            size, bold = float(match[1]), match[0].split(b" ")[0][1:] in fonts
        elif match[2]:
            x, y = float(match[2]), float(match[3])
        elif match[4] is not None:
            found.append(Placed(x, y, decoded(match[4]), size, bold))
    return found


def bold_fonts(pdf: bytes) -> set[bytes]:
    """The names of the fonts of this PDF that are bold."""
    named = re.findall(rb"/(F\d\+0) (\d+) 0 R", pdf)
    return {
        name
        for name, number in named
        if f"/BaseFont /{SUBSET_TAG}{BOLD} ".encode()
        in pdf.partition(b"\n%s 0 obj" % number)[2][:200]
    }


def decoded(escaped: bytes) -> str:
    def plain(match: re.Match[bytes]) -> bytes:
        return bytes([int(match[1], 8)]) if match[1].isdigit() else match[1]

    return "".join(CHARACTERS[code - 32] for code in ESCAPED.sub(plain, escaped))


def text_of(pdf: bytes) -> str:
    """All that a PDF says, on one line."""
    return " ".join(line.text for line in placed(pdf))


def assert_within_the_margins(lines: list[Placed]) -> None:
    for line in lines:
        assert BOTTOM <= line.y <= TOP or line.y == FOOT, line
        assert line.x >= LEFT, line
        assert line.x + width_of(line.text, Look(line.size, line.bold)) <= RIGHT + 0.1, line


MANY = tuple(point(cell=f"C{row}") for row in range(60))
LOCKED = point(
    sentence="Berkas dikunci dengan kata sandi.",
    action="Hapus kata sandinya lalu kirim kembali.",
    cell="",
    section="",
    sheet="",
    label="",
)
anything = st.text(st.characters(exclude_categories=()), max_size=300)
long_words = st.integers(0, 3_000).map(lambda length: "W" * length)
texts = (
    anything | long_words | st.lists(st.sampled_from(("kata", "≤", "&lt;", "i" * 40))).map(" ".join)
)
any_point = st.builds(
    point,
    st.sampled_from(Severity),
    st.sampled_from(("C7", "", "AAA1048576")),
    sentence=texts,
    action=texts,
    label=texts,
    sheet=texts,
    section=texts,
)
any_points = st.lists(any_point, max_size=6).flatmap(
    lambda points: st.integers(1, 40).map(lambda times: tuple(points * times))
)
any_letter = st.builds(
    letter,
    village=st.builds(
        replace, st.sampled_from((PEKON, KELURAHAN)), name=texts, district=texts, code=texts
    ),
    points=any_points,
    revision=st.integers(0, 10**6),
    received_on=st.none() | st.dates(),
    deadline=st.dates(),
    is_late=st.booleans(),
    mended=st.integers(0, 10**6),
    confirmed=st.integers(0, 10**6),
    held_back=st.lists(texts, max_size=11).map(tuple),
    is_sample=st.booleans(),
)
