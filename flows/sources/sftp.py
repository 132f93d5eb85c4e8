"""A server that speaks SFTP, whose key must be known before anything is told to it."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from flows.sources.files import FilesRemote
from flows.sources.remote import PassingError
from flows.sources.source import SourceError

KNOWN_HOSTS = "RUMAHDATA_KNOWN_HOSTS"
CONNECT_SECONDS, ANSWER_SECONDS = 15, 60
PORT = 22


class _UnknownHostError(paramiko.SSHException):  # type: ignore[misc]
    """The server's key is in no list."""


class _Refusal(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
    """A key that is not known is refused."""

    def missing_host_key(self, _client: object, hostname: str, _key: object) -> None:
        raise _UnknownHostError(hostname)


class _CheckedFiles(SFTPFileSystem):  # type: ignore[misc]
    """fsspec's file system, connected only to servers whose key is in the list."""

    cachable = False

    def _connect(self) -> None:
        self.client = paramiko.SSHClient()
        self.client.load_system_host_keys(str(known_hosts()))
        self.client.set_missing_host_key_policy(_Refusal())
        self.client.connect(
            self.host,
            timeout=CONNECT_SECONDS,
            banner_timeout=CONNECT_SECONDS,
            auth_timeout=CONNECT_SECONDS,
            **self.ssh_kwargs,
        )
        self.ftp = self.client.open_sftp()
        self.ftp.get_channel().settimeout(ANSWER_SECONDS)


def known_hosts() -> Path:
    """The list of servers' keys, as OpenSSH keeps it: RUMAHDATA_KNOWN_HOSTS, else the account's."""
    return Path(os.environ.get(KNOWN_HOSTS) or Path.home() / ".ssh" / "known_hosts")


class SftpRemote(FilesRemote):
    """The files below a folder of an SFTP server; without a password, by the account's keys."""

    def __init__(self, host: str, port: int, root: str, user: str, password: str) -> None:
        logging.getLogger("paramiko").setLevel(logging.CRITICAL)
        self._host, self._port = host, port
        self._user, self._password = user or None, password or None
        at = f"{user}@" if user else ""
        where = f":{port}" if port != PORT else ""
        super().__init__(
            f"sftp://{at}{host}{where}{root}", root, self._server, (paramiko.SSHException,)
        )

    def _server(self) -> _CheckedFiles:
        try:
            return _CheckedFiles(
                self._host, port=self._port, username=self._user, password=self._password
            )
        except (_UnknownHostError, FileNotFoundError):
            raise SourceError(
                f"{self.name}: the key of the server is not known: ask its owner for the key and "
                f"enter it in {known_hosts()} (`ssh-keyscan` shows what the server says)"
            ) from None
        except paramiko.BadHostKeyException:
            raise SourceError(
                f"{self.name}: the server has another key than {known_hosts()} says, so it may be "
                "another server. Nothing was told to it: ask its owner before changing the list"
            ) from None
        except paramiko.AuthenticationException:
            raise SourceError(
                f"{self.name}: the server refuses the account: check the name in the address, and "
                "RUMAHDATA_INBOX_PASSWORD or the key of this machine"
            ) from None
        except (paramiko.SSHException, OSError, EOFError) as error:
            raise PassingError(f"the server does not answer ({type(error).__name__})") from None
