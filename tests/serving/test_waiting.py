"""What a person does in the server's page: lets a release go on, and runs a failed one again."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.states import Scheduled

from flows.reuse.step import Step
from flows.reuse.tally import RAN, done_of
from flows.settings import Home, Request
from tests.homes import GOOD, PERIOD, send
from tests.serving.conftest import free_port
from tests.serving.test_serve import serving, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.trial]

PATIENCE = 300
"""Seconds that a run may take on a slow machine with other things to do."""


def test_a_release_waits_fails_and_is_retried_from_the_page(tmp_path: Path) -> None:
    home, port = Home(tmp_path / "home"), free_port()
    send(Request(home, PERIOD, home.inbox(PERIOD), floor=0), "laporan.xlsx", GOOD)
    pointer = home.releases / "latest.json"
    pointer.parent.mkdir(parents=True)
    pointer.write_text("rubbish", encoding="utf-8")
    with serving(home, port), SyncPrefectClient(f"http://127.0.0.1:{port}/api") as client:
        deployment = client.read_deployment_by_name("release/monthly")
        asked: dict[str, Any] = {"period": PERIOD, "approval": True}
        run = client.create_flow_run_from_deployment(deployment.id, parameters=asked).id
        wait_for(lambda: name_of(client, run) == "Suspended", PATIENCE)
        assert not (home.releases / "2026.10.0").exists()
        (shown,) = (a for a in client.read_artifacts() if a.key == f"approval-{PERIOD}")
        assert "1 of 136 villages reported" in str(shown.data)
        client.resume_flow_run(run, run_input={"approved_by": "Ibu", "because": "dilihat"})
        wait_for(lambda: name_of(client, run) == "Failed", PATIENCE)
        pointer.unlink()
        client.set_flow_run_state(run, Scheduled(name="AwaitingRetry"), force=True)  # "Retry"
        wait_for(lambda: name_of(client, run) == "Completed", PATIENCE)
        told = shown_of(client)
    assert {"about": "Villages", "told": "1 of 136 reported, 0 of them late, 135 missing"} in told
    assert (home.releases / "2026.10.0" / "index.html").is_file()
    ran = Counter(done.step for done in done_of(home.work(PERIOD)) if done.did == RAN)
    once = (Step.READ, Step.CHECK, Step.TIDY, Step.PROTECT, Step.STAGE, Step.GATE, Step.LETTERS)
    assert {step: ran[step] for step in once} == dict.fromkeys(once, 1)
    assert ran[Step.PUBLISH] == 1


def shown_of(client: SyncPrefectClient) -> list[dict[str, str]]:
    """The rows of the summary that the page shows."""
    (table,) = (a for a in client.read_artifacts() if a.key == f"release-{PERIOD}")
    rows: list[dict[str, str]] = json.loads(str(table.data))
    return rows


def name_of(client: SyncPrefectClient, run: UUID) -> str:
    state = client.read_flow_run(run).state
    return str(state.name) if state else ""
