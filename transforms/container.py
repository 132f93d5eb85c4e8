"""A look at a stranger's bytes before anything opens them."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from transforms.workbook import FileRefusedError, Place

MEGABYTE = 1 << 20
LARGEST_FILE = 16 * MEGABYTE
"""A filled form is about 40 kB; pictures pasted into it may make it a few megabytes."""
LARGEST_PART = 8 * MEGABYTE
"""The largest sheet of a filled form is about 60 kB of XML; a million rows are over 30 MB."""
LARGEST_WHOLE = 48 * MEGABYTE
MOST_MEMBERS = 500
LAST_ROW, LAST_COLUMN = 9_999, "AZ"
"""The form ends before row 100 and column M; the reader allocates the whole rectangle."""

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PARTS = tuple(n.encode("utf-16-le") for n in ("EncryptedPackage", "EncryptionInfo"))
DEFINITION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
WEB_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|table|meta|style)", re.IGNORECASE)
FAR_CELL = re.compile(rb'<c[^>]*? r="((?:[B-Z][A-Z]|[A-Z]{3})[0-9]+|[A-Z]+[0-9]{5,})"')
ERROR_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*? t="e"[^>]*>.*?<v>([^<]*)</v>')
EMPTY_FORMULA = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"[^>]*>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
HIDDEN_ROW = re.compile(rb'<row [^>]*?r="([0-9]+)"[^>]*? hidden="(?:1|true)"')
REPEATED_ROW = re.compile(
    rb'<table:table-row[^>]*number-rows-repeated="[0-9]{4,}"[^>]*>(.*?)</table:table-row>',
    re.DOTALL,
)
REPEATED_CELL = re.compile(
    rb'<table:table-cell(?=[^>]*number-columns-repeated="[0-9]{3,}")(?=[^>]*value-type)[^>]*>'
)
SHEET_ENTRY = re.compile(rb'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
RELATION = re.compile(rb"<Relationship\b[^>]*>")
ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Looked:
    """What the look saw: the kind of file, and what a reader of cells would not see.

    `errors` and `hidden_rows` are by sheet name; cells and rows counted from zero.
    """

    kind: str
    errors: dict[str, dict[Place, str]] = field(default_factory=dict)
    hidden_rows: dict[str, frozenset[int]] = field(default_factory=dict)


def look(content: bytes) -> Looked:
    """Say what kind of file this is, or refuse it; FileRefusedError tells why."""
    if not content:
        raise FileRefusedError("file_empty")
    if len(content) > LARGEST_FILE:
        raise too_large(len(content))
    if content.startswith(ZIP):
        return _look_into_zip(content)
    if content.startswith(OLE):
        if any(part in content for part in ENCRYPTED_PARTS):
            raise FileRefusedError("file_encrypted")
        return Looked("xls")
    if WEB_PAGE.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise FileRefusedError("file_html")
    if is_text(content):
        return Looked("csv")
    raise FileRefusedError("file_unreadable", reason="format")


def too_large(size: int) -> FileRefusedError:
    """The refusal of a file of so many bytes."""
    return FileRefusedError(
        "file_too_large",
        size=f"{size / MEGABYTE:.1f} MB",
        limit=f"{LARGEST_FILE // MEGABYTE} MB",
    )


def is_text(content: bytes) -> bool:
    """Whether the bytes are text of some encoding: no control characters but line ends."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return (
        not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", content) and b"<?xml" not in content[:64]
    )


def _look_into_zip(content: bytes) -> Looked:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _look_at_members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise FileRefusedError("file_unreadable", reason="zip") from None
    except RuntimeError:  # what zipfile raises for a member that wants a password
        raise FileRefusedError("file_encrypted") from None


def _look_at_members(archive: zipfile.ZipFile) -> Looked:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise FileRefusedError("file_zip_bomb", size=f"{len(members)} members")
    parts = [m for m in members if m.filename.endswith((".xml", ".rels"))]
    if sum(member.file_size for member in parts) > LARGEST_WHOLE:
        raise _swollen(sum(member.file_size for member in parts))
    names = {member.filename for member in parts}
    if "content.xml" in names:
        return _look_at_ods(archive)
    if "xl/workbook.xml" not in names:
        raise FileRefusedError("file_unreadable", reason="zip")
    return _look_at_xlsx(archive, parts)


def _swollen(size: int) -> FileRefusedError:
    return FileRefusedError("file_zip_bomb", size=f"{size / MEGABYTE:.0f} MB")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, inflated no further than allowed; headers that lie are refused by zipfile."""
    with archive.open(name) as stream:
        inflated = stream.read(LARGEST_PART + 1)
        if len(inflated) > LARGEST_PART:
            raise _swollen(max(len(inflated), archive.getinfo(name).file_size))
    if DEFINITION.search(inflated):
        raise FileRefusedError("file_entities")
    return inflated


def _look_at_ods(archive: zipfile.ZipFile) -> Looked:
    if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
        raise FileRefusedError("file_encrypted")
    content = _part(archive, "content.xml")
    rows = (match[1] for match in REPEATED_ROW.finditer(content))
    if REPEATED_CELL.search(content) or any(b"value-type" in row for row in rows):
        raise FileRefusedError("file_far_cell", cell="?")
    return Looked("ods")


def _look_at_xlsx(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Looked:
    errors: dict[str, dict[Place, str]] = {}
    hidden: dict[str, frozenset[int]] = {}
    for member in parts:
        content = _part(archive, member.filename)
        if "/worksheets/" not in member.filename or "/_rels/" in member.filename:
            continue
        far = FAR_CELL.search(content)
        if far:
            raise FileRefusedError("file_far_cell", cell=far[1].decode("ascii"))
        errors[member.filename] = _errors(content)
        hidden[member.filename] = _hidden(content)
    if not any(errors.values()) and not any(hidden.values()):
        return Looked("xlsx")
    names = _sheet_names(archive)
    return Looked(
        "xlsx",
        {names[part]: cells for part, cells in errors.items() if cells and part in names},
        {names[part]: rows for part, rows in hidden.items() if rows and part in names},
    )


def _errors(sheet: bytes) -> dict[Place, str]:
    found: dict[Place, str] = {}
    if b' t="e"' in sheet:
        for match in ERROR_CELL.finditer(sheet):
            found[_place(match)] = match[3].decode("utf-8", "replace")
    if b"<f" in sheet:
        for match in EMPTY_FORMULA.finditer(sheet):
            found.setdefault(_place(match), "")
    return found


def _place(match: re.Match[bytes]) -> Place:
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - 64
    return int(match[2]) - 1, column - 1


def _hidden(sheet: bytes) -> frozenset[int]:
    if b"hidden=" not in sheet:
        return frozenset()
    return frozenset(int(match[1]) - 1 for match in HIDDEN_ROW.finditer(sheet))


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The sheet name of each worksheet part."""
    targets = {}
    for relation in RELATION.findall(_part(archive, "xl/_rels/workbook.xml.rels")):
        told = dict(ATTRIBUTE.findall(relation))
        target = told.get(b"Target", b"").decode("utf-8", "replace").removeprefix("/xl/")
        targets[told.get(b"Id", b"")] = f"xl/{target}"
    entries = SHEET_ENTRY.findall(_part(archive, "xl/workbook.xml"))
    return {
        targets[relation]: html.unescape(name.decode("utf-8", "replace"))
        for name, relation in entries
        if relation in targets
    }
