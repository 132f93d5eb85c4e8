"""What a source of files does for a collection: list what may have been sent, and hand it over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flows.archive import Archive
from schemas.spoken import SpokenError

PASSED_OVER = ("thumbs.db", "desktop.ini")
"""Files that Windows leaves in folders."""

Closed = Callable[[OSError], object]
"""Told of each file or folder that a source does not let us see."""


class SourceError(SpokenError):
    """A source cannot be used; the message says which, why and what to do, and no secret."""


class NoSuchPlaceError(SourceError):
    """The source answers, and what its address names is not there."""


class UntakenError(OSError):
    """One file of a source cannot be had now; the others can."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a source: its name below the source and when the source got it (UTC).

    `size` is in bytes, or None where the source does not say. `tag` changes whenever the
    content does; an empty one tells nothing. `key` is by what the source itself knows it.
    """

    name: str
    received_at: datetime
    size: int | None = None
    tag: str = ""
    key: str = ""


class Source(Protocol):
    """A place where villages' files are put."""

    @property
    def name(self) -> str:
        """What receipts call it; no secret."""

    @property
    def place(self) -> str:
        """What people are told of it; no secret."""

    def listed(self, closed: Closed) -> Iterator[Found]:
        """Every file that may have been sent; SourceError when it cannot be listed."""

    def take(self, found: Found, archive: Archive) -> tuple[str, int]:
        """Bring a file into the archive; the sha256 and size in bytes of what is kept of it.

        PermissionError, FileNotFoundError or UntakenError when this file cannot be had,
        SourceError when none can.
        """


def may_be_sent(name: str) -> bool:
    """Whether a file or folder of this name is neither hidden, nor a lock, nor Windows' own."""
    return not name.startswith((".", "~$")) and name.lower() not in PASSED_OVER


def is_name(segment: str) -> bool:
    """Whether this is the name of one file or folder, and leads nowhere else."""
    return segment not in {"", ".", ".."} and not set(segment) & {"/", "\\", "\0"}
