"""A web server on this machine that lists files like Apache, counts requests and fails as told."""

from __future__ import annotations

import hashlib
import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import quote, unquote

NOON = 1_793_500_000
"""1 November 2026, in seconds since 1970."""


@dataclass
class Site:
    """Files by path, as in `2026-10/a.xlsx`, and what goes wrong.

    `faults` holds, by path, what happens at each of the next requests for its content: a
    status, `cut` (the half is sent), `short` (the half is said to be the whole), or `slow`
    (the half is sent, then nothing until `free`). `links` are further links of a page. `asked`
    counts what was asked for.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    dates: dict[str, int] = field(default_factory=dict)
    faults: dict[str, Any] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    tags: bool = True
    ranges: bool = True
    password: str = ""
    free: threading.Event = field(default_factory=threading.Event)
    slow: threading.Event = field(default_factory=threading.Event)
    address: str = ""

    def pulled(self) -> list[tuple[str, str]]:
        """The files whose content was asked for, with the range, since this was last asked."""
        gets = [(path, span) for method, path, span in self.asked if method == "GET"]
        self.asked.clear()
        return [(path, span) for path, span in gets if not path.endswith("/")]


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """The site at its address, which ends with a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.site = site  # type: ignore[attr-defined]
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        site.address = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield site
        finally:
            site.free.set()
            server.shutdown()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def site(self) -> Site:
        return cast("Site", self.server.site)  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path = unquote(self.path).removeprefix("/")
        span = self.headers.get("Range", "")
        self.site.asked.append((self.command, path, span))
        if self.site.password and self.site.password not in self.headers.get("Authorization", ""):
            self._refuse(401)
        elif path.endswith("/") or not path:
            self._list(path)
        elif path not in self.site.files:
            self._refuse(404)
        else:
            self._file(path, span)

    def _refuse(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _fault(self, path: str) -> Any:
        waiting = self.site.faults.get(path, [])
        return waiting.pop(0) if waiting else ""

    def _list(self, folder: str) -> None:
        if isinstance(fault := self._fault(folder), int):
            self._refuse(fault)
            return
        below = [path.removeprefix(folder) for path in self.site.files if path.startswith(folder)]
        if not below and not self.site.links.get(folder):
            self._refuse(404)
            return
        names = {name.partition("/")[0] + "/" * ("/" in name) for name in below}
        links = [
            "?C=N;O=D",
            "/",
            "../",
            *map(quote, sorted(names)),
            *self.site.links.get(folder, []),
        ]
        rows = "".join(f'<a href="{html.escape(link)}">x</a><br>' for link in links)
        self._send(f"<html><h1>Index of /{folder}</h1>{rows}</html>".encode(), "text/html")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _file(self, path: str, span: str) -> None:
        content = self.site.files[path]
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        fault = self._fault(path) if self.command == "GET" else ""
        if isinstance(fault, int):
            self._refuse(fault)
            return
        start = 0
        if (
            span
            and self.site.ranges
            and self.headers.get("If-Range", tag) in {tag, self._date(path)}
        ):
            start = int(span.removeprefix("bytes=").partition("-")[0])
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        if self.site.tags:
            self.send_header("ETag", tag)
        if fault == "short":
            content = content[: len(content) // 2]
        self.send_header("Last-Modified", self._date(path))
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        if self.command == "GET":
            self._content(content[start:], fault)

    def _content(self, content: bytes, fault: str) -> None:
        if fault in {"", "short"}:
            self.wfile.write(content)
            return
        self.wfile.write(content[: len(content) // 2])
        self.wfile.flush()
        if fault == "slow":
            self.site.slow.set()
            self.site.free.wait(60)
        self.close_connection = True

    def _date(self, path: str) -> str:
        return formatdate(self.site.dates.get(path, NOON), usegmt=True)
