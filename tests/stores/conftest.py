"""One server of each kind for the tests of this folder, and one folder of its bucket a test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest

from flows.stores.addresses import open_store
from flows.stores.store import Store
from tests.stores import servers


@dataclass(frozen=True)
class Place:
    """An empty place in a store: its address, and the environment a publisher needs."""

    address: str
    environment: dict[str, str]

    def open(self) -> Store:
        return open_store(self.address)


@pytest.fixture(scope="package")
def seaweedfs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    if reason := servers.missing_seaweedfs():
        pytest.skip(reason)
    with servers.seaweedfs(tmp_path_factory.mktemp("weed")) as environment:
        yield environment


@pytest.fixture(scope="package")
def s3rver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    if reason := servers.missing_s3rver():
        pytest.skip(reason)
    with servers.s3rver(tmp_path_factory.mktemp("s3rver")) as environment:
        yield environment


@pytest.fixture
def bucket(seaweedfs: dict[str, str]) -> Iterator[Place]:
    with servers.environment(seaweedfs):
        yield Place(f"s3://{servers.BUCKET}/{uuid4().hex}", seaweedfs)


@pytest.fixture(scope="package")
def adding(seaweedfs: dict[str, str]) -> dict[str, str]:
    return servers.forbid_removal(seaweedfs)


@pytest.fixture
def locked(adding: dict[str, str]) -> Iterator[Place]:
    """A place whose key may put, get and list, and remove nothing."""
    with servers.environment(adding):
        yield Place(f"s3://{servers.BUCKET}/{uuid4().hex}", adding)


@pytest.fixture
def careless(s3rver: dict[str, str]) -> Iterator[Place]:
    with servers.environment(s3rver):
        yield Place(f"s3://{servers.BUCKET}/{uuid4().hex}", s3rver)
