"""A place in a file where something stands that must not leave, told without what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.personal import MASK_EN, PERSONAL, found_in, masked

OTHER_FILE, OTHER_COLUMN, OTHER_VALUE = "other_file", "other_column", "other_value"
UNREADABLE = "unreadable"
LARGE = 10**9
"""No count of a kabupaten has ten digits, and no number of a person has fewer."""

_TOLD = {
    OTHER_FILE: "a kind of file that is not on the list",
    OTHER_COLUMN: "a column that is not on the list",
    OTHER_VALUE: "a value that is not of the form its column has",
    UNREADABLE: "a file that cannot be read as what its name says",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: `file` below the folder, a member of a package after it, and `kind`.

    `kind` is a code of PERSONAL or one of the kinds above. `row` and `column` are empty
    where the file has none, in a text they are the line and the place in it.
    """

    file: str
    kind: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        """The place and the kind in words; numbers in names are left out."""
        row = "" if self.row is None else f", row {self.row}"
        column = f", column {masked(self.column, MASK_EN)}" if self.column else ""
        told = _TOLD.get(self.kind) or PERSONAL[self.kind].label.en
        return f"{masked(self.file, MASK_EN)}{row}{column}: {told}"


def in_text(file: str, text: str) -> Iterator[Hit]:
    """What stands in a text; rows are its lines, columns the places in them, from 1."""
    for found in found_in(text):
        row = text.count("\n", 0, found.start) + 1
        column = found.start - text.rfind("\n", 0, found.start)
        yield Hit(file, found.kind, row, str(column))


def in_names(file: str, names: Iterable[str]) -> Iterator[Hit]:
    """What stands in names of columns, sheets or tables; `column` is the number of the name."""
    for number, name in enumerate(names, 1):
        for found in found_in(name):
            yield Hit(file, found.kind, column=f"{number}, its name")
