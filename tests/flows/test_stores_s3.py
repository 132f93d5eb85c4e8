from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from flows.settings import SettingError
from flows.stores import s3
from flows.stores.addresses import open_store
from flows.stores.credentials import KEYS, SESSION
from flows.stores.s3 import BucketStore
from flows.stores.store import StoreError
from tests.stores.servers import keys


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "s3://",
        "s3://Bucket",
        "s3://bucket/a//b",
        "s3://bucket/../b",
        "s3://key:secret@bucket/a",
        "s3://bucket/a?secret=1",
        "s3://[bucket",
        "gs://bucket",
        "https://bucket.example",
        "file://host/folder",
        "s3:/bucket/x",
        "s3:bucket",
        "S3:/b",
        "s3:key:secret@bucket",
        "file:/tmp/x",
        "FILE:x",
        "https:bucket.example",
        " s3:bucket ",
    ],
)
def test_an_address_that_is_no_store_is_refused_without_its_secrets(address: str) -> None:
    with pytest.raises(SettingError, match=r"s3://bucket/prefix") as refused:
        open_store(address)
    assert "key:secret" not in str(refused.value)
    assert "secret=1" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("S3://rumah/data", "s3://rumah/data"),
        (" s3://rumah/data/ ", "s3://rumah/data"),
        ("FILE:///srv/data", "/srv/data"),
        ("file://localhost/srv/data", "/srv/data"),
        ("/srv/s3:data", "/srv/s3:data"),
        ("./s3:data", "{here}/s3:data"),
        ("a b:c", "{here}/a b:c"),
        ("d:data", "{here}/d:data"),
    ],
)
def test_an_address_means_a_bucket_or_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for setting, value in keys("http://127.0.0.1:9", "key", "secret").items():
        monkeypatch.setenv(setting, value)
    assert open_store(address).name == name.format(here=tmp_path)


@pytest.mark.parametrize("missing", KEYS)
def test_a_bucket_needs_its_keys_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    for name, value in keys("http://127.0.0.1:9", "key", "secret").items():
        monkeypatch.setenv(name, value)
    assert open_store("s3://rumah/data/").name == "s3://rumah/data"
    monkeypatch.delenv(missing)
    with pytest.raises(StoreError, match=missing):
        open_store("s3://rumah/data")


@pytest.mark.parametrize("name", [*KEYS, SESSION])
@pytest.mark.parametrize("value", ["kuncié", "two words", "kunci\n", "\udcff"])
def test_what_cannot_be_a_key_is_told_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    for setting, sound in keys("http://127.0.0.1:9", "key", "secret").items():
        monkeypatch.setenv(setting, sound)
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=f"{name} cannot be a key") as refused:
        open_store("s3://rumah/data")
    assert value.strip() not in str(refused.value)


def test_a_bucket_never_shows_its_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = keys("http://127.0.0.1:9", "thekey", "thesecret") | {"AWS_SESSION_TOKEN": "thetoken"}
    for setting, value in secrets.items():
        monkeypatch.setenv(setting, value)
    store = open_store("s3://rumah/data")
    shown = f"{store} {store!r} {vars(store)}"
    assert not [secret for secret in ("thekey", "thesecret", "thetoken") if secret in shown]


class Failing(BaseHTTPRequestHandler):
    """A server that answers with an error so many times, then as a store does."""

    protocol_version = "HTTP/1.1"
    failures = 0
    status = 503
    requests = 0

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        kind = type(self)
        kind.requests += 1
        self.send_response(kind.status if kind.requests <= kind.failures else 200)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Failing]]:
    kind = type("FailingOnce", (Failing,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    endpoint = f"http://127.0.0.1:{server.server_port}"
    for name, value in keys(endpoint, "thekey", "thesecret").items():
        monkeypatch.setenv(name, value)
    yield kind
    server.shutdown()
    server.server_close()
    thread.join()


def test_what_fails_for_a_moment_is_tried_again(failing: type[Failing]) -> None:
    failing.failures = 2
    assert BucketStore("rumah", "").create("x.json", b"{}")
    assert failing.requests == 3


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (500, "answers with an error .answer: 500.*run the same command again"),
        (403, "refuses the key .answer: 403"),
        (404, "it is not there .answer: 404.*name of the bucket"),
        (405, "answers with an error .answer: 405"),
    ],
)
def test_what_fails_for_good_is_told_without_keys(
    failing: type[Failing], monkeypatch: pytest.MonkeyPatch, status: int, message: str
) -> None:
    monkeypatch.setitem(s3.RETRY, "max_retries", 0)
    failing.failures, failing.status = 9, status
    with pytest.raises(StoreError, match=message) as refused:
        BucketStore("rumah", "data").create("x.json", b"{}")
    assert "s3://rumah/data: cannot write x.json" in str(refused.value)
    assert "thekey" not in str(refused.value)
    assert "thesecret" not in str(refused.value)


def test_a_store_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(s3.RETRY, "max_retries", 0)
    for name, value in keys("http://127.0.0.1:9", "key", "secret").items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StoreError, match="does not answer: check the network"):
        open_store("s3://rumah/data").read("latest.json")
