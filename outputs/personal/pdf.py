"""Our own PDF pages searched, whose text is written in one known encoding and not packed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from outputs.letters.page_pdf import CHARACTERS
from outputs.personal.hit import UNREADABLE, Hit, in_text

_SHOWN = re.compile(rb"\(((?:[^\\()]|\\.)*)\)\s*Tj", re.DOTALL)
_ABOUT = re.compile(
    rb"/(?:Title|Author|Subject|Keywords|Creator|Producer)\s*\(((?:[^\\()]|\\.)*)\)"
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)


def in_pdf(file: str, stream: BinaryIO) -> Iterator[Hit]:
    """What stands on the pages and in the properties; rows are the lines as they were written."""
    content = stream.read()
    shown = [_decoded(match[1]) for match in _SHOWN.finditer(content)]
    if not shown or not content.startswith(b"%PDF-"):
        yield Hit(file, UNREADABLE)
        return
    yield from in_text(file, "\n".join(shown))
    about = [_plain(match[1]).decode("utf-8", "replace") for match in _ABOUT.finditer(content)]
    yield from in_text(f"{file}, properties", "\n".join(about))


def _decoded(escaped: bytes) -> str:
    codes = (code - 32 for code in _plain(escaped))
    return "".join(CHARACTERS[code] if 0 <= code < len(CHARACTERS) else " " for code in codes)


def _plain(escaped: bytes) -> bytes:
    def one(match: re.Match[bytes]) -> bytes:
        return bytes([int(match[1], 8) & 255]) if match[1].isdigit() else match[1]

    return _ESCAPED.sub(one, escaped)
