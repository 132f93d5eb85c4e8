"""A look at a stranger's bytes before anything opens them."""

from __future__ import annotations

import html
import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from schemas.limits import LARGEST_PART
from transforms.ods_unseen import unseen_in_ods
from transforms.workbook import FileRefusedError, Place
from transforms.xls_unseen import unseen_in_xls

MEGABYTE = 1 << 20
LARGEST_FILE = 16 * MEGABYTE
"""A filled form is about 40 kB; pictures pasted into it may make it a few megabytes."""
LARGEST_WHOLE = 48 * MEGABYTE
MOST_MEMBERS = 500
LAST_ROW, LAST_COLUMN = 9_999, 52
"""As counted from one: row 9999 and column AZ. The form ends before row 100 and column M."""

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PARTS = tuple(n.encode("utf-16-le") for n in ("EncryptedPackage", "EncryptionInfo"))
DEFINITION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
WEB_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|table|meta|style)", re.IGNORECASE)
FAR_CELL = re.compile(
    rb'r(?<=[\s"\']r)\s*+=\s*+["\']'
    rb"((?:[B-Zb-z][A-Za-z]|[A-Za-z]{3,9})[0-9]{1,20}|[A-Za-z]{1,9}0{0,9}[1-9][0-9]{4,9})"
    rb'["\'](?![^<>]{0,200}/>)'
)
"""A cell beyond the last row or column, whatever the order of its attributes; not an empty one.

It begins with a plain letter, and repeats nothing without end: both keep it fast.
"""
CELL_START = re.compile(rb"<c(?=\s)")
CELL_NAME = re.compile(rb'\sr\s*+=\s*+["\']([A-Za-z]{1,3})([0-9]{1,7})["\']')
CELL_TYPE = re.compile(rb'\st\s*+=\s*+["\'](\w+)["\']')
CELL_VALUE = re.compile(rb"<v(?:\s[^<>]*+)?>([^<]*+)<")
FORMULA = re.compile(rb"<f[\s/>]")
ROW = re.compile(rb"<row\s([^<>]*+)>")
ROW_NUMBER = re.compile(rb'\br\s*+=\s*+["\']([0-9]{1,7})["\']')
IS_HIDDEN = re.compile(rb'\bhidden\s*+=\s*+["\'](?:1|true)["\']')
MANY_ROWS = re.compile(rb'number-rows-repeated\s*+=\s*+["\'][0-9]{4,}')
MANY_COLUMNS = re.compile(rb'number-columns-repeated\s*+=\s*+["\'][0-9]{3,}')
PREFIX = re.compile(rb"(</?)\w++:")
SHEET_ENTRY = re.compile(rb"<(?:\w++:)?sheet\s([^<>]*+)>")
RELATION = re.compile(rb"<(?:\w++:)?Relationship\s([^<>]*+)>")
ATTRIBUTE = re.compile(rb'\b(Id|Target|name|id)\s*+=\s*+(?:"([^"]*+)"|\'([^\']*+)\')')
PICTURES = ("xl/media/", "xl/embeddings/", "Pictures/")
"""Where workbooks keep what no reader of cells opens."""

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    ValueError,
)
"""What zipfile raises for damaged bytes."""


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
        return Looked("xls", *unseen_in_xls(content))
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
    except BROKEN_ZIP:
        raise FileRefusedError("file_unreadable", reason="zip") from None
    except RuntimeError:  # what zipfile raises for a member that wants a password
        raise FileRefusedError("file_encrypted") from None


def _look_at_members(archive: zipfile.ZipFile) -> Looked:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise FileRefusedError("file_zip_bomb", size=f"{len(members)} members")
    parts = [member for member in members if not member.filename.startswith(PICTURES)]
    if sum(member.file_size for member in parts) > LARGEST_WHOLE:
        raise _swollen(sum(member.file_size for member in parts))
    names = {member.filename for member in parts}
    if "xl/workbook.xml" in names:  # the reader, too, takes a file that is both for an .xlsx
        return _look_at_xlsx(archive, parts)
    if "content.xml" in names:
        return _look_at_ods(archive)
    raise FileRefusedError("file_unreadable", reason="zip")


def _swollen(size: int) -> FileRefusedError:
    return FileRefusedError("file_zip_bomb", size=f"{size / MEGABYTE:.0f} MB")


def _part(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> bytes:
    """One part, inflated no further than allowed; headers that lie are refused by zipfile."""
    member = archive.getinfo(name) if isinstance(name, str) else name
    with archive.open(member) as stream:
        inflated = stream.read(LARGEST_PART + 1)
        if len(inflated) > LARGEST_PART:
            raise _swollen(max(len(inflated), member.file_size))
    if b"<!" in inflated and DEFINITION.search(inflated):
        raise FileRefusedError("file_entities")
    return inflated


def _look_at_ods(archive: zipfile.ZipFile) -> Looked:
    if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
        raise FileRefusedError("file_encrypted")
    content = _part(archive, "content.xml")
    if _repeats(content, b"<table:table-row", MANY_ROWS) or _repeats(
        content, b"<table:table-cell", MANY_COLUMNS
    ):
        raise FileRefusedError("file_far_cell", cell="?")
    return Looked("ods", *unseen_in_ods(content, LAST_ROW, LAST_COLUMN))


def _repeats(content: bytes, start: bytes, many: re.Pattern[bytes]) -> bool:
    """Whether an element that holds a value is repeated so often that no form is meant."""
    return any(
        b"value-type" in element and many.search(element.partition(b">")[0])
        for element in content.split(start)[1:]
    )


def _look_at_xlsx(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Looked:
    errors: dict[str, dict[Place, str]] = {}
    hidden: dict[str, frozenset[int]] = {}
    for member in parts:
        content = _part(archive, member)
        if b"sheetData" not in content:
            continue
        far = FAR_CELL.search(content)
        if far:
            raise FileRefusedError("file_far_cell", cell=far[1].decode("ascii"))
        if b":sheetData" in content:
            content = PREFIX.sub(rb"\1", content)
        cells = content[: content.rfind(b"</sheetData")]
        errors[member.filename] = _errors(cells)
        hidden[member.filename] = _hidden(cells)
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
    if not any(sign in sheet for sign in (b'"e"', b"'e'", b"<f")):
        return found
    for cell in CELL_START.split(sheet)[1:]:
        head, _, inside = cell.partition(b">")
        told = None if head.endswith(b"/") else _error(head, inside.partition(b"</c")[0])
        name = CELL_NAME.search(head)
        if told is not None and name:
            found[_place(name)] = told
    return found


def _error(head: bytes, inside: bytes) -> str | None:
    """The error a cell shows; empty for a formula without a stored result, None for neither."""
    typed = CELL_TYPE.search(head)
    value = CELL_VALUE.search(inside)
    if typed and typed[1] == b"e":
        return value[1].decode("utf-8", "replace") if value else ""
    stored = (value and value[1].strip()) or (typed and typed[1] in (b"str", b"inlineStr"))
    return "" if FORMULA.search(inside) and not stored else None


def _place(match: re.Match[bytes]) -> Place:
    column = 0
    for letter in match[1].upper():
        column = column * 26 + letter - 64
    return int(match[2]) - 1, column - 1


def _hidden(sheet: bytes) -> frozenset[int]:
    if b"hidden" not in sheet:
        return frozenset()
    numbers = (ROW_NUMBER.search(head) for head in ROW.findall(sheet) if IS_HIDDEN.search(head))
    return frozenset(int(number[1]) - 1 for number in numbers if number)


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The sheet name of each worksheet part."""
    targets = {}
    for relation in RELATION.findall(_part(archive, "xl/_rels/workbook.xml.rels")):
        told = _attributes(relation)
        target = told.get("Target", "").removeprefix("/").removeprefix("xl/")
        targets[told.get("Id", "")] = f"xl/{target}"
    entries = map(_attributes, SHEET_ENTRY.findall(_part(archive, "xl/workbook.xml")))
    return {
        targets[entry["id"]]: entry["name"]
        for entry in entries
        if entry.keys() >= {"id", "name"} and entry["id"] in targets
    }


def _attributes(head: bytes) -> dict[str, str]:
    return {
        name.decode(): html.unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in ATTRIBUTE.findall(head)
    }
