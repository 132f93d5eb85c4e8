"""Names of sheets that Excel takes: short, without its forbidden signs, each once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def sheet_name(label: str, taken: Collection[str]) -> str:
    """The label, cut at a word where it is too long, numbered where it is taken."""
    whole = _FORBIDDEN.sub("-", label).strip(" '")
    lower = {name.lower() for name in taken}
    number, name = 1, _cut(whole, LONGEST)
    while name.lower() in lower:
        number += 1
        ending = f" ({number})"
        name = _cut(whole, LONGEST - len(ending)) + ending
    return name


def sheet_names(labels: Iterable[str]) -> list[str]:
    """A name for each label, in order; no two differ by case alone."""
    names: list[str] = []
    for label in labels:
        names.append(sheet_name(label, names))
    return names


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    words = text[: length + 1].rsplit(" ", 1)
    return (words[0] if len(words) > 1 else text[:length]).rstrip(" '")
