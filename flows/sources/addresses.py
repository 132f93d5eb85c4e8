"""Which source an address means: a folder, a bucket, a listing page, or what fsspec opens."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import url2pathname

from flows.settings import INBOX, MONTH, PASSWORD, SettingError
from flows.sources.folder import FolderSource
from flows.sources.remote import Patience, Remote, RemoteSource
from flows.sources.source import NoSuchPlaceError, Source
from flows.stores.addresses import BUCKET, PREFIX, refuse_unsendable_keys

FORMS = (
    "write a folder, s3://bucket/folder, sftp://name@host/folder, https://host/folder/ or another "
    f"address that fsspec knows; {MONTH} in it stands for the month"
)
UNENCRYPTED = {"http", "ftp"}
LOOPBACK = re.compile(r"localhost|127(\.\d+){3}|::1")

Account = tuple[str, str]


def open_source(address: str, period: str, patience: Patience | None = None) -> Source:
    """The source at an address, for a month; SettingError when the address is none.

    SourceError when it lacks credentials, NoSuchPlaceError when a folder is not there. The
    password is read from RUMAHDATA_INBOX_PASSWORD.
    """
    address = address.strip().replace(MONTH, period)
    if "://" not in address:
        return _folder(Path(address))
    parts = _parts(address)
    if parts.scheme == "file":
        return _folder(Path(url2pathname(parts.path)))
    return RemoteSource(_remote(address, parts), period, patience or Patience())


def _folder(path: Path) -> FolderSource:
    if not path.is_dir():
        raise NoSuchPlaceError(f"the inbox {path} is no folder: make it, or name another")
    return FolderSource(path.resolve())


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - a port that is no number is said now
    except ValueError:
        raise SettingError(f"the address of the inbox is none: {FORMS}") from None
    if parts.password is not None or parts.query or parts.fragment or "::" in address:
        raise SettingError(
            f"the address of the inbox holds more than a name and a place: {FORMS}; a password "
            f"belongs in {PASSWORD}, keys of a bucket in the environment"
        )
    return parts


def _remote(address: str, parts: SplitResult) -> Remote:
    _refuse_clear_password(parts)
    if parts.scheme == "s3":
        return _bucket(parts)
    if parts.scheme in {"http", "https"}:
        return _web(parts)
    if parts.scheme in {"sftp", "ssh"}:
        return _sftp(parts)
    return _other(address, parts)


def _bucket(parts: SplitResult) -> Remote:
    prefix = unquote(parts.path).strip("/")
    if not BUCKET.fullmatch(parts.netloc) or not PREFIX.fullmatch(prefix):
        raise SettingError(f"the address of the inbox names no bucket and folder: {FORMS}")
    from flows.sources.bucket import BucketRemote  # noqa: PLC0415 - others need no such client

    refuse_unsendable_keys()
    return BucketRemote(parts.netloc, prefix)


def _web(parts: SplitResult) -> Remote:
    _host(parts)
    user, password = _account(parts)
    from flows.sources.web import WebRemote  # noqa: PLC0415 - others need no such client

    place = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    return WebRemote(place, (user, password) if user else None)


def _sftp(parts: SplitResult) -> Remote:
    host = _host(parts)
    from flows.sources.sftp import PORT, SftpRemote  # noqa: PLC0415 - others need no such client

    root = unquote(parts.path).rstrip("/") or "/"
    return SftpRemote(host, parts.port or PORT, root, *_account(parts))


def _other(address: str, parts: SplitResult) -> Remote:
    from flows.sources.files import opened_by_fsspec  # noqa: PLC0415 - others need no such client

    user, password = _account(parts)
    try:
        return opened_by_fsspec(address, {"password": password} if user and password else {})
    except (ImportError, ValueError):
        raise SettingError(
            f"no inbox can be opened by {parts.scheme}:// here: {FORMS}. Some kinds need a library "
            "to be installed, which fsspec's documentation names"
        ) from None


def _refuse_clear_password(parts: SplitResult) -> None:
    if parts.scheme not in UNENCRYPTED or LOOPBACK.fullmatch(parts.hostname or ""):
        return
    if all(_account(parts)):
        raise SettingError(
            f"the inbox at {parts.hostname} would be told the password unencrypted: write https:// "
            "or sftp://, or let the owner of the server provide it"
        )


def _host(parts: SplitResult) -> str:
    if not parts.hostname:
        raise SettingError(f"the address of the inbox ({INBOX} or --inbox) names no host: {FORMS}")
    return parts.hostname


def _account(parts: SplitResult) -> Account:
    return unquote(parts.username or ""), os.environ.get(PASSWORD, "")
