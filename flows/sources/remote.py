"""A place on another machine as a source: asked again with patience, resumed where it broke."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from tenacity import (
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential_jitter,
)

from flows.archive import Archive
from flows.sources.source import Closed, Found, SourceError, UntakenError
from schemas.spoken import SpokenError
from transforms.container import LARGEST_FILE

LARGEST_KEPT = 4 * LARGEST_FILE
"""Bytes that are kept of a file at most: enough that it is found to be too large."""

PIECE = 1 << 20
"""Bytes that are forced to the disk at a time."""

MOST_FILES = 50_000
DEEPEST = 16
"""Files of one listing, and folders in one another; beyond, something else is listed."""

LOST_IN_A_ROW = 3
"""So many files that fail with none pulled between, each asked for patiently, are no accident."""

Answer = TypeVar("Answer")


class FullDiskError(SpokenError):
    """What is pulled cannot be written here."""


class PassingError(Exception):
    """Something that may be over when it is tried again; the message says what, in few words."""


class RestartError(PassingError):
    """What was pulled so far does not fit what the source has: pull it anew."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often something is tried, and the seconds waited at first and at most."""

    attempts: int = 5
    first: float = 1.0
    longest: float = 30.0

    def of(self, ask: Callable[[], Answer]) -> Answer:
        """What `ask` gives; its last PassingError when it never does."""
        tried = Retrying(
            stop=stop_after_attempt(self.attempts),
            wait=wait_exponential_jitter(
                multiplier=self.first, max=self.longest, jitter=self.first
            ),
            retry=retry_if_exception_type(PassingError),
            reraise=True,
        )
        return tried(ask)


@dataclass(frozen=True, slots=True)
class Opened:
    """The content of a file from `offset` on, in pieces; `size` of the whole where known."""

    offset: int
    size: int | None
    pieces: Iterator[bytes]


class Remote(Protocol):
    """A kind of place; every method raises PassingError where trying again may help.

    SourceError where nothing helps but a person.
    """

    @property
    def name(self) -> str:
        """Its address without secrets."""

    def entries(self, closed: Closed) -> Iterator[Found]:
        """Every file that may have been sent, in the order of names, links not followed."""

    def look(self, found: Found) -> Found | None:
        """An entry with all that is known of it; None when it is no file; UntakenError."""

    def open(self, found: Found, offset: int) -> AbstractContextManager[Opened]:
        """The content as it was listed; UntakenError when it is another by now, or gone.

        It may begin before the offset asked for where the place cannot do better.
        """


class RemoteSource:
    """The files of a remote place, pulled for one month."""

    def __init__(self, remote: Remote, period: str, patience: Patience) -> None:
        self.name = self.place = remote.name
        self._remote, self._period, self._patience = remote, period, patience
        self._lost = 0

    def listed(self, closed: Closed) -> Iterator[Found]:
        """Every file, looked at one by one."""
        try:
            entries, errors = self._patience.of(self._entries)
        except PassingError as error:
            raise SourceError(
                f"{self.place} cannot be listed: {error}, {self._patience.attempts} times in a "
                "row. Nothing is lost: run the same command again later"
            ) from None
        for unseen in errors:
            closed(unseen)
        for entry in entries:
            try:
                looked = self._asked(partial(self._remote.look, entry))
            except UntakenError as untaken:
                closed(untaken)
                continue
            if looked is not None:
                yield looked

    def _entries(self) -> tuple[list[Found], list[OSError]]:
        errors: list[OSError] = []
        entries: list[Found] = []
        for entry in self._remote.entries(errors.append):
            entries.append(entry)
            if len(entries) > MOST_FILES:
                raise SourceError(
                    f"{self.place} holds more than {MOST_FILES} files, so it is not the inbox of "
                    "a month: name the folder of the month"
                )
        return entries, errors

    def take(self, found: Found, archive: Archive) -> tuple[str, int]:
        """Pull a file; what an earlier run pulled of the same content is not pulled again."""
        begun = self._begun(found, archive)
        self._asked(partial(self._go_on, found, begun))
        self._lost = 0
        return archive.adopt(begun)

    def _begun(self, found: Found, archive: Archive) -> Path:
        """Where the file is pulled to: without a tag nothing begun is gone on with."""
        told = f"{self._period}\0{self.name}\0{found.name}"
        stem, version = _digest(told), _digest(found.tag)
        path = archive.incoming(f"{stem}-{version}.part")
        for other in path.parent.glob(f"{stem}-*.part"):
            if other != path or not found.tag:
                other.unlink()
        if path.exists():  # what was not forced to the disk may be lost after a power cut
            os.truncate(path, path.stat().st_size // PIECE * PIECE)
        return path

    def _go_on(self, found: Found, path: Path) -> None:
        have = path.stat().st_size if path.exists() else 0
        if have and have == min(found.size or 0, LARGEST_KEPT):
            return
        try:
            with self._remote.open(found, have) as opened:
                _write(path, opened)
        except RestartError:
            path.unlink(missing_ok=True)
            raise

    def _asked(self, ask: Callable[[], Answer]) -> Answer:
        """What is given in the end; a file that never comes is counted, many stop the run."""
        try:
            return self._patience.of(ask)
        except PassingError as error:
            self._lost += 1
            if self._lost < LOST_IN_A_ROW:
                raise UntakenError(str(error)) from None
            raise SourceError(
                f"{self.place} fails: {error}, at {LOST_IN_A_ROW} files in a row. What was "
                "pulled is kept: run the same command again later"
            ) from None


def _write(path: Path, opened: Opened) -> None:
    """Write what comes behind what is there; PassingError when it is not the whole."""
    size = opened.offset
    with path.open("r+b" if path.exists() else "wb") as file:
        file.truncate(size)
        file.seek(size)
        for piece in opened.pieces:
            kept = piece[: LARGEST_KEPT - size]
            _keep(file, kept, is_forced=(size + len(kept)) // PIECE > size // PIECE)
            size += len(kept)
            if size == LARGEST_KEPT:
                break
        else:
            _refuse_part(size, opened.size)
        _keep(file, b"", is_forced=True)


def _refuse_part(size: int, whole: int | None) -> None:
    if whole is not None and size != whole:
        error = PassingError if size < whole else RestartError
        raise error(f"{size} bytes came of {whole}")


def _keep(file: BinaryIO, piece: bytes, *, is_forced: bool) -> None:
    """Write a piece, to the disk itself if forced; a full disk is not the source's fault."""
    try:
        file.write(piece)
        file.flush()
        if is_forced:
            os.fsync(file.fileno())
    except OSError as error:
        raise FullDiskError(
            f"the archive cannot be written ({error.strerror}): make room where {file.name} is, "
            "and run the same command again"
        ) from None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
