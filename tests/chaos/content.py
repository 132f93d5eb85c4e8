"""What a home holds, apart from moments and from what tells of the runs themselves."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType

from flows.settings import Home

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "work/*/.holder.json": "names the process that ran last, and since when",
        "work/*/steps/*.json": "hold how long a step took, and digests of moments of collection",
        "work/*/steps/done.jsonl": "has a line for each step that any run did",
        "work/*/steps/examined": "a pickle, whose bytes tell which equal texts are one object",
        "work/*/steps/readings/*": "the same; what follows from them is compared",
    }
)
"""The files that may differ from those of an unbroken run, and why."""

KEYS_LEFT_OUT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # The moment of the collection that met the file.
        "archive/receipts/*.json": ("collected_at",),
        # What the last run did, which is not what all did together.
        "work/*/summary.json": ("outcome", "ran", "reused", "read", "known", "files_closed"),
        "work/*/pulled.json": (),
    }
)
"""The JSON files in which the keys named may differ; the place of the home does in all."""


def content_of(home: Home) -> dict[str, str]:
    """What is at each path of a home: a digest and mode of a file, a link's target, a folder."""
    found = {}
    for parent, folders, names in os.walk(home.root):
        for name in (*folders, *names):
            path = Path(parent, name)
            below = path.relative_to(home.root).as_posix()
            if not any(fnmatchcase(below, pattern) for pattern in LEFT_OUT):
                found[below] = _told(home, path, below)
    return found


def _told(home: Home, path: Path, below: str) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if path.is_dir():
        return "folder"
    content = path.read_bytes()
    for pattern, keys in KEYS_LEFT_OUT.items():
        if fnmatchcase(below, pattern):
            content = _without(content.replace(str(home.root).encode(), b"HOME"), keys)
    return f"{path.stat().st_mode:o} {hashlib.sha256(content).hexdigest()}"


def _without(content: bytes, keys: tuple[str, ...]) -> bytes:
    told = {key: value for key, value in json.loads(content).items() if key not in keys}
    return json.dumps(told, sort_keys=True).encode()


def difference(found: Mapping[str, str], expected: Mapping[str, str]) -> list[str]:
    """Each path at which two homes differ, with what is there and what should be."""
    paths = sorted(path for path in {*found, *expected} if found.get(path) != expected.get(path))
    absent = "nothing"
    return [
        f"{path}: {found.get(path, absent)}, not {expected.get(path, absent)}" for path in paths
    ]
