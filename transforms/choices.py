"""Answers chosen from a list, with their tails, other spellings and small misspellings."""

from __future__ import annotations

import re

from schemas.field import CodeList, Field
from transforms.labels import closest, normalise
from transforms.workbook import Scalar
from transforms.written import Flaw, Told, cell_text, flaw, is_blank, tidy

_TAIL = re.compile(r"\s*[-–—,:;(\[/|]")
_SEPARATOR = re.compile(r"[;,/+&\n]|\bdan\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)?")
_SPELLINGS: dict[int, tuple[CodeList, dict[str, str]]] = {}


def spellings(codes: CodeList) -> dict[str, str]:
    """The code for each known spelling of its label."""
    kept = _SPELLINGS.get(id(codes))
    if kept is None or kept[0] is not codes:
        known = {normalise(alias): c.code for c in codes.codes for alias in c.aliases}
        known.update({normalise(c.label.id): c.code for c in codes.codes})
        kept = _SPELLINGS[id(codes)] = (codes, known)
    return kept[1]


def read_choice(cell: Scalar, field: Field) -> Told:
    """The one code a cell names."""
    codes = _codes(field)
    if not isinstance(cell, str):
        return None, _unknown(cell, codes)
    known = spellings(codes)
    code = known.get(normalise(cell))
    if code is not None:
        return code, None
    return _with_tail(cell, codes) or _misspelt(cell, codes) or (None, _unknown(cell, codes))


def read_choices(cell: Scalar, field: Field) -> Told:
    """The codes a cell names, separated by semicolons, commas, strokes, plus signs or `dan`."""
    codes = _codes(field)
    if not isinstance(cell, str):
        return None, _unknown(cell, codes)
    code = spellings(codes).get(normalise(cell))
    if code is not None:
        return (code,), None
    found: list[str] = []
    amiss: Flaw | None = None
    for part in _parts(cell, codes):
        value, told = read_choice(part, field)
        if value is None:
            return None, told
        amiss = amiss or told
        found.append(str(value))
    return (tuple(dict.fromkeys(found)) or None), amiss


def _codes(field: Field) -> CodeList:
    if field.codes is None:
        raise TypeError(f"{field.name} is no choice")
    return field.codes


def _parts(text: str, codes: CodeList) -> list[str]:
    """The labels between separators; the longest run that is itself a label stays whole."""
    known = spellings(codes)
    held = _BRACKETS.sub(lambda m: _SEPARATOR.sub(" ", m[0]), text)
    cuts = [(m.start(), m.end()) for m in _SEPARATOR.finditer(held)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(held)]
    parts: list[str] = []
    first = 0
    while first < len(starts):
        last = next(
            (n for n in range(min(first + 4, len(ends)) - 1, first, -1)
             if normalise(held[starts[first]:ends[n]]) in known),
            first,
        )  # fmt: skip
        part = held[starts[first] : ends[last]]
        if not is_blank(part):
            parts.append(part)
        first = last + 1
    return parts


def _with_tail(text: str, codes: CodeList) -> Told | None:
    """The code whose label stands before a separator, unless what follows names another."""
    known = spellings(codes)
    for cut in reversed(list(_TAIL.finditer(text))):
        head = text[: cut.start()]
        code = known.get(normalise(head))
        if code is not None:
            tail = text[cut.end() :]
            said = {known.get(normalise(part)) for part in _TAIL.split(tail)}
            if said - {None, code}:
                return None
            return code, _note("choice_with_tail", f"{tidy(head)} …", codes, code)
    return None


def _misspelt(text: str, codes: CodeList) -> Told | None:
    code = closest(normalise(text), spellings(codes))
    return None if code is None else (code, _note("choice_misspelt", text, codes, code))


def _note(kind: str, written: str, codes: CodeList, code: str) -> Flaw:
    return flaw(kind, written, read=codes[code].label.id)


def _unknown(cell: Scalar, codes: CodeList) -> Flaw:
    expected = ", ".join(code.label.id for code in codes.codes)
    return flaw("choice_unknown", cell_text(cell), expected=expected)
