"""A bucket that speaks S3 as a remote place, with the same credentials as a store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from obstore.exceptions import (
    BaseError,
    InvalidPathError,
    NotSupportedError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)

from flows.sources.remote import Opened, PassingError, RestartError
from flows.sources.source import Closed, Found, SourceError, UntakenError, may_be_sent
from flows.stores.s3 import missing_keys, opened_bucket, reason_of

if TYPE_CHECKING:
    from obstore import GetOptions
    from obstore.store import ClientConfig, RetryConfig

RETRY: RetryConfig = {"max_retries": 0}
"""Whoever asks a remote place is patient already."""

TIMES: ClientConfig = {"timeout": "60s", "connect_timeout": "10s"}
"""A request that is broken off after a minute goes on where it was."""

CHUNK = 1 << 16
"""Bytes that come at a time; what a broken request lost is less."""

FINAL = re.compile(r"status code: 4(?!08|25|29)\d\d")
"""Answers that stay the same however often they are asked for."""

BEYOND = "status code: 416"


class BucketRemote:
    """The objects of a bucket below a prefix; SourceError when there are no credentials."""

    def __init__(self, bucket: str, prefix: str) -> None:
        self.name = f"s3://{bucket}/{prefix}".rstrip("/")
        if missing := missing_keys():
            raise SourceError(f"{self.name} needs credentials: {missing}")
        with self._spoken():
            self._objects = opened_bucket(bucket, prefix, RETRY, TIMES)

    def entries(self, closed: Closed) -> Iterator[Found]:
        """Every object whose name and folders may be sent; a bucket has no closed ones."""
        del closed
        with self._spoken():
            for listed in self._objects.list():
                for meta in listed:
                    if all(map(may_be_sent, meta["path"].split("/"))):
                        moment = meta["last_modified"].replace(microsecond=0)
                        tag = meta["e_tag"] or ""
                        yield Found(meta["path"], moment, meta["size"], tag, meta["path"])

    def look(self, found: Found) -> Found | None:
        """The entry as it is; None for the empty object by which some programs mark a folder."""
        if found.size:
            return found
        with self._spoken():
            try:
                self._objects.head(found.key)
            except FileNotFoundError:
                return None
        return found

    @contextmanager
    def open(self, found: Found, offset: int) -> Iterator[Opened]:
        """GET with If-Match, and with Range where something was pulled already."""
        asked: GetOptions = {"if_match": found.tag} if found.tag else {}
        if offset and found.tag:
            asked["range"] = {"offset": offset}
        with self._spoken():
            try:
                answer = self._objects.get(found.key, options=asked)
                pieces = (bytes(piece) for piece in answer.stream(min_chunk_size=CHUNK))
                yield Opened(answer.range[0], answer.meta["size"], pieces)
            except (FileNotFoundError, PreconditionError):
                raise UntakenError("an object is gone, or was changed meanwhile") from None

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """Let only errors through that say nothing of keys."""
        try:
            yield
        except UntakenError:
            raise
        except InvalidPathError:
            raise SourceError(
                f"{self.name} cannot be listed: it holds an object whose name has a line break or "
                "leads elsewhere. Remove that object, or give it another name"
            ) from None
        except (BaseError, OSError, ValueError) as error:
            raise self._told(error) from None

    def _told(self, error: Exception) -> Exception:
        refused = (PermissionDeniedError, UnauthenticatedError, NotSupportedError)
        if BEYOND in str(error):
            return RestartError("the object is shorter than what was pulled")
        if isinstance(error, (*refused, FileNotFoundError, ValueError)) or FINAL.search(str(error)):
            return SourceError(f"{self.name} cannot be read: {reason_of(error)}")
        return PassingError(reason_of(error).partition(":")[0])
