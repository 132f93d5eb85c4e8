"""Texts, pages and data in marked-up text searched: as written, and as a reader sees them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import BinaryIO

from outputs.personal.hit import UNREADABLE, Hit, in_text

_NAMES = (
    r"/?(?:\w+:)?(?:a|abbr|b|bdi|code|del|em|font|i|ins|kbd|mark|q|r|rPr|s|small|span|strong|sub"
    r"|sup|t|time|tspan|u|var|wbr)"
)
_WITHIN = rf"<{_NAMES}(?:\s[^<>]*)?/?>|<!--.{{0,200}}?-->"
"""Marks that stand within a word or a number; rich text of a workbook has r and t."""

WITHIN = re.compile(_WITHIN, re.DOTALL)
_CUT = "\n<"
_BEGINS_WITHIN = re.compile(rf"{_NAMES}\b")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def in_plain(file: str, stream: BinaryIO) -> Iterator[Hit]:
    """What stands in a text as UTF-8."""
    text = _decoded(stream.read())
    yield from [Hit(file, UNREADABLE)] if text is None else in_text(file, text)


def in_json(file: str, stream: BinaryIO) -> Iterator[Hit]:
    """What stands in JSON: names, texts and numbers, escapes resolved."""
    text = _decoded(stream.read())
    if text is None:
        yield Hit(file, UNREADABLE)
        return
    yield from in_text(file, _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))


def in_markup(file: str, stream: BinaryIO) -> Iterator[Hit]:
    """What stands in HTML, XML or SVG: texts, attributes, comments, references resolved.

    It is searched once more without the marks that stand within words, so that a number
    that is partly in bold is one number.
    """
    text = _decoded(stream.read())
    if text is None:
        yield Hit(file, UNREADABLE)
        return
    yield from in_marked(file, text)


class Pages:
    """Pages of one folder, which repeat each other: what was seen in one is not searched again.

    A page is cut in front of marks that begin a line and part what is beside them, over which no
    number reaches. What held nothing before is passed over; where the rest holds something,
    the page is searched whole, so that its place is told.
    """

    def __init__(self) -> None:
        self._clean: set[str] = set()

    def search(self, file: str, stream: BinaryIO) -> Iterator[Hit]:
        """The same as `in_markup`."""
        text = _decoded(stream.read())
        if text is None:
            yield Hit(file, UNREADABLE)
            return
        parts = _parts(text)
        unseen = dict.fromkeys(part for part in parts if part not in self._clean)
        if any(in_marked(file, _CUT.join(("", *unseen)))):
            yield from in_marked(file, text)
        else:
            self._clean.update(unseen)


def _parts(text: str) -> list[str]:
    """A page cut at lines that begin with a mark that parts; whole where it has comments."""
    if "<!--" in text:
        return [text]
    parts: list[str] = []
    for part in text.split(_CUT):
        if parts and _BEGINS_WITHIN.match(part):
            parts[-1] += _CUT + part
        else:
            parts.append(part)
    return parts


def in_marked(file: str, text: str) -> Iterator[Hit]:
    """The same of a text."""
    found = list(in_text(file, html.unescape(text) if "&" in text else text))
    yield from found
    seen = {(hit.row, hit.kind) for hit in found}
    if WITHIN.search(text):
        bare = html.unescape(_without_marks(text))
        yield from (hit for hit in in_text(file, bare) if (hit.row, hit.kind) not in seen)


def _without_marks(text: str) -> str:
    """The text without marks within words; its lines stay, other marks part what is beside."""
    return WITHIN.sub(lambda mark: "\n" * mark[0].count("\n"), text)


def _decoded(content: bytes) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
