"""Labels as villages type them: brought to one form, and matched where only one can be meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

LONGEST_LABEL = 200
"""Characters beyond which a text is no label, and is not remembered."""

_NUMBERING = re.compile(r"^\s*\(?\d{1,2}\s*[.)]\s*(?=[^\W\d_])")
_GAP = re.compile(r"[^\w+>=]+|_+")
_SIGN = re.compile(r"\s*([+>=]+)\s*")
_DIGITS = re.compile(r"\d+")


def normalise(text: str) -> str:
    """The words alone: lower case, one space between, no punctuation, no number before."""
    return _normalise(text) if len(text) <= LONGEST_LABEL else _bare(text)


def _bare(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().replace("≥", ">=")
    text = _GAP.sub(" ", _NUMBERING.sub("", text))
    return _SIGN.sub(r"\1", text).strip()


_normalise = lru_cache(maxsize=8192)(_bare)


def allowed_edits(length: int) -> int:
    """How many slips of the pen a text of this length may hold and still be recognised."""
    if length < 4:
        return 0
    return 1 if length < 8 else 2 if length < 14 else 3


def distance(one: str, other: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours between two texts."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - costs 35 ms, and most files need none

    return OSA.distance(one, other)


def closest(key: str, names: Mapping[str, str]) -> str | None:
    """The one name a misspelt or cut-off key can mean; None when there is none or several.

    `names` gives the name for each known spelling. A key whose digits differ is never near.
    """
    digits = _DIGITS.findall(key)
    known = {k: n for k, n in names.items() if _DIGITS.findall(k) == digits}
    begun = {known[k] for k in known if k.startswith(key)}
    if len(key) >= 5 and len(begun) == 1 and _is_most_of(key, known, *begun):
        return begun.pop()
    return _nearest(key, known)


def _is_most_of(key: str, known: Mapping[str, str], name: str) -> bool:
    return any(
        k.startswith(key) and len(key) >= 0.6 * len(k) for k, n in known.items() if n == name
    )


def _nearest(key: str, known: Mapping[str, str]) -> str | None:
    allowed = allowed_edits(len(key))
    if not allowed or not known:
        return None
    near: dict[str, int] = {}
    for spelling, name in known.items():
        edits = distance(key, spelling)
        near[name] = min(edits, near.get(name, edits))
    (best, edits), *others = sorted(near.items(), key=lambda pair: pair[1])
    margin = 1 if edits == 1 and len(key) >= 5 else 2
    if edits > allowed or (others and others[0][1] < edits + margin):
        return None
    return best
