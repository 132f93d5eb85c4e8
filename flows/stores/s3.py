"""A bucket that speaks S3 as a store, with credentials from the environment alone."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    NotSupportedError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import S3Store

from flows.stores.credentials import KEYS
from flows.stores.media import A_MINUTE, cache_control, media_type
from flows.stores.store import Seen, StoreError

if TYPE_CHECKING:
    from obstore import PutMode
    from obstore.store import ClientConfig, RetryConfig

ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
PIECE = 1 << 20
"""Bytes that are read back at a time."""

RETRY: RetryConfig = {
    "max_retries": 6,
    "retry_timeout": timedelta(minutes=2),
    "backoff": {
        "init_backoff": timedelta(milliseconds=200),
        "max_backoff": timedelta(seconds=10),
        "base": 2,
    },
}
TIMES: ClientConfig = {"timeout": "300s", "connect_timeout": "10s"}
"""A whole request may take five minutes: a slow line sends tens of megabytes at once."""

LOST = (AlreadyExistsError, PreconditionError)
LOST_SWAP = (*LOST, FileNotFoundError)
"""How a store says that a condition does not hold; some answer 404 for an object that is gone."""

CODE = r"(?:<Code>|\(code: )(\w+)[<)]"
"""How S3 names an error: in the XML of an answer, or of one object among many to be deleted."""

REFUSED = frozenset({"403", "AccessDenied"})

ADVICE = "what has arrived is kept: run the same command again"


class BucketStore:
    """A store in a bucket, below a prefix; obstore retries what fails for a moment.

    StoreError when the credentials are not in the environment.
    """

    def __init__(self, bucket: str, prefix: str) -> None:
        self.name = f"s3://{bucket}/{prefix}".rstrip("/")
        if missing := missing_keys():
            raise StoreError(f"{self.name} needs credentials: {missing}")
        with self._spoken("open", ""):
            self._objects = opened_bucket(bucket, prefix, RETRY)

    def create(self, path: str, content: bytes) -> bool:
        """PUT with If-None-Match: *."""
        try:
            self._put(path, content, "create", cache_control(path))
        except LOST:
            return False
        return True

    def swap(self, path: str, content: bytes, seen: Seen) -> bool:
        """PUT with If-Match: the ETag seen; with If-None-Match where nothing was."""
        mode: PutMode = {"e_tag": seen.tag} if seen.tag else "create"
        try:
            self._put(path, content, mode, A_MINUTE)
        except LOST_SWAP:
            return False
        return True

    def delete(self, path: str) -> None:
        """DELETE; a bucket that keeps versions of objects keeps this one, hidden."""
        with self._spoken("remove", path), suppress(FileNotFoundError):
            self._objects.delete(path)

    def _put(self, path: str, content: bytes, mode: PutMode, kept: str) -> None:
        headers = {"Content-Type": media_type(path), "Cache-Control": kept}
        with self._spoken("write", path, LOST if isinstance(mode, str) else LOST_SWAP):
            self._objects.put(path, content, mode=mode, attributes=headers, use_multipart=False)

    def read(self, path: str) -> Seen:
        """The bytes and the ETag."""
        with self._spoken("read", path):
            try:
                found = self._objects.get(path)
            except FileNotFoundError:
                return Seen()
            tag = found.meta["e_tag"]
            if not tag:
                raise StoreError(f"{self.name} gives no ETag: it cannot hold releases")
            return Seen(bytes(found.bytes()), tag)

    def sha256(self, path: str) -> str:
        """The sha256 of what is read back piece by piece; an ETag is none."""
        digest = hashlib.sha256()
        with self._spoken("read", path):
            try:
                found = self._objects.get(path)
            except FileNotFoundError:
                return ""
            for piece in found.stream(min_chunk_size=PIECE):
                digest.update(piece)
        return digest.hexdigest()

    def files(self, below: str) -> list[str]:
        """The objects below a folder."""
        with self._spoken("list", below):
            listed = self._objects.list(below).collect()
        return sorted(found["path"].removeprefix(f"{below}/") for found in listed)

    def folders(self, below: str) -> list[str]:
        """The common prefixes directly below a folder."""
        with self._spoken("list", below):
            listed = self._objects.list_with_delimiter(below)
        return sorted(path.rsplit("/", 1)[-1] for path in listed["common_prefixes"])

    @contextmanager
    def _spoken(
        self, verb: str, path: str, passed: tuple[type[Exception], ...] = ()
    ) -> Iterator[None]:
        """Let only errors through that say nothing of keys; those of `passed` as they are."""
        try:
            yield
        except passed:
            raise
        except (BaseError, OSError, ValueError) as error:
            told = f"{self.name}: cannot {verb} {path}".rstrip()
            raise StoreError(f"{told}: {reason_of(error)}") from None


def missing_keys() -> str:
    """What to set before a bucket can be opened, or nothing."""
    missing = [name for name in KEYS if not os.environ.get(name)]
    return f"set {' and '.join(missing)} in the environment" if missing else ""


def opened_bucket(
    bucket: str, prefix: str, retry: RetryConfig, times: ClientConfig = TIMES
) -> S3Store:
    """The objects below a prefix, at the server and with the keys of the environment."""
    endpoint = next((os.environ[n] for n in ENDPOINTS if os.environ.get(n)), "")
    return S3Store(
        bucket,
        prefix=prefix or None,
        config={"conditional_put": "etag", **({"endpoint": endpoint} if endpoint else {})},
        client_options={**times, "allow_http": endpoint.startswith("http://")},
        retry_config=retry,
    )


def reason_of(error: Exception) -> str:
    """Why a store refused, from the kind of the error and its codes alone.

    The text of the error holds what the server wrote, which may name the key that was used.
    """
    text = str(error)
    codes = [*re.findall(r"status code: (\d{3})", text)[:1], *re.findall(CODE, text)[:1]]
    answer = f" (answer: {' '.join(codes)})" if codes else ""
    if isinstance(error, PermissionDeniedError | UnauthenticatedError) or REFUSED & {*codes}:
        return f"the store refuses the key{answer}: check {', '.join(KEYS)} and its rights"
    if isinstance(error, FileNotFoundError):
        return f"it is not there{answer}: check the name of the bucket and AWS_ENDPOINT_URL"
    if isinstance(error, NotSupportedError):
        return f"the store does not know this kind of request{answer}: take another store"
    if codes:
        return f"the store answers with an error{answer}; {ADVICE}"
    return f"the store does not answer: check the network and AWS_ENDPOINT_URL; {ADVICE}"
