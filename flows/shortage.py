"""What a run ran out of, in a sentence: room on a disk, or memory."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flows.settings import Home

FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
FEW_FILES = 100
AGAIN = "run the same command again: the steps that were done are not done again"


def shortage(error: BaseException, home: Home | None) -> str:
    """Which disk is full or that memory ran out, and what to do; empty for any other error.

    `home` is the data folder, where it is known.
    """
    chain = list(_chain(error))
    if any(isinstance(one, MemoryError) or _number(one) == errno.ENOMEM for one in chain):
        return (
            "the machine has not enough free memory: end other programs, or run this on a machine "
            f"with more, then {AGAIN}"
        )
    if not any(_is_full(one) for one in chain):
        return ""
    temporary = Path(tempfile.gettempdir())
    folder = min(filter(None, (home.root if home else None, temporary)), key=_free)
    move = "set TMPDIR to a folder elsewhere" if folder == temporary else "move it to a larger disk"
    what = "temporary files" if folder == temporary else "the data folder"
    return (
        f"the disk of {what} {folder} is full: make room there, or {move}, then {AGAIN}. "
        "`rumahdata doctor` tells how much room a release needs"
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those it came of."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _number(error: BaseException) -> int | None:
    return error.errno if isinstance(error, OSError) else None


def _is_full(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    is_database = isinstance(error, sqlite3.Error) and code == sqlite3.SQLITE_FULL
    return is_database or _number(error) in FULL


def _free(folder: Path) -> int:
    """The bytes that are free on the disk of a folder; none where it takes hardly a file more."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if os.name != "nt":
        files = os.statvfs(folder)
        if files.f_files and files.f_favail < FEW_FILES:
            return 0
    return shutil.disk_usage(folder).free
