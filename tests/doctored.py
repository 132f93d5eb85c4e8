"""A sound home for the doctor, and what it answers of it."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.archive import Archive, Receipt
from flows.doctor.check import Check
from flows.doctor.rounds import examine
from flows.settings import STAGING, Home
from tests.stores.publishers import small_release

VERSION = "2026.10.0"
NOW = datetime.now(UTC)


def sound_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home in which a month was archived and released, without any setting."""
    for name in os.environ:
        if name.startswith(("RUMAHDATA_", "AWS_", "PREFECT_")):
            monkeypatch.delenv(name)
    home = Home(tmp_path / "home")
    arrive(home, b"a report", NOW - timedelta(days=1))
    folder = small_release(home.releases, VERSION)
    (home.releases / STAGING).mkdir()
    (home.releases / "latest.json").write_text(json.dumps({"version": folder.name}))
    return home


def arrive(home: Home, content: bytes, when: datetime, period: str = "2026-10") -> None:
    """Let a file be archived that came at a moment."""
    archive = Archive(home.archive)
    taken = home.root / "taken"
    taken.parent.mkdir(parents=True, exist_ok=True)
    taken.write_bytes(content)
    with taken.open("rb") as stream:
        sha256, size = archive.take(stream)
    taken.unlink()
    archive.enter(Receipt(period, "folder", "Bu Siti.xlsx", sha256, size, when, when))


def answer(home: Home, name: str, seconds: float = 60) -> list[Check]:
    """What the doctor answers under this name."""
    return [check for check in examine(home, seconds) if check.name == name]


def told(home: Home, name: str) -> tuple[str, str]:
    """The one answer under this name: how it stands, and what was seen."""
    (check,) = answer(home, name)
    assert bool(check.do) == (check.result != "ok")
    return check.result, check.told
