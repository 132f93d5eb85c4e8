"""A folder on this machine as a source of files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.archive import Archive
from flows.sources.source import Closed, Found, may_be_sent


@dataclass(frozen=True, slots=True)
class FolderSource:
    """The files below `root`; each is read whole at every collection, whatever its date."""

    root: Path
    name: str = "folder"

    @property
    def place(self) -> str:
        """The path of the folder."""
        return str(self.root)

    def listed(self, closed: Closed) -> Iterator[Found]:
        """Every file below the folder."""
        return files_of(self.root, closed)

    def take(self, found: Found, archive: Archive) -> tuple[str, int]:
        """Copy a file, unless its content is archived already."""
        path = self.root / found.name
        if known := archive.known(path):
            return known
        with path.open("rb") as stream:
            return archive.take(stream)


def files_of(folder: Path, closed: Closed) -> Iterator[Found]:
    """Every file below a folder in the order of names, hidden and lock files passed over.

    Links are not followed, so that nothing outside the folder is taken. A folder or file
    that the system does not let us see is told to `closed`, once each.
    """
    for parent, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(filter(may_be_sent, names)):
            path = Path(parent, name)
            try:
                status = path.lstat()
            except OSError as error:
                closed(error)
                continue
            if stat.S_ISREG(status.st_mode):
                moment = datetime.fromtimestamp(int(status.st_mtime), UTC)
                yield Found(path.relative_to(folder).as_posix(), moment)
