"""What fsspec opens as a remote place: its files listed folder by folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import fsspec

from flows.sources.remote import DEEPEST, PIECE, Opened, PassingError
from flows.sources.source import (
    Closed,
    Found,
    NoSuchPlaceError,
    SourceError,
    UntakenError,
    is_name,
    may_be_sent,
)

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

TAGS = ("ETag", "etag", "e_tag", "md5Hash", "content_md5")
DATES = ("mtime", "LastModified", "last_modified", "modified", "updated", "modify", "created")
"""What file systems call these; fsspec does not say."""

STILL = timedelta(seconds=3)
"""A file changed less long ago may change again without another date or size."""


class FilesRemote:
    """The files below the folder `root` of a file system, connected to when first asked.

    `failures` are what this kind of file system raises besides OSError when it fails.
    """

    def __init__(
        self,
        name: str,
        root: str,
        connect: Callable[[], AbstractFileSystem],
        failures: tuple[type[Exception], ...] = (),
    ) -> None:
        self.name = name
        self._root, self._connect = root, connect
        self._failures: tuple[type[Exception], ...] = (OSError, EOFError, *failures)
        self._connected: AbstractFileSystem | None = None

    def _files(self) -> AbstractFileSystem:
        if self._connected is None:
            self._connected = self._connect()
        return self._connected

    def entries(self, closed: Closed) -> Iterator[Found]:
        """Every file, with its path as key."""
        return self._below(self._root, (), closed)

    def _below(self, folder: str, above: tuple[str, ...], closed: Closed) -> Iterator[Found]:
        try:
            listed = self._listed(folder)
        except UntakenError as untaken:
            if not above:
                raise NoSuchPlaceError(
                    f"{self.name}: {untaken}: check the address and the rights of the account, or "
                    "let the folder of the month be made"
                ) from None
            closed(untaken)
            return
        named = sorted((str(i["name"]).rstrip("/").rpartition("/")[2], i) for i in listed)
        for name, info in named:
            if not is_name(name):
                closed(UntakenError("a name that leads elsewhere"))
            elif info["type"] == "file" and not info.get("islink") and may_be_sent(name):
                yield _found("/".join((*above, name)), f"{folder.rstrip('/')}/{name}", info)
        if len(above) == DEEPEST:
            raise SourceError(f"{self.name} holds folders in folders without end: mend it")
        for name, info in named:
            if is_name(name) and info["type"] == "directory" and may_be_sent(name):
                yield from self._below(f"{folder.rstrip('/')}/{name}", (*above, name), closed)

    def _listed(self, folder: str) -> list[dict[str, Any]]:
        with self._spoken("a folder"):
            files = self._files()
            files.invalidate_cache()
            return list(files.ls(folder, detail=True))

    def look(self, found: Found) -> Found | None:
        """The entry as it was listed."""
        return found

    @contextmanager
    def open(self, found: Found, offset: int) -> Iterator[Opened]:
        """The content, from where it broke where the file system can."""
        with self._spoken("a file"), self._files().open(found.key, "rb") as stream:
            start = 0
            if offset and found.tag:
                with suppress(NotImplementedError, ValueError):
                    start = int(stream.seek(offset) or stream.tell())
            yield Opened(start, found.size, iter(lambda: stream.read(PIECE), b""))

    @contextmanager
    def _spoken(self, what: str) -> Iterator[None]:
        try:
            yield
        except (UntakenError, SourceError, PassingError):
            raise
        except FileNotFoundError:
            raise UntakenError(f"{what} is not there") from None
        except PermissionError:
            raise UntakenError(f"{what} is closed to us") from None
        except ValueError:
            raise SourceError(
                f"{self.name}: {what} cannot be read. If a name in it is not UTF-8, give that file "
                "another name"
            ) from None
        except self._failures as error:
            self._connected = None
            raise PassingError(f"the connection fails ({type(error).__name__})") from None


def opened_by_fsspec(address: str, options: dict[str, str]) -> FilesRemote:
    """The files at an address of any kind that fsspec knows.

    ImportError when a library for this kind is not installed, ValueError for no such kind.
    """
    kind = fsspec.get_filesystem_class(address.partition("://")[0])
    name = address.rstrip("/")

    def connect() -> AbstractFileSystem:
        try:
            files, _ = fsspec.url_to_fs(address, skip_instance_cache=True, **options)
        except (TypeError, ValueError):
            raise SourceError(
                f"{name} cannot be opened with what its address says: see fsspec's documentation "
                "of this kind"
            ) from None
        return files

    return FilesRemote(name, str(kind._strip_protocol(address)), connect)


def _found(name: str, key: str, info: dict[str, Any]) -> Found:
    moment = next((m for m in map(_moment, map(info.get, DATES)) if m is not None), None)
    size = int(info["size"]) if info.get("size") is not None else None
    tag = next((str(info[told]) for told in TAGS if info.get(told)), "")
    now = datetime.now(UTC)
    if not tag and moment is not None and size is not None and moment < now - STILL:
        tag = f"{moment.isoformat()}; {size}"
    return Found(name, (moment or now).replace(microsecond=0), size, tag, key)


def _moment(told: object) -> datetime | None:
    match told:
        case datetime():
            moment = told
        case int() | float():
            moment = datetime.fromtimestamp(told, UTC)
        case str():
            try:
                moment = datetime.fromisoformat(told)
            except ValueError:
                return None
        case _:
            return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
