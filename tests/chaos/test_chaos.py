"""The short form of `make chaos`: kills at random, and at some writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows.settings import Home
from tests.chaos.boundaries import Boundaries
from tests.chaos.content import content_of, difference

ROOT = Path(__file__).resolve().parent.parent.parent
SHORT = ("--kills", "2", "--commands", "0", "--every", "900", "--memory", "0", "--workers", "1")


@pytest.mark.e2e
@pytest.mark.trial
@pytest.mark.skipif(sys.platform != "linux", reason="runs are forked, and counted in /proc")
def test_a_month_killed_anywhere_and_run_again_gives_the_same_bytes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.run", *SHORT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "bytes equal the unbroken run's in all" in done.stdout


def test_a_write_is_met_before_it_is_done_and_what_changes_nothing_is_none(tmp_path: Path) -> None:
    met: list[tuple[int, list[str]]] = []
    home = Home(tmp_path / "home")
    home.root.mkdir()
    (home.root / "there").write_bytes(b"")

    def there(number: int) -> None:
        met.append((number, sorted(path.name for path in home.root.iterdir())))

    watching = Boundaries(home, there)
    watching.watch()
    home.root.mkdir(exist_ok=True)
    (home.root / "gone").unlink(missing_ok=True)
    (home.root / "there").read_bytes()
    (tmp_path / "elsewhere").write_bytes(b"")
    (home.root / "new").write_bytes(b"")
    (home.root / "new").rename(home.root / "renamed")
    (home.root / "renamed").unlink()
    watching.is_on = False
    assert met == [(0, ["there"]), (1, ["new", "there"]), (2, ["renamed", "there"])]


@pytest.mark.parametrize(
    ("path", "content", "other", "is_told"),
    [
        ("releases/2026.10.0/a.csv", "1", "2", True),
        ("archive/incoming/2026-10-4711-1", "1", None, True),
        ("work/2026-10/.letters-4711/a.txt", "1", None, True),
        ("work/2026-10/.holder.json", "1", None, False),
        ("work/2026-10/summary.json", '{"ran": ["read"], "late": 1}', '{"late": 1}', False),
        ("work/2026-10/summary.json", '{"late": 1}', '{"late": 2}', True),
        ("archive/receipts/2026-10/a.json", '{"collected_at": 1}', '{"collected_at": 2}', False),
        ("archive/receipts/2026-10/a.json", '{"name": 1}', '{"name": 2}', True),
    ],
)
def test_what_differs_is_told_but_for_what_may(
    tmp_path: Path, path: str, content: str, other: str | None, *, is_told: bool
) -> None:
    homes = Home(tmp_path / "one"), Home(tmp_path / "other")
    for home, written in zip(homes, (content, other), strict=True):
        target = home.root / path
        target.parent.mkdir(parents=True)
        if written is not None:
            target.write_text(written, encoding="utf-8")
    assert bool(difference(*map(content_of, homes))) == is_told
