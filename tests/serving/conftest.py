"""A real Prefect server on a free port, for the tests that need one."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from prefect.client.orchestration import PrefectClient

from flows.serving.server import Server, running_server
from flows.settings import Home


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@dataclass(frozen=True)
class Served:
    """A server of a home, and how a client of it is made."""

    home: Home
    server: Server

    def client(self) -> PrefectClient:
        return PrefectClient(f"{self.server.address}/api")


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that runs nothing, for as long as the tests of this folder run in a process."""
    home = Home(tmp_path_factory.mktemp("served"))
    with running_server(home, free_port()) as server:
        yield Served(home, server)
