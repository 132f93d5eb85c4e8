"""The Prefect server of the house: its settings, its start, its end."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from flows.serving.presence import prefect_home
from flows.settings import TELEMETRY_OFF, Home
from schemas.spoken import SpokenError

HOST = "127.0.0.1"
LOG = "server.log"
LEASES = "prefect.server.concurrency.lease_storage.filesystem"
"""Where the slots of running flows are kept, so that a reboot does not forget whose they are."""

START_SECONDS, STOP_SECONDS, FREE_SECONDS = 180, 20, 10


class ServerError(SpokenError):
    """The Prefect server cannot be started, or has ended; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its child process, its port, its log."""

    child: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def address(self) -> str:
        """Where its UI is."""
        return f"http://{HOST}:{self.port}"

    def check(self) -> None:
        """ServerError when the server has ended."""
        if self.child.poll() is not None:
            raise ServerError(
                f"the Prefect server ended by itself (code {self.child.returncode}): see "
                f"{self.log}, then start `rumahdata serve` again"
            )


def settings_of(home: Home, port: int) -> dict[str, str]:
    """The environment of everything that talks to the server of a home.

    Nothing is written where the program is installed, which a service may only read.
    """
    return {
        **TELEMETRY_OFF,
        "RUMAHDATA_HOME": str(home.root),
        "PREFECT_HOME": str(prefect_home(home)),
        "PREFECT_API_URL": f"http://{HOST}:{port}/api",
        "PREFECT_SERVER_API_HOST": HOST,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": LEASES,
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(prefect_home(home) / "page"),
        "PREFECT_SERVER_UI_V2_ENABLED": "false",  # it tells a third party that it is opened
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    }


@contextmanager
def running_server(home: Home, port: int) -> Iterator[Server]:
    """Start the server of a home and stop it at the end; ServerError when it does not start."""
    _wait_until_free(port)
    folder = prefect_home(home)
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / LOG
    if log.exists():
        log.replace(log.with_name(f"{LOG}.1"))
    with log.open("wb") as told:
        child = subprocess.Popen(
            [sys.executable, "-m", "flows.serving.server_child"],
            env={**os.environ, **settings_of(home, port)},
            stdin=subprocess.PIPE,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the one that serves, which ends it last
        )
    try:
        server = Server(child, port, log)
        _wait_until_healthy(server)
        yield server
    finally:
        _stop(child)


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdin is not None:
        child.stdin.close()


def _wait_until_free(port: int) -> None:
    """Wait for the port; a server whose starter was killed needs seconds to end."""
    until = time.monotonic() + FREE_SECONDS
    while not _is_free(port):
        if time.monotonic() > until:
            raise ServerError(
                f"port {port} is in use by another program: stop that, or give another port "
                "with --port"
            )
        time.sleep(0.2)


def _is_free(port: int) -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except OSError:
            return False
    return True


def _wait_until_healthy(server: Server) -> None:
    until = time.monotonic() + START_SECONDS
    while not _is_healthy(server):
        if server.child.poll() is not None:
            raise ServerError(
                f"the Prefect server did not start (code {server.child.returncode}): see "
                f"{server.log}"
            )
        if time.monotonic() > until:
            raise ServerError(
                f"the Prefect server did not answer within {START_SECONDS} seconds: see "
                f"{server.log}"
            )
        time.sleep(0.3)


def _is_healthy(server: Server) -> bool:
    try:
        with urlopen(f"{server.address}/api/health", timeout=2) as answer:  # noqa: S310 - loopback
            return bool(answer.status == 200)
    except (HTTPException, OSError, ValueError):
        return False
