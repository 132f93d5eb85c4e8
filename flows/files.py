"""Files written beside their place and renamed, so that none is ever half there."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

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


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file; empty where there is none that can be read."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def clear_left(folder: Path) -> None:
    """Remove what processes that are gone were writing in a folder."""
    for path in folder.rglob(".*"):
        if LEFT.fullmatch(path.name) and path.is_file() and not lives(path.suffix[1:]):
            path.unlink(missing_ok=True)


def lives(process: str) -> bool:
    """Whether another process of this number runs on this machine."""
    if int(process) == os.getpid() or os.name == "nt":  # where asking would end it
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # one of another account, or no number of a process
        return True
    return True


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)  # Windows forces only what is open for writing
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
