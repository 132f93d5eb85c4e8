"""Made-up identity numbers of province 99 in disguises, and a search for them of its own."""

from __future__ import annotations

import html
import io
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pyarrow.parquet as pq

Disguise = Callable[[str], str]


def _parted(between: str, *sizes: int) -> Disguise:
    def disguise(number: str) -> str:
        ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
        return between.join(number[end - size : end] for end, size in zip(ends, sizes, strict=True))

    return disguise


def _script(zero: int) -> Disguise:
    return lambda number: "".join(chr(zero + int(digit)) for digit in number)


DISGUISES: dict[str, Disguise] = {
    "plain": str,
    "spaces": _parted(" ", 4, 4, 4, 4),
    "dots": _parted(".", 2, 2, 2, 6, 4),
    "dashes": _parted("-", 6, 6, 4),
    "slashes": _parted("/", 6, 6, 4),
    "no-break spaces": _parted("\u00a0", 4, 4, 4, 4),
    "thin spaces": _parted("\u2009", 4, 4, 4, 4),
    "full width": _script(0xFF10),
    "Arabic-Indic": _script(0x0660),
    "apostrophe": lambda number: f"'{number}",
    "line break": _parted("\n", 8, 8),
    "inside a word": lambda number: f"nik{number}bu",
}
"""How people write them, and how they slip past a rule for 16 digits in a row."""


def numbers(count: int, seed: int = 1) -> list[str]:
    """Numbers that belong to nobody: no province has the code 99."""
    random = Random(seed)
    found: set[str] = set()
    while len(found) < count:
        born = f"{random.randint(1, 31):02}{random.randint(1, 12):02}{random.randint(0, 99):02}"
        place = f"99{random.randint(1, 40):02}{random.randint(1, 40):02}"
        found.add(f"{place}{born}{random.randint(1, 9999):04}")
    return sorted(found)


def digits_of(text: str) -> str:
    """Nothing but the digits of a text, of any script, as 0 to 9."""
    plain = "".join(str(unicodedata.digit(c, "")) for c in text if not c.isascii() or c.isdigit())
    return re.sub(r"[^0-9]", "", plain)


def told_below(folder: Path, *patterns: str) -> Iterator[tuple[str, str]]:
    """Every file of these patterns by its path, with all that it says, packages opened."""
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                yield name, f"{name}\n" + "\n".join(_said(path.name, path.read_bytes()))


def _said(name: str, content: bytes) -> Iterator[str]:
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield member.filename
                yield from _said(member.filename, archive.read(member))
    elif name.endswith(".parquet"):
        rows = pq.read_table(io.BytesIO(content))
        yield str(rows.schema)
        yield from (str(value) for column in rows.columns for value in column.to_pylist())
    elif name.endswith(".sqlite"):
        base = sqlite3.connect(":memory:")
        base.deserialize(content)
        yield from base.iterdump()
    else:
        text = html.unescape(content.decode("utf-8", "replace"))
        yield re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
