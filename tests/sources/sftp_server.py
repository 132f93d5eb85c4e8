"""A real SFTP server on this machine, on paramiko, below one folder, that fails as told."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import paramiko

USER, PASSWORD = "dinas", "rahasia-sftp"


@dataclass
class Server:
    """What was opened, and where reading each began; `cuts` are where the line is cut, once each.

    `denied` are names of files and folders that are closed.
    """

    folder: Path
    key: paramiko.RSAKey
    port: int = 0
    opened: list[str] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    denied: set[str] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"sftp://{USER}@127.0.0.1:{self.port}"

    def pulled(self) -> list[str]:
        """What was opened since this was last asked."""
        opened = list(self.opened)
        self.opened.clear()
        return opened

    def write_known_hosts(self, path: Path, key: paramiko.PKey | None = None) -> None:
        """A list that holds this server, with its own key or another."""
        known = key or self.key
        path.write_text(f"[127.0.0.1]:{self.port} {known.get_name()} {known.get_base64()}\n")


class _Door(paramiko.ServerInterface):  # type: ignore[misc]
    def check_auth_password(self, username: str, password: str) -> int:
        is_known = (username, password) == (USER, PASSWORD)
        return int(paramiko.AUTH_SUCCESSFUL if is_known else paramiko.AUTH_FAILED)

    def get_allowed_auths(self, _username: str) -> str:
        return "password"

    def check_channel_request(self, _kind: str, _number: int) -> int:
        return int(paramiko.OPEN_SUCCEEDED)


class _Handle(paramiko.SFTPHandle):  # type: ignore[misc]
    is_read = False

    def read(self, offset: int, length: int) -> Any:
        if not self.is_read:
            self.server.starts.append(offset)
        self.is_read = True
        if self.server.cuts and offset >= self.server.cuts[0]:
            self.server.cuts.pop(0)
            self.transport.close()
            return paramiko.SFTP_FAILURE
        return super().read(offset, length)


class _Files(paramiko.SFTPServerInterface):  # type: ignore[misc]
    def __init__(self, door: Any, server: Server, transport: list[paramiko.Transport]) -> None:
        super().__init__(door)
        self.server, self.transport = server, transport

    def _path(self, path: str) -> Path:
        return Path(self.server.folder, self.canonicalize(path).lstrip("/"))

    def list_folder(self, path: str) -> Any:
        if path.rpartition("/")[2] in self.server.denied:
            return paramiko.SFTP_PERMISSION_DENIED
        try:
            return [_attributes(found) for found in self._path(path).iterdir()]
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    def stat(self, path: str) -> Any:
        try:
            return _attributes(self._path(path))
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    lstat = stat

    def open(self, path: str, flags: int, _attr: object) -> Any:
        self.server.opened.append(self._path(path).relative_to(self.server.folder).as_posix())
        if path.rpartition("/")[2] in self.server.denied:
            return paramiko.SFTP_PERMISSION_DENIED
        handle = _Handle(flags)
        handle.readfile = self._path(path).open("rb")
        handle.server, handle.transport = self.server, self.transport[0]
        return handle


def _attributes(path: Path) -> paramiko.SFTPAttributes:
    return paramiko.SFTPAttributes.from_stat(path.lstat(), os.fsencode(path.name))


@contextmanager
def sftp_server(folder: Path) -> Iterator[Server]:
    """The server, until the block ends."""
    server = Server(folder, paramiko.RSAKey.generate(2048))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]
        threading.Thread(target=_serve, args=(listener, server), daemon=True).start()
        yield server


def _serve(listener: socket.socket, server: Server) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            transport = paramiko.Transport(connection)
            transport.add_server_key(server.key)
            transport.set_subsystem_handler(
                "sftp", paramiko.SFTPServer, _Files, server, [transport]
            )
            with suppress(paramiko.SSHException, EOFError, os.error):
                transport.start_server(server=_Door(), event=threading.Event())
