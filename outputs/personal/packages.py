"""ZIP archives and workbooks searched member by member, names and comments too."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO

from outputs.personal.hit import OTHER_FILE, UNREADABLE, Hit, in_text
from outputs.personal.markup import in_markup
from outputs.personal.worksheet import SHARED, in_worksheet, said
from schemas.personal import found_in

Look = Callable[[str, BinaryIO], Iterator[Hit]]
"""Searches a file of any kind on the list, given what it is called."""

_SHEETS = "xl/worksheets/"
_SHARED = "xl/sharedStrings.xml"
_PARTS = (".xml", ".rels", ".vml")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def in_zip(file: str, stream: BinaryIO, look: Look) -> Iterator[Hit]:
    """What stands in an archive and all it holds."""
    try:
        with zipfile.ZipFile(stream) as archive:
            yield from _about(file, archive)
            for member in archive.infolist():
                if not member.is_dir():
                    content = io.BytesIO(archive.read(member))
                    yield from look(f"{file} > {member.filename}", content)
    except _BROKEN:
        yield Hit(file, UNREADABLE)


def in_workbook(file: str, stream: BinaryIO) -> Iterator[Hit]:
    """What stands in a workbook: cells of every sheet, hidden ones too, and all other parts.

    These hold the names of sheets, comments, properties, defined names and headers.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            yield from _about(file, archive)
            names = archive.namelist()
            shared = _shared(archive) if _SHARED in names else {}
            for name in names:
                if not name.endswith("/"):
                    with archive.open(name) as part:
                        yield from _in_part(f"{file} > {name}", name, part, shared)
    except _BROKEN:
        yield Hit(file, UNREADABLE)


def _in_part(file: str, name: str, part: IO[bytes], shared: dict[int, str]) -> Iterator[Hit]:
    if name.startswith(_SHEETS) and name.endswith(".xml"):
        yield from in_worksheet(file, part, shared)
    elif name == _SHARED:
        yield from (Hit(file, kind, number + 1) for number, kind in shared.items())
    elif name.endswith(_PARTS):
        yield from in_markup(file, io.BytesIO(part.read()))
    else:
        yield Hit(file, OTHER_FILE)


def _shared(archive: zipfile.ZipFile) -> dict[int, str]:
    """The kinds of what stands in texts that cells refer to, by the number of the text."""
    text = archive.read(_SHARED).decode("utf-8", "replace")
    told = ((number, said(match[1])) for number, match in enumerate(SHARED.finditer(text)))
    return {number: found.kind for number, words in told for found in found_in(words)}


def _about(file: str, archive: zipfile.ZipFile) -> Iterator[Hit]:
    """What stands in names and comments of an archive; the names of a ZIP are told as numbers."""
    yield from in_text(f"{file}, comment", archive.comment.decode("utf-8", "replace"))
    for number, member in enumerate(archive.infolist(), 1):
        told = f"{member.filename}\n\0{member.comment.decode('utf-8', 'replace')}"
        for found in found_in(told):
            yield Hit(f"{file}, name of member {number}", found.kind)
