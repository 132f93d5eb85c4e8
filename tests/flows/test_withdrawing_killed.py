"""A withdrawal from home and store, killed before every write, is finished by the same call."""

from __future__ import annotations

import json
import os
import shutil
import signal
from functools import partial
from pathlib import Path

from flows.settings import Home
from flows.stores.folder import FolderStore
from flows.stores.push import push
from flows.withdrawing import withdraw_version
from outputs.canonical import files_below
from outputs.manifest import damaged
from outputs.standing import is_withdrawn
from tests.chaos.boundaries import Boundaries
from tests.chaos.killing import forked
from tests.outputs.test_withdraw import REASON, released
from tests.stores.publishers import silent
from tests.stores.standing import committed, fed, indexed, latest

OLDER, VERSION = "2026.09.0", "2026.10.0"
STAYS = ["index.html", "withdrawn.json"]


def withdrawn(home: Home) -> None:
    withdraw_version(home, VERSION, REASON, by="office", to=str(home.root / "store"))


def killed_at(home: Home, number: int) -> int:
    """Withdraw in a process that dies before its write of this number; its exit status."""

    def met(found: int) -> None:
        if found == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        Boundaries(home, met).watch()
        withdrawn(home)

    return os.waitstatus_to_exitcode(os.waitpid(forked(work), 0)[1])


def check_named(home: Home, store: FolderStore) -> None:
    """Whatever is named, here and in the store, is there; the folder is whole or a tombstone."""
    releases = home.releases
    pointed = json.loads((releases / "latest.json").read_bytes())["version"]
    listed = json.loads((releases / "releases.json").read_bytes())
    for version in {pointed, *(record["version"] for record in listed["releases"])}:
        assert damaged(releases / version) == []
    assert not is_withdrawn(releases / pointed) or pointed == VERSION
    folder = releases / VERSION
    assert not folder.exists() or files_below(folder) == STAYS or damaged(folder) == []
    indexed(store)
    named = json.loads(store.read("latest.json").content)
    assert store.sha256(named["manifest"]) == named["manifest_sha256"]


def test_killed_before_every_write_the_same_call_finishes_it(tmp_path: Path) -> None:
    made = Home(tmp_path / "made")
    releases = released(made.root, OLDER, VERSION)
    push(releases / VERSION, FolderStore(made.root / "store"), VERSION, silent)
    for number in range(200):
        home = Home(tmp_path / str(number))
        shutil.copytree(made.root, home.root, symlinks=True)
        store = FolderStore(home.root / "store")
        status = killed_at(home, number)
        check_named(home, store)
        if status == 0:
            break
        assert status == -signal.SIGKILL
        withdrawn(home)
        for found in (partial(files_below, home.releases / VERSION), _in(store)):
            assert found() == STAYS
        assert damaged(home.withdrawn / VERSION) == []
        assert (latest(store), committed(store)) == (OLDER, [OLDER])
        assert fed(store) == [f"{VERSION}:withdrawn", OLDER]
        assert json.loads((home.releases / "latest.json").read_bytes())["version"] == OLDER
        left = {path.name for path in (home.releases / ".staging").iterdir()}
        assert left <= {"publish.lock"}
        shutil.rmtree(home.root)
    assert 30 < number < 199


def _in(store: FolderStore) -> partial[list[str]]:
    return partial(store.files, f"releases/{VERSION}")
