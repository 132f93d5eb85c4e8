"""A page that lists files, as web servers make it of a folder, as a remote place."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import unquote, urljoin, urlsplit

import httpx
from lxml import etree, html

from flows.sources.remote import DEEPEST, PIECE, Opened, PassingError, RestartError
from flows.sources.source import (
    Closed,
    Found,
    NoSuchPlaceError,
    SourceError,
    UntakenError,
    is_name,
    may_be_sent,
)

CONNECT_SECONDS, ANSWER_SECONDS = 10, 60
LARGEST_PAGE = 16 << 20
PASSING = {408, 425, 429, 500, 502, 503, 504}
"""Answers that may be others when asked again."""

RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
STRONG = '"'
"""How an ETag begins that vouches for every byte (RFC 9110, 8.8.3)."""


class WebRemote:
    """The files listed at an address that ends with a slash, and in folders below it.

    Links to other places are not followed, nor is any redirection. `auth` is an account's
    name and password.
    """

    def __init__(self, address: str, auth: tuple[str, str] | None = None) -> None:
        self.name = address.rstrip("/")
        self._address = f"{self.name}/"
        self._client = httpx.Client(
            auth=auth,
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            headers={"User-Agent": "rumahdata", "Accept-Encoding": "identity"},
        )

    def entries(self, closed: Closed) -> Iterator[Found]:
        """Every file listed, with its address as key; SourceError where no page lists any."""
        return self._below(self._address, (), closed)

    def _below(self, address: str, above: tuple[str, ...], closed: Closed) -> Iterator[Found]:
        files, folders = self._links(address, closed)
        for name, link in files:
            yield Found("/".join((*above, name)), datetime.now(UTC), key=link)
        if folders and len(above) == DEEPEST:
            raise SourceError(f"{self.name} holds folders in folders without end: mend its listing")
        for name, link in folders:
            try:
                yield from self._below(link, (*above, name), closed)
            except UntakenError as untaken:
                closed(untaken)

    def _links(
        self, address: str, closed: Closed
    ) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The names and addresses of the files and of the folders that a page lists."""
        files: dict[str, str] = {}
        folders: dict[str, str] = {}
        for link in _hrefs(self._page(address)):
            with suppress(ValueError):
                rest = _below(address, urljoin(address, link))
                name = unquote(rest.removesuffix("/"), errors="surrogateescape")
                if rest and not is_name(name):
                    closed(UntakenError("a link that leads elsewhere"))
                elif rest and may_be_sent(name):
                    (folders if rest.endswith("/") else files)[name] = f"{address}{rest}"
        return sorted(files.items()), sorted(folders.items())

    def _page(self, address: str) -> bytes:
        with self._answer("GET", address) as answer:
            if "html" not in answer.headers.get("Content-Type", ""):
                raise SourceError(f"{self.name} is no page that lists files: name the folder's")
            content = b""
            for piece in answer.iter_bytes(PIECE):
                content += piece
                if len(content) > LARGEST_PAGE:
                    raise SourceError(f"{self.name} lists too much: name the folder of the month")
            return content

    def look(self, found: Found) -> Found | None:
        """The entry with size, date and ETag as HEAD tells them."""
        with self._answer("HEAD", found.key) as answer:
            return _told(found, answer)

    @contextmanager
    def open(self, found: Found, offset: int) -> Iterator[Opened]:
        """GET, with Range and If-Range where something was pulled already."""
        asked = _resuming(found, offset)
        with self._answer("GET", found.key, asked) as answer:
            told = _told(found, answer)
            if told.tag != found.tag:
                raise UntakenError("a file was changed meanwhile")
            if answer.headers.get("Content-Encoding", "identity") != "identity":
                yield Opened(0, None, answer.iter_bytes())
                return
            if found.size is not None and told.size not in {found.size, None}:
                raise RestartError("the server tells another length than before")
            size = told.size if told.size is not None else found.size
            yield Opened(_start(answer, offset), size, answer.iter_raw())

    @contextmanager
    def _answer(
        self, method: str, address: str, headers: dict[str, str] | None = None
    ) -> Iterator[httpx.Response]:
        """An answer that is a success; the errors never hold the address of a file."""
        try:
            with self._client.stream(method, address, headers=headers) as answer:
                if not answer.is_success:
                    raise self._refused(answer.status_code, address)
                yield answer
        except (httpx.TransportError, httpx.DecodingError) as error:
            if isinstance(_root(error), ssl.SSLCertVerificationError):
                raise SourceError(
                    f"{self.name}: the server's certificate is not trusted: check the address, or "
                    "let the server's owner renew it"
                ) from None
            raise PassingError(f"the connection fails ({type(error).__name__})") from None
        except httpx.InvalidURL:
            raise UntakenError("a link that is no address") from None

    def _refused(self, status: int, address: str) -> Exception:
        if status in PASSING:
            return PassingError(f"the server answers {status}")
        if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return RestartError("the file is shorter than what was pulled")
        if status == HTTPStatus.UNAUTHORIZED:
            return SourceError(
                f"{self.name}: the server refuses the account (answer {status}): write its name "
                "into the address, as in https://name@host/, and set RUMAHDATA_INBOX_PASSWORD"
            )
        if address != self._address:
            return UntakenError(f"a file is refused (answer {status})")
        if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
            return NoSuchPlaceError(
                f"{self.name} is not there (answer {status}): check the address, or let the "
                "folder of the month be made"
            )
        return SourceError(f"{self.name} cannot be listed (answer {status}): check the address")


def _hrefs(page: bytes) -> list[str]:
    try:
        anchors = html.document_fromstring(page).iter("a")
        return [link for anchor in anchors if (link := anchor.get("href"))]
    except (etree.LxmlError, ValueError):
        return []


def _below(folder: str, link: str) -> str:
    """What of a link leads straight below a folder, a file or a folder with a slash; or nothing."""
    here, there = urlsplit(folder), urlsplit(link)
    rest = there.path.removeprefix(here.path)
    is_near = (there.scheme, there.netloc) == (here.scheme, here.netloc)
    if not is_near or not there.path.startswith(here.path) or there.query or there.fragment:
        return ""
    return "" if "/" in rest.removesuffix("/") else rest


def _told(found: Found, answer: httpx.Response) -> Found:
    headers = answer.headers
    span = RANGE.match(headers.get("Content-Range", ""))
    length = span[2] if span else headers.get("Content-Length", "")
    size = int(length) if length.isdecimal() else None
    changed = headers.get("Last-Modified", "")
    moment = found.received_at
    with suppress(ValueError):
        moment = parsedate_to_datetime(changed).astimezone(UTC)
    tag = headers.get("ETag", "") or (f"{changed}; {size}" if changed and size is not None else "")
    return Found(found.name, moment, size, tag, found.key)


def _resuming(found: Found, offset: int) -> dict[str, str]:
    """What asks for the rest of a file; nothing where the server could not vouch for it."""
    if not offset or not found.tag or found.tag.startswith("W/"):
        return {}
    proof = found.tag if found.tag.startswith(STRONG) else found.tag.partition(";")[0]
    return {"Range": f"bytes={offset}-", "If-Range": proof}


def _start(answer: httpx.Response, offset: int) -> int:
    if answer.status_code != HTTPStatus.PARTIAL_CONTENT:
        return 0
    span = RANGE.match(answer.headers.get("Content-Range", ""))
    if not span or int(span[1]) != offset:
        raise RestartError("the server sends another part than asked for")
    return offset


def _root(error: BaseException) -> BaseException:
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return error
