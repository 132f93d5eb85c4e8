"""A run's mark tells whether its process lives, however it ended."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from prefect.exceptions import Pause

from flows.serving.presence import machine, marked, marks
from flows.settings import Home
from tests.e2e.conftest import ROOT

RUN = UUID("01a224df-a987-739e-ae38-a6fd6eaec540")
CHILD = """
import sys, uuid
from pathlib import Path
from flows.serving.presence import marked
from flows.settings import Home
with marked(Home(Path(sys.argv[1])), uuid.UUID(sys.argv[2])):
    print("marked", flush=True)
    sys.stdin.readline()
    raise {ending}
"""


@contextmanager
def running(home: Home, ending: str = "SystemExit") -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the mark of RUN until it is told a line, then ends so."""
    with subprocess.Popen(
        [sys.executable, "-c", CHILD.format(ending=ending), str(home.root), str(RUN)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "marked\n"
        yield child
        child.kill()


def test_a_living_run_is_not_dead_and_a_killed_one_is(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with running(home) as child:
        (mark,) = marks(home)
        assert mark.run == RUN
        assert not mark.is_dead
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert mark.is_dead
        assert mark.is_dead, "looking takes nothing away"
    mark.remove()
    mark.remove()
    assert marks(home) == []


@pytest.mark.parametrize(
    ("ending", "is_left"), [("ValueError", False), ("KeyboardInterrupt", True)]
)
def test_a_run_that_fails_leaves_no_mark_and_an_interrupted_one_does(
    ending: str, is_left: bool, tmp_path: Path
) -> None:
    home = Home(tmp_path)
    with running(home, ending) as child:
        child.communicate("\n")
    assert [mark.is_dead for mark in marks(home)] == [True] * is_left


def test_a_run_that_is_suspended_leaves_no_mark_for_the_process_that_goes_on(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path)
    with pytest.raises(Pause), marked(home, RUN, Pause):
        raise Pause
    assert marks(home) == []


def test_a_run_that_ends_leaves_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with marked(home, RUN):
        assert [mark.is_dead for mark in marks(home)] == [False]
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("told", "is_of_here"),
    [
        ({"machine": machine(), "pid": 1}, True),
        ({"machine": "another", "pid": 1}, False),
        ({}, False),
        ([], False),
        ("nonsense", False),
    ],
    ids=["here", "elsewhere", "empty", "list", "cut"],
)
def test_a_mark_tells_of_which_machine_it_is(
    told: object, *, is_of_here: bool, tmp_path: Path
) -> None:
    folder = tmp_path / "prefect" / "runs"
    folder.mkdir(parents=True)
    text = told if isinstance(told, str) else json.dumps(told)
    (folder / f"{RUN}.json").write_text(text, encoding="utf-8")
    (folder / "notes.json").write_text("{}", encoding="utf-8")
    assert [mark.is_of_here for mark in marks(Home(tmp_path))] == [is_of_here]


def test_a_run_that_ends_while_it_is_looked_at_is_not_dead(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with marked(home, RUN):
        (mark,) = marks(home)
    assert not mark.is_dead
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
