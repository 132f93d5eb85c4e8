"""Texts broken into the lines of a page, by the widths of their characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from outputs.letters.page_words import one_line

ELLIPSIS = "…"
NARROWEST = 0.25
"""No character of the fonts is narrower than a quarter of its size."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a text looks: the size of its letters, and whether they are bold."""

    size: float
    bold: bool = False

    @property
    def leading(self) -> float:
        """The height of one of its lines."""
        return self.size * 1.36


def width_of(text: str, look: Look) -> float:
    """The width of a printable text, in points."""
    return _width(text, bold=look.bold) * look.size


@lru_cache(maxsize=1 << 14)
def _width(text: str, *, bold: bool) -> float:
    widths = _widths(bold=bold)
    return sum(widths[character] for character in text)


def _widths(*, bold: bool) -> dict[str, float]:
    from outputs.letters.page_pdf import character_widths  # noqa: PLC0415 - reportlab is heavy

    return character_widths(bold=bold)


def printable(text: str) -> str:
    """The text on one line, with a lozenge for every character that the fonts do not have."""
    from outputs.letters.page_pdf import MISSING  # noqa: PLC0415 - reportlab is heavy

    text = one_line(text)
    if text.isascii() and text.isprintable():
        return text
    known = _widths(bold=False)
    return "".join(c if c in known else MISSING for c in unicodedata.normalize("NFC", text))


def fitted(text: str, look: Look, width: float) -> str:
    """A printable text that is cut, and ends in …, where it is wider than `width`."""
    if len(text) * NARROWEST * look.size <= width and width_of(text, look) <= width:
        return text
    free = width - width_of(ELLIPSIS, look)
    widths = _widths(bold=look.bold)
    kept = 0
    while kept < len(text) and (free := free - widths[text[kept]] * look.size) >= 0:
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


def lines_of(text: str, look: Look, width: float, most: int) -> list[str]:
    """A text broken between words into at most `most` lines; what is left out shows as …."""
    room = int(most * width / (look.size * NARROWEST)) + 1
    lines: list[list[str]] = []
    free = 0.0
    space = width_of(" ", look)
    pieces = list(_pieces(printable(text)[:room], look, width))
    for number, (piece, wide) in enumerate(pieces):
        if not lines or wide > free:
            if len(lines) == most:
                rest = (word for word, _ in pieces[number:])
                lines[-1] = [fitted(" ".join((*lines[-1], *rest)), look, width)]
                break
            lines.append([])
            free = width
        lines[-1].append(piece)
        free -= wide + space
    return [" ".join(line) for line in lines]


def _pieces(text: str, look: Look, width: float) -> Iterator[tuple[str, float]]:
    """The words of a text with their widths, those wider than the line in pieces that fit."""
    for word in text.split():
        wide = width_of(word, look)
        if wide <= width:
            yield word, wide
        else:
            yield from _broken(word, look, width)


def _broken(word: str, look: Look, width: float) -> Iterator[tuple[str, float]]:
    widths = _widths(bold=look.bold)
    start, wide = 0, 0.0
    for place, character in enumerate(word):
        more = widths[character] * look.size
        if place > start and wide + more > width:
            yield word[start:place], wide
            start, wide = place, 0.0
        wide += more
    yield word[start:], wide
