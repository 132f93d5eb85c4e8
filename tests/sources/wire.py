"""A line between a client and a server on this machine that notes requests and can be cut."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

HEAD = re.compile(rb"(GET|HEAD|PUT) (\S+) HTTP/1.1\r\n(.*?)\r\n\r\n", re.DOTALL)
RANGE = re.compile(rb"(?i)range: (\S+)")


@dataclass
class Wire:
    """Requests as (method, path, range) in their order; `cut` are bytes after which it breaks.

    Each number of `cut` breaks one connection after so many bytes of answers.
    """

    asked: list[tuple[str, str, str]] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    address: str = ""

    def pulled(self) -> list[tuple[str, str]]:
        """The objects whose content was asked for, with the range, since this was last asked."""
        gets = [(path, span) for method, path, span in self.asked if method == "GET"]
        self.asked.clear()
        return [(path, span) for path, span in gets if "list-type" not in path]


@contextmanager
def wired(server: str) -> Iterator[Wire]:
    """A line to a server at an http:// address."""
    wire = Wire()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wire.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        threading.Thread(target=_accept, args=(listener, server, wire), daemon=True).start()
        yield wire


def _accept(listener: socket.socket, server: str, wire: Wire) -> None:
    there = (str(urlsplit(server).hostname), int(urlsplit(server).port or 80))
    with suppress(OSError):
        while True:
            near, _ = listener.accept()
            far = socket.create_connection(there)
            threading.Thread(target=_ask, args=(near, far, wire), daemon=True).start()
            threading.Thread(target=_tell, args=(far, near, wire), daemon=True).start()


def _ask(near: socket.socket, far: socket.socket, wire: Wire) -> None:
    with suppress(OSError), far:
        while data := near.recv(1 << 16):
            for method, path, headers in HEAD.findall(data):
                span = RANGE.search(headers)
                told = span[1].decode() if span else ""
                wire.asked.append((method.decode(), unquote(path.decode()), told))
            far.sendall(data)


def _tell(far: socket.socket, near: socket.socket, wire: Wire) -> None:
    passed = 0
    with suppress(OSError), near:
        while data := far.recv(1 << 16):
            near.sendall(data)
            passed += len(data)
            if wire.cut and passed > wire.cut[0]:
                wire.cut.pop(0)
                break
        near.shutdown(socket.SHUT_RDWR)
