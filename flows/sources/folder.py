"""A folder on this machine as a source of files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PASSED_OVER = ("thumbs.db", "desktop.ini")
"""Files that Windows leaves in folders."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a source: its name below the source and when the source got it (UTC)."""

    name: str
    path: Path
    received_at: datetime


def files_of(folder: Path) -> Iterator[Found]:
    """Every file below a folder in the order of names, hidden and lock files passed over.

    Links are not followed, so that nothing outside the folder is taken.
    """
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if _is_sent(path):
                moment = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
                yield Found(path.relative_to(folder).as_posix(), path, moment)


def _is_sent(path: Path) -> bool:
    name = path.name.lower()
    return (
        not name.startswith((".", "~$"))
        and name not in PASSED_OVER
        and path.is_file()
        and not path.is_symlink()
    )
