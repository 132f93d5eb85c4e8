"""What a reader of cells does not see in an .ods: formula errors and hidden rows."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from transforms.workbook import Place

ELEMENT = re.compile(
    rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])"
    rb"((?:[^<>\"']++|\"[^<\"]*+\"|'[^<']*+')*+)>"
)
"""An element that counts rows or cells; no attribute holds a bare “<”, which keeps it linear."""
NAME = re.compile(rb"\stable:name\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
REPEATED = re.compile(rb"\stable:number-(?:rows|columns)-repeated\s*+=\s*+[\"']([0-9]{1,7})[\"']")
IS_HIDDEN = re.compile(rb"\stable:visibility\s*+=\s*+[\"'](?:collapse|filter)[\"']")
IS_ERROR = re.compile(rb"\scalcext:value-type\s*+=\s*+[\"']error[\"']")
SHOWN = re.compile(rb"<text:p(?:\s[^<>]*+)?>([^<]*+)<")
ERROR_TEXT = re.compile(rb"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:5[0-9]{2}")

SIGNS = (b"table:visibility", b">#", b">Err:")
"""Where none of these stands, there is nothing to find."""


@dataclass(slots=True)
class _Walk:
    """Where the walk through the sheets stands, and what it met."""

    last_row: int
    last_column: int
    sheet: str = ""
    row: int = 0
    column: int = 0
    row_repeated: int = 1
    errors: dict[str, dict[Place, str]] = field(default_factory=dict)
    hidden_rows: dict[str, frozenset[int]] = field(default_factory=dict)

    def start_sheet(self, head: bytes) -> None:
        name = NAME.search(head)
        told = (name[1] or name[2] or b"") if name else b""
        self.sheet = html.unescape(told.decode("utf-8", "replace"))
        self.row = 0

    def start_row(self, head: bytes) -> None:
        self.column, self.row_repeated = 0, _repeated(head)
        if IS_HIDDEN.search(head):
            rows = self._within(self.row, self.row_repeated, self.last_row)
            self.hidden_rows[self.sheet] = self.hidden_rows.get(self.sheet, frozenset()).union(rows)

    def cell(self, head: bytes, inside: bytes) -> None:
        count = _repeated(head)
        error = _error(head, inside)
        if error is not None:
            found = self.errors.setdefault(self.sheet, {})
            for row in self._within(self.row, self.row_repeated, self.last_row):
                for column in self._within(self.column, count, self.last_column):
                    found[row, column] = error
        self.column += count

    def _within(self, start: int, count: int, last: int) -> range:
        return range(start, min(start + count, last))


def unseen_in_ods(
    content: bytes, last_row: int, last_column: int
) -> tuple[dict[str, dict[Place, str]], dict[str, frozenset[int]]]:
    """Errors and hidden rows by sheet name, from the XML of content.xml, within the limits."""
    walk = _Walk(last_row, last_column)
    if not any(sign in content for sign in SIGNS):
        return walk.errors, walk.hidden_rows
    pieces = ELEMENT.split(content)
    for closes, kind, head, inside in zip(*(pieces[n::4] for n in (1, 2, 3, 4)), strict=True):
        is_end = closes or head.endswith(b"/")
        if kind == b"table":
            walk.start_sheet(b"" if closes else head)
        elif kind == b"table-row":
            if not closes:
                walk.start_row(head)
            if is_end:
                walk.row += walk.row_repeated
        elif not closes:
            walk.cell(head, b"" if is_end else inside)
    return walk.errors, walk.hidden_rows


def _repeated(head: bytes) -> int:
    told = REPEATED.search(head)
    return int(told[1]) if told else 1


def _error(head: bytes, inside: bytes) -> str | None:
    """The error a cell shows; None where it shows none."""
    if not (b"table:formula" in head or IS_ERROR.search(head)):
        return None
    shown = (text.strip() for text in SHOWN.findall(inside))
    return next((text.decode() for text in shown if ERROR_TEXT.fullmatch(text)), None)
