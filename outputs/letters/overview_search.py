"""The overviews of a month searched before they leave: many people read them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from outputs.canonical import files_below
from outputs.personal.hit import OTHER_FILE, Hit
from outputs.personal.markup import in_plain
from outputs.personal.packages import in_workbook
from outputs.personal.pdf import in_pdf
from outputs.personal.search import in_own_name

_READERS = {".pdf": in_pdf, ".txt": in_plain, ".xlsx": in_workbook}


def search_overviews(folder: Path, name: str) -> list[Hit]:
    """What identifies a person in the files below a folder that have this name but a suffix."""
    hits: list[Hit] = []
    for number, path in enumerate(files_below(folder), 1):
        if PurePosixPath(path).stem != name:
            continue
        hits += in_own_name(number, path)
        reader = _READERS.get(PurePosixPath(path).suffix)
        with (folder / path).open("rb") as stream:
            hits += [Hit(path, OTHER_FILE)] if reader is None else reader(path, stream)
    return hits
