"""A run that a Prefect server records, here or on a Dask cluster, gives the same bytes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prefect.client.orchestration import SyncPrefectClient

from flows.reading import READINGS
from flows.reuse.step import Step
from flows.reuse.tally import RAN, done_of
from flows.serving.server import running_server
from flows.settings import TELEMETRY_OFF, Home
from outputs.canonical import file_facts, files_below
from tests.e2e.conftest import PERIOD, ROOT, Example, rumahdata, rumahdata_here
from tests.serving.conftest import free_port

pytestmark = [pytest.mark.e2e, pytest.mark.trial]

VERSION = "2026.10.0-CONTOH"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Prefect server that runs nothing."""
    with running_server(Home(tmp_path_factory.mktemp("server")), free_port()) as found:
        yield f"{found.address}/api"


@pytest.fixture
def home(example: Example, tmp_path: Path) -> Path:
    """A home with the inbox of the example and nothing else."""
    shutil.copytree(example.home / "inbox", tmp_path / "home" / "inbox")
    return tmp_path / "home"


@pytest.fixture
def few(example: Example, tmp_path: Path) -> Path:
    """The same with the workbooks of one kecamatan alone."""
    inbox = tmp_path / "few" / "inbox" / PERIOD
    inbox.mkdir(parents=True)
    for path in sorted((example.home / "inbox" / PERIOD).glob("18.04.04*.xlsx")):
        shutil.copy2(path, inbox / path.name)
    return tmp_path / "few"


def sums(release: Path) -> dict[str, str]:
    return {path: file_facts(release, path).sha256 for path in files_below(release)}


def test_a_server_records_the_run_and_shows_what_became_of_it(
    few: Path, server: str, tmp_path: Path
) -> None:
    shutil.copytree(few, tmp_path / "unrecorded")
    unrecorded = rumahdata_here("--home", tmp_path / "unrecorded", "release", PERIOD, "--sample")
    assert unrecorded.returncode == 0, unrecorded.stderr
    (reported,) = re.findall(r"\d+ of 136 reported", unrecorded.stdout)
    recorded = rumahdata(
        *("--home", few, "release", PERIOD, "--sample"),
        PREFECT_API_URL=server,
        PREFECT_HOME=str(tmp_path / "prefect-client"),
    )
    assert recorded.returncode == 0, recorded.stderr + recorded.stdout
    assert "Recorded as a flow run" in recorded.stdout
    release = Path("releases", VERSION)
    assert sums(few / release) == sums(tmp_path / "unrecorded" / release)
    looked = rumahdata("--home", few, "doctor", PREFECT_API_URL=server)
    assert "it answers, Prefect" in looked.stdout
    with SyncPrefectClient(server) as client:
        (run,) = client.read_flow_runs()
        assert (run.name, run.state_name) == (f"release-{PERIOD}", "Completed")
        found = {artifact.key: artifact for artifact in client.read_artifacts()}
    assert {f"progress-{PERIOD}", f"release-{PERIOD}", f"page-{PERIOD}"} <= found.keys()
    assert reported in str(found[f"release-{PERIOD}"].data)
    again = rumahdata_here("--home", few, "rerun", PERIOD)
    assert "1 ran (collect), 8 reused" in again.stdout  # whoever ran it first


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a Dask scheduler of its own, and its two workers."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    commands = [
        ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)],
        *[["distributed.cli.dask_worker", address, "--nthreads", "1"]] * 2,
    ]
    started: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            options = (
                ["--no-dashboard"] if "worker" in command[0] else ["--dashboard-address", ":0"]
            )
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", *command, *options],
                    cwd=ROOT,
                    env={**os.environ, **TELEMETRY_OFF, "DASK_TEMPORARY_DIRECTORY": str(folder)},
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
        yield address, started[1:]
    finally:
        for process in started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def test_a_dask_cluster_that_loses_a_worker_gives_the_same_bytes(
    home: Path, server: str, example: Example, tmp_path: Path
) -> None:
    shelf = home / "work" / PERIOD / READINGS
    env = {k: v for k, v in os.environ.items() if not k.startswith("RUMAHDATA_")}
    with cluster(tmp_path) as (address, workers):
        run = subprocess.Popen(
            [
                *(sys.executable, "-m", "flows.cli", "--home", str(home), "release", PERIOD),
                *("--sample", "--engine", "dask", "--scheduler", address),
            ],
            cwd=ROOT,
            env=env | TELEMETRY_OFF | {"PREFECT_API_URL": server},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        wait_for(lambda: (shelf.is_dir() and any(shelf.iterdir())) or run.poll() is not None)
        os.killpg(workers[0].pid, signal.SIGKILL)
        said = run.communicate(timeout=240)[0]
        assert run.returncode == 0, said
        assert workers[1].poll() is None
    assert sums(home / "releases" / VERSION) == sums(example.release)
    reads = [d for d in done_of(home / "work" / PERIOD) if d.step is Step.READ and d.did == RAN]
    assert [(d.pieces, d.fresh) for d in reads] == [(132, 132)]


def wait_for(what: Callable[[], bool], seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)
