"""The server of a home: what it keeps where, and what is said when it does not start."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.serving import server
from flows.serving.lock import ServedError, house_lock
from flows.serving.server import ServerError, running_server, settings_of
from flows.settings import Home, SettingError
from tests.e2e.conftest import ROOT
from tests.serving.conftest import Served, free_port

STARTER = """
import subprocess, sys, time
watcher = "from flows.serving.server_child import _end_with_parent as end; end()"
child = subprocess.Popen([sys.executable, "-c", watcher], stdin=subprocess.PIPE)
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--cron", "0 2 * * *"], "--cron '0 2 \\* \\* \\*' fires more than once in a month"),
        (["--reminder-cron", "noon"], "--reminder-cron 'noon' is no schedule"),
        (["--time-zone", "Lampung"], "the time zone 'Lampung' is not known"),
    ],
)
def test_a_wrong_option_is_refused_before_anything_starts(
    options: list[str], said: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingError, match=said):
        CliRunner().invoke(
            app, ["--home", str(tmp_path), "serve", *options], catch_exceptions=False
        )
    assert list(tmp_path.iterdir()) == []


def test_a_home_is_held_by_one(tmp_path: Path) -> None:
    with house_lock(Home(tmp_path)), pytest.raises(ServedError, match="is being served already"):
        house_lock(Home(tmp_path)).__enter__()
    with house_lock(Home(tmp_path)):
        pass


def test_everything_of_prefect_is_below_the_home(tmp_path: Path) -> None:
    told = settings_of(Home(tmp_path), 4999)
    assert told["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert told["PREFECT_API_URL"] == "http://127.0.0.1:4999/api"
    assert told["PREFECT_SERVER_API_PORT"] == "4999"
    assert told["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_a_port_in_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "FREE_SECONDS", 0)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        with pytest.raises(ServerError, match=f"port {port} is in use"):
            running_server(Home(tmp_path), port).__enter__()


@pytest.mark.e2e
def test_a_server_that_does_not_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_SERVER_DATABASE_CONNECTION_URL", "nonsense://")
    with pytest.raises(ServerError, match="did not start") as told:
        running_server(Home(tmp_path), free_port()).__enter__()
    assert str(tmp_path / "prefect" / "server.log") in str(told.value)


@pytest.mark.e2e
def test_the_leases_and_the_database_are_below_the_home(served: Served) -> None:
    assert (served.home.root / "prefect" / "prefect.db").is_file()
    served.server.check()


@pytest.mark.e2e
@pytest.mark.parametrize("page", ["/", "/runs", "/v2/runs", "/v2/artifacts"])
def test_the_page_is_there_and_asks_for_nothing_from_outside(served: Served, page: str) -> None:
    html = fetched(served, page)
    named = re.findall(r"(?:src|href)=[\"']?([^\"' >]+)", html)
    assert [address for address in named if re.match(r"(https?:)?//", address)] == []
    assets = [address for address in named if "/assets/" in address]
    assert assets
    for address in assets:
        assert fetched(served, address)
    assert json.loads(fetched(served, "/ui-settings"))["api_url"] == f"{served.server.address}/api"
    assert (served.home.root / "prefect" / "page").is_dir()


def fetched(served: Served, address: str) -> str:
    """What a browser is given at an address of the page."""
    asked = Request(f"{served.server.address}{address}", headers={"Accept": "text/html"})
    with urlopen(asked) as answer:
        port = served.server.port
        assert answer.headers["Content-Security-Policy"] == (
            f"connect-src 'self' http://127.0.0.1:{port} ws://127.0.0.1:{port}"
        )
        text: str = answer.read().decode()
    return text


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")
def test_what_watches_its_starter_ends_when_that_is_killed() -> None:
    """The child of a killed process ends: its stdin closes, whoever closes it."""
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout is not None
    child = int(starter.stdout.readline())
    os.kill(child, 0)
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    until = time.monotonic() + 20
    while _is_running(child):
        assert time.monotonic() < until
        time.sleep(0.05)


def _is_running(pid: int) -> bool:
    """Whether a process is there and no zombie that nobody has waited for."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rsplit(")", 1)[1].split()[0] != "Z"
