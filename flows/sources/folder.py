"""A folder on this machine as a source of files."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
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


def files_of(folder: Path, closed: Callable[[OSError], object]) -> Iterator[Found]:
    """Every file below a folder in the order of names, hidden and lock files passed over.

    Links are not followed, so that nothing outside the folder is taken. A folder or file
    that the system does not let us see is told to `closed`, once each.
    """
    for parent, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(filter(_may_be_sent, names)):
            path = Path(parent, name)
            try:
                status = path.lstat()
            except OSError as error:
                closed(error)
                continue
            if stat.S_ISREG(status.st_mode):
                moment = datetime.fromtimestamp(int(status.st_mtime), UTC)
                yield Found(path.relative_to(folder).as_posix(), path, moment)


def _may_be_sent(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.lower() not in PASSED_OVER
