"""A worker of a Prefect server with PostgreSQL runs the deployment of prefect.yaml."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.settings import FLOOR_OF_COVERAGE, TELEMETRY_OFF
from tests.e2e.conftest import ROOT
from tests.homes import GOOD, PERIOD, request_in, send

pytestmark = [
    pytest.mark.trial,
    pytest.mark.skipif(
        not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        reason="PostgreSQL is not installed (apt-get install postgresql)",
    ),
]


def test_the_trial_of_the_deployment_ends_with_a_release(tmp_path: Path) -> None:
    asked = request_in(tmp_path)
    send(asked, "laporan.xlsx", GOOD)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "RUMAHDATA_"))}
    env[FLOOR_OF_COVERAGE] = "0"
    done = subprocess.run(
        [ROOT / "deploy" / "postgres_trial.sh", tmp_path, PERIOD],
        env=env | TELEMETRY_OFF | {"PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    logs = {p.name: p.read_text(encoding="utf-8")[-2000:] for p in (tmp_path / "logs").iterdir()}
    assert done.returncode == 0, (done.stderr, logs)
    assert "postgres (PostgreSQL)" in done.stdout
    assert "2026.10.0 (published)" in done.stdout
    assert (asked.home.releases / "2026.10.0" / "manifest.json").is_file()
    assert "Finished in state Completed()" in logs["worker.log"]
    assert not list((tmp_path / "prefect").glob("*.db")), "the database is PostgreSQL"
