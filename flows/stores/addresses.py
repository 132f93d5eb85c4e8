"""Which store an address means: a bucket or a folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from flows.settings import SettingError
from flows.stores.credentials import KEYS, SESSION, is_sendable
from flows.stores.folder import FolderStore
from flows.stores.store import Store

BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
PREFIX = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*|")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
"""How an address begins (RFC 3986, 3.1); a single letter is a drive of Windows."""

FORMS = "write s3://bucket/prefix, file:///folder, or the path of a folder"


def open_store(address: str) -> Store:
    """The store at an address; SettingError when it is none, StoreError without credentials."""
    address = address.strip()
    if "://" not in address:
        return _folder(address)
    try:
        parts = urlsplit(address)
    except ValueError:
        raise SettingError(f"the address of the store is none: {FORMS}") from None
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise SettingError(
            f"the address of the store holds more than a place: {FORMS}; keys belong in the "
            f"environment ({', '.join(KEYS)})"
        )
    if parts.scheme == "file" and parts.netloc in {"", "localhost"} and parts.path:
        return FolderStore(Path(url2pathname(parts.path)))
    prefix = parts.path.strip("/")
    if parts.scheme == "s3" and BUCKET.fullmatch(parts.netloc) and PREFIX.fullmatch(prefix):
        from flows.stores.s3 import BucketStore  # noqa: PLC0415 - a folder needs no client

        refuse_unsendable_keys()
        return BucketStore(parts.netloc, prefix)
    raise SettingError(f"{address!r} is no store: {FORMS}")


def _folder(path: str) -> Store:
    """The folder at a path; a mistyped address is no path."""
    if not path:
        raise SettingError(f"the address of the store is empty: {FORMS}")
    if scheme := SCHEME.match(path):
        raise SettingError(
            f"the address of the store begins with {scheme[0]} without //: {FORMS}; a folder "
            f"whose name begins so is written ./{scheme[0]}..."
        )
    return FolderStore(Path(path).resolve())


def refuse_unsendable_keys() -> None:
    """Stop where the environment holds a key that no request can carry; SettingError."""
    given = {name: os.environ.get(name, "") for name in (*KEYS, SESSION)}
    wrong = [name for name, key in given.items() if key and not is_sendable(key)]
    if wrong:
        raise SettingError(
            f"{' and '.join(wrong)} cannot be a key: it holds a space, a line break or a letter "
            "that no key has. Set it again"
        )
