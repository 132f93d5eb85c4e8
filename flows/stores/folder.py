"""A folder on this machine or a mounted disk as a store: whole files, one writer at a time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from flows.stores.store import RELEASES, Seen, StoreError

STAGING = ".staging"
READ_ONLY, WRITABLE = 0o444, 0o644


class FolderStore:
    """A store below `root`; every writer takes its lock, so that create and swap hold.

    A file is written beside, forced to the disk and renamed: a killed writer leaves the
    old one or the new one, and its lock is freed with it. Needs no hard links, so that any
    file system serves.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.name = str(root)
        self._lock = FileLock(root / STAGING / "push.lock")

    def create(self, path: str, content: bytes) -> bool:
        """Write a file that is not there yet; read-only when it belongs to a release."""
        with self._alone():
            if (self.root / path).exists():
                return False
            self._write(path, content)
            return True

    def swap(self, path: str, content: bytes, seen: Seen) -> bool:
        """Replace a file if it still holds what was seen."""
        with self._alone():
            if self.read(path) != seen:
                return False
            self._write(path, content)
            return True

    def delete(self, path: str) -> None:
        """Remove a file, and the folders that are empty without it."""
        with self._alone():
            target = self.root / path
            if not target.is_file():
                return
            target.chmod(WRITABLE)  # Windows removes nothing that is read-only
            target.unlink()
            for folder in target.relative_to(self.root).parents[:-1]:
                if any((self.root / folder).iterdir()):
                    break
                (self.root / folder).rmdir()

    def read(self, path: str) -> Seen:
        """A file's bytes, tagged with their sha256."""
        try:
            with self._spoken("read from"):
                content = (self.root / path).read_bytes()
        except FileNotFoundError:
            return Seen()
        return Seen(content, hashlib.sha256(content).hexdigest())

    def sha256(self, path: str) -> str:
        """The sha256 of a file, read piece by piece."""
        try:
            with self._spoken("read from"), (self.root / path).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return ""

    def files(self, below: str) -> list[str]:
        """The files below a folder."""
        top = self.root / below
        return sorted(p.relative_to(top).as_posix() for p in top.rglob("*") if p.is_file())

    def folders(self, below: str) -> list[str]:
        """The folders directly below a folder."""
        return sorted(path.name for path in (self.root / below).glob("*") if path.is_dir())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._spoken("written to"):
            (self.root / STAGING).mkdir(parents=True, exist_ok=True)
            with self._lock:
                yield

    @contextmanager
    def _spoken(self, done: str) -> Iterator[None]:
        """Let no error of the disk through but that a file to be read is not there."""
        try:
            yield
        except OSError as error:
            if isinstance(error, FileNotFoundError) and done == "read from":
                raise
            raise StoreError(
                f"the folder {self.root} cannot be {done} ({error.strerror}): check that it may "
                "be, and that the disk is sound and not full, then run again"
            ) from None

    def _write(self, path: str, content: bytes) -> None:
        target, beside = self.root / path, self.root / STAGING / "incoming"
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.startswith(f"{RELEASES}/"):
            beside.chmod(READ_ONLY)
        beside.replace(target)
        _sync(target.parent)


def _sync(folder: Path) -> None:
    if os.name == "nt":  # Windows opens no folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
