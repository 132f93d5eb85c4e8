"""The text that names a row by its columns, such as village_code=18.04.04.2007; period=2026-10."""

from __future__ import annotations

import re
from collections.abc import Iterable

BETWEEN = "; "
_SPECIAL = re.compile(r"[\\;]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PAIR = re.compile(r"([^=]+)=((?:[^\\;]|\\.)*)(?:; |\Z)", re.DOTALL)


def row_text(pairs: Iterable[tuple[str, str]]) -> str:
    r"""Names and values as one text; a semicolon of a value is written \; and a backslash \\."""
    escaped = ((name, _SPECIAL.sub(r"\\\g<0>", value)) for name, value in pairs)
    return BETWEEN.join(f"{name}={value}" for name, value in escaped)


def row_pairs(text: str) -> list[tuple[str, str]]:
    """The names and values of a text that row_text wrote; none where it is empty."""
    return [(name, _ESCAPED.sub(r"\1", value)) for name, value in _PAIR.findall(text)]
