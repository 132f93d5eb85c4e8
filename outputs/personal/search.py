"""A folder that is about to leave, searched whole: a hit keeps it here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from outputs.canonical import files_below
from outputs.manifest import SUMS
from outputs.personal.admitted import forms_of
from outputs.personal.columns import Forms, in_csv, in_parquet
from outputs.personal.database import in_sqlite
from outputs.personal.hit import OTHER_FILE, Hit
from outputs.personal.markup import Pages, in_json, in_markup, in_plain
from outputs.personal.packages import in_workbook, in_zip
from outputs.tables import FOLDER
from schemas.personal import found_in
from schemas.spoken import SpokenError, some_lines
from schemas.table import Table

Reader = Callable[[str, BinaryIO], Iterator[Hit]]
SHOWN = 20
"""How many places a message names."""

PAGE = ".html"
"""The suffix of the files of a folder that repeat each other."""

_READERS: dict[str, Reader] = {
    ".atom": in_markup,
    ".cff": in_plain,
    ".csv": in_csv,
    PAGE: in_markup,
    ".json": in_json,
    ".jsonld": in_json,
    ".md": in_plain,
    ".parquet": in_parquet,
    ".sqlite": in_sqlite,
    ".svg": in_markup,
    ".txt": in_plain,
    ".xlsx": in_workbook,
    ".xml": in_markup,
}
"""The kinds of files that may leave, and how each is searched; ZIP holds others."""

_NAMED: dict[str, Reader] = {SUMS: in_plain}
_TABULAR = {".csv": in_csv, ".parquet": in_parquet}


class PersonalDataError(SpokenError):
    """Something that identifies a person stands in what was to leave; it says where."""


def search_release(staged: Path, declared: Mapping[str, Table] | None = None) -> list[Hit]:
    """What stands in a built release that must not leave, in the order of its files.

    With what is `declared` its tables are also held against the list of columns and forms.
    """
    forms = _forms(declared or {})
    hits: list[Hit] = []
    pages = Pages()
    for number, path in enumerate(files_below(staged), 1):
        hits += in_own_name(number, path)
        with (staged / path).open("rb") as stream:
            if forms and path.startswith(f"{FOLDER}/"):
                hits += _in_table(path, stream, forms.get(path))
            elif path.endswith(PAGE):
                hits += pages.search(path, stream)
            else:
                hits += _look(path, stream)
    return hits


def in_own_name(number: int, path: str) -> Iterator[Hit]:
    """What stands in the path of a file, which is told by its number in the folder's order."""
    for found in found_in(path):
        yield Hit(f"file {number} of the folder", found.kind, column="its name")


def refuse_personal(hits: list[Hit], what: str, then: str) -> None:
    """Stop with the places of all hits, never with what stands there; PersonalDataError.

    `what` does not leave, and `then` says what becomes of it and what is to be done.
    """
    if hits:
        raise PersonalDataError(
            f"{what}, because something that may identify a person, or is not on the list of what "
            f"may leave, stands in {len(hits)} places:{some_lines(hits, SHOWN)}\n{then}"
        )


def _forms(declared: Mapping[str, Table]) -> dict[str, Forms]:
    return {
        f"{FOLDER}/{name}{suffix}": forms_of(table, declared)
        for name, table in declared.items()
        for suffix in _TABULAR
    }


def _in_table(path: str, stream: BinaryIO, forms: Forms | None) -> Iterator[Hit]:
    reader = _TABULAR.get(PurePosixPath(path).suffix)
    if reader is None or forms is None:
        yield Hit(path, OTHER_FILE)
    else:
        yield from reader(path, stream, forms)


def _look(path: str, stream: BinaryIO) -> Iterator[Hit]:
    """Search a file by its kind; one of another kind is a hit itself."""
    name = PurePosixPath(path)
    reader = _NAMED.get(name.name) or _READERS.get(name.suffix)
    if name.suffix == ".zip":
        yield from in_zip(path, stream, _look)
    elif reader is None:
        yield Hit(path, OTHER_FILE)
    else:
        yield from reader(path, stream)
