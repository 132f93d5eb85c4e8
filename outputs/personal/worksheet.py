"""The XML of a worksheet searched as a stream of rows, its cells by their addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import IO

from outputs.personal.hit import Hit, in_text
from outputs.personal.markup import WITHIN
from schemas.personal import found_in, may_hold

_AT_ONCE = 4_000_000
_ROW_END = b"</row>"
_CELL = re.compile(
    r'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)([0-9]+)"([^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL
)
_NODE = re.compile(r"<(?:\w+:)?(\w+)[^<>]*>([^<>]{6,})<")
_SMALL = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]*)?(?:[eE]-[0-9]+)?")
"""A number below LARGE, whose fraction may have any digits."""
_VALUE = re.compile(r"<(?:\w+:)?v>([0-9]+)</")
_ANY_MARK = re.compile(r"<[^>]*>")
_TELLING = re.compile(
    r'<(?!/|(?:v|is|t)>|row r="[0-9]{1,7}">'
    r'|c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")?(?: t="[A-Za-z]{1,9}")?/?>)[^>]*>'
)
"""A mark that says more than the address of a cell or row, the number of its look, its type."""

SHARED = re.compile(r"<(?:\w+:)?si\b[^>]*>(.*?)</(?:\w+:)?si>", re.DOTALL)
"""One of the texts that cells refer to by number."""


def in_worksheet(file: str, stream: IO[bytes], shared: Mapping[int, str]) -> Iterator[Hit]:
    """What stands in a worksheet, row and column as in the sheet.

    `shared` are the kinds of what stands in shared texts, by their number.
    """
    held = b""
    while block := stream.read(_AT_ONCE):
        held += block
        cut = held.rfind(_ROW_END) + len(_ROW_END)
        if cut >= len(_ROW_END):
            yield from _in_rows(file, held[:cut].decode("utf-8", "replace"), shared)
            held = held[cut:]
    yield from _in_rows(file, held.decode("utf-8", "replace"), shared)


def _in_rows(file: str, text: str, shared: Mapping[int, str]) -> Iterator[Hit]:
    """Whole rows: their cells where one of their texts may hold something, then the marks."""
    if shared or _is_rich(text) or any(_holds(*node) for node in set(_NODE.findall(text))):
        yield from _in_cells(file, text, shared)
    for mark in set(_TELLING.findall(text)):
        for hit in in_text(file, html.unescape(mark)):
            yield Hit(file, hit.kind)


def _holds(mark: str, inside: str) -> bool:
    if not may_hold(inside) or (mark == "v" and _SMALL.fullmatch(inside)):
        return False
    return bool(found_in(html.unescape(inside)))


def _is_rich(text: str) -> bool:
    return "<r>" in text or "&#" in text


def _in_cells(file: str, text: str, shared: Mapping[int, str]) -> Iterator[Hit]:
    end = 0
    for cell in _CELL.finditer(text):
        column, row, about, inside = cell[1], int(cell[2]), cell[3], cell[4]
        is_small = 't="' not in about and _SMALL.fullmatch(said(inside).strip("\0"))
        kinds = [] if is_small else [found.kind for found in found_in(said(inside))]
        value = _VALUE.search(inside) if 't="s"' in about else None
        if value and int(value[1]) in shared:
            kinds = [shared[int(value[1])]]
        yield from (Hit(file, kind, row, column) for kind in kinds)
        end = cell.end()
    yield from in_text(file, said(text[end:]))


def said(marked: str) -> str:
    """What a piece of XML says to a reader: marks within words gone, others as limits."""
    return html.unescape(_ANY_MARK.sub("\0", WITHIN.sub("", marked)))
