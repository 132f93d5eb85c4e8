"""What is in deploy/ and prefect.yaml agrees with the program and with systemd."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect.events.schemas.automations import AutomationCore, EventTrigger

from flows.serving import server
from flows.serving.timing import DEFAULT_ZONE, RELEASE_CRON, REMINDER_CRON, WAITING_CRON, ZONE
from flows.settings import STORE
from tests.e2e.conftest import ROOT

DEPLOY = ROOT / "deploy"
UNIT = (DEPLOY / "rumahdata.service").read_text(encoding="utf-8")
DEPLOYED: dict[str, Any] = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("number", "entrypoint", "name", "cron"),
    [
        (0, "flows.release.release", "monthly", RELEASE_CRON),
        (1, "flows.reminder.reminder", "monthly", REMINDER_CRON),
        (2, "flows.reminder.waiting", "daily", WAITING_CRON),
    ],
)
def test_prefect_yaml_deploys_what_serve_serves(
    number: int, entrypoint: str, name: str, cron: str
) -> None:
    told = DEPLOYED["deployments"][number]
    assert told["entrypoint"] == entrypoint
    assert told["name"] == name
    assert told["schedules"] == [{"cron": cron, "timezone": DEFAULT_ZONE, "active": True}]
    assert told["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
    assert told["work_pool"] == {"name": "rumahdata"}
    assert told["pull"] == []


def test_prefect_yaml_names_no_path_of_a_machine() -> None:
    assert not re.search(r"(^|[\s:\"'])/\w", (ROOT / "prefect.yaml").read_text(encoding="utf-8"))


def test_what_ends_lost_runs_is_an_automation_that_prefect_takes() -> None:
    told = yaml.safe_load((DEPLOY / "lost-runs.yaml").read_text(encoding="utf-8"))
    automation = AutomationCore.model_validate(told)
    assert isinstance(automation.trigger, EventTrigger)
    assert automation.trigger.within == timedelta(seconds=90)
    assert automation.actions[0].type == "change-flow-run-state"


def test_the_unit_restarts_and_is_shut_in() -> None:
    for setting in (
        "Restart=on-failure",
        "TimeoutStopSec=",
        "ProtectSystem=strict",
        "KillMode=mixed",
    ):
        assert f"\n{setting}" in UNIT
    seconds = re.search(r"TimeoutStopSec=(\d+)s", UNIT)
    assert seconds
    assert int(seconds[1]) > 2 * server.STOP_SECONDS


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    program = re.search(r"ExecStart=(\S+)", UNIT)
    assert program
    unit = tmp_path / "rumahdata.service"
    unit.write_text(UNIT.replace(program[1], sys.executable), encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    assert checked.stderr == ""
    assert checked.returncode == 0


def test_the_example_of_settings_names_real_ones() -> None:
    text = (DEPLOY / "rumahdata.env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"(?m)^#?([A-Z_]+)=", text))
    assert named >= {"RUMAHDATA_HOME", ZONE, STORE}
    code = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "flows").rglob("*.py"))
    assert [name for name in named if name not in code] == []


@pytest.mark.parametrize("script", sorted(DEPLOY.glob("*.sh")), ids=lambda p: p.name)
def test_scripts_are_sound_shell_and_can_be_run(script: Path) -> None:
    assert script.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", script], check=True)
