"""Files written beside their place and renamed, so that none is ever half there."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

LEFT = re.compile(r"\..+\.[0-9]+")
"""The name of a file that is being written: a point, its name, the number of the process."""


def replace_file(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place, force it to the disk and rename it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(beside)
        _sync(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Write a JSON file, keys sorted, beside and renamed."""
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    replace_file(path, lambda beside: beside.write_text(text, encoding="utf-8"))


def clear_left(folder: Path) -> None:
    """Remove what killed runs were writing in a folder; only while no other run writes there."""
    for path in folder.rglob(".*"):
        if LEFT.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)  # Windows forces only what is open for writing
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
