"""The sheet a picture is drawn on: its size, its name for those who hear it, its texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from schemas.field import Text

LETTER, DIGIT = 0.62, 0.64
"""The widest that a letter is, on average over a label, and a digit, as a part of the size of their
font: those of DejaVu Sans, the widest of the usual fonts of a system, have 0.636."""

SIZE = 12
"""The size of a picture's letters, in its own units; 400 of them are as wide as a telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a picture is called and what it shows, for those who cannot see it.

    `name` is its own on the page: the places that the words are found by are made of it.
    """

    name: str
    title: Text
    description: Text


def number(value: float) -> str:
    """A length or a place, to a tenth."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def drawn(told: Told, width: float, height: float, parts: Iterable[str], kind: str) -> Markup:
    """The picture: as large as the page lets it be, in the proportion of width and height."""
    name = escape(told.name)
    return Markup(  # noqa: S704 - every part is made of numbers and escaped texts
        f'<svg class="picture {kind}" role="img" viewBox="0 0 {number(width)} {number(height)}" '
        f'font-size="{SIZE}" '
        f'aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(told.title.line)}</title>'
        f'<desc id="{name}-desc">{escape(told.description.line)}</desc>{"".join(parts)}</svg>'
    )


def width_of(text: str, size: float = SIZE) -> float:
    """The room that a text takes at most, as a rule, in the units of a picture."""
    digits = sum(map(str.isdigit, text))
    return (digits * DIGIT + (len(text) - digits) * LETTER) * size


def shortened(text: str, room: float, size: float = SIZE) -> str:
    """The text, cut where it would not fit; the table beside a picture has it whole."""
    letters = int(room / (LETTER * size))
    return text if len(text) <= letters else f"{text[: max(0, letters - 1)].rstrip()}…"


def words(  # noqa: PLR0913 - where a text stands and how
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: float = SIZE,
    language: str = "",
    kind: str = "",
) -> str:
    """A text from its baseline; `anchor` says which end of it stands at x."""
    attributes = "" if anchor == "start" else f' text-anchor="{anchor}"'
    attributes += "" if size == SIZE else f' font-size="{number(size)}"'
    attributes += f' lang="{language}"' if language else ""
    attributes += _class(kind)
    return f'<text x="{number(x)}" y="{number(y)}"{attributes}>{escape(text)}</text>'


def both(x: float, y: float, text: Text, *, room: float, size: float = SIZE) -> str:
    """A text in both languages, one below the other; once where they are the same."""
    first = shortened(text.id, room, size)
    if text.id == text.en:
        return words(x, y, first, size=size)
    second = shortened(text.en, room, size - 2)
    return words(x, y, first, size=size, language="id") + words(
        x, y + size, second, size=size - 2, language="en", kind="second"
    )


def fits_abreast(text: Text, room: float) -> bool:
    """Whether both languages have room on one line."""
    if text.id == text.en:
        return width_of(text.id) <= room
    return width_of(text.id) + width_of(text.en) + 3 * LETTER * SIZE <= room


def abreast(x: float, y: float, text: Text, *, room: float, kind: str = "") -> str:
    """A text in both languages on one line; once where they are the same."""
    if text.id == text.en:
        return words(x, y, shortened(text.id, room), kind=kind)
    half = (room - 3 * LETTER * SIZE) / 2
    short = [max(0.0, half - width_of(one)) for one in (text.id, text.en)]
    first, second = shortened(text.id, half + short[1]), shortened(text.en, half + short[0])
    return (
        f'<text x="{number(x)}" y="{number(y)}"{_class(kind)}>'
        f'<tspan lang="id">{escape(first)}</tspan><tspan class="between"> · </tspan>'
        f'<tspan lang="en">{escape(second)}</tspan></text>'
    )


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
