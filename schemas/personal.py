"""What identifies a person in a text: the shapes of numbers and addresses, and what is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from schemas.field import Code, CodeList, Text
from schemas.register import villages

IDENTITY, PHONE, MAIL, TAX = "identity_number", "phone", "mail", "tax_number"

PERSONAL = CodeList(
    "personal",
    Text("Jenis data pribadi", "Kind of personal data"),
    (
        Code(IDENTITY, Text("NIK atau nomor KK", "NIK or KK number (16 digits)")),
        Code(PHONE, Text("Nomor telepon", "Telephone number")),
        Code(MAIL, Text("Alamat surel", "E-mail address")),
        Code(TAX, Text("NPWP", "Tax number (NPWP)")),
    ),
    "UU 27/2022",
)
"""NIK and KK number have 16 digits; a NPWP had 15 and has 16 since 2024 (PMK 112/2022)."""

MASK = "[angka panjang]"
MASK_EN = "[number]"
MAIL_MASK = "[surel]"

_GAP = r"(?:[ \-./'_]{0,3}|,)"
"""What may stand between two digits of one number, once `plain_digits` has made it plain."""

_TIGHT = r"[ .\-]?"
_LONG = re.compile(rf"[0-9](?:{_GAP}[0-9]){{7,}}")
_RUN = re.compile(rf"[0-9](?:{_GAP}[0-9]){{14,}}")
_GROUP = re.compile(r"[0-9]+")
_SCIENTIFIC = re.compile(
    r"(?<![0-9A-Za-z.,])([0-9]{1,17}(?:[.,][0-9]{1,17})?)[eE]\+?([0-9]{1,2})(?![0-9A-Za-z])"
)
_PHONE = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    rf"(?:\(?\+ ?62\)?{_GAP}(?:\(0\) ?)?|62[ \-]?|0-?)8[0-9]{{1,3}}"
    r"(?:[ ./()\-]{0,2}[0-9]){5,10}"
    rf"|\+ ?62{_GAP}[0-9](?:{_TIGHT}[0-9]){{6,11}}"
    r"|(?<![0-9][.])8[0-9]{9,11}"
    r"|(?:\(0[2-9][0-9]{1,2}\) ?|0[2-9][0-9]{1,2}[ \-])[0-9]{5,8})(?![0-9])"
)
"""As Indonesia writes them, and as a spreadsheet that drops the zero in front does."""

_MAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63})*\.[A-Za-z]{2,24}\b")
_DATE = (
    r"(?:(?:19|20)[0-9]{2}([.\-/])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])"
    r"|(?:0?[1-9]|[12][0-9]|3[01])([.\-/])(?:0?[1-9]|1[0-2])\2(?:19|20)[0-9]{2})"
)
_IS_DATE = re.compile(_DATE)
_IS_VILLAGE_CODE = re.compile(
    r"[0-9]{2}([.\- ])[0-9]{2}\1[0-9]{2}\1[0-9]{4}|180[14][0-9]{6}"
)  # fmt: skip
"""A code of Kemendagri or BPS, also a wrong one; NIK are longer, telephone numbers begin with 0."""


@dataclass(frozen=True, slots=True)
class Found:
    """A part of a text that identifies a person: its kind and where it stands, from zero."""

    kind: str
    start: int
    end: int


_HOUSE = re.compile(
    r"(?<![0-9A-Za-z])(?P<digest>[0-9a-f]{64}|[0-9a-f]{40})(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9A-Za-z])"
    r"|(?<![0-9])(?<![0-9][.\-])20[0-9]{2}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?)?)?(?![.\-_]?[0-9])"
    r"|(?<![0-9])(?<![0-9][.\-/])(?:20[0-9]{2}\.(?:0[1-9]|1[0-2])\.[0-9]{1,2}"
    r"|(?P<code>18\.04(?:\.[0-9]{2}(?:\.[0-9]{4})?)?|1801[0-9]{6}))(?![.\-_/]?[0-9])"
)
"""What our own texts hold that is long and digits, by exact structure.

Digests in hexadecimal, which numbers one behind another are not, as they have no letters, and
the one digit 64 times that stands as an example; UUIDs; moments, days, months and versions; codes
of villages of the register and of their areas. None of them may be a part of something longer;
a day may stand before another behind a slash (ISO 8601, section 5.5).
"""


@cache
def _codes() -> frozenset[str]:
    """The codes of the register: Kemendagri's of villages and areas, and those of BPS."""
    areas = {code[:length] for code in villages() for length in (5, 8, 13)}
    return frozenset(areas | {village.bps_code for village in villages().values()})


def _without_ours(plain: str) -> str:
    """The text with what is the house's own blanked out, as long as before."""
    return _HOUSE.sub(lambda match: "\0" * len(match[0]) if _is_ours(match) else match[0], plain)


def _is_ours(match: re.Match[str]) -> bool:
    digest, code = match["digest"], match["code"]
    if digest is not None:
        return not digest.isdigit() or len(set(digest)) == 1
    return code is None or code in _codes()


def may_hold(text: str) -> bool:
    """Whether a text has enough digits or an @, so that it is worth looking at."""
    plain = plain_digits(text)
    return "@" in plain or _DIGITS.search(plain) is not None


@lru_cache(maxsize=1 << 15)
def found_in(text: str) -> tuple[Found, ...]:
    """Every part of a text that looks like a person's, from the left, without overlaps.

    The same labels, codes and sentences stand in many files of a release and of the next: what
    was found in a text is remembered.
    """
    kept: list[Found] = []
    for found in sorted(_found(text), key=lambda one: (one.start, -one.end)):
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return tuple(kept)


def _found(text: str) -> Iterator[Found]:
    plain = plain_digits(text)
    if "@" in plain:
        yield from (Found(MAIL, *match.span()) for match in _MAIL.finditer(plain))
    for start, end in _with_digits(plain):
        for found in _numbers_in(plain[start:end]):
            yield Found(found.kind, start + found.start, start + found.end)


_APART = re.compile(r'[<>"]')
"""What stands in no number of a person, nor beside one in a way that matters to what it is."""


def _with_digits(plain: str) -> Iterator[tuple[int, int]]:
    """The parts of a text, between marks that stand in no number, that are worth looking at."""
    end = 0
    for digits in _DIGITS.finditer(plain):
        if digits.start() < end:
            continue
        start = max(end, *(plain.rfind(mark, end, digits.start()) + 1 for mark in '<>"'))
        after = _APART.search(plain, digits.end())
        end = after.start() if after else len(plain)
        yield start, end


def _numbers_in(plain: str) -> Iterator[Found]:
    plain = _without_ours(plain)
    for run in _RUN.finditer(plain):
        yield from _numbers(run)
    yield from (Found(PHONE, *match.span()) for match in _PHONE.finditer(plain))
    yield from (Found(IDENTITY, *match.span()) for match in _in_exponents(plain))


def _in_exponents(plain: str) -> Iterator[re.Match[str]]:
    """The numbers of 16 digits that a spreadsheet has cut short: 1.80401E+15."""
    for match in _SCIENTIFIC.finditer(plain):
        if 1e15 <= float(match[1].replace(",", ".")) * 10.0 ** int(match[2]) < 1e16:
            yield match


_DIGITS = re.compile(rf"[0-9](?:{_GAP}[0-9]){{7,}}|[0-9][eE]\+?[0-9]|\(0[2-9]")
"""Without any of these no number of a person is in a text."""

_SIZES = ((4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (2, 2, 2, 2, 2, 2, 4), (8, 8))
_TAX_SIZES = (2, 3, 3, 1, 3, 3)


def _numbers(run: re.Match[str]) -> Iterator[Found]:
    """The numbers in a run of digits: all of it, or groups that are as numbers are written.

    A longer run is several numbers side by side: one of them must be 16 digits in a row, or
    groups as people write them.
    """
    groups = [(run.start() + g.start(), run.start() + g.end()) for g in _GROUP.finditer(run[0])]
    sizes = [end - start for start, end in groups]
    whole = sum(sizes)
    if whole == 16:
        yield Found(IDENTITY, *run.span())
    elif whole == 15 and (len(sizes) == 1 or tuple(sizes) == _TAX_SIZES):
        yield Found(TAX, *run.span())
    else:
        yield from _among(groups, sizes)


def _among(groups: list[tuple[int, int]], sizes: list[int]) -> Iterator[Found]:
    for at, (start, end) in enumerate(groups):
        if sizes[at] >= 16:
            yield Found(IDENTITY, start, end)
            continue
        for like in (*_SIZES, _TAX_SIZES):
            if tuple(sizes[at : at + len(like)]) == like:
                kind = TAX if like is _TAX_SIZES else IDENTITY
                yield Found(kind, start, groups[at + len(like) - 1][1])


def plain_digits(text: str) -> str:
    """The text with ASCII digits, hyphens and spaces, as long as before.

    Digits of any script become 0-9; what is blank or invisible becomes a space.
    """
    if text.isascii():
        return text.translate(_ASCII_BLANKS) if _BLANK.search(text) else text
    return _OTHER.sub(lambda found: _PLAIN[ord(found[0])], text)


_OTHER = re.compile(r"[^\x20-\x7e]")
"""What is not as it should be for certain: there is little of it in most texts."""

_BLANK = re.compile(r"[\t\n\r\v\f]")
_ASCII_BLANKS = {ord(blank): " " for blank in "\t\n\r\v\f"}
_LIKE = {
    letter: plain
    for plain, letters in {
        ".": "．。·•․", "-": "−", "/": "／⁄∕", ",": "，、", "'": "’‘ʼ＇`´",
        "@": "＠﹫", "+": "＋", "e": "ｅ", "E": "Ｅ",
    }.items()
    for letter in letters
}  # fmt: skip
"""Letters that look like those that stand between digits."""


class _Plain(dict[int, str]):
    """What each letter becomes, found out when it is first met."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        self[number] = plain = _LIKE.get(letter, letter) if number < 128 else _plain(letter)
        return plain


def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Nd", "No"):
        digit = unicodedata.digit(letter, None)
        return letter if digit is None else str(digit)
    if category in ("Zs", "Zl", "Zp", "Cf", "Cc"):
        return " "
    return "-" if category == "Pd" else _LIKE.get(letter, letter)


_PLAIN = _Plain(_ASCII_BLANKS)


def masked(text: str, mask: str = MASK) -> str:
    """The text without runs of eight or more digits and without mail addresses.

    A day with its separators and what has the form of a village's code are left: people
    must read which one is meant. Digests, moments and versions of this house are left too.
    """
    plain = plain_digits(text)
    if _DIGITS.search(plain) is None and "@" not in plain:
        return text
    kept = _without_ours(plain)
    spans = [(*match.span(), mask) for match in _in_exponents(kept)]
    spans += [(*match.span(), mask) for match in _PHONE.finditer(kept)]
    spans += [(*match.span(), mask) for match in _LONG.finditer(kept) if not _is_readable(match[0])]
    spans += [(*match.span(), MAIL_MASK) for match in _MAIL.finditer(plain)]
    told, done = [], 0
    for start, end, instead in sorted(spans):
        if start >= done:
            told += [text[done:start], instead]
            done = end
    return "".join((*told, text[done:]))


def _is_readable(run: str) -> bool:
    """Whether a run of digits is a day or has the form of a village's code."""
    return bool(_IS_DATE.fullmatch(run) or _IS_VILLAGE_CODE.fullmatch(run))
